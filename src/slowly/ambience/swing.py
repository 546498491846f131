"""How unsteady a bed is: its loud moments over its mean, which decide how loud it may lie under a voice."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from slowly.ambience.file import beginning
from slowly.ambience.strike import is_shipped
from slowly.errors import SoundError
from slowly.loudness import lufs, window_powers
from slowly.units import SAMPLE_RATE

SHIPPED_LU = {
    "bowls": 6.0, "brown": 0.8, "drone": 3.0, "fire": 3.0, "night": 3.2, "ocean": 7.6, "pink": 0.3, "rain": 1.9,
    "stream": 2.3, "wind": 4.8,
}  # fmt: skip
"""Of the tracks that ship, so that the first sound need not wait for a measurement; a test measures them again."""

SHARE = 0.99
"""Of all moments of 400 ms, that many are softer than what is measured."""

MEASURED_SECONDS = 30


def swing_lu(path: Path) -> float:
    """The loud moments of a track over its mean, in LU; of its first half minute, where it is not ours.

    Raises SoundError for a file that cannot be read or has no sound in it.
    """
    if is_shipped(path) and path.stem in SHIPPED_LU:
        return SHIPPED_LU[path.stem]
    samples = beginning(path, MEASURED_SECONDS)
    if not len(samples):
        raise SoundError(f"{path} has no sound in it.")
    return swing_of(window_powers(samples, SAMPLE_RATE))


def swing_of(powers: np.ndarray) -> float:
    """The same of the powers of its moments; none is 0."""
    if not len(powers) or not powers.mean() > 0:
        return 0.0
    return max(lufs(float(np.quantile(powers, SHARE))) - lufs(float(powers.mean())), 0.0)
