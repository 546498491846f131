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

SETTLED_MS = 500.0
"""A bed that would give way again sooner than this never comes in at all: hardly a breath of it would be heard, and all
of a row of them would be open at once."""


@dataclass
class _Laid:
    """A bed that sounds, is fading away, or is still to come."""

    layers: tuple[Layer, ...]
    start: int
    """The frame its coming in begins at; under 0 for the first, which is there from the start."""
    end: int | None = None
    """The frame its going out begins at."""
    track: Layered | None = None
    """Opened when it is first heard; until then it costs nothing."""


class Beds:
    """What lies underneath, read in order from the first frame to the last, in blocks of any size."""

    def __init__(self, open_track: Callable[[str], Track], balance: Balance, first: str | None) -> None:
        """`first` is how the bed at the beginning is written; it is opened at once.

        Raises what `open_track` does.
        """
        self._open_track = open_track
        self._balance = balance
        self._turn = frames_from_ms(TURN_MS)
        self._settled = frames_from_ms(SETTLED_MS)
        self._laid = [_Laid(_read(first), -self._turn)]
        self._open(self._laid[0])

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Of the bed that came last, the single sounds among them too, which are not ours to play."""
        return self._laid[-1].layers

    def turn(self, bed: str | None, at: int) -> None:
        """From frame `at` on the bed goes over to another, or to none. Turns come in order.

        One that comes within SETTLED_MS of another takes its place; so the SETTLED_MS before it must not be read yet.
        """
        last = self._laid[-1]
        if at < last.start + self._settled:
            self._laid[-1] = _Laid(_read(bed), last.start)
        else:
            last.end = at
            self._laid.append(_Laid(_read(bed), at))

    def read(self, start: int, frames: int) -> Samples | None:
        """What lies underneath from a frame on, shape (frames, 2); None where nothing does.

        To be asked in order, each time from where the last one ended: a bed goes on wherever it is. Raises what opening
        and reading a track does.
        """
        out: Samples | None = None
        for laid in list(self._laid):
            if laid.end is not None and start >= laid.end + self._turn:
                self._laid.remove(laid)
                continue
            if laid.start >= start + frames:
                break
            track = laid.track or self._open(laid)
            if track is None:
                continue
            skip = max(laid.start - start, 0)
            sound = self._turned(laid, start + skip, track.read(frames - skip))
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

    def _open(self, laid: _Laid) -> Layered | None:
        """The sound of a bed; None where none of its layers lasts."""
        if any(layer.every_ms is None for layer in laid.layers):
            own = self._balance
            laid.track = Layered(laid.layers, self._open_track, VOICE_LUFS, own.under_lu, own.loudest_db)
        return laid.track


def _read(bed: str | None) -> tuple[Layer, ...]:
    return read_layers(bed) if bed else ()


def _quarter(wave: np.ufunc, at: npt.NDArray[np.int64], frames: int) -> Samples:
    """A quarter of a sine or cosine over some frames, for both channels, shape (len(at), 1)."""
    curve = wave(np.pi / 2 * np.clip(at / frames, 0.0, 1.0))
    return np.asarray(curve, dtype=np.float32)[:, np.newaxis]
