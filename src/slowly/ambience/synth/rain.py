"""Rain outside an open window: a hiss of drops too many to tell apart, and nearer ones on leaves and in puddles."""

from __future__ import annotations

import numpy as np

from slowly.ambience.synth.grains import burst, scatter
from slowly.ambience.synth.minnaert import bubble
from slowly.ambience.synth.noise import (
    Floats,
    high_pass,
    low_pass,
    samples_of,
    tilt,
    unit,
    wandering,
    wide_noise,
)
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

DENSE_PER_SECOND, NEAR_PER_SECOND, PLOPS_PER_SECOND = 900, 30, 4


def rain(frames: int, rng: np.random.Generator) -> Samples:
    """A circle of rain, shape (frames, 2), of about unit power; the caller sets its level.

    Falling rain is heard as single drops of a millisecond or two over a broad hiss, whose level wanders by a decibel
    over ten seconds and more; a drop into standing water adds a short note of 500 to 2,000 Hz that rises (a bubble
    closing).
    """
    seconds = frames / SAMPLE_RATE
    swell = 10 ** (wandering(frames, rng, 40, 8) * 0.9 / 20)
    mixed = wide_noise(frames, rng, _hiss, 0.15)
    mixed += 0.70 * unit(
        scatter(frames, rng, _drops(rng, 64, 0.0006, 0.0020, 1_800), round(DENSE_PER_SECOND * seconds), 4.0, 0.9)
    )
    near = scatter(frames, rng, _drops(rng, 32, 0.0015, 0.0050, 900), round(NEAR_PER_SECOND * seconds), 3.0, 0.8)
    plops = [bubble(hz, rng.uniform(0.03, 0.12)) for hz in np.geomspace(500, 2_000, 24)]
    mixed += 0.30 * unit(near)
    mixed += 0.14 * unit(scatter(frames, rng, plops, round(PLOPS_PER_SECOND * seconds), 4.0, 0.6))
    mixed *= swell.astype(np.float32)
    return samples_of(mixed)


def _hiss(hz: Floats) -> Floats:
    """The far rain: fullest around 1 kHz, softened above by air and leaves."""
    return high_pass(hz, 250, 1) * tilt(hz, 1_000, -4.0) * low_pass(hz, 8_000, 2)


def _drops(rng: np.random.Generator, count: int, shortest_s: float, longest_s: float, low_hz: float) -> list[Samples]:
    """Bursts of noise that die away in a millisecond or so, each a little different in colour."""
    return [
        burst(rng, decay_s, (low_hz * rng.uniform(0.7, 1.5), rng.uniform(3_000, 6_500)))
        for decay_s in rng.uniform(shortest_s, longest_s, count)
    ]
