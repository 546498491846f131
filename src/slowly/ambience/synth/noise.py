"""Building blocks of the recipes: shaped noise, slow wandering, and many small sounds scattered on a circle."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from slowly.units import SAMPLE_RATE

Floats = npt.NDArray[np.float64]


def shaped_noise(frames: int, rng: np.random.Generator, response: Callable[[Floats], Floats]) -> Floats:
    """Periodic noise of unit power whose spectrum follows `response` (amplitude by hertz), shape (frames,)."""
    hz = np.fft.rfftfreq(frames, 1 / SAMPLE_RATE)
    spectrum = rng.standard_normal(len(hz)) + 1j * rng.standard_normal(len(hz))
    noise = np.fft.irfft(spectrum * response(np.maximum(hz, 1e-3)), frames)
    unit: Floats = noise / np.sqrt((noise**2).mean())
    return unit


def wandering(frames: int, rng: np.random.Generator, slowest_s: float, fastest_s: float) -> Floats:
    """A slow random curve of mean 0 and deviation 1, made of periods between two lengths; periodic, shape (frames,)."""
    seconds = frames / SAMPLE_RATE
    first, last = max(round(seconds / slowest_s), 1), max(round(seconds / fastest_s), 2)
    time = np.arange(0, frames, 256) / frames
    curve = np.zeros(len(time))
    for cycles in range(first, last + 1):
        curve += rng.standard_normal() * np.sin(2 * np.pi * (cycles * time + rng.random())) / np.sqrt(cycles)
    curve = (curve - curve.mean()) / curve.std()
    whole: Floats = np.interp(np.arange(frames), np.arange(len(time)) * 256, curve, period=frames)
    return whole


def scatter(
    frames: int, rng: np.random.Generator, grains: Sequence[Floats], count: int, spread_db: float, width: float
) -> Floats:
    """Small sounds at random moments of a circle, shape (frames, 2).

    Each is one of `grains`, at a level that varies by `spread_db` (one deviation), somewhere between the channels:
    `width` 0 is all in the middle, 1 all the way to either side.
    """
    out = np.zeros((frames, 2))
    which = rng.integers(len(grains), size=count)
    levels = 10 ** (rng.standard_normal(count) * spread_db / 20)
    angles = np.pi / 4 * (1 + width * rng.uniform(-1, 1, count))
    left, right = levels * np.cos(angles), levels * np.sin(angles)
    starts = rng.integers(frames, size=count)
    for index, grain in enumerate(grains):
        mine = np.flatnonzero(which == index)
        places = (starts[mine][:, np.newaxis] + np.arange(len(grain))) % frames
        for channel, gains in enumerate((left, right)):
            shares = gains[mine][:, np.newaxis] * grain
            out[:, channel] += np.bincount(places.ravel(), shares.ravel(), minlength=frames)
    return out


def tilt(hz: Floats, corner_hz: float, db_per_octave: float) -> Floats:
    """A response that is flat up to a corner and falls (or rises) by so much an octave above it."""
    octaves = np.log2(np.maximum(hz / corner_hz, 1.0))
    amplitude: Floats = 10 ** (db_per_octave * octaves / 20)
    return amplitude


def high_pass(hz: Floats, corner_hz: float, order: int = 2) -> Floats:
    """The amplitude of a Butterworth high-pass."""
    amplitude: Floats = 1 / np.sqrt(1 + (corner_hz / hz) ** (2 * order))
    return amplitude


def low_pass(hz: Floats, corner_hz: float, order: int = 2) -> Floats:
    """The amplitude of a Butterworth low-pass."""
    amplitude: Floats = 1 / np.sqrt(1 + (hz / corner_hz) ** (2 * order))
    return amplitude
