"""What lies under a session, as it is written: `rain`, or `rain -20dB, bowl -26dB every 40-90s`, or `off`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from slowly.units import Ms, parse_duration

OFF = "off"
MOST_LAYERS = 6

SOFTEST_DB, LOUDEST_DB = -60.0, -6.0
"""A layer against the voice; nothing is as loud as the voice itself."""

SHORTEST_EVERY_MS = 2_000

SLOWEST_BEAT_HZ, FASTEST_BEAT_HZ = 0.5, 40.0

_LAYER = re.compile(
    r"""
    (?P<sound>.+?)
    (?:\s+(?P<level>[+\-−]?\S+)\s*dB)?
    (?:\s+every\s+(?P<every>.+))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_RANGE = re.compile(r"(?P<low>[\d.]+\s*[a-z]*)\s*(?:-|–|to)\s*(?P<high>[\d.]+\s*[a-z]+)", re.IGNORECASE)
_BINAURAL = re.compile(r"binaural\s+(?P<hz>\d+(?:\.\d+)?)\s*Hz", re.IGNORECASE)


@dataclass(frozen=True)
class Layer:
    """One of the sounds that lie underneath."""

    sound: str
    """A name of the sound library, or a path."""
    level_db: float | None = None
    """Against the voice; None is what the session's balance makes of it."""
    every_ms: tuple[Ms, Ms] | None = None
    """For a single sound: it comes again after a time between these two. None is a bed, which is always there."""
    beat_hz: float | None = None
    """For binaural beats: how far the two ears are apart."""


def read_layers(text: str) -> tuple[Layer, ...]:
    """The layers of a text; none for `off`. Raises ValueError with a sentence about what is wrong."""
    if text.strip().lower() in (OFF, "none"):
        return ()
    parts = [" ".join(part.split()) for part in text.split(",")]
    if len(parts) > MOST_LAYERS:
        raise ValueError(f"{len(parts)} layers are too many to tell apart; the most is {MOST_LAYERS}")
    return tuple(_layer(part) for part in parts)


def _layer(text: str) -> Layer:
    found = _LAYER.fullmatch(text)
    if found is None:
        raise ValueError("a layer is empty; write one like rain, or rain -20dB")
    level = None if found["level"] is None else _level(found["level"])
    every = None if found["every"] is None else _every(found["every"])
    sound = found["sound"].strip()
    beat = _BINAURAL.fullmatch(sound)
    if beat is not None:
        hz = float(beat["hz"])
        if not SLOWEST_BEAT_HZ <= hz <= FASTEST_BEAT_HZ:
            raise ValueError(f"binaural beats are from {SLOWEST_BEAT_HZ:g} to {FASTEST_BEAT_HZ:g} Hz, not {hz:g}")
        return Layer(sound, level, None, hz)
    if re.fullmatch(r"binaural\b.*", sound, re.IGNORECASE):
        raise ValueError("binaural needs a frequency; write it like binaural 6Hz")
    return Layer(sound, level, every)


def _level(text: str) -> float:
    try:
        level = float(text.replace("−", "-"))
    except ValueError:
        level = float("nan")
    if not SOFTEST_DB <= level <= LOUDEST_DB:
        raise ValueError(f"“{text}dB” is not from {SOFTEST_DB:g}dB to {LOUDEST_DB:g}dB, against the voice")
    return level


def _every(text: str) -> tuple[Ms, Ms]:
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        low = high = parse_duration(text)
    else:
        unit = re.sub(r"[\d.\s]", "", found["high"])
        low = parse_duration(found["low"] if re.search(r"[a-z]", found["low"], re.IGNORECASE) else found["low"] + unit)
        high = parse_duration(found["high"])
    if low > high:
        raise ValueError(f"“every {text.strip()}” runs backwards; the shorter time comes first")
    if low < SHORTEST_EVERY_MS:
        raise ValueError(f"“every {text.strip()}” is too often; the least is {SHORTEST_EVERY_MS // 1_000} s")
    return low, high
