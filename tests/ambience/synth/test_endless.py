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
    """Pieces of 8 s, so that half a minute has several."""
    module = import_module("slowly.ambience.synth.endless")
    monkeypatch.setattr(module, "PIECE_SECONDS", 8)
    monkeypatch.setattr(module, "CROSS_SECONDS", 3.0)
    return 8


def seconds_of(name: str, seed: int, seconds: int) -> np.ndarray:
    return np.concatenate(list(islice(endless(name, seed), seconds)))


@pytest.mark.parametrize("name", BEDS)
def test_pieces_join_without_a_step_and_none_comes_twice(short_pieces: int, ear, name: str) -> None:
    sound = seconds_of(name, 7, 2 * short_pieces)
    join = short_pieces * RATE
    near = max(np.abs(np.diff(part, axis=0)).max() for part in (sound[join - 4_410 : join], sound[join:][:4_410]))
    assert np.abs(sound[join] - sound[join - 1]).max() <= 1.5 * near
    level = ear.levels(sound, 0.5)
    if name not in {"ocean", "bowls"}:  # these are quiet now and then, at a join or not
        assert level.min() > np.median(level) - 8
    assert measure_lufs(sound, RATE) == pytest.approx(-30, abs=2.5)
    if name not in {"drone", "bowls"}:  # a tone is always like itself
        mono = ear.mono(sound)
        likeness = np.fft.irfft(np.abs(np.fft.rfft(mono, 2 * len(mono))) ** 2)
        assert np.abs(likeness[RATE : len(mono)]).max() < 0.1 * likeness[0]


def test_how_it_is_read_does_not_change_it(short_pieces: int) -> None:
    whole = seconds_of("brown", 3, 20)
    for chunk in (441, 100_003, 800_000):
        read = np.concatenate(list(islice(endless("brown", 3, chunk_frames=chunk), 20 * RATE // chunk)))
        assert np.array_equal(read, whole[: len(read)])
        assert len(read) % chunk == 0


def test_a_chunk_is_the_readers_own(short_pieces: int) -> None:
    whole, chunks = seconds_of("brown", 3, 10), endless("brown", 3)
    for start in range(10):
        chunk = next(chunks)
        assert np.array_equal(chunk, whole[start * RATE : (start + 1) * RATE])
        chunk[:] = 9


def test_a_seed_decides_it_and_another_gives_another(short_pieces: int) -> None:
    first, same, other = (seconds_of("wind", seed, 9) for seed in (1, 1, 2))
    assert np.array_equal(first, same)
    assert not np.array_equal(first, other)


def test_the_pieces_of_a_drone_differ_but_in_pitch_and_phase(short_pieces: int, ear) -> None:
    sound = seconds_of("drone", 7, 3 * short_pieces)
    level = ear.levels(sound, 0.5)
    joining = np.concatenate((level[16:20], level[32:36]))
    assert np.ptp(level) < 8
    assert abs(joining.mean() - level.mean()) < 2.5
    piece = short_pieces * RATE
    assert not np.allclose(sound[piece : 2 * piece], sound[2 * piece :], atol=0.01)


def test_what_is_no_bed_has_no_end_to_make() -> None:
    with pytest.raises(ValueError, match="single sound"):
        endless("bell", 7)
    with pytest.raises(KeyError):
        endless("xyzzy", 7)
