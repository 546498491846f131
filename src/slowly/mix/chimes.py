"""Single sounds that come again and again among the layers underneath, in pauses where they can."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from slowly.ambience.strike import STRIKE_LUFS
from slowly.mix.ducking import Gap
from slowly.script.layers import Layer
from slowly.sound import Samples, Sound
from slowly.speech.clip import VOICE_LUFS
from slowly.units import frames_from_ms, gain_from_db

LEVEL_DB = -26.0
"""The loudest moment of such a sound against the voice, unless the layer says."""

AFTER_MS, ROOM_MS = 400.0, 2_500.0
"""It comes no sooner after a word, and no later before the next, than these."""

PATIENCE_MS = 90_000.0
"""Beyond its time a sound waits so long for a pause, and then comes under a line after all."""


@dataclass
class _Chime:
    sound: Samples
    rng: np.random.Generator
    low: int
    high: int
    due: int

    def turn(self) -> int:
        """The time to the next, in frames."""
        return int(self.rng.integers(self.low, self.high + 1))


class Chimes:
    """The recurring sounds of a session. The times are random, but the same every time the session is made."""

    def __init__(self, strike: Callable[[str], Sound], loudest_db: float = 0.0) -> None:
        """`loudest_db` is the most that any may be against the voice, so as not to count as speech."""
        self._loudest_db = loudest_db
        self._strike = strike
        self._chimes: list[_Chime] = []

    def turn(self, layers: Sequence[Layer], at: int) -> None:
        """From frame `at` on these layers count, and no others."""
        self._chimes = []
        for layer in layers:
            if layer.every_ms is None:
                continue
            level = LEVEL_DB if layer.level_db is None else layer.level_db
            gain = np.float32(gain_from_db(VOICE_LUFS + min(level, self._loudest_db) - STRIKE_LUFS))
            rng = np.random.Generator(np.random.PCG64([zlib.crc32(layer.sound.encode()), at]))
            low, high = (frames_from_ms(ms) for ms in layer.every_ms)
            chime = _Chime(self._strike(layer.sound).samples * gain, rng, low, high, 0)
            chime.due = at + chime.turn()
            self._chimes.append(chime)

    def within(self, gap: Gap) -> list[tuple[int, Samples]]:
        """What comes in a stretch without speech, each with its first frame.

        Gaps are given in order. One that is sure to be long may be given as far as it is known, and then again when
        more of it is: what is given each time is new.
        """
        placed = []
        first = gap.start + frames_from_ms(AFTER_MS)
        last = gap.end - frames_from_ms(ROOM_MS)
        for chime in self._chimes:
            patience = frames_from_ms(PATIENCE_MS)
            while (fits := first <= last and chime.due <= last) or chime.due <= gap.end - patience:
                at = max(chime.due, first) if fits else gap.start
                placed.append((at, chime.sound))
                chime.due = at + chime.turn()
        return placed
