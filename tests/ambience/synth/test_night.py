"""Crickets, and what is behind them."""

from __future__ import annotations

import numpy as np

from slowly.ambience.synth.night import CHIRPS_PER_SECOND, PULSES_PER_SECOND
from slowly.ambience.synth.owl import call

RATE = 44_100


def trembling(ear, sound: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The spectrum of the crickets' loudness: hertz and power."""
    loud = (ear.band(sound, 3_900, 5_100) ** 2)[: len(sound) // 147 * 147].reshape(-1, 147).mean(axis=1)
    return np.fft.rfftfreq(len(loud), 147 / RATE), np.abs(np.fft.rfft(loud - loud.mean())) ** 2


def test_crickets_sing_between_4_and_5_khz(made, ear) -> None:
    sound = made("night", 30)
    song = ear.band_db(sound, 3_900, 5_100)
    assert song > ear.band_db(sound, 2_000, 3_200) + 12
    assert song > ear.band_db(sound, 6_000, 12_000) + 20


def test_they_chirp_as_dolbear_counted_in_strokes_of_26_a_second(made, ear) -> None:
    hz, power = trembling(ear, made("night", 30))
    assert 2 < CHIRPS_PER_SECOND < 2.6
    slow, quick = (hz > 1) & (hz < 4), (hz > 15) & (hz < 40)
    assert abs(hz[slow][power[slow].argmax()] - CHIRPS_PER_SECOND) < 0.16 * CHIRPS_PER_SECOND
    assert abs(hz[quick][power[quick].argmax()] - PULSES_PER_SECOND) < 0.12 * PULSES_PER_SECOND


def test_they_are_several_and_come_and_go(made, ear) -> None:
    sound = made("night", 30)
    hz, power = ear.spectrum(sound)
    fine = np.array([power[(hz >= low) & (hz < low + 50)].mean() for low in range(4_100, 5_000, 50)])
    assert np.count_nonzero((fine[1:-1] > fine[:-2]) & (fine[1:-1] > fine[2:])) >= 3  # pitches
    left, right = (ear.levels(ear.band(sound[:, side], 3_900, 5_100), 1.0) for side in (0, 1))
    assert np.ptp(left - right) > 2  # it is not always the same ones that sing
    assert np.ptp(ear.levels(sound, 3)) < 8  # but no one begins with a shock


def test_an_owl_is_low_and_round_and_comes_softly(ear) -> None:
    sound = call(np.random.default_rng(1), 330).T
    hz, power = ear.spectrum(sound)
    assert 300 < hz[power.argmax()] < 345
    assert ear.band_db(sound, 280, 360) > ear.band_db(sound, 360, 8_000) + 10
    level = ear.levels(sound, 0.02)
    first_loud = int(np.argmax(level > level.max() - 6))
    assert level[0] < level.max() - 20
    assert first_loud * 0.02 > 0.08
