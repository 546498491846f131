"""Crackles: short, of all sizes, in clusters, and none of them a shock."""

from __future__ import annotations

import numpy as np
import pytest

RATE = 44_100


@pytest.fixture(scope="module")
def snaps(made, ear) -> np.ndarray:
    """The moments of snaps, in seconds, and how large each is: shape (2, snaps)."""
    high = ear.band(made("fire", 30), 2_000, 16_000)
    loud = np.sqrt((high[: len(high) // 88 * 88].reshape(-1, 88) ** 2).mean(axis=1))  # 2 ms
    floor = np.median(loud)
    tops = np.flatnonzero((loud[1:-1] > 4 * floor) & (loud[1:-1] >= loud[:-2]) & (loud[1:-1] > loud[2:])) + 1
    return np.stack((tops * 0.002, loud[tops] / floor))


def test_snaps_stand_out_of_the_high_end(made, ear) -> None:
    assert ear.kurtosis(ear.band(made("fire", 30), 1_500, 20_000)) > 20
    assert ear.kurtosis(ear.band(made("wind", 48), 1_500, 20_000)) < 12


def test_there_are_several_a_second_in_clusters(snaps) -> None:
    assert 2 < len(snaps[0]) / 30 < 20
    counts = np.histogram(snaps[0], np.arange(0, 30, 0.5))[0]
    assert counts.var() > 1.5 * counts.mean()  # left to chance alone they would be equal


def test_small_ones_are_many_and_large_ones_few(snaps) -> None:
    sizes = snaps[1]
    assert np.median(sizes) < 9
    assert sizes.max() > 2 * np.median(sizes)
    assert np.count_nonzero(sizes > 2 * np.median(sizes)) < 0.3 * len(sizes)


def test_no_snap_or_pop_startles(made) -> None:
    sound = made("fire", 30).astype(np.float64)
    assert 20 * np.log10(np.abs(sound).max() / np.sqrt((sound**2).mean())) < 14.5


def test_flames_are_low_and_flutter(made, ear) -> None:
    sound = made("fire", 30)
    assert ear.band_db(sound, 40, 400) > ear.band_db(sound, 400, 4_000) + 5
    level = ear.levels(ear.band(sound, 40, 400), 0.05)
    power = np.abs(np.fft.rfft(level - level.mean())) ** 2
    hz = np.fft.rfftfreq(len(level), 0.05)
    assert power[(hz > 2) & (hz < 6)].mean() > 1.5 * power[hz > 9.3].mean()
