"""Rain outside an open window: a hiss of drops too many to tell apart, and nearer ones on leaves and in puddles."""

from __future__ import annotations

import numpy as np

from slowly.ambience.synth.noise import Floats, high_pass, low_pass, scatter, shaped_noise, tilt, wandering
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

DENSE_PER_SECOND, NEAR_PER_SECOND, PLOPS_PER_SECOND = 900, 30, 4


def rain(frames: int, rng: np.random.Generator) -> Samples:
    """A circle of rain, shape (frames, 2), of about unit loudness; the caller sets its level.

    Falling rain is heard as single drops of a millisecond or two over a broad hiss, whose level wanders by a few
    decibels over ten seconds and more; a drop into standing water adds a short note of 500 to 2,000 Hz that rises (a
    bubble closing).
    """
    seconds = frames / SAMPLE_RATE
    swell = 10 ** (wandering(frames, rng, 40, 8) * 0.9 / 20)
    hiss = np.stack([shaped_noise(frames, rng, _hiss) for _ in range(2)], axis=1)
    dense = scatter(frames, rng, _drops(rng, 48, 0.0006, 0.0020, 1_800), round(DENSE_PER_SECOND * seconds), 4.0, 0.9)
    near = scatter(frames, rng, _drops(rng, 32, 0.0015, 0.0050, 900), round(NEAR_PER_SECOND * seconds), 3.0, 0.8)
    plops = scatter(frames, rng, _plops(rng, 24), round(PLOPS_PER_SECOND * seconds), 4.0, 0.6)
    mixed = _unit(hiss) + 0.70 * _unit(dense) + 0.30 * _unit(near) + 0.14 * _unit(plops)
    return np.asarray(mixed * swell[:, np.newaxis], dtype=np.float32)


def _hiss(hz: Floats) -> Floats:
    """The far rain: fullest around 1 kHz, softened above by air and leaves."""
    return high_pass(hz, 250, 1) * tilt(hz, 1_000, -4.0) * low_pass(hz, 8_000, 2)


def _drops(rng: np.random.Generator, count: int, shortest_s: float, longest_s: float, low_hz: float) -> list[Floats]:
    """Bursts of noise that die away in a millisecond or so, each a little different in colour."""
    drops = []
    for decay in rng.uniform(shortest_s, longest_s, count):
        length = int(7 * decay * SAMPLE_RATE) + 32
        burst = rng.standard_normal(length) * np.exp(-np.arange(length) / (decay * SAMPLE_RATE))
        hz = np.maximum(np.fft.rfftfreq(length, 1 / SAMPLE_RATE), 1.0)
        colour = high_pass(hz, low_hz * rng.uniform(0.7, 1.5), 1) * low_pass(hz, rng.uniform(3_000, 6_500), 2)
        burst = np.fft.irfft(np.fft.rfft(burst) * colour, length)
        burst *= np.minimum(np.arange(length) / 8, 1) * np.hanning(2 * length)[length:]
        drops.append(burst / np.sqrt((burst**2).sum()))
    return drops


def _plops(rng: np.random.Generator, count: int) -> list[Floats]:
    """Drops into standing water: a short damped note that rises by a fifth or so."""
    plops = []
    for hz in np.exp(rng.uniform(np.log(500), np.log(2_000), count)):
        decay = rng.uniform(0.008, 0.022)
        time = np.arange(int(6 * decay * SAMPLE_RATE)) / SAMPLE_RATE
        phase = 2 * np.pi * hz * (time + rng.uniform(3, 9) * time**2)
        note = np.sin(phase) * np.exp(-time / decay) * np.minimum(time / 0.001, 1)
        plops.append(note / np.sqrt((note**2).sum()))
    return plops


def _unit(sound: Floats) -> Floats:
    scaled: Floats = sound / np.sqrt((sound**2).mean())
    return scaled
