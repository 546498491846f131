from __future__ import annotations

import numpy as np
import pytest

from slowly.errors import SoundError
from slowly.sound import Sound, decode, encode_flac, resample


def test_sixteen_bits_come_back_as_they_were() -> None:
    samples = (np.random.default_rng(0).integers(-32_768, 32_767, 5_000) / 32_768).astype(np.float32)
    again = decode(encode_flac(Sound(samples, 22_050)))
    assert again.rate_hz == 22_050
    assert np.array_equal(again.samples, samples)


@pytest.mark.parametrize("data", [b"", b"RIFF", b"\0" * 1_000, b"#EXTM3U\n/etc/passwd\n"])
def test_what_is_no_sound_is_told(data: bytes) -> None:
    with pytest.raises(SoundError):
        decode(data)


def test_resampling_leaves_no_image_above_the_old_band() -> None:
    rng = np.random.default_rng(0)
    low = rng.standard_normal(22_050).astype(np.float32) * 0.1
    high = resample(low, 22_050, 44_100)
    assert len(high) == 44_100
    power = np.abs(np.fft.rfft(high * np.hanning(len(high)))) ** 2
    hz = np.fft.rfftfreq(len(high), 1 / 44_100)
    assert 10 * np.log10(power[hz > 11_600].sum() / power.sum()) < -90


def test_resampling_to_the_same_rate_is_nothing() -> None:
    samples = np.zeros(10, dtype=np.float32)
    assert resample(samples, 44_100, 44_100) is samples
