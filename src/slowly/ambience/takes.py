"""A circle played for hours without a period: in takes, stretches from anywhere, each going over into the next.

Played round and round, a track of 75 s says the same thing every 75 s, and somebody who lies awake learns it. So it is
cut anew all the time: how long a take is and where it begins is drawn by chance, and whether its channels change
places and its polarity is turned, which nobody hears but which makes a second time no copy of the first.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from slowly.ambience.circle import Circle
from slowly.ambience.cross import crossed
from slowly.sound import Samples

SHORTEST_SECONDS, LONGEST_SECONDS = 35.0, 70.0
"""Of a take, without what it shares with the next."""

CROSS_SECONDS = 4.0

APART_SECONDS = 6.0
"""A take begins at least so far on the circle from where the last one ends; nearer, the two might be alike."""

TRIED = 24
"""Of so many beginnings the one is taken whose tones go best with the end of the last take."""

CHUNK_SECONDS = 1.0

_SLICE = 1_024
"""Coarse frames, 0.4 s: long enough to tell one tone of the drone from the next."""


@dataclass(frozen=True)
class Take:
    """One way of playing the circle."""

    offset: int
    """The frame of the circle it begins at."""
    frames: int
    """Up to where the next one begins to come in."""
    turned: bool = False
    """Whether the polarity is."""
    swapped: bool = False
    """Whether left is right."""

    def of(self, samples: Samples) -> Samples:
        """Samples of the circle, shape (frames, 2), as this take plays them."""
        placed = samples[:, ::-1] if self.swapped else samples
        return -placed if self.turned else placed


def takes(circle: Circle) -> Iterator[Samples]:
    """A circle without end, in chunks of shape (frames, 2) at its own rate; its file's name decides how it goes.

    The first take begins at the beginning and needs no more of the file than is played; from the second on, all of it
    is known.
    """
    rng = np.random.Generator(np.random.PCG64(zlib.crc32(circle.path.stem.encode("utf-8", "surrogateescape"))))
    cross, chunk = round(CROSS_SECONDS * circle.rate_hz), round(CHUNK_SECONDS * circle.rate_hz)
    take, begun = Take(0, _length(circle, rng)), 0
    while True:
        for at in range(begun, take.frames, chunk):
            yield take.of(circle.arc(take.offset + at, min(chunk, take.frames - at)))
        following = _following(circle, take, cross, rng)
        end = take.of(circle.arc(take.offset + take.frames, cross))
        yield crossed(end, following.of(circle.arc(following.offset, cross)))
        take, begun = following, cross


def _length(circle: Circle, rng: np.random.Generator) -> int:
    return round(rng.uniform(SHORTEST_SECONDS, LONGEST_SECONDS) * circle.rate_hz)


def _following(circle: Circle, take: Take, cross: int, rng: np.random.Generator) -> Take:
    """The take after this one: of some that chance offers, the one that fits on best."""
    end = take.offset + take.frames
    apart = min(round(APART_SECONDS * circle.rate_hz), circle.frames // 4)
    frames = max(_length(circle, rng), cross + 1)
    turned, swapped = (bool(flip) for flip in rng.integers(0, 2, 2))
    offered = (end + rng.integers(apart, circle.frames - apart, TRIED)) % circle.frames
    old = _slices(take.of(circle.coarse_arc(end, cross)))
    candidates = [Take(int(offset), frames, turned, swapped) for offset in offered]
    return min(candidates, key=lambda new: clash(old, _slices(new.of(circle.coarse_arc(new.offset, cross)))))


def clash(old: np.ndarray, new: np.ndarray) -> float:
    """How much two sounds strengthen or cancel each other where one goes over into the other; 0 is not at all.

    Noise does neither. Two tones of one pitch do, unless they are a quarter turn apart: at equal power they then add up
    to one tone that keeps its level. Takes spectra of shape (slices, frequencies, 2).
    """
    shared = np.abs((old * new.conj()).real).sum(axis=(1, 2))
    power = (np.abs(old) ** 2 + np.abs(new) ** 2).sum() / 2
    share = np.sin(np.pi * (np.arange(len(shared)) + 0.5) / max(len(shared), 1))  # most where both are half there
    return float((share * shared).sum() / power) if power > 0 else 0.0


def _slices(coarse: Samples) -> np.ndarray:
    """The spectra of one slice after another, shape (slices, frequencies, 2)."""
    count = max(len(coarse) // _SLICE, 1)
    slices = coarse[: count * _SLICE].reshape(count, -1, 2)
    return np.asarray(np.fft.rfft(slices * np.hanning(slices.shape[1])[None, :, None], axis=1))
