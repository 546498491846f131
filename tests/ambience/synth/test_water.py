"""Rain, surf and stream."""

from __future__ import annotations

import numpy as np
import pytest

from slowly.ambience.synth import RECIPES
from slowly.ambience.synth.minnaert import bubble, damping
from slowly.ambience.synth.ocean import ocean
from slowly.ambience.synth.stream import BUBBLES_IN_A_FLURRY, FLURRIES_PER_SECOND, HIGHEST_HZ, LOWEST_HZ

RATE = 44_100


def test_rain_is_many_short_drops_over_a_broad_hiss(made, ear) -> None:
    sound = made("rain", 12)
    octaves = [ear.band_db(sound, low, 2 * low) for low in (500, 1_000, 2_000, 4_000)]
    assert max(octaves) - min(octaves) < 8  # broad
    assert ear.band_db(sound, 12_000, 22_000) < ear.band_db(sound, 20, 12_000) - 13  # but soft
    assert ear.kurtosis(ear.mono(sound)) > 3.3  # drops stand out of the hiss, whose own is 3
    assert ear.levels(sound, 3).std() < 1.5  # steady


def test_surf_comes_every_8_to_12_seconds(made, ear) -> None:
    sound = made("ocean", 58)
    level = 10 ** (ear.levels(sound, 0.25) / 20)
    power = np.abs(np.fft.rfft(level - level.mean())) ** 2
    hz = np.fft.rfftfreq(len(level), 0.25)
    assert 0.08 <= hz[power.argmax()] <= 0.125
    waves = ear.levels(sound, 3)
    assert waves.max() - waves.min() > 8  # it comes and goes


def one_wave(seed: int) -> np.ndarray:
    return ocean(round(9.7 * RATE), np.random.default_rng(seed))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_wave_gathers_low_breaks_broad_and_runs_back_darker(ear, seed: int) -> None:
    sound = one_wave(seed)
    level = ear.levels(sound, 0.25)
    top = int(level.argmax())
    assert level[top] - level[top - 10] > 4  # 2.5 s before it breaks it is still gathering …
    before, during, after = (sound[round(t * RATE / 4) :][:RATE] for t in (top - 10, top, top + 16))
    share = [ear.band_db(part, 1_000, 8_000) - ear.band_db(part, 40, 500) for part in (before, during)]
    assert share[1] - share[0] > 4  # … as a rumble, over which the crash is bright
    colours = [ear.band_db(part, 4_000, 9_000) - ear.band_db(part, 500, 1_000) for part in (during, after)]
    assert colours[0] - colours[1] > 4  # the hiss darkens
    foam = sound[round((top + 8) * RATE / 4) :][:RATE]
    assert ear.kurtosis(ear.band(foam, 6_000, 16_000)) > 3.6  # and ticks with foam


def test_no_wave_is_like_the_one_before(made, ear) -> None:
    level = ear.levels(made("ocean", 58), 0.5)
    crests = [n for n in range(4, len(level) - 4) if level[n] == level[n - 4 : n + 5].max()]
    assert 5 <= len(crests) <= 9
    assert np.diff(crests).std() * 0.5 > 0.3
    assert level[crests].std() > 0.8


def test_a_bubble_rises_and_dies_away_as_measured(ear) -> None:
    assert damping(3_260 / 3) == pytest.approx(87, rel=0.05)
    for start_hz in (500.0, 1_000.0):
        note = bubble(start_hz, 0.1)
        crossings = np.flatnonzero(np.diff(np.signbit(note[4:])))
        pitch = RATE / 2 / np.diff(crossings[:14:2]) * 2
        assert pitch[-1] > pitch[0]
        half = len(note) // 2
        assert (note[half:] ** 2).sum() < 0.02 * (note[:half] ** 2).sum()


def test_a_stream_is_thousands_of_rising_notes_at_an_even_level(made, ear) -> None:
    sound = made("stream", 12)
    assert FLURRIES_PER_SECOND * BUBBLES_IN_A_FLURRY > 500
    inside = ear.band_db(sound, LOWEST_HZ, HIGHEST_HZ)
    assert inside > ear.band_db(sound, 20, LOWEST_HZ) + 10
    assert inside > ear.band_db(sound, HIGHEST_HZ, 20_000) + 10
    assert ear.levels(sound, 3).std() < 0.6
    assert ear.levels(sound, 0.1).std() < 2.5
    assert ear.kurtosis(ear.band(sound, 1_500, 4_000)) > 4


def rising(ear, sound: np.ndarray) -> float:
    """How much more of the sound moves up in pitch from one moment to the next than down."""
    level = np.log(ear.picture(ear.band(sound, 400, 5_000), 512, 96)[:, 5:56] + 1e-3)
    level = level - level.mean(axis=0)
    up, down = (level[:-1, :-1] * level[1:, 1:]).sum(), (level[:-1, 1:] * level[1:, :-1]).sum()
    return float((up - down) / (up + down))


def test_the_notes_of_a_stream_rise_and_those_of_rain_do_not(made, ear) -> None:
    stream = rising(ear, made("stream", 12))
    assert stream > 0.002
    assert stream > 3 * abs(rising(ear, made("rain", 12)))
    assert rising(ear, made("stream", 12)[::-1]) < 0


def test_every_bed_is_described() -> None:
    for name, recipe in RECIPES.items():
        assert recipe.name == name
        assert recipe.description.endswith(".")
        assert len(recipe.description) < 100
