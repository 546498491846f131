"""A window of sound to lay other sounds on: the one door to pydub.

pydub adds sounds well and quickly, as long as it is given windows of some seconds and no more: laid on one long segment
each sound copies all of it. Windows are 32-bit with 12 dB above full scale, so that no sum clips before the limiter,
and a whole number of 10 ms, because pydub counts in milliseconds and would round anything else.
"""

from __future__ import annotations

import warnings

import numpy as np

from slowly.sound import Samples
from slowly.units import FRAMES_PER_10_MS, SAMPLE_RATE

with warnings.catch_warnings():
    # Said at import of a machine without ffmpeg, which nothing here needs; and of code in it that is old.
    warnings.filterwarnings("ignore", message="Couldn't find ffmpeg", category=RuntimeWarning)
    warnings.filterwarnings("ignore", category=SyntaxWarning, module="pydub")
    warnings.filterwarnings("ignore", message="'audioop' is deprecated", category=DeprecationWarning)
    from pydub import AudioSegment

HEADROOM = 4.0
"""Full scale of a window over full scale of the session: 12 dB."""

_SCALE = np.float32(2**31 / HEADROOM)
_LOWEST, _HIGHEST = np.float32(-(2**31)), np.float32(2**31 - 128)
"""The ends of 32 bits, as far as single precision knows them."""

_CHANNELS, _WIDTH = 2, 4


class Window:
    """Silence of a length, on which sounds are laid at exact frames. Two channels."""

    def __init__(self, frames: int) -> None:
        """Raises ValueError for a length that is not a whole number of 10 ms."""
        if frames % FRAMES_PER_10_MS:
            raise ValueError(f"a window of {frames} frames is not a whole number of 10 ms")
        self._segment = _segment(bytes(frames * _CHANNELS * _WIDTH))

    def lay(self, samples: Samples, at: int) -> None:
        """Add a sound, shape (frames,) for both channels alike or (frames, 2), whose first frame is at `at`.

        What does not fit into the window must have been cut off. What is beyond HEADROOM is taken for as much.
        """
        both = samples if samples.ndim == 2 else np.repeat(samples[:, np.newaxis], _CHANNELS, axis=1)
        sound = _segment(np.clip(both * _SCALE, _LOWEST, _HIGHEST).astype("<i4").tobytes())
        # Half a frame past the start, so that pydub, which cuts off the fraction, comes out at this frame.
        self._segment = self._segment.overlay(sound, position=(at + 0.5) * 1_000 / SAMPLE_RATE if at else 0)

    @property
    def samples(self) -> Samples:
        """The sum, shape (frames, 2); beyond [-1, 1] where sounds add up to more."""
        whole = np.frombuffer(self._segment.raw_data, dtype="<i4").reshape(-1, _CHANNELS)
        return whole.astype(np.float32) / _SCALE


def _segment(data: bytes) -> AudioSegment:
    return AudioSegment(data, sample_width=_WIDTH, frame_rate=SAMPLE_RATE, channels=_CHANNELS)
