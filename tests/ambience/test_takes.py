"""A circle played in takes: no period, no seam, one level."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

from slowly.ambience.bed import Bed
from slowly.ambience.circle import COARSE, Circle
from slowly.ambience.synth import RECIPES
from slowly.ambience.takes import CROSS_SECONDS, LONGEST_SECONDS, SHORTEST_SECONDS, takes
from slowly.config import shipped

RATE = 44_100
BEDS = [name for name, recipe in RECIPES.items() if recipe.kind == "bed"]


def bed(name: str) -> Bed:
    return Bed(shipped("audio") / f"{name}.ogg")


def likeness(signal: np.ndarray) -> np.ndarray:
    """The autocorrelation of a signal; 1 at no lag."""
    power = np.abs(np.fft.rfft(signal - signal.mean(), 2 * len(signal))) ** 2
    alike = np.fft.irfft(power)[: len(signal)]
    return np.asarray(alike / alike[0])


def test_an_hour_shows_no_period() -> None:
    """Neither at the circle's length nor anywhere else, in the waveform and in what its loudness does."""
    track, thinned, powers = bed("rain"), [], []
    for _ in range(3_600 // 4):
        part = track.read(4 * RATE)[:, 0]
        thinned.append(part.reshape(-1, 28).mean(axis=1))
        powers.append((part.reshape(-1, 4_410) ** 2).mean(axis=1))
    wave, loudness = likeness(np.concatenate(thinned)), likeness(np.sqrt(np.concatenate(powers)))
    period = RECIPES["rain"].seconds
    at = period * RATE // 28
    assert np.abs(wave[at - 2 : at + 3]).max() < 0.01
    assert np.abs(wave[2 * RATE // 28 : len(wave) // 2]).max() < 0.05
    assert np.abs(loudness[10 * period - 2 : 10 * period + 3]).max() < 0.15  # round and round it would be 0.95
    levels = 10 * np.log10(np.concatenate(powers).reshape(-1, 50).mean(axis=1))
    assert np.ptp(levels) < 6  # 5 s each


def test_a_circle_round_and_round_would_have_failed() -> None:
    sound = (
        soundfile.read(shipped("audio") / "rain.ogg", dtype="float32")[0][: 75 * RATE, 0].reshape(-1, 28).mean(axis=1)
    )
    assert likeness(np.tile(sound, 4))[len(sound)] > 0.7


@pytest.mark.parametrize("name", BEDS)
def test_a_cross_neither_dips_nor_swells(name: str) -> None:
    """Against what the two would make if they were strangers: then their powers add up. Twelve crosses of each bed."""
    circle = Circle(shipped("audio") / f"{name}.ogg")
    excess = []
    for part in crosses(circle, 12):
        slices = part.reshape(2, -1, RATE // 2 // COARSE * COARSE // COARSE, 2)
        both, apart = (slices.sum(axis=0) ** 2).mean(axis=(1, 2)), (slices**2).sum(axis=0).mean(axis=(1, 2))
        excess.append(10 * np.log10(both / apart))
    found = np.array(excess)
    assert found.min() > -3.0
    assert found.max() < 2.0
    assert np.abs(found).mean() < 0.7


def crosses(circle: Circle, count: int) -> list[np.ndarray]:
    """Both sides of some crosses, faded, thinned out, shape (2, frames, 2)."""
    seen: list[np.ndarray] = []
    module = pytest.MonkeyPatch()

    def watch(old: np.ndarray, new: np.ndarray) -> np.ndarray:
        angle = np.linspace(0, np.pi / 2, len(old), dtype=np.float32)[:, None]
        sides = np.stack((old * np.cos(angle), new * np.sin(angle)))
        step = RATE // 2
        whole = sides[:, : sides.shape[1] // step * step]
        cut = whole.reshape(2, -1, step, 2)[:, :, : step // COARSE * COARSE]
        seen.append(cut.reshape(2, -1, COARSE, 2).mean(axis=2))
        return sides.sum(axis=0)

    module.setattr("slowly.ambience.takes.crossed", watch)
    try:
        for _ in takes(circle):
            if len(seen) == count:
                return seen
    finally:
        module.undo()
    return seen


def test_it_begins_at_the_beginning_with_little_decoded() -> None:
    circle = Circle(shipped("audio") / "rain.ogg")
    first = next(takes(circle))
    assert np.array_equal(first, circle.arc(0, len(first)))
    assert circle._decoded < 5 * RATE


def test_takes_are_as_long_as_they_should_be_and_differ() -> None:
    lengths = []
    frames = 0
    for chunk in takes(Circle(shipped("audio") / "brown.ogg")):
        frames += len(chunk)
        if len(chunk) == round(CROSS_SECONDS * RATE):
            lengths.append((frames - len(chunk)) / RATE)
            frames = len(chunk)
        if len(lengths) == 12:
            break
    assert min(lengths) >= SHORTEST_SECONDS
    assert max(lengths) <= LONGEST_SECONDS
    assert len({round(length, 2) for length in lengths}) == 12


def test_how_it_is_read_does_not_change_it_and_a_file_is_always_played_the_same() -> None:
    whole, pieces = bed("bowls"), bed("bowls")
    sound = whole.read(150 * RATE)
    read = np.concatenate([pieces.read(size) for size in (1, 441, 2_000_000, 150 * RATE - 2_000_442)])
    assert np.array_equal(sound, read)


@pytest.mark.parametrize("name", ["drone", "stream"])
def test_there_is_no_step_in_it(name: str) -> None:
    sound = bed(name).read(160 * RATE)[:, 0]
    steps = np.abs(np.diff(sound))
    usual = np.sort(steps[: 30 * RATE])[-100]
    assert steps[30 * RATE :].max() < 3 * usual


def test_a_circle_goes_round() -> None:
    circle = Circle(shipped("audio") / "pink.ogg")
    assert np.array_equal(circle.arc(circle.frames - 10, 30)[10:], circle.arc(0, 20))
    assert circle.coarse_arc(circle.frames - 160, 320).shape == (20, 2)
