"""A track of ours as a circle: its end goes over into its beginning, so that it can be played from anywhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from slowly.ambience.file import open_sound, read_frames
from slowly.errors import SoundError
from slowly.sound import Samples

DECODED_AT_ONCE = 88_200

COARSE = 16
"""The coarse picture has one frame for so many: 2.8 kHz, where all that is tone in our tracks has its place."""

_FULL = 32_767


class Circle:
    """A file decoded once, from its beginning and at most twice as far as is asked for, and kept in 16 bits."""

    def __init__(self, path: Path) -> None:
        """Raises SoundError for what cannot be read."""
        self.path = path
        self._file = open_sound(path)
        self.rate_hz: int = self._file.samplerate
        self.frames: int = self._file.frames
        self._kept: npt.NDArray[np.int16] = np.zeros((self.frames, 2), dtype=np.int16)
        self._decoded = 0
        self._coarse: Samples | None = None

    def arc(self, start: int, frames: int) -> Samples:
        """So many frames from a place on, shape (frames, 2), round and round. Raises SoundError for a damaged file."""
        start %= self.frames
        # Twice as far, so that little is left when all of it is asked for, which would be a long wait for one block.
        self._decode(min(2 * (start + frames), self.frames))
        pieces = []
        while frames > 0:
            piece = self._kept[start : start + frames]
            pieces.append(piece)
            frames -= len(piece)
            start = 0
        whole = np.concatenate(pieces) if len(pieces) > 1 else pieces[0]
        return whole.astype(np.float32) / np.float32(_FULL)

    def coarse_arc(self, start: int, frames: int) -> Samples:
        """A rough picture of the same, shape (frames // COARSE, 2), without its highs; quick to compare."""
        if self._coarse is None:
            self._decode(self.frames)
            points = self.frames // COARSE
            self._coarse = (
                self._kept[: points * COARSE].reshape(points, COARSE, 2).mean(axis=1, dtype=np.float32) / _FULL
            )
        places = (start // COARSE + np.arange(frames // COARSE)) % len(self._coarse)
        picture: Samples = self._coarse[places]
        return picture

    def _decode(self, end: int) -> None:
        while self._decoded < end:
            chunk = read_frames(self._file, min(DECODED_AT_ONCE, self.frames - self._decoded), self.path)
            if not len(chunk):
                raise SoundError(f"{self.path} is damaged: it ends too soon.", hint="Install slowly again.")
            kept = np.rint(np.clip(chunk, -1, 1) * _FULL).astype(np.int16)
            self._kept[self._decoded : self._decoded + len(chunk)] = kept
            self._decoded += len(chunk)
            if self._decoded == self.frames:
                self._file.close()
