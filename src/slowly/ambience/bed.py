"""A track as an endless bed: read as it plays, and crossed over into itself where it ends."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from slowly.ambience.library import is_shipped, open_sound, read_frames
from slowly.errors import SoundError
from slowly.loudness import SILENCE_LUFS, measure_lufs
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

TRACK_LUFS = -30.0
"""The integrated loudness of every track we ship; a listener's own is measured."""

CROSS_SECONDS = 3.0
"""The end of a track and its beginning overlap by this much, at equal power, so that their sum keeps its level."""

KEPT_SECONDS = 150
"""A track up to this length is decoded once and kept, in 26 MB at most; decoding is half the work of mixing."""

_FULL = 32_767

CHUNK_SECONDS = 1.0
MEASURED_SECONDS = 60


class Bed:
    """An endless stream of a track, two channels at SAMPLE_RATE, of a known loudness."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lufs = TRACK_LUFS if is_shipped(path) else _measure(path)
        self._chunks = _resampled(path)
        self._left = np.zeros((0, 2), dtype=np.float32)

    def read(self, frames: int) -> Samples:
        """The next frames, shape (frames, 2). Raises SoundError when the file fails."""
        parts, missing = [self._left], frames - len(self._left)
        while missing > 0:
            chunk = next(self._chunks)
            parts.append(chunk)
            missing -= len(chunk)
        joined = np.concatenate(parts) if len(parts) > 1 else parts[0]
        self._left = joined[frames:]
        return joined[:frames]


def looped(path: Path, chunk_frames: int, cross_frames: int) -> Iterator[Samples]:
    """A track over and over at its own rate, in chunks of shape (frames, 2), crossed over at equal power.

    The file is only ever read forward, since not every format seeks well.
    """
    head = tail = np.zeros((0, 2), dtype=np.float32)
    for chunks, frames in _passes(path, chunk_frames):
        cross = min(cross_frames, frames // 3)
        held = np.zeros((0, 2), dtype=np.float32)
        while len(held) < cross and len(chunk := next(chunks, head[:0])):
            held = np.concatenate((held, chunk))
        first, held = held[:cross], held[cross:]
        if not len(first):
            raise SoundError(f"{path} has no sound in it.")
        yield _crossed(tail, first[: len(tail)]) if len(tail) else first
        for chunk in itertools.chain((held,), chunks):
            tail = chunk if chunk is held else np.concatenate((tail, chunk))
            if len(tail) > cross:
                yield tail[: len(tail) - cross]
                tail = tail[len(tail) - cross :]


def _passes(path: Path, chunk_frames: int) -> Iterator[tuple[Iterator[Samples], int]]:
    """The track's chunks and its length, once for each time round. A short track is decoded only the first time."""
    kept: list[npt.NDArray[np.int16]] = []
    while True:
        with open_sound(path) as file:
            frames = file.frames
            keep = frames <= KEPT_SECONDS * file.samplerate
            yield _decoded(file, chunk_frames, path, kept if keep else None), frames
        while kept:
            yield (chunk.astype(np.float32) / np.float32(_FULL) for chunk in kept), frames


def _decoded(
    file: soundfile.SoundFile, chunk_frames: int, path: Path, kept: list[npt.NDArray[np.int16]] | None
) -> Iterator[Samples]:
    """The chunks of an open file; what is kept is kept in 16 bits, and given in 16 bits the first time too."""
    while len(chunk := read_frames(file, chunk_frames, path)):
        if kept is not None:
            kept.append(np.rint(np.clip(chunk, -1, 1) * _FULL).astype(np.int16))
            chunk = kept[-1].astype(np.float32) / np.float32(_FULL)
        yield chunk


def _crossed(tail: Samples, head: Samples) -> Samples:
    """The end of a track going over into its beginning, at equal power."""
    angle = (np.arange(len(tail), dtype=np.float32) + 0.5) * np.float32(np.pi / 2 / max(len(tail), 1))
    crossed: Samples = tail * np.cos(angle)[:, None] + head * np.sin(angle)[:, None]
    return crossed


def _resampled(path: Path) -> Iterator[Samples]:
    with open_sound(path) as file:
        rate_hz = file.samplerate
    chunks = looped(path, round(CHUNK_SECONDS * rate_hz), round(CROSS_SECONDS * rate_hz))
    if rate_hz == SAMPLE_RATE:
        yield from chunks
        return
    stream = soxr.ResampleStream(rate_hz, SAMPLE_RATE, 2, dtype="float32", quality="HQ")
    for chunk in chunks:
        yield stream.resample_chunk(chunk)


def _measure(path: Path) -> float:
    """The loudness of the first minute of a track, enough to set its level by. Raises SoundError for silence."""
    with open_sound(path) as file:
        samples = read_frames(file, MEASURED_SECONDS * file.samplerate, path)
        loudness = measure_lufs(samples, file.samplerate)
    if loudness == SILENCE_LUFS:
        raise SoundError(f"{path} is silent for its first minute.")
    return loudness
