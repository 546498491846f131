"""The header of a script: its keys, and how each is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from slowly.nearest import did_you_mean
from slowly.script.model import FASTEST_WPM, PACES, SLOWEST_WPM, Header, Place
from slowly.script.source import Source, has_controls
from slowly.script.yaml import Node, read_yaml

LONGEST_HEADER = 16_000


def read_header(text: str, source: Source, first_line: int) -> Header:
    """The header whose YAML starts on line `first_line` of the source. Raises ScriptError."""
    if len(text) > LONGEST_HEADER:
        raise source.error("The header is far too long.", first_line, hint="Is its closing --- missing?")
    node = read_yaml(text, source, first_line)
    if node is None:
        return Header()
    if not isinstance(node.value, dict):
        raise source.error(
            "The header is not made of keys and values.",
            node.place.line,
            node.place.column,
            hint="Write lines such as  title: Arriving  between the two ---.",
        )
    fields: dict[str, Any] = {}
    places: list[tuple[str, Place]] = []
    for key, item in node.value.items():
        reader = _KEYS.get(key)
        if reader is None:
            near = did_you_mean(key, _KEYS)
            at = item.key_place or item.place
            raise source.error(
                f"The header has no key “{key[:40]}”.",
                at.line,
                at.column,
                hint=near or "Its keys are " + ", ".join(_KEYS) + ".",
            )
        name, read = reader
        try:
            fields[name] = read(item)
        except ValueError as error:
            raise source.error(f"{key}: {error}.", item.place.line, item.place.column) from error
        places.append((key, item.place))
    return Header(**fields, places=tuple(places))


def read_pace(text: str) -> int:
    """A pace by name, or as words per minute, in words per minute. Raises ValueError."""
    name = text.strip().lower()
    if name in PACES:
        return PACES[name]
    number = name.removesuffix("wpm").strip()
    if number.isascii() and number.isdigit() and SLOWEST_WPM <= int(number[:9]) <= FASTEST_WPM:
        return int(number)
    names = ", ".join(f"{known} ({wpm})" for known, wpm in PACES.items())
    raise ValueError(
        f"“{text.strip()[:40]}” is not a pace; it is {names}, "
        f"or a number of words per minute from {SLOWEST_WPM} to {FASTEST_WPM}"
    )


def _text(node: Node) -> str:
    if not isinstance(node.value, str):
        raise ValueError(f"expected words, not a {'map' if isinstance(node.value, dict) else 'list'}")  # noqa: TRY004
    value = " ".join(node.value.split())
    if not value:
        raise ValueError("it is empty; fill it in or leave the line out")
    if has_controls(value):  # written as an escape, so that the check of the text did not see it
        raise ValueError("there is a control character in it; take it out")
    return value


def _pace(node: Node) -> int:
    return read_pace(_text(node))


_KEYS: dict[str, tuple[str, Callable[[Node], Any]]] = {
    "title": ("title", _text),
    "theme": ("theme", _text),
    "summary": ("summary", _text),
    "author": ("author", _text),
    "language": ("language", _text),
    "pace": ("pace_wpm", _pace),
    "ambient": ("ambient", _text),
    "voice": ("voice", _text),
}
"""Each key of the header: the field it fills, and how it is read."""
