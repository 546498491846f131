from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from slowly.plan import Plan
from slowly.plan.cues import Rest
from slowly.script.model import Arc, Guided, Strike

PlanOf = Callable[..., Plan]
END = "Out. [exhale 6s] [4s!]\nStay a while. [bell]"
TEXT = "[bell]\n" + "You may rest here for as long as you like. [5s]\n" * 40 + END


def test_settling_slows_down_little_by_little(plan_of: PlanOf) -> None:
    plan = plan_of(TEXT, pace_wpm=110, arc=Arc.SETTLE)
    paces = [said.pace_wpm for said in plan.utterances]
    assert paces == sorted(paces, reverse=True)
    assert paces[0] == pytest.approx(110, abs=1)
    assert paces[-1] == pytest.approx(86, abs=1)
    assert max(a - b for a, b in itertools.pairwise(paces)) < 1.5
    for said in plan.utterances[:40]:
        assert said.words / said.target_ms * 60_000 == pytest.approx(said.pace_wpm, rel=0.08)


def test_pauses_grow_and_what_is_exact_stays(plan_of: PlanOf) -> None:
    plan = plan_of(TEXT, arc=Arc.SETTLE)
    written = [cue.ms for cue in plan.cues if isinstance(cue, Rest) and not cue.implied]
    assert written[1:40] == sorted(written[1:40])
    assert written[38] > 1.7 * 5_000
    assert 4_000 in written
    assert [cue.ms for cue in plan.cues if isinstance(cue, Guided)] == [6_000]


def test_sleep_has_no_closing_bell_and_a_long_fade(plan_of: PlanOf) -> None:
    plan = plan_of(TEXT, arc=Arc.SLEEP)
    assert len([cue for cue in plan.cues if isinstance(cue, Strike)]) == 1
    assert plan.tail_ms == 60_000


def test_it_never_goes_under_the_slowest_pace(plan_of: PlanOf) -> None:
    assert min(said.pace_wpm for said in plan_of(TEXT, pace_wpm=62, arc=Arc.SLEEP).utterances) >= 60


def test_the_header_can_say_it_and_an_option_wins(plan_of: PlanOf) -> None:
    header = "---\narc: sleep\n---\n"
    assert plan_of(header + TEXT).tail_ms == 60_000
    assert plan_of(header + TEXT, arc=Arc.LEVEL).tail_ms < 60_000
