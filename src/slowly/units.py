"""The units of time and level, and the one clock.

Authors write seconds, the plan holds milliseconds, and from the timeline on everything is counted in frames from the
start of the session. A rounded duration is never added to another: sums are kept in the exact unit and rounded once.
"""

from __future__ import annotations

import math
import re
from typing import NewType

Frames = NewType("Frames", int)
"""A count of frames at SAMPLE_RATE."""

Ms = NewType("Ms", int)
"""Milliseconds, whole."""

SAMPLE_RATE = 44_100
"""Hertz, of everything from the timeline on."""

FRAMES_PER_10_MS = 441

LONGEST_MS = Ms(12 * 3_600_000)
"""No session, pause or loop is longer than twelve hours."""

_PART = re.compile(r"(\d+(?:\.\d+)?|\.\d+) *(milliseconds?|ms|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)")
_SCALE_MS = {"h": 3_600_000, "m": 60_000, "s": 1_000, "ms": 1}


def frames_from_ms(ms: float) -> Frames:
    """The nearest whole frame to a time in milliseconds."""
    return Frames(round(ms * SAMPLE_RATE / 1_000))


def ms_from_frames(frames: int) -> float:
    """The exact time of a frame, in milliseconds."""
    return frames * 1_000 / SAMPLE_RATE


def gain_from_db(db: float) -> float:
    """The amplitude factor of a level in decibels; minus infinity gives 0."""
    return float(10.0 ** (db / 20.0))


def db_from_power(power: float) -> float:
    """The level in decibels of a power; 0 gives minus infinity."""
    return 10.0 * math.log10(power) if power > 0 else -math.inf


def parse_duration(text: str) -> Ms:
    """Read `4s`, `500ms`, `1.5s`, `1m30s`, `8h` or `2 minutes` as milliseconds.

    Raises ValueError with a sentence about what is wrong: no unit, not a duration, or longer than LONGEST_MS.
    """
    stripped = text.strip().lower()
    position, total = 0, 0.0
    while position < len(stripped):
        part = _PART.match(stripped, position)
        if part is None:
            break
        unit = part[2]
        key = "ms" if unit.startswith(("ms", "milli")) else unit[0]
        total += float(part[1]) * _SCALE_MS[key]
        position = part.end()
        while position < len(stripped) and stripped[position] == " ":
            position += 1
    if position < len(stripped) or not stripped:
        if re.fullmatch(r"\d+(\.\d+)?", stripped):
            raise ValueError(f"“{text.strip()}” has no unit; write {stripped}s for seconds or {stripped}m for minutes")
        raise ValueError(f"“{text.strip()[:40]}” is not a duration; write one like 4s, 500ms, 1m30s or 2h")
    if total > LONGEST_MS:
        raise ValueError(f"“{text.strip()[:40]}” is longer than twelve hours, which is the most a session can be")
    return Ms(round(total))


def write_duration(ms: int) -> str:
    """The shortest text that `parse_duration` reads back as the same milliseconds."""
    hours, rest = divmod(ms, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    seconds, millis = divmod(rest, 1_000)
    if ms < 1_000:
        return f"{ms}ms" if ms else "0s"
    tail = f"{seconds}.{millis:03d}".rstrip("0").rstrip(".") + "s" if seconds or millis else ""
    return (f"{hours}h" if hours else "") + (f"{minutes}m" if minutes else "") + tail


def clock(ms: float) -> str:
    """A time for people: `4:05`, or `1:02:09` from an hour on."""
    seconds = round(ms / 1_000)
    hours, minutes = seconds // 3_600, seconds // 60 % 60
    return f"{hours}:{minutes:02d}:{seconds % 60:02d}" if hours else f"{minutes}:{seconds % 60:02d}"
