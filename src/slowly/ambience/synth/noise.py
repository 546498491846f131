"""Building blocks of the recipes: noise of a fixed colour, noise whose colour moves, and slow wandering."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

Floats = npt.NDArray[np.float64]

SLICE = 4_096
"""Frames of one slice of moving noise: 93 ms, a new one every 46 ms; what changes faster is not noise but a grain."""

_GRID_HZ = np.geomspace(16, SAMPLE_RATE / 2, 240)
"""Responses are smooth, so they are worked out at 23 points an octave and drawn through them."""


def shaped_noise(frames: int, rng: np.random.Generator, response: Callable[[Floats], Floats]) -> Samples:
    """Periodic noise of unit power whose spectrum follows `response` (amplitude by hertz), shape (frames,)."""
    hz = np.fft.rfftfreq(frames, 1 / SAMPLE_RATE)
    spectrum = rng.standard_normal((len(hz), 2), dtype=np.float32).view(np.complex64)[:, 0]
    spectrum *= np.interp(hz, _GRID_HZ, response(_GRID_HZ)).astype(np.float32)
    spectrum[hz < _GRID_HZ[0]] = 0  # nothing is heard down there; it would only use up room
    return unit(np.fft.irfft(spectrum, frames).astype(np.float32, copy=False))


def moving_noise(frames: int, rng: np.random.Generator, response: Callable[[Floats, Floats], Floats]) -> Samples:
    """Periodic noise whose spectrum moves, shape (frames,); a response of 1 everywhere gives white noise of power 1.

    `response` takes seconds of shape (slices, 1) and hertz of shape (1, points) and gives amplitudes of shape (slices,
    points). Slices of independent noise overlap by half under sine windows, whose squares add up to one: the power is
    the response's own at every moment, and nothing in it repeats.
    """
    count = max(round(2 * frames / SLICE), 2)
    starts = np.round(np.arange(count) * (frames / count)).astype(np.int64)
    curves = response((starts[:, None] + SLICE / 2) / SAMPLE_RATE, _GRID_HZ[None, :]).astype(np.float32)
    bins = np.fft.rfftfreq(SLICE, 1 / SAMPLE_RATE)
    right = np.clip(np.searchsorted(_GRID_HZ, bins), 1, len(_GRID_HZ) - 1)
    share = ((bins - _GRID_HZ[right - 1]) / (_GRID_HZ[right] - _GRID_HZ[right - 1])).clip(0, 1).astype(np.float32)
    window = (np.sin(np.pi * (np.arange(SLICE) + 0.5) / SLICE) * np.sqrt(SLICE / 2)).astype(np.float32)
    out = np.zeros(max(frames, int(starts[-1])) + SLICE, dtype=np.float32)
    for first in range(0, count, 64):  # some at a time: they stay in the processor's cache
        part = curves[first : first + 64]
        shape = part[:, right - 1] * (1 - share) + part[:, right] * share
        shape[:, 0] = 0
        noise = rng.standard_normal((len(part), len(bins), 2), dtype=np.float32).view(np.complex64)[..., 0]
        slices = np.fft.irfft(noise * shape, SLICE, axis=1).astype(np.float32, copy=False) * window
        for start, heard in zip(starts[first : first + 64], slices, strict=True):
            out[start : start + SLICE] += heard
    return folded(out, frames)


def folded(line: Samples, frames: int) -> Samples:
    """A line of sound wound up on a circle: what lies beyond `frames` is added at the beginning. Last axis is time."""
    out = line[..., :frames].copy()
    for start in range(frames, line.shape[-1], frames):
        rest = line[..., start : start + frames]
        out[..., : rest.shape[-1]] += rest
    return out


def wandering(frames: int, rng: np.random.Generator, slowest_s: float, fastest_s: float) -> Floats:
    """A slow random curve of mean 0 and deviation 1, made of periods between two lengths; periodic, shape (frames,)."""
    curve = slow_curve(frames, rng, slowest_s, fastest_s)
    whole: Floats = np.interp(np.arange(frames), np.arange(len(curve)) * frames / len(curve), curve, period=frames)
    return whole


def slow_curve(frames: int, rng: np.random.Generator, slowest_s: float, fastest_s: float) -> Floats:
    """The same curve at 16 points and more in its shortest period, evenly around the circle; shape (points,)."""
    seconds = frames / SAMPLE_RATE
    first, last = max(round(seconds / slowest_s), 1), max(round(seconds / fastest_s), 2)
    cycles = np.arange(first, last + 1)
    points = max(16 * last, 64)
    spectrum = np.zeros(points // 2 + 1, dtype=np.complex128)
    spectrum[cycles] = (rng.standard_normal(len(cycles)) + 1j * rng.standard_normal(len(cycles))) / np.sqrt(cycles)
    curve: Floats = np.fft.irfft(spectrum, points)
    curve /= curve.std()
    return curve


def sampled(curve: Floats, times: Floats, seconds: float) -> Floats:
    """A curve that lies around a circle of so many seconds, at the times asked for; the shape of `times`."""
    value: Floats = np.interp(times, np.arange(len(curve)) * seconds / len(curve), curve, period=seconds)
    return value


def wide(first: Samples, second: Samples, correlation: float) -> Samples:
    """Two independent sounds as left and right that share a middle, shape (2, frames); played as one they lose little.

    `correlation` is that of the two channels, 0 to 1.
    """
    middle, side = np.sqrt((1 + correlation) / 2) * first, np.sqrt((1 - correlation) / 2) * second
    return np.stack((middle + side, middle - side)).astype(np.float32, copy=False)


def wide_noise(
    frames: int, rng: np.random.Generator, response: Callable[[Floats], Floats], correlation: float
) -> Samples:
    """Noise of a fixed colour and unit power in two channels, shape (2, frames)."""
    return wide(shaped_noise(frames, rng, response), shaped_noise(frames, rng, response), correlation)


def unit(sound: Samples) -> Samples:
    """The sound at a power of 1."""
    scaled: Samples = sound / np.sqrt(np.mean(sound * sound, dtype=np.float64)).astype(np.float32)
    return scaled


def samples_of(pair: Samples | Floats) -> Samples:
    """Two channels of shape (2, frames), as the recipes make them, as (frames, 2), as everybody else takes them."""
    return np.ascontiguousarray(pair.T, dtype=np.float32)


def tilt(hz: Floats, corner_hz: float | Floats, db_per_octave: float) -> Floats:
    """A response that is flat up to a corner and falls (or rises) by so much an octave above it."""
    octaves = np.log2(np.maximum(hz / corner_hz, 1.0))
    amplitude: Floats = 10 ** (db_per_octave * octaves / 20)
    return amplitude


def high_pass(hz: Floats, corner_hz: float | Floats, order: int = 2) -> Floats:
    """The amplitude of a Butterworth high-pass."""
    amplitude: Floats = 1 / np.sqrt(1 + (corner_hz / hz) ** (2 * order))
    return amplitude


def low_pass(hz: Floats, corner_hz: float | Floats, order: int = 2) -> Floats:
    """The amplitude of a Butterworth low-pass."""
    amplitude: Floats = 1 / np.sqrt(1 + (hz / corner_hz) ** (2 * order))
    return amplitude
