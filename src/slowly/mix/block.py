"""A block: the one currency of sound between the mix and whoever plays or writes it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from slowly.sound import Samples


@dataclass(frozen=True, eq=False)
class Block:
    """Some seconds of the session: samples of shape (frames, 2) in [-1, 1] at SAMPLE_RATE."""

    start: int
    """The frame of its first sample, from the start of the session."""
    samples: Samples

    @property
    def frames(self) -> int:
        """Its length."""
        return len(self.samples)

    @property
    def end(self) -> int:
        """The first frame after it."""
        return self.start + len(self.samples)

    def pcm(self, gain: float = 1.0) -> bytes:
        """Interleaved signed 16-bit samples, little-endian, times an amplitude; devices and encoders take these."""
        scaled = np.clip(self.samples * np.float32(gain), -1.0, 1.0) * np.float32(32_767)
        data: bytes = np.rint(scaled).astype("<i2").tobytes()
        return data
