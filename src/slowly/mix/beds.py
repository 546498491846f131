"""The beds of a session: one after another, each crossing over into the next at equal power."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

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
        for laid in list(self._laid):
            if laid.end is not None and start >= laid.end + self._turn:
                self._laid.remove(laid)
                continue
            if laid.track is None or laid.start >= start + frames:
                continue
            skip = max(laid.start - start, 0)
            sound = self._turned(laid, start + skip, laid.track.read(frames - skip))
            if out is None and not skip:
                out = sound
            else:
                out = np.zeros((frames, 2), dtype=np.float32) if out is None else out
                out[skip:] += sound
        return out

    def _turned(self, laid: _Laid, start: int, sound: Samples) -> Samples:
        """What a bed gives from a frame on, coming in or going out there, or as it is."""
        at = np.arange(start, start + len(sound))
        if start < laid.start + self._turn:
            sound = sound * _quarter(np.sin, at - laid.start, self._turn)
        if laid.end is not None and start + len(sound) > laid.end:
            sound = sound * _quarter(np.cos, at - laid.end, self._turn)
        return sound

    def _lay(self, bed: str | None, start: int) -> _Laid:
        self.layers = read_layers(bed) if bed else ()
        if not any(layer.every_ms is None for layer in self.layers):
            return _Laid(None, start)
        own = self._balance
        return _Laid(Layered(self.layers, self._open, VOICE_LUFS, own.under_lu, own.loudest_db), start)


def _quarter(wave: np.ufunc, at: npt.NDArray[np.int64], frames: int) -> Samples:
    """A quarter of a sine or cosine over some frames, for both channels, shape (len(at), 1)."""
    curve = wave(np.pi / 2 * np.clip(at / frames, 0.0, 1.0))
    return np.asarray(curve, dtype=np.float32)[:, np.newaxis]
