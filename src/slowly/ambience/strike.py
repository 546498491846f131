"""A bell or another single sound, read whole and brought to its level."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from slowly.ambience.file import beginning
from slowly.config import shipped
from slowly.errors import SoundError
from slowly.loudness import SILENCE_LUFS, lufs, window_powers
from slowly.sound import Samples, Sound
from slowly.units import SAMPLE_RATE, gain_from_db

STRIKE_LUFS = -24.0
"""The loudest moment of a bell: 8 LU under the voice, so that it never startles. Ours are shipped at it."""

LONGEST_STRIKE_SECONDS = 60
"""A single sound is held in memory; what is longer is a track, not a bell."""

_STRETCH_SECONDS = 30
"""So much is measured at once, for the sake of memory; none of ours is longer."""


def load_strike(path: Path) -> Sound:
    """At most LONGEST_STRIKE_SECONDS of a bell or another sound, two channels at SAMPLE_RATE, at STRIKE_LUFS.

    Raises SoundError for a file that cannot be read or has no sound in it.
    """
    samples = beginning(path, LONGEST_STRIKE_SECONDS)
    if is_shipped(path):
        return Sound(samples, SAMPLE_RATE)
    if len(samples):
        samples = samples - samples.mean(axis=0, dtype=np.float64).astype(np.float32)
    loudness = loudest_lufs(samples, SAMPLE_RATE)
    if loudness == SILENCE_LUFS:
        raise SoundError(f"{path} has no sound in it.")
    return Sound(samples * np.float32(gain_from_db(STRIKE_LUFS - loudness)), SAMPLE_RATE)


def loudest_lufs(samples: Samples, rate_hz: int) -> float:
    """The loudest 400 ms of a sound, however short it is."""
    around = np.zeros((round(0.2 * rate_hz), samples.shape[1]), dtype=np.float32)
    padded = np.concatenate((around, samples, around))
    step, overlap = _STRETCH_SECONDS * rate_hz, round(0.5 * rate_hz)
    starts = range(0, max(len(padded) - overlap, 1), step)
    return lufs(max(float(window_powers(padded[at : at + step + overlap], rate_hz).max()) for at in starts))


def is_shipped(path: Path) -> bool:
    """Whether a sound is one of ours, whose loudness is known."""
    return path.parent == shipped("audio")
