from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.loudness import integrated_lufs, window_powers
from slowly.sound import Sound
from slowly.speech.clip import GATE_LU, VOICE_LUFS, level, make_clip, trim
from slowly.units import SAMPLE_RATE

RATE = 22_050


def speechlike(seconds: float, seed: int = 0, amplitude: float = 0.2) -> np.ndarray:
    """Noise that comes and goes four times a second, as syllables do."""
    rng = np.random.default_rng(seed)
    time = np.arange(int(seconds * RATE)) / RATE
    return (rng.standard_normal(len(time)) * (0.55 - 0.45 * np.cos(2 * np.pi * 4 * time)) * amplitude).astype(
        np.float32
    )


def test_trimming_takes_off_silence_and_nothing_else() -> None:
    quiet = np.zeros(RATE, dtype=np.float32)
    spoken = speechlike(1.0) + np.float32(0.05)
    trimmed = trim(Sound(np.concatenate((quiet, spoken, quiet)), RATE))
    assert trimmed.seconds == pytest.approx(1.04, abs=0.02)
    start = int(np.flatnonzero(np.isclose(spoken, trimmed.samples[5_000]))[0])
    assert np.array_equal(trimmed.samples[5_000:10_000], spoken[start : start + 5_000])
    assert abs(trimmed.samples[0]) < 0.001
    assert abs(trimmed.samples[-1]) < 0.001


def test_silence_is_left_as_long_as_it_is() -> None:
    silence = Sound(np.zeros(5_000, dtype=np.float32), RATE)
    assert trim(silence) is silence
    assert len(trim(Sound(silence.samples[:0], RATE)).samples) == 0


@given(st.floats(0.3, 8.0), st.floats(0.001, 0.5), st.integers(0, 5))
def test_every_length_and_level_of_speech_comes_out_at_one_loudness(
    seconds: float, amplitude: float, seed: int
) -> None:
    levelled = level(speechlike(seconds, seed, amplitude), RATE)
    quiet = np.zeros(RATE, dtype=np.float32)
    both = np.concatenate((quiet, levelled, quiet))
    powers = window_powers(np.stack((both, both), axis=1), RATE)
    assert integrated_lufs(powers, relative_gate_lu=GATE_LU) == pytest.approx(VOICE_LUFS, abs=0.5)


def test_silence_stays_silence() -> None:
    assert not level(np.zeros(RATE, dtype=np.float32), RATE).any()


@pytest.mark.parametrize("target_ms", [2_500.0, 3_500.0, 4_200.0])
def test_a_clip_takes_the_time_it_is_meant_to(target_ms: float) -> None:
    phrases = [Sound(speechlike(1.2, 1), RATE), Sound(speechlike(1.4, 2), RATE)]
    clip = make_clip(phrases, target_ms)
    assert clip.frames / SAMPLE_RATE * 1_000 == pytest.approx(target_ms, abs=1.0)


def test_a_clip_has_nothing_above_the_band_of_the_voice() -> None:
    clip = make_clip([Sound(speechlike(2.0), RATE)], 2_000)
    power = np.abs(np.fft.rfft(clip.samples)) ** 2
    hz = np.fft.rfftfreq(clip.frames, 1 / SAMPLE_RATE)
    assert 10 * np.log10(power[hz > 11_500].sum() / power.sum()) < -80
