"""A heading: its title, and what it asks for in braces: `# Say this slowly {pace=slow ambient=bowls}`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from slowly.nearest import did_you_mean
from slowly.script.header import read_pace
from slowly.script.layers import read_layers
from slowly.script.model import Place
from slowly.script.source import Source

KEYS = ("pace", "ambient", "voice")

_WISHES = re.compile(r"(?P<title>.*?)\s*(?<!\\)\{(?P<wishes>[^{}]*=[^{}]*)\}\s*")
_WISH = re.compile(
    r"""\s*,?\s*(?P<key>[\w-]+)\s*=\s*(?:"(?P<quoted>[^"]*)"|'(?P<single>[^']*)'|(?P<plain>[^\s,"']+))"""
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class Heading:
    """A title, and what the chapter under it has of its own."""

    title: str | None
    pace_wpm: int | None = None
    ambient: str | None = None
    voice: str | None = None


def read_heading(text: str, place: Place, brace: int, source: Source) -> Heading:
    """The heading whose text, without its signs, this is; `brace` is the offset of the first { in its line.

    Raises ScriptError when it has no title, or asks for what no chapter has.
    """
    found = _WISHES.fullmatch(text)
    title = found["title"] if found else text
    if not title.strip():
        raise source.error("This heading has no title.", place.line, 1, hint="Write one after the #.")
    title = " ".join(_ESCAPED.sub(r"\1", title).split())
    if found is None:
        return Heading(title)
    wishes = _read_wishes(found["wishes"], place.line, brace + 1, source)
    pace = wishes.get("pace")
    try:
        pace_wpm = read_pace(pace) if pace is not None else None
    except ValueError as error:
        raise source.error(f"pace: {error}.", place.line, brace + 1) from error
    ambient = wishes.get("ambient")
    try:
        read_layers(ambient or "off")
    except ValueError as error:
        raise source.error(f"ambient: {error}.", place.line, brace + 1) from error
    return Heading(title, pace_wpm, ambient, wishes.get("voice"))


def _read_wishes(text: str, line: int, column: int, source: Source) -> dict[str, str]:
    wishes: dict[str, str] = {}
    hint = 'Write {pace=slow ambient="rain"}; the keys are ' + ", ".join(KEYS) + "."
    position = 0
    while text[position:].strip():
        found = _WISH.match(text, position)
        if found is None:
            raise source.error("This heading asks in a way I do not know.", line, column, hint=hint)
        key = found["key"].lower()
        if key not in KEYS:
            near = did_you_mean(key, KEYS)
            raise source.error(f"A heading has no “{key}”.", line, column, hint=near or hint)
        if key in wishes:
            raise source.error(f"This heading asks for “{key}” twice.", line, column, hint="Keep one of the two.")
        value = next(value for value in (found["quoted"], found["single"], found["plain"]) if value is not None).strip()
        if not value:
            raise source.error(f"“{key}” is empty.", line, column, hint="Fill it in, or leave it out.")
        wishes[key] = value
        position = found.end()
    return wishes
