from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.speech.fit import EASY_GAP_MS, EASY_STRETCH, LEAST_STRETCH, MOST_GAP_MS, MOST_STRETCH, UNHEARD, Fit, fit

NATURAL = st.floats(100, 20_000)
GAPS = st.integers(0, 12)


@given(NATURAL, GAPS, st.floats(0.3, 4.0))
def test_the_length_is_exact_wherever_the_stretch_allows(natural: float, gaps: int, ratio: float) -> None:
    target = natural * ratio
    fitted = fit(natural, gaps, target)
    assert LEAST_STRETCH <= fitted.stretch <= MOST_STRETCH
    assert 0 <= fitted.gap_ms <= MOST_GAP_MS
    if LEAST_STRETCH < fitted.stretch < MOST_STRETCH:
        assert fitted.length_ms(natural, gaps) == pytest.approx(target)


@given(NATURAL, st.integers(1, 12), st.floats(0.5, 4.0), st.floats(1.0, 2.0))
def test_more_time_is_never_less_room_or_less_length(natural: float, gaps: int, ratio: float, more: float) -> None:
    small, large = fit(natural, gaps, natural * ratio), fit(natural, gaps, natural * ratio * more)
    assert large.gap_ms >= small.gap_ms - UNHEARD * natural / gaps - 1e-6
    assert large.length_ms(natural, gaps) >= small.length_ms(natural, gaps) - 1e-6


def test_room_between_phrases_comes_before_stretching() -> None:
    assert fit(3_000, 1, 3_400).stretch == 1.0
    assert fit(3_000, 1, 3_000 + EASY_GAP_MS + 100).stretch == pytest.approx(1.033, abs=0.001)
    slow = fit(3_000, 1, 4_500)
    assert slow.stretch == pytest.approx(EASY_STRETCH)
    assert slow.gap_ms == pytest.approx(4_500 - 3_000 * EASY_STRETCH)


def test_a_stretch_nobody_would_hear_is_given_to_the_gaps() -> None:
    fitted = fit(3_000, 1, 3_000 + EASY_GAP_MS + 40)
    assert fitted == Fit(1.0, EASY_GAP_MS + 40)


def test_silence_takes_the_time_in_its_gaps() -> None:
    assert fit(0, 2, 1_000).gap_ms == 500
    assert fit(0, 0, 1_000).gap_ms == 0
