from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.plan import Plan, estimated_ms, plan_script, schedule
from slowly.plan.cues import Echo, Rest, Utterance
from slowly.script import parse
from slowly.script.model import Guided
from slowly.units import LONGEST_MS, SAMPLE_RATE, Ms, frames_from_ms, ms_from_frames

PlanOf = Callable[..., Plan]


def cue_list(parts: list[int | str]) -> tuple[Rest | Utterance, ...]:
    return tuple(Rest(Ms(part)) if isinstance(part, int) else Utterance(part, (part,), 1, 100, 500.0) for part in parts)


PARTS = st.lists(st.one_of(st.integers(0, 20_000), st.just("word")), min_size=1, max_size=60)


@given(PARTS, st.lists(st.integers(0, 300_000), min_size=60, max_size=60), st.integers(0, 5_000))
def test_nothing_drifts_and_order_is_kept(parts: list[int | str], lengths: list[int], head_ms: int) -> None:
    plan = Plan("t", cue_list(parts), Ms(head_ms), Ms(0))
    placed = list(schedule(plan, lengths))
    frames, silence = 0, float(head_ms)
    own = iter(lengths)
    for part, place in zip(parts, placed, strict=False):
        assert abs(place.start - (frames + silence * SAMPLE_RATE / 1_000)) <= 0.5
        if isinstance(part, int):
            silence += part
        else:
            length = next(own)
            assert place.frames == length
            frames += length
    assert placed[-1].cue is None
    assert -0.5 <= placed[-1].start - (frames + silence * SAMPLE_RATE / 1_000) <= 441.5
    assert placed[-1].start % 441 == 0
    for before, after in itertools.pairwise(placed):
        assert before.end <= after.start


def test_an_hour_of_odd_gaps_is_exact_to_the_frame(plan_of: PlanOf) -> None:
    plan = Plan("t", cue_list(["word", 333] * 3_000), Ms(0), Ms(0))
    placed = list(schedule(plan, itertools.repeat(10_001)))
    start = placed[2 * 2_999].start
    assert start == 2_999 * 10_001 + frames_from_ms(2_999 * 333)


def test_an_echo_is_measured_from_the_line_that_was_spoken() -> None:
    echo = Rest(Ms(0), echo=Echo(1.2, Ms(800), utterances=2))
    gap = Rest(Ms(1_000), implied=True)
    cues = (*cue_list(["a"]), gap, *cue_list(["b"]), echo)
    placed = list(schedule(Plan("t", cues, Ms(0), Ms(0)), [44_100, 88_200]))
    line_ms = 1_000 + 1_000 + 2_000
    assert ms_from_frames(placed[3].frames) == pytest.approx(1.2 * line_ms + 800, abs=0.03)


def test_a_written_pause_that_is_longer_than_the_echo_counts() -> None:
    echo = Rest(Ms(60_000), echo=Echo(1.2, Ms(800)))
    placed = list(schedule(Plan("t", (*cue_list(["a"]), echo), Ms(0), Ms(0)), [44_100]))
    assert placed[1].frames == frames_from_ms(60_000)


def test_the_tail_takes_in_a_closing_pause_and_lets_a_bell_ring() -> None:
    plan = plan_script(parse("A. [1s]"))
    assert list(schedule(plan, [44_100]))[-1].start == frames_from_ms(plan.head_ms + 1_000 + plan.tail_ms)
    plan = plan_script(parse("A. [60s]"))
    assert list(schedule(plan, [44_100]))[-1].start == frames_from_ms(plan.head_ms + 1_000 + 60_000)
    plan = plan_script(parse("A. [bell]"))
    assert list(schedule(plan, [44_100]))[-1].start >= frames_from_ms(plan.head_ms + 1_000 + 12_000)


def test_guided_breaths_are_exact() -> None:
    placed = list(schedule(plan_script(parse("In. [inhale 4.25s] Out.")), [44_100, 44_100]))
    breath = next(place for place in placed if isinstance(place.cue, Guided))
    assert breath.start == placed[0].end
    assert breath.frames == pytest.approx(4.25 * SAMPLE_RATE, abs=1)


def test_a_voice_that_takes_a_little_longer_ends_no_session_of_nearly_twelve_hours() -> None:
    rests = [int(LONGEST_MS) // 600 - 1_000] * 600
    plan = Plan("t", cue_list([part for rest in rests for part in ("word", rest)]), Ms(0), Ms(0))
    assert LONGEST_MS - 400_000 < estimated_ms(plan) <= LONGEST_MS
    placed = list(schedule(plan, itertools.repeat(frames_from_ms(1_200))))
    assert len(placed) == len(plan.cues) + 1
    assert ms_from_frames(placed[-1].start) > LONGEST_MS


@given(st.integers(20_000, 200_000), st.integers(1, 200_000))
def test_a_loop_is_exactly_as_long_as_asked_for_and_cuts_no_line(until_ms: int, length: int) -> None:
    plan = Plan("t", cue_list(["word", 2_000]), Ms(500), Ms(1_000), until_ms=Ms(until_ms))
    placed = list(schedule(plan, itertools.repeat(length)))
    assert placed[-1].start == -(-frames_from_ms(until_ms) // 441) * 441
    for place in placed[:-1]:
        assert place.end <= placed[-1].start
        if isinstance(place.cue, Utterance):
            assert place.end + frames_from_ms(1_000) <= placed[-1].start


def test_the_echo_is_measured_from_what_is_said_of_a_line_not_from_what_is_written_between(
    plan_of: Callable[..., Plan],
) -> None:
    """Two sentences of a line with a breath, a pause or a bell between them leave the room that their words need."""
    second = 44_100

    def echo_ms(text: str) -> float:
        plan = plan_of(text + "\n\nAnd on.")
        placed = list(schedule(plan, [2 * second, 3 * second, second]))
        (rest,) = (each for each in placed if isinstance(each.cue, Rest) and each.cue.echo)
        return rest.frames * 1_000 / second

    assert echo_ms("> In. [inhale 4s] Out. [exhale 6s]") == pytest.approx(1.2 * 5_000 + 800)
    assert echo_ms("> May I be well [10s] and happy.") == pytest.approx(1.2 * 5_000 + 800)
    together = echo_ms("> I may rest. I may stay.")  # who says it back leaves the gap of a sentence, too
    assert 1.2 * 5_500 + 800 < together < 1.2 * 7_000 + 800
