"""Pink noise: as strong in every octave as in the next, so softer than hiss and lighter than a roar."""

from __future__ import annotations

import numpy as np

from slowly.ambience.synth.noise import Floats, high_pass, samples_of, wide_noise
from slowly.sound import Samples

LOWEST_HZ = 30.0


def pink(frames: int, rng: np.random.Generator) -> Samples:
    """A circle of pink noise, shape (frames, 2), of unit power; the channels share a third."""
    return samples_of(wide_noise(frames, rng, _even, 0.3))


def _even(hz: Floats) -> Floats:
    """Power as 1/f, down to where nothing is heard any more."""
    amplitude: Floats = high_pass(hz, LOWEST_HZ, 3) / np.sqrt(hz)
    return amplitude
