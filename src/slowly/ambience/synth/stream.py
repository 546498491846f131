"""A brook over stones: thousands of small bubbles, each a rising note, in flurries over a soft wash."""

from __future__ import annotations

import numpy as np

from slowly.ambience.synth.grains import laid
from slowly.ambience.synth.minnaert import bubble
from slowly.ambience.synth.noise import Floats, high_pass, low_pass, samples_of, tilt, unit, wide_noise
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

LOWEST_HZ, HIGHEST_HZ = 400.0, 4_000.0
"""Bubbles of 8 mm down to 0.8 mm, by Minnaert's rule."""

FLURRIES_PER_SECOND = 42
BUBBLES_IN_A_FLURRY = 18

RISES = (0.05, 0.10, 0.18)


def stream(frames: int, rng: np.random.Generator) -> Samples:
    """A circle of a small stream, shape (frames, 2), of about unit power.

    Where water falls over a stone it carries air under, and for a quarter of a second bubbles of about one size ring
    there, 18 or so, the larger ones louder. Many stones together keep the level even.
    """
    seconds = frames / SAMPLE_RATE
    pitches = np.geomspace(LOWEST_HZ, HIGHEST_HZ, 60)
    notes = [bubble(hz, rise) for rise in RISES for hz in pitches]

    flurries = round(FLURRIES_PER_SECOND * seconds)
    sizes = rng.poisson(BUBBLES_IN_A_FLURRY, flurries)
    begin, lasting = rng.uniform(0, frames, flurries), rng.uniform(0.08, 0.55, flurries) * SAMPLE_RATE
    pitch = rng.beta(2.0, 2.2, flurries)  # of the flurry, from the lowest at 0 to the highest at 1, in octaves
    place, loudness = rng.uniform(-1, 1, flurries), rng.standard_normal(flurries) * 3.0

    mine = np.repeat(np.arange(flurries), sizes)
    count = len(mine)
    height = np.abs(pitch[mine] + 0.13 * rng.standard_normal(count))
    height = 1 - np.abs(1 - height)  # what would be beyond either end is as far within it
    which = np.rint(height * (len(pitches) - 1)).astype(np.int64) + len(pitches) * rng.integers(len(RISES), size=count)
    starts = (begin[mine] + lasting[mine] * rng.beta(1.3, 1.8, count)).astype(np.int64)
    level_db = loudness[mine] + 4.5 * rng.standard_normal(count) - 6.0 * height - 9.0 * np.exp(-height / 0.06)
    places = np.clip(place[mine] + 0.08 * rng.standard_normal(count), -1, 1)

    mixed = unit(laid(frames, notes, which, starts, 10 ** (np.minimum(level_db, 8.0) / 20), places))
    mixed += 0.50 * wide_noise(frames, rng, _wash, 0.1)
    return samples_of(mixed)


def _wash(hz: Floats) -> Floats:
    """The water itself: fullest around 700 Hz, with a little spray above."""
    return high_pass(hz, 180, 1) * tilt(hz, 800, -5.0) * low_pass(hz, 9_000, 2)
