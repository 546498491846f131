"""Small sounds, thousands of them: drops, bubbles, snaps and chirps, laid down in two channels one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from slowly.ambience.synth.noise import Floats, folded
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE


def laid(
    frames: int,
    grains: Sequence[Samples],
    which: npt.NDArray[np.int64],
    starts: npt.NDArray[np.int64],
    levels: Floats,
    places: Floats,
) -> Samples:
    """Grains on a circle, shape (2, frames): `grains[which]` at the frame `starts`, as loud as `levels` (amplitude).

    `places` run from −1, all left, to 1, all right, at equal power.
    """
    out = np.zeros((2, frames + max(map(len, grains))), dtype=np.float32)
    angles = np.pi / 4 * (1 + places)
    gains = (np.stack((np.cos(angles), np.sin(angles)), axis=1) * levels[:, None]).astype(np.float32)[:, :, None]
    starts = starts % frames
    for index in np.argsort(starts, kind="stable"):  # in order of time: neighbours share the processor's cache
        grain, start = grains[which[index]], starts[index]
        out[:, start : start + len(grain)] += gains[index] * grain
    return folded(out, frames)


def scatter(
    frames: int, rng: np.random.Generator, grains: Sequence[Samples], count: int, spread_db: float, width: float
) -> Samples:
    """Grains at random moments of a circle, shape (2, frames).

    Each is one of `grains`, at a level that varies by `spread_db` (one deviation), somewhere between the channels:
    `width` 0 is all in the middle, 1 all the way to either side.
    """
    which = rng.integers(len(grains), size=count)
    levels = 10 ** (np.clip(rng.standard_normal(count), -3, 2) * spread_db / 20)  # none so near that it startles
    places = width * rng.uniform(-1, 1, count)
    return laid(frames, grains, which, rng.integers(frames, size=count), levels, places)


def burst(rng: np.random.Generator, decay_s: float, colour: tuple[float, float], rise_frames: int = 8) -> Samples:
    """A burst of noise that dies away, of unit energy: to 1/e in `decay_s`, and `colour` from one hertz to another."""
    length = int(7 * decay_s * SAMPLE_RATE) + 32
    low_hz, high_hz = colour
    noise = rng.standard_normal(length) * np.exp(-np.arange(length) / (decay_s * SAMPLE_RATE))
    hz = np.maximum(np.fft.rfftfreq(length, 1 / SAMPLE_RATE), 1.0)
    band = 1 / np.sqrt(1 + (low_hz / hz) ** 2) / np.sqrt(1 + (hz / high_hz) ** 4)
    noise = np.fft.irfft(np.fft.rfft(noise) * band, length)
    noise *= np.minimum(np.arange(length) / rise_frames, 1) * np.hanning(2 * length)[length:]
    return energy_of_one(noise)


def energy_of_one(grain: Floats) -> Samples:
    """The grain with a sum of squares of 1, so that long and short ones weigh the same."""
    return np.asarray(grain / np.sqrt((grain**2).sum()), dtype=np.float32)
