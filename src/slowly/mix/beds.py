"""The beds of a session: one after another, each crossing over into the next at equal power, all at one loudness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from slowly.sound import Samples
from slowly.speech.clip import VOICE_LUFS
from slowly.units import frames_from_ms, gain_from_db

TURN_MS = 6_000.0
"""One bed takes this long to go over into another."""


class Track(Protocol):
    """An endless bed of a known loudness."""

    lufs: float

    def read(self, frames: int) -> Samples:
        """The next frames, shape (frames, 2)."""


@dataclass
class _Laid:
    """A bed that sounds, or is fading away."""

    track: Track | None
    gain: float
    start: int
    """The frame its coming in begins at; under 0 for the first, which is there from the start."""
    end: int | None = None
    """The frame its going out begins at."""


class Beds:
    """What lies underneath, read from the first frame to the last, in blocks of any size."""

    def __init__(self, open_track: Callable[[str], Track], under_lu: float, first: str | None) -> None:
        """`under_lu` is how far under a voice of VOICE_LUFS each bed lies."""
        self._open = open_track
        self._under_lu = under_lu
        self._turn = frames_from_ms(TURN_MS)
        self._laid = [self._lay(first, -self._turn)]

    def turn(self, sound: str | None, at: int) -> None:
        """From frame `at` on, which was not read yet, the bed goes over to another, or to none."""
        self._laid[-1].end = at
        self._laid.append(self._lay(sound, at))

    def read(self, start: int, frames: int) -> Samples | None:
        """What lies underneath from a frame on, shape (frames, 2); None where nothing does."""
        out: Samples | None = None
        at = np.arange(start, start + frames)
        for laid in list(self._laid):
            if laid.track is None or laid.start >= start + frames:
                continue
            if laid.end is not None and start >= laid.end + self._turn:
                self._laid.remove(laid)
                continue
            skip = max(laid.start - start, 0)
            curve = np.sin(np.pi / 2 * np.clip((at[skip:] - laid.start) / self._turn, 0.0, 1.0))
            if laid.end is not None:
                curve *= np.cos(np.pi / 2 * np.clip((at[skip:] - laid.end) / self._turn, 0.0, 1.0))
            out = np.zeros((frames, 2), dtype=np.float32) if out is None else out
            out[skip:] += laid.track.read(frames - skip) * (curve * laid.gain).astype(np.float32)[:, np.newaxis]
        return out

    def _lay(self, sound: str | None, start: int) -> _Laid:
        if sound is None:
            return _Laid(None, 0.0, start)
        track = self._open(sound)
        return _Laid(track, gain_from_db(VOICE_LUFS - self._under_lu - track.lufs), start)
