"""Ducking: the bed gives way to the voice before it speaks and comes back slowly after it.

It stays down across short gaps, where going up and down again would be heard as pumping, and comes up in long pauses.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slowly.sound import Samples
from slowly.units import Frames, frames_from_ms

FALL_MS, RISE_MS = 600.0, 1_500.0
"""The bed is down when a line begins, and takes this long to come up after it."""

SHORT_MS, LONG_MS = 4_000.0, 8_000.0
"""In gaps shorter than the first the bed stays down; in those longer than the second it comes up all the way."""


@dataclass(frozen=True)
class Gap:
    """A stretch without speech, in frames."""

    start: int
    end: int
    head: bool = False
    """Before the first word: the bed is up from the beginning, however short it is."""
    tail: bool = False
    """After the last word, or as far as is known of a long one: the bed stays up to its end."""

    @property
    def frames(self) -> int:
        """Its length."""
        return self.end - self.start


@dataclass(frozen=True)
class Ducking:
    """The rise of the bed in gaps, in decibels over its level under speech."""

    rise_db: float
    fall: Frames = frames_from_ms(FALL_MS)
    rise: Frames = frames_from_ms(RISE_MS)
    short: Frames = frames_from_ms(SHORT_MS)
    long: Frames = frames_from_ms(LONG_MS)

    def height_db(self, gap: Gap) -> float:
        """How far the bed comes up in a gap."""
        if gap.head or gap.tail:
            return self.rise_db
        share = (gap.frames - self.short) / (self.long - self.short)
        return self.rise_db * min(max(share, 0.0), 1.0)

    def gains(self, start: int, frames: int, gaps: list[Gap]) -> Samples:
        """The amplitude factor of the bed at each of some frames from `start` on, shape (frames,).

        Depends on the frames alone, not on how they are cut into blocks.
        """
        gains = np.ones(frames, dtype=np.float32)
        for gap in gaps:
            height = self.height_db(gap)
            low, high = max(gap.start, start), min(gap.end, start + frames)
            if height <= 0 or low >= high:
                continue
            gains[low - start : high - start] = 10 ** (height / 20)
            if not gap.head:
                rises = np.arange(low, min(gap.start + self.rise, high))
                gains[rises - start] = _factor(height, (rises - gap.start) / self.rise)
            if not gap.tail:
                falls = np.arange(max(gap.end - self.fall, low), high)
                gains[falls - start] = np.minimum(gains[falls - start], _factor(height, (gap.end - falls) / self.fall))
        return gains


def _factor(height_db: float, share: np.ndarray) -> Samples:
    """The factor part of the way up a height: a half cosine in decibels."""
    smooth = 0.5 - 0.5 * np.cos(np.pi * np.clip(share, 0.0, 1.0))
    return np.asarray(10 ** (height_db * smooth / 20), dtype=np.float32)
