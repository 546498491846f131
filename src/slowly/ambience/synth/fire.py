"""A small wood fire: a soft low roar that flutters, snaps in clusters, now and then a pop or a hiss of sap."""

from __future__ import annotations

from functools import partial

import numpy as np

from slowly.ambience.synth.grains import burst, energy_of_one, laid
from slowly.ambience.synth.noise import (
    Floats,
    high_pass,
    low_pass,
    moving_noise,
    sampled,
    samples_of,
    slow_curve,
    unit,
    wide,
)
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

CLUSTERS_PER_SECOND = 1.3
LONE_PER_SECOND = 4.0
POPS_PER_SECOND = 0.22
HISSES_PER_SECOND = 0.10

SIZE_EXPONENT = 1.4
"""Of the power law that the sizes of crackles keep, from many small to few large, as cracking things do."""

LARGEST = 14.0
"""The largest crackle against the smallest, 23 dB: more would startle."""


def fire(frames: int, rng: np.random.Generator) -> Samples:
    """A circle of fire, shape (frames, 2), of about unit power; no snap more than 14 dB or so above the whole."""
    seconds = frames / SAMPLE_RATE
    flutter, slow = slow_curve(frames, rng, 1 / 2, 1 / 9), slow_curve(frames, rng, 20, 3)
    begins = rng.uniform(0, seconds, max(round(HISSES_PER_SECOND * seconds), 1))
    roar = partial(_roar, seconds, flutter, slow, begins)
    mixed = 0.80 * unit(wide(moving_noise(frames, rng, roar), moving_noise(frames, rng, roar), 0.45))
    snaps = _snaps(frames, rng)
    mixed += 1.9 * snaps + _pops(frames, rng)
    return samples_of(_held(mixed))


def _roar(seconds: float, flutter: Floats, slow: Floats, begins: Floats, times: Floats, hz: Floats) -> Floats:
    """Flames: air drawn in and let go, mostly under 300 Hz, with some breath above it; and sap that hisses."""
    level = 10 ** ((2.2 * sampled(flutter, times, seconds) + 1.3 * sampled(slow, times, seconds)) / 20)
    flame = high_pass(hz, 45, 2) * low_pass(hz, 170, 1) * low_pass(hz, 600, 1)
    breath = 0.075 * level * high_pass(hz, 350, 1) * low_pass(hz, 1_400, 1) * low_pass(hz, 5_000, 1)
    power = (level * flame) ** 2 + breath**2
    for begin in begins:
        since = (times - begin) % seconds
        sap = np.minimum(since / 0.25, 1) * np.exp(-since / 0.9)
        power = power + (0.03 * sap * high_pass(hz, 3_500, 2) * low_pass(hz, 9_000, 2)) ** 2
    amplitude: Floats = np.sqrt(power)
    return amplitude


def _snaps(frames: int, rng: np.random.Generator) -> Samples:
    """Crackles: wood splitting, one crack setting off others nearby for up to a second."""
    seconds = frames / SAMPLE_RATE
    grains = [
        burst(rng, decay, (rng.uniform(700, 2_500), rng.uniform(4_000, 9_000)), 3)
        for decay in rng.uniform(0.0004, 0.0028, 60)
    ]
    clusters = rng.poisson(CLUSTERS_PER_SECOND * seconds)
    sizes = 2 + rng.geometric(1 / 9, clusters)
    mine = np.repeat(np.arange(clusters), sizes)
    after = rng.exponential(rng.uniform(0.05, 0.35, clusters)[mine])
    starts = np.concatenate(
        (rng.uniform(0, seconds, clusters)[mine] + after, rng.uniform(0, seconds, round(LONE_PER_SECOND * seconds)))
    )
    places = np.concatenate((rng.uniform(-0.6, 0.6, clusters)[mine], rng.uniform(-0.7, 0.7, len(starts) - len(mine))))
    size = np.minimum((1 - rng.random(len(starts))) ** (-1 / SIZE_EXPONENT), LARGEST)
    which = rng.integers(len(grains), size=len(starts))
    return laid(frames, grains, which, (starts * SAMPLE_RATE).astype(np.int64), size, places)


def _pops(frames: int, rng: np.random.Generator) -> Samples:
    """Pops: a pocket of steam gives way, lower and rounder than a snap."""
    grains = []
    for hz in rng.uniform(280, 800, 12):
        time = np.arange(round(0.07 * SAMPLE_RATE)) / SAMPLE_RATE
        ring = np.sin(2 * np.pi * hz * time * (1 - 1.5 * time)) * np.exp(-time / rng.uniform(0.006, 0.014))
        tick = burst(rng, 0.0015, (900, 5_000), 4)[: len(time)]
        ring = energy_of_one(ring * np.minimum(time / 0.0008, 1) * np.hanning(2 * len(time))[len(time) :])
        grains.append(ring + 0.5 * np.pad(tick, (0, len(time) - len(tick))))
    count = max(rng.poisson(POPS_PER_SECOND * frames / SAMPLE_RATE), 1)
    return laid(
        frames,
        grains,
        rng.integers(12, size=count),
        rng.integers(frames, size=count),
        rng.uniform(8, 24, count),
        rng.uniform(-0.5, 0.5, count),
    )


def _held(pair: Samples) -> Samples:
    """The sound with its tallest peaks rounded off, so that none is more than 14 dB above the whole."""
    most = np.float32(5.0 * np.sqrt(np.mean(pair * pair, dtype=np.float64)))
    knee = np.float32(0.55) * most
    over = np.maximum(np.abs(pair) - knee, 0) / (most - knee)
    return np.where(over > 0, np.sign(pair) * (knee + (most - knee) * np.tanh(over)), pair).astype(np.float32)
