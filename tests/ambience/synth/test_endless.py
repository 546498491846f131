"""Beds without end."""

from __future__ import annotations

from importlib import import_module
from itertools import islice

import numpy as np
import pytest

from slowly.ambience.synth import RECIPES, endless
from slowly.loudness import measure_lufs

RATE = 44_100
BEDS = [name for name, recipe in RECIPES.items() if recipe.kind == "bed"]


@pytest.fixture
def short_pieces(monkeypatch: pytest.MonkeyPatch) -> int:
    """Pieces of 12 s, so that a minute has several."""
    monkeypatch.setattr(import_module("slowly.ambience.synth.endless"), "PIECE_SECONDS", 12)
    return 12


def seconds_of(name: str, seed: int, seconds: int) -> np.ndarray:
    return np.concatenate(list(islice(endless(name, seed), seconds)))


@pytest.mark.parametrize("name", BEDS)
def test_pieces_join_without_a_step(short_pieces: int, ear, name: str) -> None:
    sound = seconds_of(name, 7, 3 * short_pieces)
    steps = np.abs(np.diff(sound, axis=0)).max(axis=1)
    for join in (short_pieces * RATE, 2 * short_pieces * RATE):
        near = np.concatenate((steps[join - 4_410 : join - 1], steps[join : join + 4_410]))
        assert steps[join - 1] <= 1.5 * near.max()
    level = ear.levels(sound, 0.5)
    if name not in {"ocean", "bowls"}:  # these are quiet now and then, at a join or not
        assert level.min() > np.median(level) - 8
    assert measure_lufs(sound, RATE) == pytest.approx(-30, abs=1.5)


def test_how_it_is_read_does_not_change_it(short_pieces: int) -> None:
    whole = seconds_of("brown", 3, 30)
    for chunk in (441, 100_003, 1_000_000):
        read = np.concatenate(list(islice(endless("brown", 3, chunk_frames=chunk), 30 * RATE // chunk)))
        assert np.array_equal(read, whole[: len(read)])
        assert len(read) % chunk == 0


def test_a_chunk_is_the_readers_own(short_pieces: int) -> None:
    whole, chunks = seconds_of("brown", 3, 20), endless("brown", 3)
    for start in range(20):
        chunk = next(chunks)
        assert np.array_equal(chunk, whole[start * RATE : (start + 1) * RATE])
        chunk[:] = 9


def test_a_seed_decides_it_and_another_gives_another(short_pieces: int) -> None:
    for name in ("wind", "drone"):
        assert np.array_equal(seconds_of(name, 1, 15), seconds_of(name, 1, 15))
        assert not np.array_equal(seconds_of(name, 1, 15), seconds_of(name, 2, 15))


@pytest.mark.parametrize("name", ["rain", "ocean", "wind", "stream", "night", "fire", "brown"])
def test_it_never_repeats(short_pieces: int, ear, name: str) -> None:
    mono = ear.mono(seconds_of(name, 7, 4 * short_pieces))
    size = 2 * len(mono)
    likeness = np.fft.irfft(np.abs(np.fft.rfft(mono, size)) ** 2)
    assert np.abs(likeness[RATE : len(mono)]).max() < 0.1 * likeness[0]


def test_a_drone_goes_through_its_joins_as_if_they_were_not_there(ear) -> None:
    level = ear.levels(seconds_of("drone", 7, 60), 0.5)
    joining, rest = level[96:108], level[20:90]
    assert abs(joining.mean() - rest.mean()) < 2.5
    assert joining.min() > rest.min() - 2.5


def test_what_is_no_bed_has_no_end_to_make() -> None:
    with pytest.raises(ValueError, match="single sound"):
        endless("bell", 7)
    with pytest.raises(KeyError):
        endless("xyzzy", 7)
