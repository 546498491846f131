"""A listener's own track over and over, in its order, streamed: it is no circle, so its end is crossed into its
beginning."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from slowly.ambience.cross import crossed
from slowly.ambience.file import chunk_frames, chunks_of, gathered, open_sound
from slowly.errors import SoundError
from slowly.sound import Samples

CHUNK_SECONDS = 1.0

CROSS_SECONDS = 3.0
"""The end of a track and its beginning overlap by this much, at equal power, so that their sum keeps its level."""

KEPT_FRAMES = 150 * 44_100
"""A track up to this length is decoded once and kept, in 26 MB; decoding is half the work of mixing."""

_FULL = 32_767

Kept = tuple[npt.NDArray[np.int16], np.float32]
"""A chunk in 16 bits, and what its full scale stands for: 1, or more for a file that goes beyond."""


def looped(path: Path, frames_at_once: int, cross_frames: int, middle: Samples | None = None) -> Iterator[Samples]:
    """A track over and over at its own rate, in chunks of shape (frames, 2), crossed over at equal power.

    The file is only ever read forward, since not every format seeks well, and its header is not believed: its end is
    where reading ends. `middle`, shape (2,), is taken off first: an offset is the same on both sides of a cross-over,
    so it would swell there. Raises SoundError when it has no sound, the first time or a later one.
    """
    tail = np.zeros((0, 2), dtype=np.float32)
    for decoded in _passes(path, frames_at_once):
        chunks = decoded if middle is None else _around(decoded, middle)
        head, whole = gathered(chunks, 3 * cross_frames)
        cross = len(head) // 3 if whole else cross_frames
        if not cross:
            raise SoundError(f"{path} has no sound in it.")
        over = min(len(tail), len(head) - cross)  # less than all of it when the file has become shorter meanwhile
        if over:
            yield crossed(tail[:over], head[:over])
        tail = head[over:]
        for chunk in itertools.chain((head[:0],), chunks):
            tail = np.concatenate((tail, chunk)) if len(chunk) else tail
            if len(tail) > cross:
                yield tail[: len(tail) - cross]
                tail = tail[len(tail) - cross :]


def _around(chunks: Iterator[Samples], middle: Samples) -> Iterator[Samples]:
    for chunk in chunks:
        yield chunk - middle


def _passes(path: Path, frames_at_once: int) -> Iterator[Iterator[Samples]]:
    """The track's chunks, once for each time round. A short track is decoded only the first time."""
    while True:
        kept: list[Kept] = []
        with open_sound(path) as file:
            yield _keeping(chunks_of(file, path, min(frames_at_once, chunk_frames(file, CHUNK_SECONDS))), kept)
        while kept:
            yield (samples.astype(np.float32) * (scale / _FULL) for samples, scale in kept)


def _keeping(chunks: Iterator[Samples], kept: list[Kept]) -> Iterator[Samples]:
    """The same chunks, kept in 16 bits as long as they are not too many, and given in 16 bits that far."""
    frames = 0
    for chunk in chunks:
        frames += len(chunk)
        if frames > KEPT_FRAMES:
            kept.clear()
            yield chunk
            continue
        scale = np.float32(max(np.abs(chunk).max(), 1.0))
        samples = np.rint(chunk * (_FULL / scale)).astype(np.int16)
        kept.append((samples, scale))
        yield samples.astype(np.float32) * (scale / _FULL)
