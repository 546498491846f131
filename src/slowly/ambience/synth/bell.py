"""The bell of a session: a small bowl, struck once with a soft mallet."""

from __future__ import annotations

import numpy as np

from slowly.ambience.synth.bowl import struck
from slowly.sound import Samples

FUNDAMENTAL_HZ = 264.0

PARTIALS = (
    # ratio to the lowest, level in dB, seconds to fall by 60 dB, beats a second
    (1.000, 0.0, 17.0, 0.55),
    (2.777, -7.0, 11.0, 0.83),
    (5.180, -15.0, 6.5, 1.30),
    (8.162, -22.0, 3.6, 1.90),
    (11.66, -30.0, 2.0, 2.60),
)
"""Modes of a thin hemispherical shell, as measured on singing bowls: (2,0), (3,0) and so on up."""


def bell(frames: int, rng: np.random.Generator) -> Samples:
    """One strike, shape (frames, 2); silent at both ends. 16 s let it ring out."""
    return struck(frames, rng, FUNDAMENTAL_HZ, PARTIALS, attack_s=0.009, felt_hz=900)
