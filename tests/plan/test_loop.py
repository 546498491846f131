from __future__ import annotations

import itertools

import pytest

from slowly.errors import RequestError, ScriptError
from slowly.plan import Plan, Wishes, plan_loop, plan_slowly, schedule
from slowly.plan.cues import Rest, Utterance
from slowly.script import parse
from slowly.units import LONGEST_MS, Ms, frames_from_ms, ms_from_frames


def loop(text: str, *, gap: int | None = 6_000, length: int = 60_000, pace: int | None = 90) -> Plan:
    return plan_loop(
        parse(text), gap_ms=Ms(gap) if gap is not None else None, for_ms=Ms(length), wishes=Wishes(pace_wpm=pace)
    )


def test_a_line_comes_round_with_the_gap_between() -> None:
    plan = loop("I was never too much.")
    placed = [
        place for place in schedule(plan, itertools.repeat(frames_from_ms(plan.utterances[0].target_ms))) if place.cue
    ]
    lines = [place for place in placed if isinstance(place.cue, Utterance)]
    assert len(lines) == 6
    for before, after in itertools.pairwise(lines):
        assert ms_from_frames(after.start - before.end) == pytest.approx(6_000, abs=0.03)


def test_a_pace_is_that_of_the_lines_themselves() -> None:
    assert loop("I was never too much.", pace=90).utterances[0].pace_wpm == 90
    assert loop("I was never too much.", pace=None).utterances[0].pace_wpm < 105


def test_without_a_gap_there_is_room_to_say_it_back() -> None:
    rest = loop("I may rest.", gap=None).cues[-1]
    assert isinstance(rest, Rest)
    assert rest.echo is not None


def test_of_a_theme_what_it_says_slowly_is_looped() -> None:
    plan = loop("# One\nNot this.\n> This.\n\n> And this.")
    assert [said.text for said in plan.utterances] == ["This.", "And this."]


def test_a_theme_that_says_nothing_slowly_is_told() -> None:
    with pytest.raises(RequestError, match="nothing to be said slowly"):
        loop("# One\nNot this.")


def test_too_short_a_loop_is_told() -> None:
    with pytest.raises(RequestError, match="too short"):
        loop("I was never too much.", length=2_000)


def test_what_stands_before_the_first_line_counts_as_well() -> None:
    for before in ("[5m]", "[inhale 5m]"):
        with pytest.raises(RequestError, match="one line takes 5:0"):
            loop(f"{before} I was never too much.")


@pytest.mark.parametrize("gap", [None, 6_000, 60_000])
@pytest.mark.parametrize("words", ["I may rest.", "I may rest. [inhale 50s]", "I may rest. [9m] [bell]"])
def test_even_the_longest_loop_is_exactly_as_long_as_asked_for(words: str, gap: int | None) -> None:
    plan = loop(words, gap=gap, length=LONGEST_MS)
    placed = list(schedule(plan, itertools.repeat(frames_from_ms(plan.utterances[0].target_ms))))
    assert ms_from_frames(placed[-1].start) == LONGEST_MS
    sounds = [place for place in placed[:-1] if not isinstance(place.cue, Rest)]
    assert ms_from_frames(sounds[-1].end) <= LONGEST_MS - plan.tail_ms


def test_all_of_a_theme_once_is_capped_too() -> None:
    with pytest.raises(ScriptError, match="most a session can be"):
        plan_slowly(parse("One. [11h]\nTwo. [2h]"), Wishes())


@pytest.mark.parametrize("gap", [0, 700, 30_000, 500_000])
def test_nothing_of_a_loop_reaches_beyond_its_end_not_even_a_gap(gap: int) -> None:
    plan = loop("I may rest.", gap=Ms(gap), length=Ms(600_000))
    placed = list(schedule(plan, itertools.repeat(44_100)))
    assert ms_from_frames(placed[-1].start) == 600_000
    assert max(each.end for each in placed) == placed[-1].start
