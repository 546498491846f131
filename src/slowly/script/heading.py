"""A heading: its title, and what it asks for in braces: `# Say this slowly {pace=slow ambient=bowls}`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from slowly.nearest import did_you_mean
from slowly.script.entities import sign_of
from slowly.script.header import read_pace
from slowly.script.layers import read_layers
from slowly.script.model import Place
from slowly.script.source import Source

KEYS = ("pace", "ambient", "voice")

_WISH = re.compile(
    r"""\s*,?\s*(?P<key>[\w-]+)\s*=\s*(?:"(?P<quoted>[^"]*)"|'(?P<single>[^']*)'|(?P<plain>[^\s,"']+))"""
)
_TOKEN = re.compile(
    r"""
      \\(?P<literal>[!-/:-@\[-`{-~])
    | (?P<entity>&(?:\#\d{1,7}|\#[xX][\dA-Fa-f]{1,6}|[A-Za-z][A-Za-z\d]{1,31});)
    | (?P<slot>\{[A-Za-z_][\w-]{0,40}\})
    | \[(?P<mark>[^\[\]]*)\](?P<link>[(\[])?
    | (?P<loose>[\[\]{}])
    | (?<![\w*])\*{1,3}(?=[^\s*]) | (?<=[^\s*])\*{1,3}(?!\*)
    | (?<!\w)_{1,3}(?=[^\s_]) | (?<=[^\s_])_{1,3}(?!\w)
    | `+ | (?<![\w~])~~(?=[^\s~]) | (?<=[^\s~])~~(?![\w~]) | (?<![\w=])==(?=[^\s=]) | (?<=[^\s=])==(?![\w=])
    """,
    re.VERBOSE,
)
_HINT = 'Write {pace=slow ambient="rain"} at the end of the heading; the keys are ' + ", ".join(KEYS) + "."


@dataclass(frozen=True)
class Heading:
    """A title, and what the chapter under it has of its own."""

    title: str | None
    pace_wpm: int | None = None
    ambient: str | None = None
    voice: str | None = None


def read_heading(text: str, start: int, place: Place, source: Source) -> Heading:
    """The heading whose text, without its signs, begins at an offset of its line.

    Raises ScriptError when it has no title, holds a mark, or asks for what no chapter has.
    """
    title, wished, brace = text, None, 0
    if text.rstrip().endswith("}") and not text.rstrip().endswith("\\}"):
        brace = text.rfind("{")
        inside = text[brace + 1 : text.rindex("}")]
        if brace >= 0 and "=" in inside and "}" not in inside and text[brace - 1 : brace] != "\\":
            title, wished = text[:brace], inside
    title = _title(title, start, place.line, source)
    if not title:
        raise source.error("This heading has no title.", place.line, 1, hint="Write one after the #.")
    if wished is None:
        return Heading(title)
    column = start + brace + 1
    wishes = _read_wishes(wished, place.line, column, source)
    pace = wishes.get("pace")
    try:
        pace_wpm = read_pace(pace) if pace is not None else None
    except ValueError as error:
        raise source.error(f"pace: {error}.", place.line, column) from error
    ambient = wishes.get("ambient")
    try:
        read_layers(ambient or "off")
    except ValueError as error:
        raise source.error(f"ambient: {error}.", place.line, column) from error
    return Heading(title, pace_wpm, ambient, wishes.get("voice"))


def _title(text: str, start: int, line: int, source: Source) -> str:
    """A title as it is shown: without stars, and with nothing in it that would only work in a line."""
    parts, done = [], 0
    for token in _TOKEN.finditer(text):
        parts.append(text[done : token.start()])
        done = token.end()
        column = start + token.start() + 1
        if token["literal"] or token["slot"]:
            parts.append(token["literal"] or token["slot"])
        elif token["entity"]:
            parts.append(sign_of(token["entity"]))
        elif token["link"]:
            words = " ".join(token["mark"].split())[:40]
            raise source.error("A link stands in a heading.", line, column, hint=f"Write its words alone: {words}")
        elif token["mark"] is not None:
            hint = "Put it on a line below the heading; write \\[ for the sign itself."
            raise source.error("A mark in a heading does nothing.", line, column, hint=hint)
        elif token["loose"] in ("{", "}"):
            raise source.error(f"This {token['loose']} in a heading asks for nothing I know.", line, column, hint=_HINT)
        elif token["loose"]:
            sign = token["loose"]
            raise source.error(
                f"There is a {sign} here without its other.", line, column, hint=f"Write \\{sign} for the sign."
            )
    return " ".join("".join([*parts, text[done:]]).split())


def _read_wishes(text: str, line: int, column: int, source: Source) -> dict[str, str]:
    wishes: dict[str, str] = {}
    position = 0
    while text[position:].strip():
        found = _WISH.match(text, position)
        if found is None:
            raise source.error("This heading asks in a way I do not know.", line, column, hint=_HINT)
        key = found["key"].lower()
        if key not in KEYS:
            near = did_you_mean(key, KEYS)
            raise source.error(f"A heading has no “{key}”.", line, column, hint=near or _HINT)
        if key in wishes:
            raise source.error(f"This heading asks for “{key}” twice.", line, column, hint="Keep one of the two.")
        value = next(value for value in (found["quoted"], found["single"], found["plain"]) if value is not None).strip()
        if not value:
            raise source.error(f"“{key}” is empty.", line, column, hint="Fill it in, or leave it out.")
        wishes[key] = value
        position = found.end()
    return wishes
