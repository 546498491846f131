"""A sound file, opened and read as if it meant harm: whatever it says of itself, it costs a bounded time and memory."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
import soundfile
import soxr

from slowly.errors import SoundError, reason
from slowly.interrupt import check
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

SUFFIXES = (".ogg", ".flac", ".wav", ".opus", ".mp3", ".aiff", ".aif", ".oga")

KINDS = "WAV, FLAC, Ogg, Opus, MP3 and AIFF can."

SLOWEST_HZ, FASTEST_HZ = 2_000, 400_000
"""Rates outside are no sound's, and would make resampling costly."""

CHUNK_SAMPLES = 2_000_000
"""Of all channels together, at most in one chunk: 8 MB. A file may claim a thousand channels."""

LARGEST = np.float32(1e5)
"""Floating-point files hold any number. Up to here some do by mistake, written as if 16-bit; what is beyond is no
sample of a sound, and one would make all the rest inaudible."""

logger = logging.getLogger(__name__)


def open_sound(path: Path) -> soundfile.SoundFile:
    """An audio file, open for reading. libsndfile tells its format; it follows no playlist and opens no other file.

    Raises SoundError for what is not a file, not audio, or empty.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would wait for ever, /dev/zero has no end
            raise SoundError(f"{path} is not a file.")
        with path.open("rb"):  # a file that may not be read is told as such, not as one that is no audio
            file = soundfile.SoundFile(path if os.name == "nt" else os.fsencode(path))
    except (OSError, ValueError) as error:
        raise SoundError(f"Cannot read {path}: {reason(error)}.") from error
    except (soundfile.LibsndfileError, RuntimeError, TypeError) as error:
        raise SoundError(f"{path} is not audio that can be read ({_said(error)}).", hint=KINDS) from error
    if file.frames <= 0 or file.samplerate <= 0:
        file.close()
        raise SoundError(f"{path} has no sound in it.")
    if not SLOWEST_HZ <= file.samplerate <= FASTEST_HZ:
        rate_hz = file.samplerate
        file.close()
        raise SoundError(f"{path} has {rate_hz} samples a second, which is no rate of sound.")
    return file


def chunks_of(file: soundfile.SoundFile, path: Path, frames: int) -> Iterator[Samples]:
    """An open file from where it is to its end, or to where it is damaged, in chunks of at most so many frames.

    Chunks have the shape (frames, 2). Damage is noted in the log; whoever has got nothing by then must tell of it.
    """
    while True:
        try:
            chunk = read_frames(file, frames, path)
        except SoundError as error:
            _tell_damage(str(error))
            return
        if not len(chunk):
            return
        yield chunk


def chunk_frames(file: soundfile.SoundFile, seconds: float) -> int:
    """How many frames to read at once for so many seconds; fewer when there are very many channels."""
    return int(max(min(round(seconds * file.samplerate), CHUNK_SAMPLES // file.channels), 1))


def gathered(chunks: Iterator[Samples], frames: int) -> tuple[Samples, bool]:
    """Chunks until there are so many frames, and whether that was all there is."""
    parts, missing = [np.zeros((0, 2), dtype=np.float32)], frames
    while missing > 0:
        chunk = next(chunks, None)
        if chunk is None:
            return np.concatenate(parts), True
        parts.append(chunk)
        missing -= len(chunk)
    return np.concatenate(parts), False


def read_frames(file: soundfile.SoundFile, frames: int, path: Path) -> Samples:
    """Up to so many frames from where the file is, as two channels, shape (frames, 2), without bad numbers.

    Raises SoundError when it is damaged there, and what interrupt.check() does, since a long file takes a while.
    """
    check()
    try:
        samples = file.read(frames, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError) as error:
        raise SoundError(f"{path} is damaged: {_said(error)}.") from error
    if samples.size and not np.abs(samples).max() <= LARGEST:  # neither too large nor not a number
        samples[~(np.abs(samples) <= LARGEST)] = 0.0
    return stereo(samples)


def stereo(samples: Samples) -> Samples:
    """Any number of channels as two, shape (frames, 2): one is doubled, more than two are mixed to their mean."""
    if samples.shape[1] == 2:
        return samples
    return np.repeat(samples.mean(axis=1, dtype=np.float32, keepdims=True), 2, axis=1)


def beginning(path: Path, seconds: int) -> Samples:
    """At most so many seconds of a sound from its beginning, at our rate, shape (frames, 2).

    Less of one that has very many channels, for the sake of time, and what comes before the damage of one that is
    damaged; nothing at all when that is where it begins. Raises SoundError for what cannot be opened.
    """
    with open_sound(path) as file:
        chunks = islice(chunks_of(file, path, chunk_frames(file, 1.0)), seconds)
        parts = [np.zeros((0, 2), dtype=np.float32), *at_our_rate(chunks, file.samplerate)]
    return np.concatenate(parts)[: seconds * SAMPLE_RATE]


def length_ms(path: Path) -> float:
    """How long a file says it is. Raises SoundError."""
    with open_sound(path) as file:
        return float(file.frames / file.samplerate * 1_000)


def at_our_rate(chunks: Iterator[Samples], rate_hz: int) -> Iterator[Samples]:
    """Chunks of one sound, resampled as they come; some may be empty. Without an end where they have none."""
    if rate_hz == SAMPLE_RATE:
        yield from chunks
        return
    stream = soxr.ResampleStream(rate_hz, SAMPLE_RATE, 2, dtype="float32", quality="HQ")
    for chunk in chunks:
        yield stream.resample_chunk(chunk)
    yield stream.resample_chunk(np.zeros((0, 2), dtype=np.float32), last=True)


@lru_cache(maxsize=256)
def _tell_damage(error: str) -> None:
    """Once is enough: a track is gone through to be measured, and then comes round again and again."""
    logger.warning("%s It is played up to there.", error)


def _said(error: BaseException) -> str:
    """What libsndfile says, without the path that it puts before."""
    return str(getattr(error, "error_string", error)).strip().rstrip(".") or type(error).__name__
