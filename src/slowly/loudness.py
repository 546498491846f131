"""How loud a sound is, as ITU-R BS.1770-4 and EBU R 128 measure it.

Power here is the sum over channels of the mean square of K-weighted samples; loudness is -0.691 + 10 log10(power) LUFS.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from slowly.sound import Samples, resample

OFFSET_LUFS = -0.691
WINDOW_SECONDS, HOP_SECONDS = 0.4, 0.1
ABSOLUTE_GATE_LUFS, RELATIVE_GATE_LU = -70.0, -10.0
SILENCE_LUFS = -math.inf
OVERSAMPLING = 4

Powers = npt.NDArray[np.float64]
"""Powers of overlapping windows, shape (windows,)."""


def lufs(power: float) -> float:
    """The loudness of a power; no power at all is minus infinity."""
    return OFFSET_LUFS + 10 * math.log10(power) if power > 0 else SILENCE_LUFS


def power_of(loudness_lufs: float) -> float:
    """The power of a loudness."""
    return float(10 ** ((loudness_lufs - OFFSET_LUFS) / 10))


def k_weighted(samples: Samples, rate_hz: int) -> npt.NDArray[np.float64]:
    """The samples, shape (frames,) or (frames, channels), through the two K-weighting filters; the same shape.

    The filters are applied as their frequency response over the whole sound with half a second of silence after it,
    which their impulse responses have died away in (the slower one is 38 Hz with Q 0.5).
    """
    frames = len(samples)
    if not frames:
        return np.zeros(samples.shape)
    size = fast_size(frames + rate_hz // 2)
    spectrum = np.fft.rfft(samples, size, axis=0)
    response = _k_response(size, rate_hz)
    spectrum *= response if samples.ndim == 1 else response[:, None]
    weighted: npt.NDArray[np.float64] = np.fft.irfft(spectrum, size, axis=0)[:frames]
    return weighted


def window_powers(samples: Samples, rate_hz: int, *, hop_seconds: float = HOP_SECONDS) -> Powers:
    """The powers of all whole windows of 400 ms; a mono sound counts as one channel."""
    weighted = k_weighted(samples, rate_hz)
    squares = weighted**2 if weighted.ndim == 1 else (weighted**2).sum(axis=1)
    # Summed in 64 bits: in 32, what is soft after something loud is lost.
    total = np.concatenate(([0.0], np.cumsum(squares, dtype=np.float64)))
    window, hop = round(WINDOW_SECONDS * rate_hz), hop_seconds * rate_hz
    count = int((len(squares) - window) / hop) + 1 if len(squares) >= window else 0
    starts = np.round(np.arange(count) * hop).astype(np.int64)
    powers: Powers = np.maximum(total[starts + window] - total[starts], 0.0) / window
    return powers


def integrated_lufs(powers: Powers, *, relative_gate_lu: float = RELATIVE_GATE_LU) -> float:
    """The integrated loudness of window powers, with the absolute gate and the relative one; -inf when all is gated."""
    heard = powers[powers > power_of(ABSOLUTE_GATE_LUFS)]
    if not len(heard):
        return SILENCE_LUFS
    heard = heard[heard > heard.mean() * 10 ** (relative_gate_lu / 10)]
    return lufs(float(heard.mean()))


def measure_lufs(samples: Samples, rate_hz: int) -> float:
    """The integrated loudness of a whole sound."""
    return integrated_lufs(window_powers(samples, rate_hz))


def true_peak(samples: Samples, rate_hz: int) -> float:
    """The largest amplitude between samples as well as on them, four times oversampled; 1.0 is full scale."""
    if not len(samples):
        return 0.0
    return float(np.abs(resample(samples, rate_hz, rate_hz * OVERSAMPLING)).max())


@lru_cache(maxsize=6)
def _k_response(size: int, rate_hz: int) -> npt.NDArray[np.complex128]:
    """The response of both filters at the frequencies of a real FFT.

    The recommendation gives coefficients for 48 kHz; the analogue prototypes behind them (a high shelf of 4 dB at
    1,682 Hz and a high-pass at 38 Hz) are taken to other rates by the bilinear transform, as libebur128 does.
    """
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    shelf_hz, shelf_db, shelf_q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
    k = math.tan(math.pi * shelf_hz / rate_hz)
    high = 10 ** (shelf_db / 20)
    middle = high**0.4996667741545416
    norm = 1 + k / shelf_q + k * k
    b = (high + middle * k / shelf_q + k * k, 2 * (k * k - high), high - middle * k / shelf_q + k * k)
    a = (norm, 2 * (k * k - 1), 1 - k / shelf_q + k * k)
    shelf = (b[0] + b[1] * z + b[2] * z**2) / (a[0] + a[1] * z + a[2] * z**2)
    pass_hz, pass_q = 38.13547087602444, 0.5003270373238773
    k = math.tan(math.pi * pass_hz / rate_hz)
    norm = 1 + k / pass_q + k * k
    high_pass = (1 - 2 * z + z**2) / (1 + 2 * (k * k - 1) / norm * z + (1 - k / pass_q + k * k) / norm * z**2)
    response: npt.NDArray[np.complex128] = shelf * high_pass
    return response


def fast_size(least: int) -> int:
    """The next size that has only small prime factors, which is what a Fourier transform is quick at."""
    best = 1 << (least - 1).bit_length()
    for factor in (3, 5, 9, 15):
        candidate = factor
        while candidate < least:
            candidate *= 2
        best = min(best, candidate)
    return best
