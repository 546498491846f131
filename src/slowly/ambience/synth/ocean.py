"""Surf on a beach at night: each wave gathers, breaks, and runs back through the shingle, darker as it goes."""

from __future__ import annotations

from functools import partial

import numpy as np

from slowly.ambience.synth.grains import burst, laid
from slowly.ambience.synth.noise import Floats, high_pass, low_pass, moving_noise, tilt
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

PERIOD_SECONDS = 9.7
"""Between one wave and the next, on average: wind swell comes every 8 to 12 seconds."""

JITTER_SECONDS = 1.1

SPILL_SECONDS = 22.0
"""What a piece has beyond its length: the last wave running out, and the sea behind it going over into the next."""

CROSS_SECONDS = 8.0
FIRST_BREAK_SECONDS = 7.0
FOAM_PER_SECOND = 500


def ocean(frames: int, rng: np.random.Generator) -> Samples:
    """A piece of surf, shape (frames + spill, 2): laid one after another every `frames`, pieces are an endless sea."""
    seconds, whole = frames / SAMPLE_RATE, frames + round(SPILL_SECONDS * SAMPLE_RATE)
    count = max(round(seconds / PERIOD_SECONDS), 1)
    breaks = FIRST_BREAK_SECONDS + np.arange(count) * seconds / count
    breaks += rng.uniform(-1, 1, count) * JITTER_SECONDS
    sizes = 10 ** (np.clip(rng.standard_normal(count), -1.6, 1.4) * 2.6 / 20)
    headings = rng.uniform(0.3, 0.7, count) * rng.choice((-1, 1), count)  # to which side the break runs along
    sides = [moving_noise(whole, rng, partial(_sea, seconds, breaks, sizes, side * headings)) for side in (1.0, -1.0)]
    left, right = sides
    pair = np.stack((left + 0.15 * right, right + 0.15 * left)) + _foam(whole, rng, breaks, sizes)
    return np.ascontiguousarray(pair.T)


def _sea(seconds: float, breaks: Floats, sizes: Floats, towards: Floats, times: Floats, hz: Floats) -> Floats:
    """The amplitudes at one ear: the far sea, which never stops, and every wave's three acts, as sums of powers."""
    into = np.clip(times / CROSS_SECONDS, 0, 1) * np.clip((seconds + CROSS_SECONDS - times) / CROSS_SECONDS, 0, 1)
    far = 0.22 * low_pass(hz, 160, 1) * high_pass(hz, 40, 2) + 0.085 * high_pass(hz, 200, 1) * tilt(hz, 500, -5.0)
    power = np.sin(np.pi / 2 * into) ** 2 * far**2
    for moment, size, side in zip(breaks, sizes, towards, strict=True):
        since = times - moment
        strength = 0.55 + 0.45 * size
        # It gathers: a low roar that swells up to the break, and then sinks into it.
        growth = np.exp(np.minimum(since, 0) / 1.35) * np.exp(-np.maximum(since, 0) / 1.1) * (since > -6.8)
        colour = low_pass(hz, 130 * 2 ** (1.6 * np.clip(1 + since / 5, 0, 1.2)), 1) * high_pass(hz, 45, 2)
        power = power + (0.62 * size * growth * colour) ** 2
        # It breaks: a broad crash, brighter the larger it is, which runs along the beach.
        shift = since - 0.5 * side
        crash = _swell(shift, -0.5, 0.45) * np.exp(-np.maximum(shift, 0) / (1.1 + 0.5 * strength))
        colour = high_pass(hz, 110, 1) * low_pass(hz, 750 + 500 * strength, 1) * low_pass(hz, 5_000, 2)
        power = power + (0.50 * size * crash * colour) ** 2
        # It runs back: a hiss that comes after the crash, thins out, and loses its top.
        back = _swell(shift, 0.0, 1.6) * np.exp(-np.maximum(shift - 1.2, 0) / (2.2 + 0.8 * strength)) * (since < 13.5)
        top = 9_000 * np.exp(-np.maximum(shift, 0) / 3.0) + 600
        colour = high_pass(hz, 420, 1) * low_pass(hz, top, 2) * tilt(hz, 1_500, -2.0)
        power = power + (0.34 * size * back * colour) ** 2
    amplitude: Floats = np.sqrt(power)
    return amplitude


def _foam(frames: int, rng: np.random.Generator, breaks: Floats, sizes: Floats) -> Samples:
    """Bubbles of foam bursting while the water runs back: tiny ticks, fewer and fewer."""
    ticks = [burst(rng, decay, (2_200, 7_000), 4) for decay in rng.uniform(0.0003, 0.0011, 40)]
    count = FOAM_PER_SECOND * 5
    wave = np.repeat(np.arange(len(breaks)), count)
    after = 0.5 + rng.gamma(2.2, 1.25, len(wave))
    level = 0.30 * sizes[wave] * np.exp(-after / 5) * 10 ** (rng.standard_normal(len(wave)) * 3 / 20)
    heard = after < 12.0
    starts = ((breaks[wave] + after) * SAMPLE_RATE).astype(np.int64)
    which, places = rng.integers(len(ticks), size=len(wave)), rng.uniform(-0.9, 0.9, len(wave))
    return laid(frames, ticks, which[heard], starts[heard], level[heard], places[heard])


def _swell(time: Floats, begin: float, end: float) -> Floats:
    """From 0 to 1 between two moments, without a corner."""
    share = np.clip((time - begin) / (end - begin), 0, 1)
    rise: Floats = np.sin(np.pi / 2 * share) ** 2
    return rise
