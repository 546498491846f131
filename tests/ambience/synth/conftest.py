"""Sounds that several tests measure, each made once; and the instruments they are measured with."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest

from slowly.ambience.synth import RECIPES

RATE = 44_100


@cache
def make(name: str, seconds: float, seed: int = 1) -> np.ndarray:
    samples = RECIPES[name].make(round(seconds * RATE), RECIPES[name].rng(seed))
    samples.setflags(write=False)
    return samples


@pytest.fixture(scope="session")
def made() -> Callable[..., np.ndarray]:
    """A recipe's sound by name and seconds, shape (frames, 2)."""
    return make


class Ear:
    """Measurements of a sound, shape (frames,) or (frames, 2); two channels are heard as one."""

    @staticmethod
    def mono(sound: np.ndarray) -> np.ndarray:
        return (sound[:, 0].astype(np.float64) + sound[:, 1]) / 2 if sound.ndim == 2 else sound.astype(np.float64)

    @classmethod
    def spectrum(cls, sound: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Hertz and power."""
        mono = cls.mono(sound)
        return np.fft.rfftfreq(len(mono), 1 / RATE), np.abs(np.fft.rfft(mono)) ** 2

    @classmethod
    def band(cls, sound: np.ndarray, low_hz: float, high_hz: float) -> np.ndarray:
        """What of it lies between two frequencies."""
        mono = cls.mono(sound)
        spectrum = np.fft.rfft(mono)
        hz = np.fft.rfftfreq(len(mono), 1 / RATE)
        spectrum[(hz < low_hz) | (hz >= high_hz)] = 0
        return np.fft.irfft(spectrum, len(mono))

    @classmethod
    def band_db(cls, sound: np.ndarray, low_hz: float, high_hz: float) -> float:
        hz, power = cls.spectrum(sound)
        return float(10 * np.log10(power[(hz >= low_hz) & (hz < high_hz)].sum()))

    @classmethod
    def levels(cls, sound: np.ndarray, seconds: float) -> np.ndarray:
        """Decibels of one stretch after another."""
        length = round(seconds * RATE)
        whole = len(sound) // length * length
        return 10 * np.log10((sound[:whole].astype(np.float64).reshape(whole // length, -1) ** 2).mean(axis=1) + 1e-20)

    @classmethod
    def picture(cls, sound: np.ndarray, size: int = 2_048, hop: int = 1_024) -> np.ndarray:
        """Powers of shape (moments, frequencies)."""
        mono = cls.mono(sound)
        frames = np.lib.stride_tricks.sliding_window_view(mono, size)[::hop]
        return np.abs(np.fft.rfft(frames * np.hanning(size), axis=1)) ** 2

    @staticmethod
    def kurtosis(sound: np.ndarray) -> float:
        return float((sound**4).mean() / (sound**2).mean() ** 2)


@pytest.fixture(scope="session")
def ear() -> type[Ear]:
    return Ear
