from __future__ import annotations

from collections.abc import Callable

import pytest

from slowly.errors import ScriptError
from slowly.plan import Plan
from slowly.plan.cues import Rest

PlanOf = Callable[..., Plan]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One. [repeat 3] Two.", "One. One. One. Two."),
        ("One. Two. [repeat 2]", "One. Two. One. Two."),
        ("One.\nTwo.\n[repeat 2]\nThree.", "One. Two. Two. Three."),
        ("One.\nTwo.\n\n[repeat 2]\n\nThree.", "One. Two. One. Two. Three."),
        ("One. [repeat 2]\n\n[repeat 2]", "One. One. One. One."),
        ("> One.\n> Two. [repeat 3]", "One. Two. Two. Two."),
        ("One. [repeat 1]", "One."),
        ("# A\nOne.\n# B\nTwo. [repeat 2]", "One. Two. Two."),
        ("One. [REPEAT: 2 times]", "One. One."),
        ("One.\nTwo.\n<!-- note -->\n[repeat 2]", "One. Two. Two."),
        ("One.\n\n<!-- note -->\n\n[repeat 2]", "One. One."),
        ("One.\n<!-- a --> [repeat 2]", "One. One."),
        ("One.\n[4s]\n[repeat 3]\nTwo.", "One. One. One. Two."),
        ("One.\n\n[4s]\n\n[repeat 2]", "One. One."),
        ("One.\n\n[4s]\n[repeat 2] Two.", "One. One. Two."),
        ("One.\n[4s] [repeat 2]", "One. One."),
        ("One.\n—\n[repeat 2]", "One. One."),
    ],
)
def test_what_stands_just_before_is_said_again(plan_of: PlanOf, text: str, said: str) -> None:
    assert " ".join(one.text for one in plan_of(text).utterances) == said


def test_each_time_leaves_room_to_say_it_back(plan_of: PlanOf) -> None:
    plan = plan_of("> I may rest. [repeat 3]")
    assert len([cue for cue in plan.cues if isinstance(cue, Rest) and cue.echo]) == 3


def test_pauses_inside_are_repeated_too(plan_of: PlanOf) -> None:
    plan = plan_of("One. [4s] [repeat 3] Two.")
    assert [cue.ms for cue in plan.cues if isinstance(cue, Rest)] == [4_000] * 3


def test_a_pause_on_its_own_line_is_repeated_with_what_it_follows(plan_of: PlanOf) -> None:
    plan = plan_of("One.\n[4s]\n[repeat 3]\n[inhale 4s]\n[repeat 2]\nTwo.")
    kinds = [type(cue).__name__ if not isinstance(cue, Rest) else cue.ms for cue in plan.cues]
    assert kinds == [*["Utterance", 4_000] * 3, "Guided", "Guided", "Utterance"]


def test_a_pause_alone_is_nothing_to_repeat(plan_of: PlanOf) -> None:
    with pytest.raises(ScriptError, match="Only a pause stands before"):
        plan_of("[4s]\n[repeat 2]\nOne.")


@pytest.mark.parametrize("text", ["[repeat 2] One.", "# A\nOne.\n# B\n[repeat 2]\nTwo."])
def test_nothing_to_repeat_is_an_error_with_its_place(plan_of: PlanOf, text: str) -> None:
    with pytest.raises(ScriptError, match="Nothing stands before") as caught:
        plan_of(text)
    assert caught.value.at is not None
    assert "[repeat 2]" in caught.value.at.text


@pytest.mark.parametrize("text", ["a. [repeat 1000000]", "a. [repeat 0]", "a. [repeat]", "a. [repeat x]"])
def test_a_repeat_is_a_number_of_times(plan_of: PlanOf, text: str) -> None:
    with pytest.raises(ScriptError):
        plan_of(text)


def test_repeats_within_repeats_do_not_fill_the_memory(plan_of: PlanOf) -> None:
    with pytest.raises(ScriptError, match="twelve hours"):
        plan_of("a b. [repeat 900]\n\n[repeat 900]\n\n[repeat 900]")
