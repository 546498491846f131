from __future__ import annotations

import numpy as np
import pytest

from slowly.errors import SoundError
from slowly.sound import Sound, decode, encode_flac, in_16_bits, resample


def test_sixteen_bits_come_back_as_they_were() -> None:
    loud = np.random.default_rng(0).uniform(-1.1, 1.1, 5_000).astype(np.float32)
    sound = in_16_bits(Sound(np.concatenate((loud, np.float32([-1, 1, 0, 1e-9]))), 22_050))
    assert np.abs(sound.samples[:5_000] - np.clip(loud, -1, 1)).max() <= 1 / 32_768
    again = decode(encode_flac(sound))
    assert again.rate_hz == 22_050
    assert np.array_equal(again.samples, sound.samples)


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
