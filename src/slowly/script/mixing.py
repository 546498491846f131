"""How voice and bed are to be mixed, as it is written: `bed=-22dB fall=1s`, or the same as a map in the header."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from slowly.nearest import did_you_mean
from slowly.units import Ms, parse_duration

_PAIR = re.compile(r"\s*,?\s*([\w-]+)\s*=\s*([^\s,=]+)")
_LEVEL = re.compile(r"[+\-−]?\d+(?:\.\d+)?\s*dB", re.IGNORECASE)


@dataclass(frozen=True)
class Mixing:
    """Everything is for slowly to decide where it is None."""

    bed_db: float | None = None
    """The bed under speech, against the voice."""
    duck_db: float | None = None
    """How far the bed comes up in long pauses; 0 leaves it where it is."""
    fall_ms: Ms | None = None
    """The bed goes down over this before a line."""
    rise_ms: Ms | None = None
    """And comes up over this after it."""
    fade_in_ms: Ms | None = None
    fade_out_ms: Ms | None = None
    head_ms: Ms | None = None
    """Before the first word."""
    tail_ms: Ms | None = None
    """After the last."""

    def over(self, other: Mixing) -> Mixing:
        """These, and where they are None the other's."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(other, **{name: value for name, value in own.items() if value is not None})


AS_IT_IS = Mixing()

_LEVELS = {"bed": ("bed_db", -40.0, -10.0), "duck": ("duck_db", 0.0, 12.0)}
_TIMES = {
    "fall": ("fall_ms", 50, 5_000),
    "rise": ("rise_ms", 50, 20_000),
    "fade-in": ("fade_in_ms", 0, 60_000),
    "fade-out": ("fade_out_ms", 0, 300_000),
    "head": ("head_ms", 0, 60_000),
    "tail": ("tail_ms", 1_000, 300_000),
}
KEYS = (*_LEVELS, *_TIMES)


def read_mixing(text: str) -> Mixing:
    """Read `bed=-22dB fall=1s`. Raises ValueError with a sentence about what is wrong."""
    pairs, position = [], 0
    while text[position:].strip():
        found = _PAIR.match(text, position)
        if found is None:
            raise ValueError(f"“{text[position:].strip()[:40]}” is not a setting; write them like bed=-22dB fall=1s")
        pairs.append((found[1], found[2]))
        position = found.end()
    return mixing_of(pairs)


def mixing_of(pairs: Iterable[tuple[str, str]]) -> Mixing:
    """The settings of keys and values. Raises ValueError."""
    values: dict[str, Any] = {}
    for key, value in pairs:
        name = key.lower().replace("_", "-")
        if name in _LEVELS:
            field, low, high = _LEVELS[name]
            values[field] = _level(name, value, low, high)
        elif name in _TIMES:
            field, least, most = _TIMES[name]
            values[field] = _time(name, value, least, most)
        else:
            near = did_you_mean(name, KEYS) or f"There are {', '.join(KEYS)}"
            raise ValueError(f"there is no “{key[:40]}” in a mix. {near}")
    return Mixing(**values)


def _level(name: str, text: str, low: float, high: float) -> float:
    if not _LEVEL.fullmatch(text.strip()):
        raise ValueError(f"{name}: “{text[:40]}” is not a level; write one like -22dB")
    level = float(text.lower().replace("−", "-").removesuffix("db"))
    if not low <= level <= high:
        raise ValueError(f"{name}: {level:g} dB is not from {low:g} to {high:g}")
    return level


def _time(name: str, text: str, least: int, most: int) -> Ms:
    ms = parse_duration(text)
    if not least <= ms <= most:
        raise ValueError(f"{name}: {text} is not from {least / 1_000:g} to {most / 1_000:g} s")
    return ms
