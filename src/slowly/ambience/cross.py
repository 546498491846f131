"""One sound going over into another at equal power, so that the sum of two that differ keeps its level."""

from __future__ import annotations

import numpy as np

from slowly.sound import Samples


def crossed(old: Samples, new: Samples) -> Samples:
    """The end of one and the beginning of another, of the same shape (frames, 2), as one going over into the other."""
    angle = (np.arange(len(old), dtype=np.float32) + 0.5) * np.float32(np.pi / 2 / max(len(old), 1))
    both: Samples = old * np.cos(angle)[:, None] + new * np.sin(angle)[:, None]
    return both
