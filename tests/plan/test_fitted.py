from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from slowly.errors import RequestError
from slowly.plan import Plan, estimated_ms, schedule
from slowly.plan.cues import Rest
from slowly.script.model import Guided
from slowly.units import frames_from_ms, ms_from_frames

PlanOf = Callable[..., Plan]
GRIEF = (Path(__file__).parents[2] / "scripts" / "grief.md").read_text(encoding="utf-8")
TEXT = """
You can sit, or lie down. [4s]
If you would rather stop, you can. [8s+]
In. [inhale 4s] Out. [exhale 6s]
Stay here a while. [5s!]
> I may rest.
That is all.
"""


def rests(plan: Plan) -> list[int]:
    lengths = [frames_from_ms(said.target_ms) for said in plan.utterances]
    return [round(ms_from_frames(at.frames)) for at in schedule(plan, lengths) if isinstance(at.cue, Rest)]


@pytest.mark.parametrize("minutes", [12, 14, 15, 20])
def test_a_session_is_exactly_as_long_as_wished(plan_of: PlanOf, minutes: int) -> None:
    plan = plan_of(GRIEF, length_ms=minutes * 60_000)
    assert estimated_ms(plan) == pytest.approx(minutes * 60_000, abs=10)


@pytest.mark.parametrize("minutes", [12, 15, 20])
def test_it_is_so_too_when_the_voice_takes_other_times_than_meant(plan_of: PlanOf, minutes: int) -> None:
    plan = plan_of(GRIEF, length_ms=minutes * 60_000)
    rng = random.Random(7)
    lengths = [frames_from_ms(said.target_ms * rng.uniform(0.9, 1.12)) for said in plan.utterances]
    end = list(schedule(plan, lengths))[-1].start
    assert ms_from_frames(end) == pytest.approx(minutes * 60_000, abs=10)


def test_the_words_keep_their_time(plan_of: PlanOf) -> None:
    now, then = plan_of(TEXT), plan_of(TEXT, length_ms=60_000)
    assert [said.target_ms for said in now.utterances] == [said.target_ms for said in then.utterances]


def test_slack_gives_first_and_exact_pauses_and_breaths_stay(plan_of: PlanOf) -> None:
    now = plan_of(TEXT)
    natural = estimated_ms(now)
    then = plan_of(TEXT, length_ms=round(natural) + 10_000)
    before, after = rests(now), rests(then)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if abs(old - new) > 1]
    assert len(changed) == 1
    assert changed[0][0] == 8_000
    assert 5_000 in after
    assert [cue.ms for cue in then.cues if isinstance(cue, Guided)] == [4_000, 6_000]


def test_there_is_still_room_to_say_a_line_back_when_it_is_short(plan_of: PlanOf) -> None:
    with pytest.raises(RequestError) as caught:
        plan_of("> I may rest before it is finished.\n> I am here.", length_ms=1_000)
    shortest = caught.value.message.split("it is from ")[1].split(" to ")[0]
    assert shortest > "0:10"


def test_what_cannot_be_reached_is_told_with_shortest_and_longest(plan_of: PlanOf) -> None:
    with pytest.raises(RequestError, match=r"cannot be 3:00:00 long.*from \d+:\d\d to \d+:\d\d") as caught:
        plan_of(GRIEF, length_ms=3 * 3_600_000)
    assert caught.value.exit_code == 2


def test_the_header_can_say_it(plan_of: PlanOf) -> None:
    plan = plan_of("---\nlength: 1m\n---\n" + TEXT)
    assert estimated_ms(plan) == pytest.approx(60_000, abs=10)
    assert estimated_ms(plan_of("---\nlength: 1m\n---\n" + TEXT, length_ms=70_000)) == pytest.approx(70_000, abs=10)
