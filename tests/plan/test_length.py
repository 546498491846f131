from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.plan.length import Elastic, UnreachableError, fit_gaps


@st.composite
def gaps_and_total(draw: st.DrawFn) -> tuple[list[Elastic], int]:
    gaps = []
    for _ in range(draw(st.integers(1, 30))):
        ms = draw(st.integers(0, 30_000))
        rank = draw(st.integers(0, 2))
        gaps.append(Elastic(ms, ms * (2 + rank) // 8, ms * (7 - rank), rank))
    least, most = sum(gap.least_ms for gap in gaps), sum(gap.most_ms for gap in gaps)
    return gaps, draw(st.integers(least, most))


@given(gaps_and_total())
def test_the_sum_is_exact_and_every_bound_is_kept(case: tuple[list[Elastic], int]) -> None:
    gaps, total = case
    fitted = fit_gaps(gaps, total)
    assert sum(fitted) == total
    assert all(gap.least_ms <= ms <= gap.most_ms for gap, ms in zip(gaps, fitted, strict=True))


@given(gaps_and_total())
def test_a_longer_session_makes_no_gap_shorter(case: tuple[list[Elastic], int]) -> None:
    gaps, total = case
    most = sum(gap.most_ms for gap in gaps)
    for more in (1, 7, 1_000):
        if total + more <= most:
            assert all(
                now <= then for now, then in zip(fit_gaps(gaps, total), fit_gaps(gaps, total + more), strict=True)
            )


@given(gaps_and_total())
def test_what_was_longer_stays_longer_among_equals(case: tuple[list[Elastic], int]) -> None:
    gaps, total = case
    fitted = fit_gaps(gaps, total)
    for one, its in zip(gaps, fitted, strict=True):
        for other, their in zip(gaps, fitted, strict=True):
            if one.rank == other.rank and one.ms > other.ms + 1:
                assert its >= their


@given(gaps_and_total())
def test_a_rank_gives_only_when_all_before_it_have_given_everything(case: tuple[list[Elastic], int]) -> None:
    gaps, total = case
    fitted = fit_gaps(gaps, total)
    longer = total > sum(gap.ms for gap in gaps)
    moved = [gap.rank for gap, ms in zip(gaps, fitted, strict=True) if ms != gap.ms]
    for gap, ms in zip(gaps, fitted, strict=True):
        if moved and gap.rank < max(moved):
            assert ms == (gap.most_ms if longer else gap.least_ms)


def test_nothing_moves_where_nothing_has_to() -> None:
    assert fit_gaps([Elastic(4_000, 1_000, 9_000), Elastic(500, 0, 1_000, 1)], 4_500) == [4_000, 500]


@pytest.mark.parametrize("total", [999, 10_001])
def test_what_cannot_be_is_told_with_its_bounds(total: int) -> None:
    with pytest.raises(UnreachableError) as caught:
        fit_gaps([Elastic(4_000, 1_000, 9_000), Elastic(500, 0, 1_000, 1)], total)
    assert (caught.value.least_ms, caught.value.most_ms) == (1_000, 10_000)
