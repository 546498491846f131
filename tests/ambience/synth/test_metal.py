"""Bell, bowl, bowls and drone: what rings."""

from __future__ import annotations

import numpy as np
import pytest

from slowly.ambience.synth.bell import FUNDAMENTAL_HZ, PARTIALS
from slowly.ambience.synth.bowl import LOW_HZ, LOW_PARTIALS
from slowly.ambience.synth.bowls import BOWLS_HZ
from slowly.ambience.synth.drone import PARTS, ROOT_HZ

RATE = 44_100
STRUCK = [("bell", 16, FUNDAMENTAL_HZ, PARTIALS), ("bowl", 30, LOW_HZ, LOW_PARTIALS)]


@pytest.mark.parametrize(("name", "seconds", "lowest_hz", "partials"), STRUCK)
def test_it_rings_in_partials_that_are_no_harmonics(made, name, seconds, lowest_hz, partials) -> None:
    sound = made(name, seconds)
    spectrum = np.abs(np.fft.rfft(sound[: RATE * 2, 0] * np.hanning(RATE * 2)))
    hz = np.fft.rfftfreq(RATE * 2, 1 / RATE)
    for ratio, *_ in partials[:4]:
        off = np.abs(hz - lowest_hz * ratio)
        assert spectrum[off < 5].max() > 10 * spectrum[(off < 60) & (off > 20)].max()
    for ratio, measured in zip(partials[:4], (1, 2.8, 5.2, 8.2), strict=False):
        assert ratio[0] == pytest.approx(measured, rel=0.02)


@pytest.mark.parametrize(("name", "seconds", "lowest_hz", "partials"), STRUCK)
def test_it_beats_and_dies_away_and_never_clicks(made, ear, name, seconds, lowest_hz, partials) -> None:
    sound = made(name, seconds)
    level = ear.levels(sound, 0.1)
    assert level[seconds * 8] - level[2] < -25
    assert np.count_nonzero(np.diff(np.sign(np.diff(level[5 : seconds * 5])))) > 3  # the beats
    assert np.abs(sound[:2]).max() < 0.01
    assert np.abs(sound[-1]).max() < 1e-4
    assert np.abs(sound).max() == pytest.approx(1.0)
    assert 10 * np.log10((ear.mono(sound) ** 2).mean() / (sound**2).mean()) > -2  # played as one it is all there


def test_the_low_bowl_rings_for_more_than_15_seconds(made, ear) -> None:
    sound = made("bowl", 30)
    low = ear.levels(ear.band(sound, LOW_HZ * 0.8, LOW_HZ * 1.2), 3.0)
    assert -30 < low[5] - low[0] < -10  # 20 dB in 15 s
    high = ear.levels(ear.band(sound, LOW_HZ * 8, LOW_HZ * 8.4), 3.0)
    assert high[3] - high[0] < low[3] - low[0] - 20  # the quick modes are gone first
    assert LOW_HZ < FUNDAMENTAL_HZ


def test_bowls_are_struck_8_to_15_seconds_apart_and_overlap(made, ear) -> None:
    sound = made("bowls", 66)
    level = ear.levels(ear.band(sound, 400, 3_000), 0.25)
    rise = level - np.roll(level, 2)
    strikes = [n for n in range(len(level)) if rise[n] > 5 and rise[n] == np.roll(rise, 8 - n)[:17].max()]
    apart = np.diff([*strikes, strikes[0] + len(level)]) * 0.25
    assert 5 <= len(strikes) <= 7
    assert apart.min() > 7.5
    assert apart.max() < 15.5
    assert apart.std() > 0.4
    assert ear.levels(sound, 1.0).min() > ear.levels(sound, 1.0).max() - 35  # never silent
    hz, power = ear.spectrum(sound)
    heard = [hz_ for hz_ in BOWLS_HZ if power[np.abs(hz - hz_) < 2].max() > 100 * power[np.abs(hz - hz_ - 9) < 2].max()]
    assert len(heard) >= 3


def test_a_drone_is_a_root_its_fifth_and_its_octave(made, ear) -> None:
    hz, power = ear.spectrum(made("drone", 24))
    inside = sum(power[np.abs(hz - ROOT_HZ * ratio) < 0.6].sum() for ratio, _ in PARTS)
    assert inside > 0.99 * power.sum()
    for ratio, _ in PARTS[:3]:
        assert power[np.abs(hz - ROOT_HZ * ratio) < 0.6].sum() > 0.05 * power.sum()


def test_a_drone_moves_slower_than_once_a_second(made, ear) -> None:
    sound = made("drone", 24)
    for ratio, _ in PARTS[:6]:
        loud = ear.levels(ear.band(sound, ROOT_HZ * ratio - 6, ROOT_HZ * ratio + 6), 0.1)
        power = np.abs(np.fft.rfft(loud - loud.mean())) ** 2
        hz = np.fft.rfftfreq(len(loud), 0.1)
        assert power[hz < 0.8].sum() > 0.95 * power.sum()
        assert loud.std() > 0.5  # but it does move
    assert np.ptp(ear.levels(sound, 3)) < 6


def test_crossed_over_into_itself_in_3_s_a_drone_keeps_its_level(made, ear) -> None:
    sound, cross = made("drone", 24), 3 * RATE
    angle = (np.arange(cross) + 0.5)[:, None] * np.pi / 2 / cross
    crossed = sound[-cross:] * np.cos(angle) + sound[:cross] * np.sin(angle)
    either = (ear.levels(sound[-cross:], 3)[0] + ear.levels(sound[:cross], 3)[0]) / 2
    assert ear.levels(crossed, 3)[0] == pytest.approx(either, abs=1.5)
