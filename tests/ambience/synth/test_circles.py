"""What holds for every bed: a circle, from a seed, in two channels that go together."""

from __future__ import annotations

import numpy as np
import pytest

from slowly.ambience.synth import RECIPES

RATE = 44_100
SECONDS = 12
BEDS = [name for name, recipe in RECIPES.items() if recipe.kind == "bed"]


@pytest.mark.parametrize("name", BEDS)
def test_a_seed_gives_the_same_sound_and_another_another(name: str) -> None:
    recipe, frames = RECIPES[name], 2 * RATE
    first, same, other = (recipe.make(frames, recipe.rng(seed)) for seed in (1, 1, 2))
    assert first.shape == (frames, 2)
    assert first.dtype == np.float32
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("name", BEDS)
def test_it_goes_over_into_its_own_beginning(made, name: str) -> None:
    sound = made(name, SECONDS)
    parts, join = (sound[: RATE // 4], sound[-RATE // 4 :]), np.concatenate((sound[-2:], sound[:2]))
    for order in (1, 2):  # neither a step nor a bend
        usual = max(np.abs(np.diff(part, order, axis=0)).max() for part in parts)
        assert np.abs(np.diff(join, order, axis=0)).max() <= 1.5 * usual


@pytest.mark.parametrize("name", BEDS)
def test_its_level_is_no_other_across_the_join_than_elsewhere(made, ear, name: str) -> None:
    sound = made(name, SECONDS)
    changes = np.abs(np.diff(ear.levels(sound, 0.05)))
    across = np.concatenate((sound[-RATE // 20 :], sound[: RATE // 20]))
    assert np.abs(np.diff(ear.levels(across, 0.05)))[0] <= changes.max()


@pytest.mark.parametrize("name", [name for name in BEDS if name not in {"drone", "bowls"}])  # tones are like themselves
def test_nothing_in_it_comes_twice(made, ear, name: str) -> None:
    mono = ear.mono(made(name, SECONDS))
    likeness = np.fft.irfft(np.abs(np.fft.rfft(mono)) ** 2)
    assert np.abs(likeness[RATE : len(mono) // 2]).max() < 0.1 * likeness[0]


@pytest.mark.parametrize("name", BEDS)
def test_the_channels_are_two_places_that_can_be_played_as_one(made, ear, name: str) -> None:
    sound = made(name, 66 if name == "bowls" else SECONDS).astype(np.float64)
    assert 0.05 < np.corrcoef(sound.T)[0, 1] < 0.75
    assert abs(10 * np.log10((sound[:, 0] ** 2).mean() / (sound[:, 1] ** 2).mean())) < 3
    assert 10 * np.log10((ear.mono(sound) ** 2).mean() / (sound**2).mean()) > -3.1


@pytest.mark.parametrize("name", BEDS)
def test_nothing_in_it_startles(made, ear, name: str) -> None:
    sound = made(name, SECONDS).astype(np.float64)
    assert np.abs(sound).max() < 12 * np.sqrt((sound**2).mean())
    assert np.isfinite(sound).all()
    assert abs(sound.mean()) < 0.01 * sound.std()


def test_no_two_beds_are_made_of_the_same_numbers(made, ear) -> None:
    one, other = ear.mono(made("brown", SECONDS)), ear.mono(made("wind", SECONDS))
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.05


def test_no_two_beds_are_equally_long() -> None:
    lengths = [RECIPES[name].seconds for name in BEDS]
    assert len(set(lengths)) == len(lengths)
    assert all(75 <= length <= 90 for length in lengths)
