"""How loud a listener's track is, and how far off the middle line it lies, from a minute of it taken here and there."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import soundfile

from slowly.ambience.file import chunk_frames, chunks_of, gathered, open_sound, read_frames
from slowly.errors import SoundError
from slowly.loudness import SILENCE_LUFS, integrated_lufs, window_powers
from slowly.sound import Samples, resample
from slowly.units import SAMPLE_RATE

STRETCHES, STRETCH_SECONDS = 12, 5
"""A minute in all. Spread over the track it tells more than the first minute, which may be the fading in."""

SEARCHED_SECONDS = 1_200
"""Where all of that is silent, sound is looked for from the beginning, but not for ever."""

SHORTEST_SECONDS = 0.25
"""What is shorter would be heard as a buzz when it loops."""


SILENT = 1e-5
"""An amplitude under which nothing is heard, however much it is raised."""


@dataclass(frozen=True, eq=False)
class Level:
    """What a track has to be corrected by."""

    lufs: float
    middle: Samples
    """The mean of each channel, shape (2,)."""


@lru_cache(maxsize=64)
def level_of(path: Path) -> Level:
    """The level of a track, measured once. Raises SoundError for one that is silent, too short, or cannot be read."""
    with open_sound(path) as file:
        rate_hz = file.samplerate
        length = chunk_frames(file, STRETCH_SECONDS)
        shortest = round(SHORTEST_SECONDS * rate_hz)
        first, _ = gathered(chunks_of(file, path, length), shortest)
        if not len(first):
            raise SoundError(f"{path} has no sound in it.")
        if len(first) < shortest:
            seconds = len(first) / rate_hz
            raise SoundError(f"{path} is {seconds:.2g} s long; a track takes {SHORTEST_SECONDS:g} s or more.")
        spread = list(_spread(file, path, length))
    for found in (_measured([first, *spread], rate_hz), _measured(_from_first_sound(path), rate_hz)):
        if found.lufs != SILENCE_LUFS:
            return found
    raise SoundError(f"{path} is silent.")


def _spread(file: soundfile.SoundFile, path: Path, length: int) -> Iterator[Samples]:
    """Pieces from all over a track after its first; one after another where it is short or cannot be sought in."""
    starts = [at * (file.frames - length) // (STRETCHES - 1) for at in range(1, STRETCHES)]
    if not file.seekable() or starts[0] <= length:
        yield from itertools.islice(chunks_of(file, path, length), STRETCHES - 1)
        return
    for start in starts:
        try:
            file.seek(start)
            chunk = read_frames(file, length, path)
        except (SoundError, soundfile.LibsndfileError, RuntimeError):  # its header promises more than there is
            chunk = np.zeros((0, 2), dtype=np.float32)
        if not len(chunk):
            break
        yield chunk
    else:
        return
    with open_sound(path) as again:
        yield from itertools.islice(chunks_of(again, path, length), 1, STRETCHES)


def _from_first_sound(path: Path) -> Iterator[Samples]:
    """A minute of a track from where it is first heard, if that is soon enough."""
    with open_sound(path) as file:
        length = chunk_frames(file, STRETCH_SECONDS)
        searched = itertools.islice(chunks_of(file, path, length), SEARCHED_SECONDS // STRETCH_SECONDS)
        heard = itertools.dropwhile(lambda chunk: float(np.ptp(chunk, axis=0).max()) < SILENT, searched)
        yield from itertools.islice(heard, STRETCHES)


def _measured(stretches: Iterable[Samples], rate_hz: int) -> Level:
    """The level of all of them together, each measured around its own middle."""
    powers, middles = [np.zeros(0)], [np.zeros(2)]
    weights = [0]
    for stretch in stretches:
        middle = stretch.mean(axis=0, dtype=np.float64)
        centred = stretch - middle.astype(np.float32)
        if len(centred) < 0.4 * rate_hz:  # too short for a window; what it is like when it loops
            centred = np.tile(centred, (-(-rate_hz // (2 * len(centred))), 1))
        heard = resample(centred, rate_hz)  # what is above our band is not played, so it does not count
        powers.append(window_powers(heard, SAMPLE_RATE))
        middles.append(middle)
        weights.append(len(stretch))
    loudness = integrated_lufs(np.concatenate(powers)) if sum(weights) else SILENCE_LUFS
    middle = np.average(middles, axis=0, weights=weights) if sum(weights) else np.zeros(2)
    return Level(loudness, middle.astype(np.float32))
