"""eSpeak NG's voice made easier to listen to for long: no rumble, less buzz, a little warmth, softer sibilants.

The figures were set by measuring the default voice, en-us+f5; the README says what came of it ("Why it is as it is").
The tone goes part of the way towards the universal long-term spectrum of speech (Byrne and others, J. Acoust. Soc. Am.
96, 1994): compared with that, the voice lies 4 to 11 dB too high from 2.5 to 5 kHz, 5 to 6 dB too high above, and 6 dB
too low just under its fundamental.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from slowly.loudness import fast_size
from slowly.sound import Samples

RUMBLE_HZ, RUMBLE_ORDER = 75.0, 4
"""A high-pass: there is no voice below. The fundamental of the lowest of eSpeak NG's English voices is above 80 Hz."""

WARM_HZ, WARM_DB = 320.0, 2.0
"""A shelf below: the fundamental, and what lies next to it."""

BUZZ_HZ, BUZZ_OCTAVES, BUZZ_DB = 3_400.0, 0.5, -3.0
"""A dip in the shape of a normal distribution: where the engine's pulses are most above natural speech."""

AIR_HZ, AIR_DB = 7_000.0, -3.0
"""A shelf above."""

HISS_HZ, HISS_ORDER = 4_500.0, 4
"""What is turned down in a sibilant lies above this."""

SHARP_HZ, BODY_HZ = (5_000.0, 9_000.0), (1_000.0, 4_000.0)
"""A sibilant has more power in the first of these bands than in the second: 13 per cent of what sounds in the voice."""

SHARPNESS_DB = (-3.0, 3.0)
"""The first band over the second: where turning down begins, and where it is done in full."""

SHARP_ABOVE_DB, SHARP_SHARE, SHARP_MOST_DB = -15.0, 0.5, 6.0
"""Turned down by half of what the first band has above this, measured against all that sounds in the clip, and never
by more than 6 dB. An f or a th lies below it and stays as it is: those are hard enough to hear."""

EVERY = 4
STEP_SECONDS = 0.001
AHEAD_STEPS = 4
"""The gain follows the sound in steps of a millisecond, and begins to fall four of them before a sibilant does."""

SOUNDING = 1e-4
"""Of the loudest step's power: what counts as sounding, 40 dB down."""

_SMOOTH = np.hanning(11)[1:-1] / np.hanning(11).sum()

_Steps = npt.NDArray[np.float64]
_Spectrum = npt.NDArray[np.complexfloating]


def voiced(samples: Samples, rate_hz: int) -> Samples:
    """Speech of one channel, shape (frames,), in its better voice. As long as it was, and silence stays silence."""
    frames = len(samples)
    if not samples.any():
        return samples
    size = fast_size(frames + rate_hz // 10)  # the responses die away in the zeros after it, and do not come round
    spectrum = np.fft.rfft(samples, size) * _tone(size, rate_hz)
    whole = np.fft.irfft(spectrum, size)[:frames]
    step = max(round(STEP_SECONDS * rate_hz / EVERY), 1) * EVERY
    sharp, body = (_within(spectrum, size, rate_hz, *band)[: -(-frames // EVERY)] for band in (SHARP_HZ, BODY_HZ))
    taken = _taken(_steps(whole**2, step), _steps(sharp, step // EVERY), _steps(body, step // EVERY))
    if taken.any():
        hiss = np.fft.irfft(spectrum * _high(size, rate_hz), size)[:frames]
        hiss *= np.interp(np.arange(frames), (np.arange(len(taken)) + 0.5) * step, taken)
        whole -= hiss
    return np.asarray(whole, dtype=np.float32)


def _taken(whole: _Steps, sharp: _Steps, body: _Steps) -> _Steps:
    """The share of the hiss to take away at each step, from the powers of all, of the sharp and of the body band."""
    reference = whole[whole > whole.max() * SOUNDING].mean()
    floor = reference * 1e-12
    sharpness = 10 * np.log10((sharp + floor) / (body + floor))
    above = 10 * np.log10((sharp + floor) / reference) - SHARP_ABOVE_DB
    least, full = SHARPNESS_DB
    down_db = np.clip(above * SHARP_SHARE, 0, SHARP_MOST_DB) * np.clip((sharpness - least) / (full - least), 0, 1)
    around = np.lib.stride_tricks.sliding_window_view(np.pad(down_db, AHEAD_STEPS), 2 * AHEAD_STEPS + 1).max(axis=1)
    return np.asarray(1 - 10 ** (-_smooth(around) / 20))


def _steps(powers: npt.NDArray[np.floating], step: int) -> _Steps:
    """The mean of every step, smoothed."""
    return _smooth(np.pad(powers, (0, -len(powers) % step)).reshape(-1, step).mean(axis=1))


def _smooth(steps: _Steps) -> _Steps:
    """Over nine milliseconds, so that the gain does not follow the voice's single pulses."""
    half = len(_SMOOTH) // 2
    return np.convolve(steps, _SMOOTH)[half : half + len(steps)]


def _within(spectrum: _Spectrum, size: int, rate_hz: int, low_hz: float, high_hz: float) -> npt.NDArray[np.floating]:
    """The power between two frequencies at every EVERY-th frame; moved down to 0 Hz, a band is known from so few."""
    first, last = (round(hz * size / rate_hz) for hz in (low_hz, high_hz))
    moved = np.fft.ifft(spectrum[first : max(last, first + 1)], size // EVERY)
    return np.asarray((moved.real**2 + moved.imag**2) * (2 / EVERY**2))


@lru_cache(maxsize=6)
def _tone(size: int, rate_hz: int) -> Samples:
    """The factor of each frequency of a real FFT. Without a phase, so that nothing moves in time."""
    hz = np.maximum(np.fft.rfftfreq(size, 1 / rate_hz), 1.0)
    octaves = np.log2(hz / BUZZ_HZ) / BUZZ_OCTAVES
    gain_db = (
        WARM_DB * (1 - _above(hz, WARM_HZ, 4)) + BUZZ_DB * np.exp(-(octaves**2) / 2) + AIR_DB * _above(hz, AIR_HZ, 4)
    )
    return np.asarray(np.sqrt(_above(hz, RUMBLE_HZ, 2 * RUMBLE_ORDER)) * 10 ** (gain_db / 20), dtype=np.float32)


@lru_cache(maxsize=6)
def _high(size: int, rate_hz: int) -> Samples:
    """The share of each frequency that counts as hiss."""
    hz = np.maximum(np.fft.rfftfreq(size, 1 / rate_hz), 1.0)
    return np.asarray(_above(hz, HISS_HZ, 2 * HISS_ORDER), dtype=np.float32)


def _above(hz: _Steps, edge_hz: float, order: int) -> _Steps:
    """From 0 far below an edge over a half on it to 1 far above."""
    return np.asarray(1 / (1 + (edge_hz / hz) ** order))
