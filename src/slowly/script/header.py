"""The header of a script: its keys, and how each is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from slowly.nearest import did_you_mean
from slowly.script.layers import read_layers
from slowly.script.mixing import Mixing, mixing_of, read_mixing
from slowly.script.model import FASTEST_WPM, PACES, SLOWEST_WPM, Arc, EchoRule, Header, Place
from slowly.script.sentences import speaks
from slowly.script.source import Source, has_controls
from slowly.script.yaml import Node, read_yaml
from slowly.units import Ms, parse_duration

LONGEST_HEADER = 16_000

SHORTEST_BREATH_MS, LONGEST_BREATH_MS = 2_000, 60_000
"""One breath, in and out. People at rest take 3 to 6 s for one, and slow breathing goes down to two a minute."""

MOST_ECHO = 10.0

MOST_TRACKS = 999

_FENCE = re.compile(r"-{3,}\s*")
_KEY = re.compile(r"([\w-]+)\s*:")

_ECHO = re.compile(r"(?:(?P<times>\d+(?:\.\d+)?|\.\d+)\s*[x×])?\s*\+?\s*(?P<plus>[\d.]+\s*[a-z]+)?", re.IGNORECASE)


def find_header(lines: Sequence[str], first: int = 0) -> tuple[int, int | None] | None:
    """The lines, from 0, on which the header opens and closes that may begin on line `first`; None where none does.

    Three dashes on the very first line always open one. With a blank line before them, or as a longer row, they do so
    only before one of a header's keys; elsewhere such a row divides what is said.
    """
    opens = next((number for number in range(first, len(lines)) if lines[number].strip()), None)
    if opens is None or not is_fence(lines[opens]):
        return None
    key = _KEY.match(lines[opens + 1]) if opens + 1 < len(lines) else None
    if (opens or lines[0].rstrip() != "---") and (key is None or key[1] not in KEYS):
        return None
    closes = (at for at in range(opens + 1, len(lines)) if is_fence(lines[at]) or lines[at].rstrip() == "...")
    return opens, next(closes, None)


def is_fence(line: str) -> bool:
    """Whether a line is a row of three dashes or more."""
    return _FENCE.fullmatch(line) is not None


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
        reader = KEYS.get(key)
        if reader is None:
            near = did_you_mean(key, KEYS)
            at = item.key_place or item.place
            raise source.error(
                f"The header has no key “{key[:40]}”.",
                at.line,
                at.column,
                hint=near or "Its keys are " + ", ".join(KEYS) + ".",
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
        f"or a whole number of words per minute from {SLOWEST_WPM} to {FASTEST_WPM}"
    )


def read_breath(text: str) -> Ms:
    """The length of one breath, in milliseconds. Raises ValueError."""
    ms = parse_duration(text)
    if not SHORTEST_BREATH_MS <= ms <= LONGEST_BREATH_MS:
        raise ValueError(f"a breath, in and out, takes from {SHORTEST_BREATH_MS // 1_000} s to a minute, not {text}")
    return ms


def read_echo(text: str) -> EchoRule:
    """The room to say a line back: `1.2x + 0.8s`, `1.5x`, `4s` or `off`. Raises ValueError."""
    if text.strip().lower() in ("off", "none", "0"):
        return EchoRule(0.0, Ms(0))
    found = _ECHO.fullmatch(text.strip())
    if not found or not (found["times"] or found["plus"]):
        raise ValueError(f"“{text.strip()[:40]}” is not an echo; write one like 1.2x + 0.8s, 1.5x, 4s or off")
    times = float(found["times"] or 0)
    if times > MOST_ECHO:
        raise ValueError(f"{times:g}x leaves too much room; the most is {MOST_ECHO:g}x")
    return EchoRule(times, parse_duration(found["plus"]) if found["plus"] else Ms(0))


def read_arc(text: str) -> Arc:
    """How a session drifts. Raises ValueError."""
    name = text.strip().lower()
    if name in ("off", "none"):
        return Arc.LEVEL
    if name not in tuple(Arc):
        near = did_you_mean(name, tuple(Arc))
        raise ValueError(f"“{text.strip()[:40]}” is not an arc; it is {', '.join(Arc)}" + (f". {near}" if near else ""))
    return Arc(name)


def read_length(text: str) -> Ms:
    """A length to fit a session to. Raises ValueError."""
    ms = parse_duration(text)
    if ms == 0:
        raise ValueError("a session cannot have no length at all")
    return ms


def _text(node: Node) -> str:
    if not isinstance(node.value, str):
        raise ValueError(f"expected words, not a {'map' if isinstance(node.value, dict) else 'list'}")  # noqa: TRY004
    value = " ".join(node.value.split())
    if not value:
        raise ValueError("it is empty; fill it in or leave the line out")
    if has_controls(value):  # written as an escape, so that the check of the text did not see it
        raise ValueError("there is a control character in it; take it out")
    return value


def _track(node: Node) -> int:
    text = _text(node)
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_TRACKS):
        raise ValueError(f"“{text[:40]}” is not a number from 1 to {MOST_TRACKS}")
    return int(text)


def _pairs(node: Node) -> tuple[tuple[str, str], ...]:
    if not isinstance(node.value, dict):
        raise ValueError("expected pairs, such as {metta: mett-uh}")  # noqa: TRY004 - told as a bad value
    return tuple((" ".join(key.split()), _text(value)) for key, value in node.value.items())


def _said(node: Node) -> tuple[tuple[str, str], ...]:
    pairs = _pairs(node)
    for words, said in pairs:
        if not speaks(said):
            raise ValueError(f"“{said[:40]}” says nothing; write how “{words[:40]}” sounds, such as mett-uh")
    return pairs


def _ambient(node: Node) -> str:
    text = ", ".join(_text(item) for item in node.value) if isinstance(node.value, tuple) else _text(node)
    read_layers(text)
    return text


def _mix(node: Node) -> Mixing:
    return read_mixing(node.value) if isinstance(node.value, str) else mixing_of(_pairs(node))


def _names(node: Node) -> tuple[tuple[str, str], ...]:
    pairs = _pairs(node)
    for name, _ in pairs:
        if not re.fullmatch(r"[A-Za-z_][\w-]{0,40}", name):
            raise ValueError(f"“{name[:40]}” cannot stand in braces; a slot is one word, such as name")
    return pairs


def _of(read: Callable[[str], Any]) -> Callable[[Node], Any]:
    return lambda node: read(_text(node))


KEYS: dict[str, tuple[str, Callable[[Node], Any]]] = {
    "title": ("title", _text),
    "theme": ("theme", _text),
    "summary": ("summary", _text),
    "author": ("author", _text),
    "track": ("track", _track),
    "language": ("language", _text),
    "pace": ("pace_wpm", _of(read_pace)),
    "breath": ("breath_ms", _of(read_breath)),
    "echo": ("echo", _of(read_echo)),
    "arc": ("arc", _of(read_arc)),
    "length": ("length_ms", _of(read_length)),
    "ambient": ("ambient", _ambient),
    "mix": ("mix", _mix),
    "voice": ("voice", _text),
    "say": ("say", _said),
    "names": ("names", _names),
}
"""Each key of the header: the field it fills, and how it is read."""
