"""Sound in memory, and the one door to the libraries that decode and resample it (soundfile, soxr)."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from slowly.errors import SoundError
from slowly.units import SAMPLE_RATE

_FULL_16 = 2**15

Samples = npt.NDArray[np.float32]
"""Samples in [-1, 1]: shape (frames,) for one channel, (frames, channels) for more."""


@dataclass(frozen=True, eq=False)
class Sound:
    """Samples and their rate."""

    samples: Samples
    rate_hz: int

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / self.rate_hz

    @property
    def peak(self) -> float:
        """The largest absolute sample; 0 for no samples."""
        return float(np.abs(self.samples).max()) if self.samples.size else 0.0


def decode(data: bytes) -> Sound:
    """A whole sound file in memory, mixed to one channel: WAV, AIFF, FLAC. Raises SoundError when it is none."""
    try:
        samples, rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError) as error:
        raise SoundError(f"This is not a sound that can be read: {error}.") from error
    return Sound(np.ascontiguousarray(samples.mean(axis=1, dtype=np.float32)), int(rate))


def in_16_bits(sound: Sound) -> Sound:
    """The sound as 16 bits can hold it, which encode_flac() and decode() then keep to the last of them."""
    whole = np.rint(np.clip(sound.samples, -1.0, 1.0 - 1 / _FULL_16) * np.float32(_FULL_16))
    return Sound(whole / np.float32(_FULL_16), sound.rate_hz)


def encode_flac(sound: Sound) -> bytes:
    """One channel of a sound in 16 bits as FLAC, which is half the size of WAV."""
    out = io.BytesIO()
    whole = np.rint(sound.samples * np.float32(_FULL_16)).astype(np.int16)
    soundfile.write(out, whole, sound.rate_hz, format="FLAC", subtype="PCM_16")
    return out.getvalue()


def resample(samples: Samples, from_hz: int, to_hz: int = SAMPLE_RATE) -> Samples:
    """Band-limited resampling along the first axis: nothing is left above the old band's edge (over 100 dB down)."""
    if from_hz == to_hz:
        return samples
    return np.asarray(soxr.resample(samples, from_hz, to_hz, quality="HQ"), dtype=np.float32)
