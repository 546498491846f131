"""A bed or a single sound on its own, as the blocks that a player takes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from slowly.ambience.layered import Track
from slowly.mix.block import Block
from slowly.mix.limiter import limited
from slowly.mix.mixer import block_lengths
from slowly.sound import Sound
from slowly.units import FRAMES_PER_10_MS, gain_from_db

ALONE_LUFS = -30.0
"""As loud as a bed is under a voice, or a little louder, so that nobody is startled by trying one."""

FADE_SECONDS = 3.0


def bed_alone(track: Track, frames: int) -> Iterator[Block]:
    """So many frames of a bed, faded at both ends, at ALONE_LUFS."""
    fade = max(min(round(FADE_SECONDS * 100) * FRAMES_PER_10_MS, frames // 3), 1)
    gain = gain_from_db(ALONE_LUFS - track.lufs)

    def raw() -> Iterator[Block]:
        for start, length in _spans(frames):
            at = np.arange(start, start + length)
            share = np.clip(np.minimum(at + 0.5, frames - at - 0.5) / fade, 0.0, 1.0)
            curve = (gain * np.sin(np.pi / 2 * share) ** 2).astype(np.float32)
            yield Block(start, track.read(length) * curve[:, np.newaxis])

    return limited(raw())


def sound_alone(sound: Sound) -> Iterator[Block]:
    """A single sound, shape (frames, 2) at SAMPLE_RATE, to its end and at its own level."""
    frames = len(sound.samples)
    return limited(Block(start, sound.samples[start : start + length]) for start, length in _spans(frames))


def _spans(frames: int) -> Iterator[tuple[int, int]]:
    start = 0
    for length in block_lengths():
        if start >= frames:
            return
        yield start, min(length, frames - start)
        start += length
