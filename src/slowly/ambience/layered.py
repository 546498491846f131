"""Several beds as one, each at its own level."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from slowly.loudness import measure_lufs
from slowly.script.layers import Layer
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE, gain_from_db

BINAURAL_HZ = 200.0
"""The tone whose two sides are a beat apart; low enough to be soft, high enough for small loudspeakers."""


class Track(Protocol):
    """An endless bed of a known loudness."""

    lufs: float

    def read(self, frames: int) -> Samples:
        """The next frames, shape (frames, 2)."""


class Layered:
    """The continuous layers of a bed, summed."""

    def __init__(self, layers: Sequence[Layer], open_track: Callable[[str], Track], voice_lufs: float, under_lu: float,
                 loudest_db: float) -> None:  # fmt: skip
        """`under_lu` is how far under the voice they lie together, where they do not say.

        Together they are at most `loudest_db` against the voice: beyond it a bed would count as speech.
        """
        lasting = [layer for layer in layers if layer.every_ms is None]
        shared = -under_lu - 10 * math.log10(max(sum(layer.level_db is None for layer in lasting), 1))
        levels = [shared if layer.level_db is None else layer.level_db for layer in lasting]
        together = 10 * math.log10(sum(10 ** (level / 10) for level in levels)) if levels else -math.inf
        excess = max(together - loudest_db, 0.0)
        self.level_db = together - excess
        self.lufs = voice_lufs + self.level_db
        """What they come to; the level is already in what is read."""
        self._tracks: list[tuple[Track, np.float32]] = []
        for layer, level in zip(lasting, levels, strict=True):
            track = Binaural(layer.beat_hz) if layer.beat_hz else open_track(layer.sound)
            self._tracks.append((track, np.float32(gain_from_db(voice_lufs + level - excess - track.lufs))))

    def read(self, frames: int) -> Samples:
        """The next frames, shape (frames, 2)."""
        first, gain = self._tracks[0]
        out = first.read(frames) * gain
        for track, gain in self._tracks[1:]:
            out += track.read(frames) * gain
        return out


class Binaural:
    """Two pure tones, one for each ear, whose difference is heard as a slow beat: a matter of taste, and no more."""

    def __init__(self, beat_hz: float) -> None:
        self._hz = np.array([BINAURAL_HZ - beat_hz / 2, BINAURAL_HZ + beat_hz / 2])
        self._at = 0
        self.lufs = measure_lufs(self.read(4 * SAMPLE_RATE), SAMPLE_RATE)
        self._at = 0

    def read(self, frames: int) -> Samples:
        """The next frames, shape (frames, 2)."""
        at = np.arange(self._at, self._at + frames)[:, np.newaxis]
        self._at += frames
        turns = self._hz * at / SAMPLE_RATE
        return (0.1 * np.sin(2 * np.pi * (turns % 1.0))).astype(np.float32)
