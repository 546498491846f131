"""An owl, far off: low round notes with the valley's answer in them."""

from __future__ import annotations

import numpy as np

from slowly.ambience.synth.noise import Floats
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

NOTES = ((0.0, 0.62), (1.75, 0.22), (2.15, 1.05))
"""Beginning and length in seconds: one long note, a rest, and a short note that leads into a longer one, as a tawny
owl hoots."""

ECHO_SECONDS = 1.1
"""The time in which what a valley gives back falls to a tenth."""


def call(rng: np.random.Generator, hz: float) -> Samples:
    """One call around a pitch, from nowhere in particular, shape (2, frames); its loudest moment is about 1."""
    length = round((NOTES[-1][0] + NOTES[-1][1] + 3.2 * ECHO_SECONDS) * SAMPLE_RATE)
    dry = np.zeros(length)
    for begin, lasting in NOTES:
        note = _hoot(rng, hz * rng.uniform(0.985, 1.0), lasting * rng.uniform(0.92, 1.08))
        start = round(begin * SAMPLE_RATE)
        dry[start : start + len(note)] += note
    size = 2 * length
    spectrum = np.fft.rfft(dry, size)
    place = rng.uniform(-0.5, 0.5)
    sides = []
    for side in (-1, 1):
        echo = rng.standard_normal(length) * 10 ** (-np.arange(length) / SAMPLE_RATE / ECHO_SECONDS)
        echo *= np.minimum(np.arange(length) / (0.12 * SAMPLE_RATE), 1)
        wet = np.fft.irfft(spectrum * np.fft.rfft(echo / np.sqrt((echo**2).sum()), size), size)[:length]
        sides.append((0.55 + 0.3 * side * place) * dry + 0.75 * wet)
    pair = np.stack(sides)
    pair *= np.minimum((length - np.arange(length)) / (0.8 * SAMPLE_RATE), 1)
    return np.asarray(pair / np.abs(pair).max(), dtype=np.float32)


def _hoot(rng: np.random.Generator, hz: float, seconds: float) -> Floats:
    """One note: a near pure tone that rises into itself, trembles a little when long, and sinks at its end."""
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    share = time / seconds
    bend = 1 - 0.06 * np.exp(-share / 0.12) - 0.035 * share**3 + 0.006 * np.sin(2 * np.pi * 5.5 * time) * share
    phase = 2 * np.pi * np.cumsum(hz * bend) / SAMPLE_RATE + rng.uniform(0, 6)
    envelope = np.sin(np.pi * share**0.75) ** 1.3 * (1 - 0.12 * share * (1 - np.cos(2 * np.pi * 5.5 * time)))
    note: Floats = envelope * (np.sin(phase) + 0.08 * np.sin(2 * phase) + 0.03 * np.sin(3 * phase))
    return note
