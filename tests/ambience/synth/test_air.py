"""Wind, brown and pink noise, and breath."""

from __future__ import annotations

import numpy as np
import pytest

from slowly.ambience.synth.breath import exhale, inhale
from slowly.ambience.synth.noise import folded, moving_noise, shaped_noise, wide

RATE = 44_100


def centres(ear, sound: np.ndarray, seconds: float, low_hz: float = 60, high_hz: float = 4_000) -> np.ndarray:
    """The middle frequency, on a scale of octaves, of one stretch after another."""
    found = []
    length = round(seconds * RATE)
    for start in range(0, len(sound) - length + 1, length):
        hz, power = ear.spectrum(sound[start : start + length])
        inside = (hz > low_hz) & (hz < high_hz)
        found.append((np.log2(hz[inside]) * power[inside]).sum() / power[inside].sum())
    return np.array(found)


def test_wind_is_higher_where_it_is_louder(made, ear) -> None:
    sound = made("wind", 48)
    level, centre = ear.levels(sound, 0.5), centres(ear, sound, 0.5)
    assert np.corrcoef(level, centre)[0, 1] > 0.6
    assert np.ptp(ear.levels(sound, 3)) > 4


def test_gusts_last_3_to_12_seconds(made, ear) -> None:
    level = ear.levels(made("wind", 48), 0.25)
    power = np.abs(np.fft.rfft(level - level.mean())) ** 2
    hz = np.fft.rfftfreq(len(level), 0.25)
    assert power[(hz > 1 / 30) & (hz < 1 / 3)].sum() > 0.75 * power.sum()


def test_wind_does_not_whistle(made, ear) -> None:
    sound = made("wind", 48)
    for start in range(0, 46, 6):
        hz, power = ear.spectrum(sound[start * RATE :][: 2 * RATE])
        thirds = np.array([power[(hz >= low) & (hz < 1.12 * low)].mean() for low in 150 * 1.12 ** np.arange(28)])
        assert (10 * np.log10(thirds[1:-1] ** 2 / thirds[:-2] / thirds[2:]) / 2).max() < 8  # no line stands out


def test_brown_noise_falls_by_6_db_an_octave_from_30_hz_on(made, ear) -> None:
    sound = made("brown", 12)
    lows = 62.5 * 2.0 ** np.arange(8)
    slope = np.polyfit(np.arange(8), [ear.band_db(sound, low, 2 * low) for low in lows], 1)[0]
    assert slope - 3 == pytest.approx(-6, abs=1)  # an octave is twice as wide as the one below
    assert ear.band_db(sound, 0, 20) < ear.band_db(sound, 30, 60) - 10
    assert ear.levels(sound, 3).std() < 0.4
    assert ear.kurtosis(ear.mono(sound)) == pytest.approx(3, abs=0.1)


def test_pink_noise_is_as_strong_in_every_octave_from_60_hz_on(made, ear) -> None:
    sound = made("pink", 12)
    octaves = [ear.band_db(sound, low, 2 * low) for low in 62.5 * 2.0 ** np.arange(8)]
    assert np.ptp(octaves) < 1.0  # so it falls by 3 dB an octave, since an octave is twice as wide as the one below
    assert ear.band_db(sound, 0, 20) < octaves[0] - 10
    assert ear.levels(sound, 3).std() < 0.4
    assert ear.kurtosis(ear.mono(sound)) == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize("seconds", [0.3, 2.0, 4.0, 11.0])
def test_a_breath_is_as_long_as_wished_and_begins_and_ends_in_silence(ear, seconds: float) -> None:
    for breath in (inhale, exhale):
        sound = breath(round(seconds * RATE), np.random.default_rng(1))
        assert sound.shape == (round(seconds * RATE), 2)
        assert np.abs(sound[:2]).max() < 1e-3
        assert np.abs(sound[-2:]).max() < 1e-3
        assert np.abs(sound).max() > 0.01


def test_an_in_breath_rises_and_an_out_breath_falls(ear) -> None:
    drawn, let_go = (breath(RATE * 5, np.random.default_rng(1)) for breath in (inhale, exhale))
    assert np.all(np.diff(centres(ear, drawn, 1.0, 100, 8_000)) > 0)
    assert np.all(np.diff(centres(ear, let_go, 1.0, 100, 8_000)) < 0)
    assert ear.levels(drawn, 1.0).argmax() >= 3
    assert ear.levels(let_go, 1.0).argmax() <= 1


def test_noise_has_the_power_of_its_response() -> None:
    rng = np.random.default_rng(1)
    assert (shaped_noise(RATE, rng, np.ones_like) ** 2).mean() == pytest.approx(1, abs=1e-3)
    flat = moving_noise(10 * RATE, rng, lambda times, hz: np.ones((len(times), hz.shape[1])))
    assert flat.shape == (10 * RATE,)
    assert (flat**2).mean() == pytest.approx(1, abs=0.02)
    assert np.ptp(10 * np.log10((flat.reshape(-1, 4_410) ** 2).mean(axis=1))) < 1.2


def test_a_line_is_wound_up_without_loss() -> None:
    assert folded(np.arange(10.0), 4).tolist() == [0 + 4 + 8, 1 + 5 + 9, 2 + 6, 3 + 7]


def test_two_sounds_become_two_channels_of_a_chosen_likeness() -> None:
    one, other = np.random.default_rng(1).standard_normal((2, 100_000)).astype(np.float32)
    for wished in (0.0, 0.3, 0.9):
        assert np.corrcoef(wide(one, other, wished))[0, 1] == pytest.approx(wished, abs=0.02)
