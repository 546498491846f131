"""A bowl struck once with a soft mallet: a few partials, no harmonics, each beating with its twin."""

from __future__ import annotations

import numpy as np

from slowly.ambience.synth.noise import low_pass
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

FUNDAMENTAL_HZ = 264.0

PARTIALS = (
    # ratio to the lowest, level in dB, seconds to fall by 60 dB, beats a second
    (1.000, 0.0, 17.0, 0.55),
    (2.777, -7.0, 11.0, 0.83),
    (5.180, -15.0, 6.5, 1.30),
    (8.162, -22.0, 3.6, 1.90),
    (11.66, -30.0, 2.0, 2.60),
)
"""Modes of a thin hemispherical shell, as measured on singing bowls: (2,0), (3,0) and so on up."""

ATTACK_SECONDS = 0.009


def bell(frames: int, rng: np.random.Generator) -> Samples:
    """One strike, shape (frames, 2); silent at both ends. 16 s let it ring out."""
    time = np.arange(frames) / SAMPLE_RATE
    out = np.zeros((frames, 2))
    for ratio, level_db, fall_s, beat_hz in PARTIALS:
        hz = FUNDAMENTAL_HZ * ratio
        decay = np.exp(-time * np.log(1_000) / fall_s) * 10 ** (level_db / 20)
        for channel in range(2):
            phases = rng.uniform(0, 2 * np.pi, 2)
            twins = np.sin(2 * np.pi * (hz - beat_hz / 2) * time + phases[0])
            twins += 0.55 * np.sin(2 * np.pi * (hz + beat_hz / 2) * time + phases[1])
            out[:, channel] += decay * twins
    out *= (0.5 - 0.5 * np.cos(np.pi * np.minimum(time / ATTACK_SECONDS, 1)))[:, np.newaxis]
    out += _mallet(frames, rng)
    out *= np.minimum((frames - np.arange(frames)) / SAMPLE_RATE / 2.5, 1)[:, np.newaxis] ** 2
    return np.asarray(out / np.abs(out).max(), dtype=np.float32)


def _mallet(frames: int, rng: np.random.Generator) -> np.ndarray:
    """The touch of felt on metal: a few milliseconds of soft noise in the middle."""
    length = min(frames, 2_205)
    hz = np.maximum(np.fft.rfftfreq(length, 1 / SAMPLE_RATE), 1.0)
    touch = np.fft.irfft(np.fft.rfft(rng.standard_normal(length)) * low_pass(hz, 900, 2), length)
    touch *= np.exp(-np.arange(length) / 260) * np.minimum(np.arange(length) / 120, 1)
    return np.pad(0.12 * touch / np.abs(touch).max(), (0, frames - length))[:, np.newaxis]
