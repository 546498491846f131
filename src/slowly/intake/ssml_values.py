"""The values that speech markup gives to its attributes: rates, times, languages and the names of sounds."""

from __future__ import annotations

import re

from slowly.intake.amounts import mark_for
from slowly.intake.model import Mark, Note, Piece
from slowly.script.model import RATES

LANGUAGE = "xml:lang"

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_TIME = re.compile(r"\+?(\d{1,6}(?:\.\d{1,6})?|\.\d{1,6})\s*(ms|s)", re.IGNORECASE)
_PERCENT = re.compile(r"([+-]?)(\d{1,5}(?:\.\d{1,6})?)\s*%")
_FACTOR = re.compile(r"(\d{1,5}(?:\.\d{1,6})?|\.\d{1,6})")
_BELL = re.compile(r"(?:^|[^a-z])(?:bell|chime|gong|bowl|tingsha|ding)s?(?:[^a-z]|$)", re.IGNORECASE)


def at_language(attributes: dict[str, str]) -> str | None:
    """The language an element names, if it is a name of one."""
    language = attributes.get(LANGUAGE, "").strip()
    return language if _LANGUAGE.fullmatch(language) else None


def read_rate(text: str) -> str | None:
    """The nearest of our rates to one of SSML's: a name, a percentage or a factor. None when it is none of these."""
    text = text.strip().lower()
    if text == "default":
        return "medium"
    if text in RATES:
        return text
    percent, factor = _PERCENT.fullmatch(text), _FACTOR.fullmatch(text)
    if percent:
        amount = float(percent[2]) / 100
        share = {"+": 1 + amount, "-": 1 - amount}.get(percent[1], amount)
    elif factor:
        share = float(factor[1])
    else:
        return None
    return min(RATES, key=lambda name: abs(RATES[name] - share))


def read_time(text: str) -> str | None:
    """The inside of the mark for a time such as `500ms`; None when it is not one, or none at all."""
    found = _TIME.fullmatch(text.strip())
    return mark_for(found[1], found[2].lower()) if found else None


def is_no_time(text: str) -> bool:
    """Whether it is a time of nothing, such as `0s`."""
    found = _TIME.fullmatch(text.strip())
    return found is not None and float(found[1]) == 0


def audio(src: str, *, named: str = "sound") -> tuple[tuple[Piece, ...], str]:
    """What stands for a sound file we do not have, and what to tell about it. One named after a bell is our bell."""
    name = src.rsplit("?", 1)[0].rstrip("/").rsplit("/", 1)[-1]
    note = Note(f"{named}: {src}")
    if _BELL.search(name):
        return (note, Mark("bell")), f"The sound “{name[:60]}” is not at hand; our own bell is rung instead."
    return (note,), f"The sound “{name[:60]}” is not at hand; it is kept as a comment."
