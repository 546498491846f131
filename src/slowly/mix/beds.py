"""The beds of a session: one after another, each crossing over into the next at equal power."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from slowly.ambience.layered import Layered, Track
from slowly.mix.balance import Balance
from slowly.script.layers import Layer, read_layers
from slowly.sound import Samples
from slowly.speech.clip import VOICE_LUFS
from slowly.units import frames_from_ms

TURN_MS = 6_000.0
"""One bed takes this long to go over into another."""


@dataclass
class _Laid:
    """A bed that sounds, or is fading away."""

    track: Layered | None
    start: int
    """The frame its coming in begins at; under 0 for the first, which is there from the start."""
    end: int | None = None
    """The frame its going out begins at."""


class Beds:
    """What lies underneath, read from the first frame to the last, in blocks of any size."""

    def __init__(self, open_track: Callable[[str], Track], balance: Balance, first: str | None) -> None:
        """`first` is how the bed at the beginning is written."""
        self._open = open_track
        self._balance = balance
        self._turn = frames_from_ms(TURN_MS)
        self.layers: tuple[Layer, ...] = ()
        """Of the bed that came last, the single sounds among them too, which are not ours to play."""
        self._laid = [self._lay(first, -self._turn)]

    def turn(self, bed: str | None, at: int) -> None:
        """From frame `at` on, which was not read yet, the bed goes over to another, or to none."""
        self._laid[-1].end = at
        self._laid.append(self._lay(bed, at))

    def read(self, start: int, frames: int) -> Samples | None:
        """What lies underneath from a frame on, shape (frames, 2); None where nothing does."""
        out: Samples | None = None
        at = np.arange(start, start + frames)
        for laid in list(self._laid):
            if laid.end is not None and start >= laid.end + self._turn:
                self._laid.remove(laid)
                continue
            if laid.track is None or laid.start >= start + frames:
                continue
            skip = max(laid.start - start, 0)
            curve = np.sin(np.pi / 2 * np.clip((at[skip:] - laid.start) / self._turn, 0.0, 1.0))
            if laid.end is not None:
                curve *= np.cos(np.pi / 2 * np.clip((at[skip:] - laid.end) / self._turn, 0.0, 1.0))
            out = np.zeros((frames, 2), dtype=np.float32) if out is None else out
            out[skip:] += laid.track.read(frames - skip) * curve.astype(np.float32)[:, np.newaxis]
        return out

    def _lay(self, bed: str | None, start: int) -> _Laid:
        self.layers = read_layers(bed) if bed else ()
        if not any(layer.every_ms is None for layer in self.layers):
            return _Laid(None, start)
        own = self._balance
        return _Laid(Layered(self.layers, self._open, VOICE_LUFS, own.under_lu, own.loudest_db), start)
