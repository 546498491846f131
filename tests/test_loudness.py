"""The meter against the signals of EBU Tech 3341, whose loudness is given with them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from slowly.loudness import integrated_lufs, lufs, measure_lufs, power_of, true_peak, window_powers

RATE = 48_000


def sine(level_dbfs: float, seconds: float, hz: float = 1_000.0, rate: int = RATE) -> np.ndarray:
    time = np.arange(int(seconds * rate)) / rate
    tone = (10 ** (level_dbfs / 20) * np.sin(2 * np.pi * hz * time)).astype(np.float32)
    return np.stack((tone, tone), axis=1)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([(-23, 20)], -23.0),
        ([(-33, 20)], -33.0),
        ([(-36, 10), (-23, 60), (-36, 10)], -23.0),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -23.0),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -23.0),
    ],
    ids=["case 1", "case 2", "case 3", "case 4", "case 5"],
)
def test_ebu_tech_3341(parts: list[tuple[float, float]], expected: float) -> None:
    signal = np.concatenate([sine(level, seconds) for level, seconds in parts])
    assert measure_lufs(signal, RATE) == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000, 96_000])
def test_the_rate_does_not_matter(rate: int) -> None:
    assert measure_lufs(sine(-23, 5, rate=rate), rate) == pytest.approx(-23, abs=0.1)


def test_low_tones_count_for_less_and_high_ones_for_more() -> None:
    middle = measure_lufs(sine(-23, 5), RATE)
    assert measure_lufs(sine(-23, 5, hz=40), RATE) < middle - 4
    assert measure_lufs(sine(-23, 5, hz=4_000), RATE) == pytest.approx(middle + 3.3, abs=0.4)


def test_silence_has_no_loudness() -> None:
    assert measure_lufs(np.zeros((RATE, 2), dtype=np.float32), RATE) == -math.inf
    assert measure_lufs(np.zeros((100, 2), dtype=np.float32), RATE) == -math.inf
    assert integrated_lufs(window_powers(np.zeros((0, 2), dtype=np.float32), RATE)) == -math.inf


def test_what_is_soft_after_something_loud_is_still_measured() -> None:
    time = np.arange(60 * RATE) / RATE
    tone = np.sin(2 * np.pi * 997 * time) * np.where(time < 55, 0.9, 0.0005)
    last = window_powers(tone.astype(np.float32), RATE)[-20:]
    assert [lufs(float(power)) for power in last] == pytest.approx([-69.0] * 20, abs=0.3)


def test_power_and_loudness_are_the_same_thing() -> None:
    assert lufs(power_of(-16.0)) == pytest.approx(-16.0)


@pytest.mark.parametrize("phase", [0, 45, 90])
def test_the_peak_between_samples_is_found(phase: float) -> None:
    """A quarter of the sampling rate, sampled 45 degrees off its crest, has samples 3 dB under its true peak."""
    time = np.arange(RATE) / RATE
    tone = 0.5 * np.sin(2 * np.pi * RATE / 4 * time + math.radians(phase)) * np.hanning(RATE)
    peak = true_peak(tone.astype(np.float32), RATE)
    assert 20 * math.log10(peak) == pytest.approx(-6.02, abs=0.2)
    assert true_peak(np.zeros(0, dtype=np.float32), RATE) == 0
