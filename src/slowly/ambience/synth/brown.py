"""Brown noise: the deep steady roar that falls by 6 dB an octave, without the part one only feels."""

from __future__ import annotations

import numpy as np

from slowly.ambience.synth.noise import Floats, high_pass, samples_of, wide_noise
from slowly.sound import Samples

LOWEST_HZ = 30.0


def brown(frames: int, rng: np.random.Generator) -> Samples:
    """A circle of brown noise, shape (frames, 2), of unit power; the channels are two walks that share a third."""
    return samples_of(wide_noise(frames, rng, _walk, 0.3))


def _walk(hz: Floats) -> Floats:
    """The spectrum of a random walk is 1/f² in power; under 30 Hz there is nothing to hear, and most of the power."""
    return high_pass(hz, LOWEST_HZ, 3) / hz
