from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.sound import Samples, Sound
from slowly.speech.clip import level, make_clip
from slowly.speech.voicing import voiced

RATE = 22_050


def tone(hz: float, seconds: float = 1.0, rate_hz: int = RATE) -> Samples:
    """A tone that comes and goes softly, so that nothing but itself is in it."""
    time = np.arange(int(seconds * rate_hz)) / rate_hz
    return (0.3 * np.sin(2 * np.pi * hz * time) * np.hanning(len(time))).astype(np.float32)


def noise(low_hz: float, high_hz: float, seconds: float = 0.12, amplitude: float = 0.2, seed: int = 0) -> Samples:
    """A burst of noise in a band, as a sibilant is."""
    frames = int(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(frames))
    hz = np.fft.rfftfreq(frames, 1 / RATE)
    burst = np.fft.irfft(np.where((hz > low_hz) & (hz < high_hz), spectrum, 0), frames) * np.hanning(frames)
    return (amplitude * burst / burst.std()).astype(np.float32)


def vowel(seconds: float = 0.4) -> Samples:
    """Harmonics of 200 Hz, the softer the higher."""
    return sum((tone(200.0 * n, seconds) / n for n in range(1, 40)), np.zeros(int(seconds * RATE), np.float32))


def word(hiss: Samples) -> Samples:
    """A vowel, a sibilant, a vowel; the sibilant lies from 8,820 to 11,466."""
    return np.concatenate((vowel(), hiss, vowel()))


def change_db(samples: Samples, after: Samples, part: slice = slice(None)) -> float:
    return float(10 * np.log10((after[part] ** 2).sum() / (samples[part] ** 2).sum()))


@pytest.mark.parametrize(
    ("hz", "least", "most"),
    [(40, -99, -18), (100, 0, 2), (200, 1, 2), (300, 0, 1.3), (1_000, -0.5, 0.1), (3_400, -3.3, -2.8), (7_000, -2, -1)],
)
def test_each_frequency_is_changed_as_designed(hz: float, least: float, most: float) -> None:
    whole = tone(1_000) + tone(hz) / 50  # beside a louder body, so that no high tone is taken for a sibilant
    bins = slice(int(hz) - 1, int(hz) + 2)
    before, after = (np.abs(np.fft.rfft(samples)) for samples in (whole, voiced(whole, RATE)))
    assert least < 20 * np.log10(after[bins].max() / before[bins].max()) < most


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 44_100, 48_000])
def test_silence_and_lengths_stay_at_any_rate(rate_hz: int) -> None:
    for frames in (0, 1, 7, 1_000, rate_hz):
        assert not voiced(np.zeros(frames, dtype=np.float32), rate_hz).any()
    sound = tone(440, 0.7, rate_hz)
    after = voiced(sound, rate_hz)
    assert (after.shape, after.dtype) == (sound.shape, np.float32)
    assert change_db(sound, after) == pytest.approx(0.5, abs=0.5)


@given(st.integers(1, 3_000), st.integers(0, 3))
def test_anything_at_all_comes_out_finite_and_as_long(frames: int, seed: int) -> None:
    sound = np.random.default_rng(seed).uniform(-1, 1, frames).astype(np.float32)
    after = voiced(sound, RATE)
    assert len(after) == frames
    assert np.isfinite(after).all()


def test_a_hard_sibilant_is_softened_by_at_most_six_decibels_and_vowels_are_not() -> None:
    sound = word(noise(5_000, 7_000))
    after = voiced(sound, RATE)
    assert -9 < change_db(sound, after, slice(9_300, 11_000)) < -5  # up to 6, and the tone's own 1 to 2 at its place
    alone = voiced(np.concatenate((vowel(), np.zeros(2_646, np.float32), vowel())), RATE)
    assert np.abs(after - alone)[:8_000].max() < 0.01 * np.abs(alone).max()
    assert np.abs(after - alone)[12_300:].max() < 0.01 * np.abs(alone).max()


def test_a_weak_sibilant_stays_as_it_is() -> None:
    sound = word(noise(5_000, 7_000, amplitude=0.01))
    assert change_db(sound, voiced(sound, RATE), slice(9_300, 11_000)) > -2.2


def test_a_sound_is_treated_alike_however_loud_it_is() -> None:
    sound = word(noise(5_000, 9_000))
    assert voiced(sound * np.float32(0.01), RATE) * 100 == pytest.approx(voiced(sound, RATE), abs=1e-5)


def test_no_step_is_larger_than_those_of_the_sound() -> None:
    sound = word(noise(5_000, 9_000))
    after = voiced(sound, RATE)
    assert np.abs(np.diff(after, prepend=0, append=0)).max() <= np.abs(np.diff(sound, prepend=0, append=0)).max()


def test_silence_within_and_at_the_ends_stays_silent() -> None:
    """The high-pass rings on for some hundredths of a second, 60 dB down."""
    quiet = np.zeros(RATE // 2, dtype=np.float32)
    after = voiced(np.concatenate((quiet, word(noise(5_000, 9_000)), quiet)), RATE)
    peak = np.abs(after).max()
    assert np.abs(after[: RATE // 2 - 1_000]).max() < peak / 1_000
    assert np.abs(after[-RATE // 2 + 1_000 :]).max() < peak / 1_000


def test_the_same_sound_twice_is_the_same_sound() -> None:
    sound = word(noise(5_000, 9_000))
    assert np.array_equal(voiced(sound, RATE), voiced(sound.copy(), RATE))


def test_a_clip_keeps_its_length_and_a_dry_one_every_bit() -> None:
    sound = Sound(word(noise(5_000, 9_000)), RATE)
    milliseconds = sound.seconds * 1_000
    plain, dry, better = (make_clip([sound], milliseconds, voicing=on) for on in (False, False, True))
    assert np.array_equal(plain.samples, dry.samples)
    assert better.frames == dry.frames
    assert change_db(dry.samples, better.samples) != pytest.approx(0, abs=0.01)


def test_every_clip_is_still_as_loud() -> None:
    sound = word(noise(5_000, 9_000))
    assert level(level(voiced(sound, RATE), RATE), RATE) == pytest.approx(level(voiced(sound, RATE), RATE), abs=1e-4)
