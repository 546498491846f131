"""A track as an endless bed, read as it plays: ours in takes, a listener's own over and over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from slowly.ambience.circle import Circle
from slowly.ambience.file import at_our_rate, chunk_frames, open_sound
from slowly.ambience.level import level_of
from slowly.ambience.loop import CHUNK_SECONDS, CROSS_SECONDS, looped
from slowly.ambience.strike import is_shipped
from slowly.ambience.takes import takes
from slowly.sound import Samples

TRACK_LUFS = -30.0
"""The integrated loudness of every track we ship; a listener's own is measured."""


class Bed:
    """An endless stream of a track, two channels at SAMPLE_RATE, of a known loudness."""

    def __init__(self, path: Path) -> None:
        """Raises SoundError for a file that is no track: no sound, silent, much too short."""
        self.path = path
        if is_shipped(path):
            self.lufs = TRACK_LUFS
            circle = Circle(path)
            self._chunks = at_our_rate(takes(circle), circle.rate_hz)
        else:
            level = level_of(path)
            self.lufs = level.lufs
            self._chunks = _own(path, level.middle)
        self._left = np.zeros((0, 2), dtype=np.float32)

    def read(self, frames: int) -> Samples:
        """The next frames, shape (frames, 2). Raises SoundError when the file fails."""
        parts, missing = [self._left], frames - len(self._left)
        while missing > 0:
            chunk = next(self._chunks)
            parts.append(chunk)
            missing -= len(chunk)
        joined = np.concatenate(parts) if len(parts) > 1 else parts[0]
        self._left = joined[frames:]
        return joined[:frames]


def _own(path: Path, middle: Samples) -> Iterator[Samples]:
    """A listener's own track at our rate, without the offset that some recordings have."""
    with open_sound(path) as file:
        rate_hz, frames_at_once = file.samplerate, chunk_frames(file, CHUNK_SECONDS)
    return at_our_rate(looped(path, frames_at_once, round(CROSS_SECONDS * rate_hz), middle), rate_hz)
