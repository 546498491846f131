from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slowly.mix.balance import Balance
from slowly.mix.beds import TURN_MS, Beds
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE, gain_from_db

SECOND = SAMPLE_RATE
BALANCE = Balance(20.0, 6.0)
TURN = int(TURN_MS * SECOND / 1_000)


class Noise:
    """An endless noise of a known level, and of its own seed."""

    def __init__(self, name: str) -> None:
        self.lufs = -30.0
        self._rng = np.random.default_rng(sum(map(ord, name)))

    def read(self, frames: int) -> Samples:
        return self._rng.standard_normal((frames, 2)).astype(np.float32)


def taken(beds: Beds, turns: dict[int, str | None], lengths: list[int]) -> np.ndarray:
    parts, start = [], 0
    for length in lengths:
        for at in [at for at in turns if start <= at < start + length]:
            beds.turn(turns[at], at)
        part = beds.read(start, length)
        parts.append(np.zeros((length, 2), np.float32) if part is None else part)
        start += length
    return np.concatenate(parts)


def power(samples: np.ndarray) -> float:
    return float((samples**2).mean())


def test_a_bed_lies_as_far_under_the_voice_as_it_should() -> None:
    out = taken(Beds(Noise, BALANCE, "a"), {}, [5 * SECOND])
    assert power(out) == pytest.approx(gain_from_db(-16 - 20 + 30) ** 2, rel=0.02)


def test_one_goes_over_into_the_other_at_equal_power() -> None:
    out = taken(Beds(Noise, BALANCE, "a"), {5 * SECOND: "b"}, [20 * SECOND])
    levels = [power(out[at : at + SECOND]) for at in range(0, 20 * SECOND, SECOND)]
    assert levels == pytest.approx([levels[0]] * 20, rel=0.06)


def test_it_goes_out_and_comes_in() -> None:
    out = taken(Beds(Noise, BALANCE, None), {2 * SECOND: "a", 12 * SECOND: None}, [30 * SECOND])
    assert not out[: 2 * SECOND].any()
    assert power(out[9 * SECOND : 11 * SECOND]) == pytest.approx(gain_from_db(-6) ** 2, rel=0.03)
    assert np.abs(out[12 * SECOND + TURN :]).max() < 1e-9


def test_a_bed_is_opened_when_it_is_first_heard_and_the_first_at_once() -> None:
    opened: list[str] = []

    def open_track(name: str) -> Noise:
        opened.append(name)
        return Noise(name)

    beds = Beds(open_track, BALANCE, "a")
    assert opened == ["a"]
    beds.turn("b", 20 * SECOND)
    beds.read(0, 20 * SECOND)
    assert opened == ["a"]
    beds.read(20 * SECOND, 1)
    assert opened == ["a", "b"]


def test_a_bed_that_gives_way_at_once_is_never_heard_nor_opened() -> None:
    opened: list[str] = []

    def open_track(name: str) -> Noise:
        opened.append(name)
        return Noise(name)

    beds = Beds(open_track, BALANCE, "a")
    for number in range(1_400):
        beds.turn(f"b{number}", SECOND)
    beds.turn("c", SECOND + SECOND // 4)
    for number in range(60):  # a second apart, of which as many overlap as one takes to go over
        beds.turn(f"d{number}", (2 + number) * SECOND)
    for at in range(70):
        beds.read(at * SECOND, SECOND)
        assert len(beds._laid) - sum(laid.track is None for laid in beds._laid) <= 8
    assert opened == ["a", "c", *(f"d{number}" for number in range(60))]


def test_what_takes_the_place_of_another_comes_in_where_it_would_have() -> None:
    turns: dict[int, str | None] = {SECOND: "b", SECOND + 100: "c"}
    assert np.array_equal(
        taken(Beds(Noise, BALANCE, "a"), turns, [20 * SECOND]),
        taken(Beds(Noise, BALANCE, "a"), {SECOND: "c"}, [20 * SECOND]),
    )


@settings(max_examples=15)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=20))
def test_the_size_of_the_blocks_does_not_change_the_sound(tenths: list[int]) -> None:
    turns: dict[int, str | None] = {SECOND: "b", 3 * SECOND + 17: None, 4 * SECOND: "c"}
    lengths = [tenth * SECOND // 10 for tenth in tenths]
    whole = taken(Beds(Noise, BALANCE, "a"), dict(turns), [sum(lengths)])
    assert np.allclose(taken(Beds(Noise, BALANCE, "a"), dict(turns), lengths), whole, atol=1e-6)
