"""The voice of a bubble in water: a short note that rises as the bubble comes up to the surface."""

from __future__ import annotations

import numpy as np

from slowly.ambience.synth.grains import energy_of_one
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

MINNAERT_HZ_METRES = 3.26
"""Frequency times radius of an air bubble in water near the surface (Minnaert 1933): 1 mm sings at 3.26 kHz."""


def damping(hz: float) -> float:
    """How fast a bubble's note dies away, in nepers a second: it radiates sound and loses heat to the water.

    0.13/r + 0.0072/r^1.5 with the radius in metres, as van den Doel (2005) fits the measured losses: 87 a second for a
    3 mm bubble (1.1 kHz), 360 for a 1 mm one.
    """
    radius = MINNAERT_HZ_METRES / hz
    return 0.13 / radius + 0.0072 / float(radius**1.5)


def bubble(hz: float, rise: float) -> Samples:
    """One bubble of unit energy, from its frequency at birth, shape (frames,).

    It rises by the share `rise` of itself in each time constant (0.1 is usual: a fifth higher before it is gone).
    """
    loss = damping(hz)
    time = np.arange(int(6 / loss * SAMPLE_RATE)) / SAMPLE_RATE
    phase = 2 * np.pi * hz * (time + rise * loss * time**2 / 2)
    note = np.sin(phase) * np.exp(-loss * time) * np.minimum(time * hz / 1.5, 1)
    return energy_of_one(note * np.hanning(2 * len(note))[len(note) :] ** 0.25)
