from __future__ import annotations

from collections.abc import Callable

import pytest

from slowly.plan import Plan
from slowly.plan.cues import Utterance

PlanOf = Callable[..., Plan]


def said(plan: Plan) -> list[list[tuple[str, bool]]]:
    return [[(phrase.said, phrase.lean) for phrase in one.phrases] for one in plan.utterances]


def test_words_that_are_leaned_on_are_phrases_of_their_own(plan_of: PlanOf) -> None:
    assert said(plan_of("I was never *too much*, even then.")) == [
        [("I was never", False), ("too much,", True), ("even then.", False)]
    ]


def test_a_single_word_before_goes_with_them(plan_of: PlanOf) -> None:
    assert said(plan_of("You *may* rest.")) == [[("You may", True), ("rest.", False)]]


def test_a_part_at_another_rate_is_an_utterance_of_its_own(plan_of: PlanOf) -> None:
    plan = plan_of('You can stay (as long as you like)[rate:"slow"] in here.', pace_wpm=100)
    assert [(one.text, one.pace_wpm) for one in plan.utterances] == [
        ("You can stay", 100),
        ("as long as you like", 85),
        ("in here.", 100),
    ]


def test_the_innermost_rate_counts(plan_of: PlanOf) -> None:
    plan = plan_of('(One (two)[rate:"x-slow"] three.)[rate:"fast"]', pace_wpm=100)
    assert [round(one.pace_wpm) for one in plan.utterances] == [115, 70, 115]


def test_a_word_is_shown_as_written_and_said_as_told(plan_of: PlanOf) -> None:
    [one] = plan_of("Practise (metta){mett-uh} tonight.").utterances
    assert one.text == "Practise metta tonight."
    assert " ".join(phrase.said for phrase in one.phrases) == "Practise mett-uh tonight."
    assert one.words == 3


def test_the_header_says_how_words_are_pronounced_wherever_they_stand(plan_of: PlanOf) -> None:
    plan = plan_of("---\nsay: {metta: mett-uh, Siobhán: shivawn}\n---\n“Metta,” said Siobhán’s friend. Mettas.")
    spoken = [" ".join(phrase.said for phrase in one.phrases) for one in plan.utterances]
    assert spoken == ["“mett-uh,” said shivawn’s friend.", "Mettas."]


def test_several_words_said_as_one_stay_together(plan_of: PlanOf) -> None:
    text = "Walk for a while along the old grey harbour wall at (Saint John's on the Hill){sint jonz} if you like."
    [one] = plan_of(text, pace_wpm=60).utterances
    assert any(phrase.said.startswith("sint jonz") or " sint jonz" in phrase.said for phrase in one.phrases)
    assert " ".join(phrase.text for phrase in one.phrases) == one.text


@pytest.mark.parametrize(
    "text", ["a *b* (c){d} e.", '(a (b){c} *d*)[rate:"slow"] e *f*', "*a b. c d* e.", "> *a* (b){c}"]
)
def test_every_word_is_shown_once(plan_of: PlanOf, text: str) -> None:
    plan = plan_of(text)
    shown = " ".join(phrase.text for one in plan.utterances for phrase in one.phrases)
    assert shown == " ".join(one.text for one in plan.utterances)


def test_chapters_have_paces_and_voices_of_their_own(plan_of: PlanOf) -> None:
    text = "---\npace: 100\n---\n# A\nOne two.\n# B {pace=80 voice=silent}\nThree four.\n> Five six.\n"
    one, two, three = plan_of(text).utterances
    assert [(said.pace_wpm, said.voice) for said in (one, two, three)] == [(100, None), (80, "silent"), (68, "silent")]
    assert [said.pace_wpm for said in plan_of(text, pace_wpm=120).utterances] == [120, 96, pytest.approx(81.6)]
    assert plan_of(text, voice="en-us").voices == ()


def test_slow_lines_are_slower_than_what_stands_around_them(plan_of: PlanOf) -> None:
    for pace in (60, 75, 105, 160):
        plain, slow = plan_of("A plain line here.\n> A slow line here.", pace_wpm=pace).utterances
        assert slow.pace_wpm <= 0.86 * plain.pace_wpm
        assert isinstance(slow, Utterance)
        assert slow.slow
