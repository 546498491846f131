"""A look-ahead limiter of true peak, which leaves everything under its ceiling alone.

The gain at a sample depends on a fixed reach of samples around it and on nothing else, so the size of the blocks does
not change the sound. Peaks between the samples are found four times oversampled, as BS.1770-4 (annex 2) asks, but
only near samples loud enough that something between them could pass the ceiling.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from slowly.mix.block import Block
from slowly.sound import Samples
from slowly.units import gain_from_db

CEILING_DBTP = -2.0
"""A decibel under what is promised, since a lossy encoder moves peaks a little."""

HOLD = 441
"""Frames, 10 ms: the gain falls this long before a peak and comes back this long after it."""

TAPS = 24
"""Of the interpolating filter, to each side of a point between two samples."""

OVERSAMPLING = 4
REACH = 2 * HOLD + TAPS
"""How far around a sample its gain looks, in frames."""


def limited(blocks: Iterable[Block], ceiling: float = gain_from_db(CEILING_DBTP)) -> Iterator[Block]:
    """The same blocks with no true peak above the ceiling (an amplitude). Holds back one block, to look ahead."""
    before = np.zeros((REACH, 2), dtype=np.float32)
    waiting: Block | None = None
    for block in blocks:
        if waiting is not None:
            yield _limit(before, waiting, block.samples[:REACH], ceiling)
            before = np.concatenate((before, waiting.samples))[-REACH:]
        waiting = block
    if waiting is not None:
        yield _limit(before, waiting, np.zeros((0, 2), dtype=np.float32), ceiling)


def _limit(before: Samples, block: Block, after: Samples, ceiling: float) -> Block:
    """One block limited, given REACH frames before it and up to as many after it."""
    around = np.concatenate((before, block.samples, after, np.zeros((REACH - len(after), 2), dtype=np.float32)))
    if np.abs(around).max() <= ceiling / _LARGEST_GAIN:
        return block
    needed = _needed_gain(around, ceiling)
    if needed is None:
        return block
    return Block(block.start, block.samples * _smoothed(needed)[REACH : REACH + block.frames, np.newaxis])


def _needed_gain(samples: Samples, ceiling: float) -> npt.NDArray[np.float32] | None:
    """The gain each sample needs, shape (frames,), for itself and for the points up to the next; None when all is 1."""
    loud = np.flatnonzero(np.maximum(*np.abs(samples.T)) > ceiling / _LARGEST_GAIN)
    near = np.zeros(len(samples), dtype=bool)
    near[loud] = True
    near[np.maximum(loud - 1, 0)] = True
    spots = np.flatnonzero(near)
    padded = np.pad(samples, ((TAPS - 1, TAPS), (0, 0)))
    peaks = np.abs(samples[spots]).max(axis=1)
    for channel in range(samples.shape[1]):
        views = np.lib.stride_tricks.sliding_window_view(padded[:, channel], 2 * TAPS)[spots]
        peaks = np.maximum(peaks, np.abs(views @ _BETWEEN).max(axis=1))
    over = peaks > ceiling
    if not over.any():
        return None
    needed = np.ones(len(samples), dtype=np.float32)
    needed[spots[over]] = ceiling / peaks[over]
    return needed


def _smoothed(needed: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The needed gain, held for HOLD frames to each side and then averaged over them, so that it is reached in time.

    A minimum over a width followed by a mean over the same width is never above what was needed at its middle.
    """
    gain = np.ones(len(needed), dtype=np.float32)
    low = np.flatnonzero(needed < 1)
    for run in np.split(low, np.flatnonzero(np.diff(low) > 4 * HOLD) + 1):
        start, end = max(run[0] - 2 * HOLD, 0), min(run[-1] + 2 * HOLD + 1, len(needed))
        part = np.pad(needed[start:end], 2 * HOLD, constant_values=1.0)
        held = np.lib.stride_tricks.sliding_window_view(part, 2 * HOLD + 1).min(axis=1)
        smooth = np.convolve(held, _MEAN, mode="valid")
        gain[start:end] = np.minimum(smooth[: end - start], 1.0)
    return gain


def _interpolator() -> npt.NDArray[np.float32]:
    """Filters for the points between two samples, shape (2 TAPS, OVERSAMPLING - 1): sincs under a Kaiser window."""
    offsets = np.arange(-TAPS + 1, TAPS + 1)[:, np.newaxis] - np.arange(1, OVERSAMPLING) / OVERSAMPLING
    window = np.i0(6.0 * np.sqrt(np.maximum(1 - (offsets / TAPS) ** 2, 0))) / np.i0(6.0)
    return np.asarray(np.sinc(offsets) * window, dtype=np.float32)


_BETWEEN = _interpolator()
_LARGEST_GAIN = float(np.abs(_BETWEEN).sum(axis=0).max())
"""No point between samples is larger than the largest of them times this."""

_MEAN = np.hanning(2 * HOLD + 3)[1:-1].astype(np.float32)
_MEAN /= _MEAN.sum()
