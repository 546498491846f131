"""The modifiers of Speech Markdown, `(words)[rate:"slow";pitch:"high"]`: one row each."""

from __future__ import annotations

import re

from slowly.intake.model import Words
from slowly.intake.spelling import spell
from slowly.intake.ssml_values import read_rate

_PART = re.compile(
    r"\s*(?:(?P<key>[A-Za-z][\w-]{0,30})(?:\s*:\s*(?P<value>\"[^\"]{0,500}\"|'[^']{0,500}'|[^;\"']{1,100}))?"
    r"|/(?P<ipa>[^/]{1,100})/)\s*(?:;|\Z)"
)
SPELLED = frozenset("characters chars spell-out verbatim digits date ordinal phone telephone".split())
"""Manners of reading that we may know how to spell out."""

READ = frozenset("address cardinal expletive bleep fraction interjection number time unit currency".split())
"""Manners of reading that are left to the voice."""

SOUND = frozenset(
    """whisper volume vol pitch timbre drc lang voice excited disappointed newscaster dj defaults style role effect
    friendly cheerful sad angry""".split()
)
"""Changes of the voice itself, which one plain voice cannot follow."""

KNOWN = SPELLED | READ | SOUND | {"rate", "emphasis", "sub", "ipa"}


def read_modifiers(inside: str, *, anything: bool = False) -> dict[str, str]:
    """The keys and values in a pair of brackets; empty when they are none, or (unless `anything`) none known."""
    found: dict[str, str] = {}
    position = 0
    while position < len(inside):
        part = _PART.match(inside, position)
        if part is None:
            return {}
        if part["ipa"]:
            found["ipa"] = part["ipa"]
        else:
            key, value = part["key"].lower(), (part["value"] or "").strip()
            found[key] = value[1:-1].rstrip(";") if value[:1] in ("'", '"') else value
        position = part.end()
    return found if anything or found.keys() & KNOWN else {}


def styled(words: Words, modifiers: dict[str, str]) -> tuple[Words, list[str]]:
    """The words as the modifiers ask, and what there is to tell about those that have no counterpart."""
    told: list[str] = []
    shown = words.text[:40]
    for key, value in modifiers.items():
        if key == "rate":
            rate = read_rate(value)
            if rate is None:
                told.append(f"“{value[:40]}” is no rate; “{shown}” keeps its pace.")
            words = words._replace(rate=None if rate == "medium" else rate or words.rate)
        elif key == "emphasis":
            leaned = value.lower() in ("", "moderate", "strong")
            words = words._replace(leaned=leaned)
            if not leaned and value.lower() != "none":
                told.append(f"Emphasis “{value[:40]}” has no counterpart; “{shown}” is said plainly.")
        elif key == "sub" and value.strip():
            words = words._replace(alias=value)
        elif key in SPELLED and (alias := spell(words.text, key, value)):
            words = words._replace(alias=alias)
            told.append(f"“{shown}” is said as “{alias[:60]}”.")
        elif key == "ipa":
            told.append(
                f"The pronunciation /{value[:60]}/ has no counterpart; write (word){{said so}} in plain letters."
            )
        elif key in SPELLED | READ:
            told.append(f"“{shown}” is to be read as “{key}”; a voice reads it in its own way.")
        else:
            told.append(f"“{key}” has no counterpart; “{shown}” is kept as it is.")
    return words, told
