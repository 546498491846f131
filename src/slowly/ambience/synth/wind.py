"""Wind in trees and around a house: gusts that are louder and higher at once, and hollows that ring and move."""

from __future__ import annotations

from functools import partial

import numpy as np

from slowly.ambience.synth.noise import (
    Floats,
    high_pass,
    low_pass,
    moving_noise,
    sampled,
    samples_of,
    slow_curve,
    unit,
)
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

CENTRE_HZ = 300.0
GUST_OCTAVES, GUST_DB = 0.45, 2.6
"""How far one deviation of the gusts moves the centre and the level; sound power goes with the wind's fifth power or
so, and the eddies that make it get faster in proportion to it."""

HOLLOWS = ((240.0, 5.0), (470.0, 6.0), (860.0, 7.0))
"""Middle frequency and sharpness of what the wind blows across: broad enough that none of them whistles."""

ACROSS_SECONDS = 0.45
"""A gust comes from the left and is this much later at the right."""


def wind(frames: int, rng: np.random.Generator) -> Samples:
    """A circle of wind, shape (frames, 2), of unit power: gusts of 3 to 12 seconds."""
    seconds = frames / SAMPLE_RATE
    gust = slow_curve(frames, rng, 24, 3.2)
    gust = 2.2 * np.tanh(gust / 2.2)  # no storm, and no dead calm
    flutter = slow_curve(frames, rng, 2.0, 0.35)
    drifts = [slow_curve(frames, rng, 15, 4) for _ in HOLLOWS]
    sides = []
    for late in (0.0, ACROSS_SECONDS):
        air = partial(_air, seconds, late, gust, flutter, drifts)
        sides.append(moving_noise(frames, rng, air))
    left, right = sides
    return samples_of(unit(np.stack((left + 0.17 * right, right + 0.17 * left))))  # each ear hears a little of both


def _air(
    seconds: float, late: float, gust: Floats, flutter: Floats, drifts: list[Floats], times: Floats, hz: Floats
) -> Floats:
    """The amplitudes of the wind at one ear."""
    strength = sampled(gust, times - late, seconds)
    quick = sampled(flutter, times - late, seconds)
    centre = CENTRE_HZ * 2 ** (GUST_OCTAVES * strength)
    loud = 10 ** ((GUST_DB * strength + 0.7 * quick) / 20)
    body = high_pass(hz, centre * 0.6, 1) * low_pass(hz, centre * 1.4, 1) * low_pass(hz, centre * 4.5, 1)
    body = body * np.sqrt(CENTRE_HZ / centre)  # it is `loud` that says how loud, however broad the band
    power = body**2
    for (middle, sharpness), drift in zip(HOLLOWS, drifts, strict=True):
        ring = middle * 2 ** (0.30 * sampled(drift, times - late, seconds) + 0.35 * strength)
        off = np.log2(hz / ring) * sharpness
        power = power * (1 + 2.6 * np.exp(-0.5 * (2.0 * off) ** 2))
    leaves = 0.09 * 2 ** (0.8 * strength) * high_pass(hz, 1_800, 2) * low_pass(hz, 6_000, 2) * np.sqrt(900 / hz)
    low = 0.22 * high_pass(hz, 45, 2) * low_pass(hz, 130, 2)
    amplitude: Floats = loud * np.sqrt(power + leaves**2) + low
    return amplitude
