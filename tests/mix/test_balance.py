from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.mix.balance import RISE_LU, SOFTEST_LU, UNDER_LU, balance, balance_of, speech_share
from slowly.plan import Plan, Wishes, plan_loop
from slowly.script import parse
from slowly.units import Ms


@given(st.floats(0.01, 1.0))
def test_the_bed_stays_under_the_gate_that_would_count_it(share: float) -> None:
    found = balance_of(share)
    highest = 10 ** (-(found.under_lu - found.rise_lu) / 10)
    mean = share + (1 - share) * highest
    assert highest < mean / 10 or found.under_lu == SOFTEST_LU


def test_with_ordinary_speech_the_bed_has_all_its_room() -> None:
    assert balance_of(0.5).under_lu == UNDER_LU
    assert balance_of(0.5).rise_lu == pytest.approx(RISE_LU, abs=1.0)


def test_the_less_is_said_the_softer_the_bed() -> None:
    unders = [balance_of(share).under_lu for share in (0.5, 0.1, 0.03, 0.01)]
    assert unders == sorted(unders)
    assert balance_of(1e-9).under_lu == SOFTEST_LU


def test_the_share_of_speech_is_taken_from_the_plan(plan_of: Callable[..., Plan]) -> None:
    talk, rest = (
        plan_of("word word word word\n" * 20, pace_wpm=60),
        plan_of("word word word word [60s]\n" * 20, pace_wpm=60),
    )
    assert speech_share(talk) == pytest.approx(4 / (4 + 2.56), abs=0.05)
    assert speech_share(rest) == pytest.approx(4 / 64, abs=0.01)
    assert balance(rest).under_lu > balance(talk).under_lu


def test_a_loop_is_as_its_round_is() -> None:
    plan = plan_loop(parse("word word word word"), gap_ms=Ms(12_000), for_ms=Ms(600_000), wishes=Wishes(pace_wpm=60))
    assert speech_share(plan) == pytest.approx(0.25, abs=0.02)


def test_a_sound_is_measured_once_however_often_it_is_written(plan_of: Callable[..., Plan]) -> None:
    asked: list[str] = []

    def swing_lu(sound: str) -> float:
        asked.append(sound)
        return 5.0 if sound == "sea" else 1.0

    lines = "\n".join(f"[ambient rain -{level}dB, sea] [2s] Rest." for level in range(20, 50))
    found = balance(plan_of(lines, breath_sound=True), swing_lu)
    assert sorted(asked) == ["rain", "sea"]
    assert found == balance(plan_of(lines), lambda _: 5.0)
