"""A warm night: a few crickets coming and going, a chorus far behind them, soft air, and now and then an owl."""

from __future__ import annotations

import numpy as np

from slowly.ambience.synth.grains import energy_of_one, laid
from slowly.ambience.synth.noise import (
    Floats,
    folded,
    high_pass,
    low_pass,
    samples_of,
    unit,
    wandering,
    wide_noise,
)
from slowly.ambience.synth.owl import call
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

CELSIUS = 18.0

CHIRPS_PER_SECOND = (8.0 * CELSIUS - 5.0) / 60
"""Dolbear's law, written for degrees Celsius and one cricket's chirps a minute (Dolbear 1897): 2.3 a second."""

PULSES_PER_SECOND = 26.0
"""Of the file being drawn over the scraper within a chirp, at this warmth; each stroke closes in about 17 ms."""

CRICKETS = 7
OWL_EVERY_SECONDS = 40.0


def night(frames: int, rng: np.random.Generator) -> Samples:
    """A circle of night, shape (frames, 2), of about unit power."""
    mixed = np.zeros((2, frames), dtype=np.float32)
    for index in range(CRICKETS):
        mixed += _cricket(frames, rng, index)
    mixed = 0.62 * unit(mixed)
    mixed += 0.24 * _chorus(frames, rng)
    mixed += 0.42 * wide_noise(frames, rng, _air, 0.35) * _slow(frames, rng, 1.2)
    owls = max(round(frames / SAMPLE_RATE / OWL_EVERY_SECONDS), 1)
    for index in range(owls):
        start = round((index + rng.uniform(0.25, 0.75)) * frames / owls)
        hoots = call(rng, rng.uniform(300, 350)) * np.float32(0.95)
        line = np.zeros((2, start + hoots.shape[1]), dtype=np.float32)
        line[:, start:] = hoots
        line = np.pad(line, ((0, 0), (0, max(frames - line.shape[1], 0))))
        mixed += folded(line, frames)
    return samples_of(mixed)


def _cricket(frames: int, rng: np.random.Generator, index: int) -> Samples:
    """One individual: its own pitch, rate, place and distance; it sings for a while, and rests for a while."""
    hz = rng.uniform(4_150, 4_950)
    rate = CHIRPS_PER_SECOND * rng.uniform(0.86, 1.12)
    distance_db = (0.0, -2.0, -4.0, -6.5, -8.0, -10.0, -12.0)[index]
    place = rng.uniform(0.25, 0.85) * (1 if (index + rng.integers(2)) % 2 else -1)
    period = SAMPLE_RATE / PULSES_PER_SECOND * rng.uniform(0.93, 1.07)
    strokes = [_stroke(hz * rng.uniform(0.997, 1.003)) for _ in range(6)]

    starts: list[float] = []
    levels: list[float] = []
    now, end = rng.uniform(0, 6), frames / SAMPLE_RATE - 0.3
    while now < end:
        lasting, resting = rng.uniform(6, 16), rng.uniform(4, 13)
        begin, until = now, min(now + lasting, end)
        while now < until:
            warmth = min((now - begin) / 1.5, (until - now) / 2.5, 1.0)  # it starts and ends softly
            for stroke in range(4 if rng.random() < 0.6 else 3):
                starts.append(now * SAMPLE_RATE + stroke * period)
                levels.append(max(warmth, 0.05) * (0.55, 0.85, 1.0, 0.95)[stroke] * rng.uniform(0.9, 1.1))
            now += rng.normal(1, 0.035) / rate
        now += resting
    count = len(starts)
    gains = 10 ** (distance_db / 20) * np.array(levels)
    which, places = rng.integers(len(strokes), size=count), np.full(count, place)
    return laid(frames, strokes, which, np.array(starts).astype(np.int64) + rng.integers(frames), gains, places)


def _stroke(hz: float) -> Samples:
    """One closing of the wings: a pure tone that swells, sinks a little in pitch, and stops."""
    time = np.arange(round(0.019 * SAMPLE_RATE)) / SAMPLE_RATE
    envelope = np.sin(np.pi * (time / time[-1]) ** 0.8) ** 2
    return energy_of_one(envelope * np.sin(2 * np.pi * (hz * time - 0.5 * 3_500 * time**2)))


def _chorus(frames: int, rng: np.random.Generator) -> Samples:
    """Hundreds of others, too far to tell apart: a shimmer at their pitch."""
    far = wide_noise(frames, rng, lambda hz: np.exp(-0.5 * (np.log2(hz / 4_350) / 0.07) ** 2), 0.2)
    return far * _slow(frames, rng, 1.5)


def _air(hz: Floats) -> Floats:
    """Soft far air, the ground all the rest stands on."""
    return high_pass(hz, 130, 1) * low_pass(hz, 420, 1) * low_pass(hz, 2_200, 1)


def _slow(frames: int, rng: np.random.Generator, spread_db: float) -> Samples:
    return np.asarray(10 ** (wandering(frames, rng, 30, 6) * spread_db / 20), dtype=np.float32)
