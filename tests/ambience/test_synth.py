"""What makes a sound recognisable, measured on what the recipes make."""

from __future__ import annotations

import numpy as np
import pytest

from slowly.ambience.synth import bell, rain
from slowly.ambience.synth.bell import FUNDAMENTAL_HZ, PARTIALS

RATE = 44_100


def test_a_seed_gives_the_same_sound_and_another_another() -> None:
    first, same, other = (rain(RATE * 4, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)


def test_rain_goes_over_into_its_own_beginning() -> None:
    sound = rain(RATE * 6, np.random.default_rng(1))
    steps = np.abs(np.diff(sound, axis=0)).max(axis=1)
    assert np.abs(sound[0] - sound[-1]).max() < np.percentile(steps, 99.9)


def test_rain_is_many_short_drops_over_a_broad_hiss() -> None:
    sound = rain(RATE * 10, np.random.default_rng(1)).mean(axis=1)
    power = np.abs(np.fft.rfft(sound)) ** 2
    hz = np.fft.rfftfreq(len(sound), 1 / RATE)
    octaves = [10 * np.log10(power[(hz >= low) & (hz < 2 * low)].sum()) for low in (500, 1_000, 2_000, 4_000)]
    assert max(octaves) - min(octaves) < 8  # broad
    assert power[hz > 12_000].sum() < 0.05 * power.sum()  # but soft
    kurtosis = (sound**4).mean() / (sound**2).mean() ** 2
    assert kurtosis > 3.15  # drops stand out of the hiss, whose own is 3
    assert np.abs(sound).max() < 12 * np.sqrt((sound**2).mean())  # none of them startles


def test_the_channels_of_rain_are_two_places() -> None:
    sound = rain(RATE * 5, np.random.default_rng(1))
    assert abs(np.corrcoef(sound.T)[0, 1]) < 0.5


def test_a_bell_rings_in_partials_that_are_no_harmonics() -> None:
    sound = bell(RATE * 16, np.random.default_rng(1))
    spectrum = np.abs(np.fft.rfft(sound[: RATE * 2, 0] * np.hanning(RATE * 2)))
    hz = np.fft.rfftfreq(RATE * 2, 1 / RATE)
    for ratio, *_ in PARTIALS[:4]:
        near = np.abs(hz - FUNDAMENTAL_HZ * ratio) < 5
        around = (np.abs(hz - FUNDAMENTAL_HZ * ratio) < 60) & (np.abs(hz - FUNDAMENTAL_HZ * ratio) > 20)
        assert spectrum[near].max() > 10 * spectrum[around].max()


def test_a_bell_beats_and_dies_away_and_never_clicks() -> None:
    sound = bell(RATE * 16, np.random.default_rng(1))
    level = np.sqrt((sound[: RATE * 15].reshape(-1, RATE // 10 * 2) ** 2).mean(axis=1))
    assert 20 * np.log10(level[120] / level[2]) < -30
    assert np.count_nonzero(np.diff(np.sign(np.diff(level[5:80])))) > 3  # the beats
    assert np.abs(sound[:2]).max() < 0.01
    assert np.abs(sound[-1]).max() < 1e-4
    assert np.abs(sound).max() == pytest.approx(1.0)
