"""Bowls as a bed: five of them struck in turn, so slowly that each rings into the next."""

from __future__ import annotations

import numpy as np

from slowly.ambience.synth.bowl import LOW_PARTIALS, struck
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

BOWLS_HZ = (110.0, 146.7, 165.0, 196.0, 220.0)
"""A, D, E, G and A: any two of them are at rest together."""

APART_SECONDS = 11.0
"""Between strikes, on average; 8 to 15 with what chance adds."""

JITTER_SECONDS = 1.6

RING_SECONDS = 42.0
"""How long one strike is heard, and what a piece has beyond its length."""


def bowls(frames: int, rng: np.random.Generator) -> Samples:
    """A piece of bowls, shape (frames + spill, 2): one laid down every `frames`, they go on for ever."""
    ring = round(RING_SECONDS * SAMPLE_RATE)
    count = max(round(frames / SAMPLE_RATE / APART_SECONDS), 1)
    step = frames / count
    out = np.zeros((frames + ring, 2), dtype=np.float32)
    last = -1
    for index in range(count):
        start = round((index + 0.5) * step + rng.uniform(-1, 1) * JITTER_SECONDS * SAMPLE_RATE)
        last = int(rng.choice([which for which in range(len(BOWLS_HZ)) if which != last]))
        strike = _strike(ring, rng, last)
        start = min(max(start, 0), frames)
        out[start : start + ring] += strike * np.float32(10 ** (rng.uniform(-4, 0) / 20))
    return out


def _strike(frames: int, rng: np.random.Generator, which: int) -> Samples:
    """One strike, a little different each time: where a mallet falls decides how much of each partial it wakes."""
    longer = 1.25 * (110.0 / BOWLS_HZ[which]) ** 0.4  # small bowls ring shorter
    partials = [
        (ratio, level_db - 2.5 * order + rng.uniform(-2, 2), fall_s * longer, beat_hz)
        for order, (ratio, level_db, fall_s, beat_hz) in enumerate(LOW_PARTIALS[:5])
    ]
    sound = struck(frames, rng, BOWLS_HZ[which], partials, attack_s=0.03, felt_hz=400, twin=0.35)
    place = np.float32((which - 2) * 0.2 * (-1) ** which)
    return sound * np.array([1 - place, 1 + place], dtype=np.float32)
