from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.mix.ducking import FALL_MS, LONG_MS, RISE_MS, SHORT_MS, Ducking, Gap
from slowly.units import frames_from_ms

SECOND = 44_100


def db(gains: np.ndarray) -> np.ndarray:
    return 20 * np.log10(gains)


def test_the_bed_is_down_when_a_line_begins_and_up_a_while_after_it() -> None:
    gap = Gap(10 * SECOND, 25 * SECOND)
    gains = db(Ducking(6.0).gains(0, 30 * SECOND, [gap]))
    assert gains[10 * SECOND] == pytest.approx(0, abs=0.01)
    assert gains[10 * SECOND + frames_from_ms(RISE_MS / 2)] == pytest.approx(3, abs=0.05)
    assert gains[10 * SECOND + frames_from_ms(RISE_MS)] == pytest.approx(6, abs=0.01)
    assert gains[25 * SECOND - frames_from_ms(FALL_MS)] == pytest.approx(6, abs=0.01)
    assert gains[25 * SECOND - frames_from_ms(FALL_MS / 2)] == pytest.approx(3, abs=0.05)
    assert gains[25 * SECOND - 1] == pytest.approx(0, abs=0.01)
    assert not gains[: 10 * SECOND].any()
    assert not gains[25 * SECOND :].any()


def test_it_stays_down_across_short_gaps_and_rises_with_the_length_of_longer_ones() -> None:
    ducking = Ducking(6.0)
    assert ducking.height_db(Gap(0, frames_from_ms(SHORT_MS))) == 0
    assert ducking.height_db(Gap(0, frames_from_ms((SHORT_MS + LONG_MS) / 2))) == pytest.approx(3, abs=0.01)
    assert ducking.height_db(Gap(0, frames_from_ms(LONG_MS + 20_000))) == 6


def test_it_is_up_at_both_ends_of_a_session() -> None:
    gaps = [Gap(0, 2 * SECOND, head=True), Gap(8 * SECOND, 10 * SECOND, tail=True)]
    gains = db(Ducking(6.0).gains(0, 10 * SECOND, gaps))
    assert gains[0] == pytest.approx(6, abs=0.01)
    assert gains[2 * SECOND - 1] == pytest.approx(0, abs=0.01)
    assert gains[-1] == pytest.approx(6, abs=0.01)


@given(st.lists(st.integers(1, 60_000), min_size=1, max_size=20), st.integers(4_000, 900_000))
def test_how_it_is_cut_does_not_change_it_and_it_never_jumps(cuts: list[int], length: int) -> None:
    gaps = [Gap(50_000, 50_000 + length)]
    ducking = Ducking(6.0)
    whole = ducking.gains(0, sum(cuts), gaps)
    pieces, start = [], 0
    for cut in cuts:
        pieces.append(ducking.gains(start, cut, gaps))
        start += cut
    assert np.array_equal(whole, np.concatenate(pieces))
    full = ducking.gains(0, 1_000_000, gaps)
    assert np.abs(np.diff(full)).max() < 5e-4
    assert full.min() >= 1.0
