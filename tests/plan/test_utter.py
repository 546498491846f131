from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slowly.errors import ScriptError
from slowly.plan import Plan, plan_script
from slowly.plan.cues import Utterance
from slowly.plan.phrases import LONGEST_PHRASE
from slowly.script import parse

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


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ('(Breathe)[rate:"slow"].', [["Breathe."]]),
        ('(Breathe)[rate:"slow"]. (— )[rate:"fast"] Rest.', [["Breathe."], ["— Rest."]]),
        ("I am *here* —", [["I am", "here —"]]),
        ("*Rest* — *now*.", [["Rest — now."]]),
        ("« *Oui* » … —", [["« Oui » … —"]]),
        ("“ - - word - - - - - - ” and more of it", [["“ - - word - - - and more of it"]]),
        ("Rest now 🌿, 👨\u200d👩\u200d👧 love ❤️.", [["Rest now , love ."]]),
        ("Breathe 4-7-8 for 5–10 minutes.", [["Breathe 4 7 8 for 5 10 minutes."]]),
        ("H~2~O, C:\\\\path, un*believ*able, 2*3 and a * b", [["H2O, C: path,"], ["unbelievable,"], ["2*3 and a b"]]),
        ("Hello\ue000there.", [["Hellothere."]]),
        ("(metta){mett-uh}s and (metta){mett-uh}.", [["mett-uhs and mett-uh."]]),
        ("(→){to} go", [["to go"]]),
        ("① Sit. ❷Rest ⑳.", [["1 Sit."], ["2Rest 20."]]),
    ],
)
def test_nothing_is_said_that_is_only_for_the_eye(plan_of: PlanOf, text: str, phrases: list[list[str]]) -> None:
    found = [phrase.said for one in plan_of(text, pace_wpm=105).utterances for phrase in one.phrases]
    assert found == [said for one in phrases for said in one]


def test_what_is_shown_stays_as_it_was_written(plan_of: PlanOf) -> None:
    text = "Rest—now 🌿 . . . and 4-7-8—“yes”… —"
    [one] = plan_of(text, pace_wpm=60).utterances
    assert one.text == text
    assert "".join(phrase.text for phrase in one.phrases).replace(" ", "") == text.replace(" ", "")


def test_several_words_of_the_header_are_said_as_one(plan_of: PlanOf) -> None:
    header = '---\nsay: {"loving kindness": luving, loving: x, "a b c": d}\n---\n'
    plan = plan_of(header + "(Loving Kindness), loving kindness’s, loving, kindness. A b d a b c!")
    spoken = [" ".join(phrase.said for phrase in one.phrases) for one in plan.utterances]
    assert spoken == ["(luving), luving’s, x, kindness.", "A b d d!"]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        (
            "---\nlanguage: zh\n---\n> 我从来不是负担，我只是需要安全，现在我可以休息了。",
            ["我从来不是负担，", "我只是需要安全，", "现在我可以休息了。"],
        ),
        ("---\nlanguage: ja\n---\n> 山、川、「海」、そして空。", ["山、川、", "「海」、そして空。"]),
        (
            "It was not your fault—it was never your fault at all.",
            ["It was not your fault—", "it was never your fault at all."],
        ),
    ],
)
def test_what_is_written_without_blanks_is_cut_at_its_signs(plan_of: PlanOf, text: str, phrases: list[str]) -> None:
    [one] = plan_of(text, pace_wpm=90).utterances
    assert [phrase.text for phrase in one.phrases] == phrases


@pytest.mark.parametrize(
    "text", ["wort " * 2_000, "我" * 3_000, "(a){bcd}" * 1_000, "a" + "—" * 3_000, "a" + " ." * 3_000]
)
def test_no_phrase_is_longer_than_an_engine_bears(plan_of: PlanOf, text: str) -> None:
    [one] = plan_of(f"---\nlanguage: de\n---\n{text}").utterances
    assert max(len(phrase.said) for phrase in one.phrases) <= LONGEST_PHRASE
    assert "".join(phrase.text for phrase in one.phrases).replace(" ", "") == one.text.replace(" ", "")


SNIPPETS = st.sampled_from(
    ["[4s]", "*", "_", "**", ".", "...", " . ", "—", " — ", "…", "!", "“", "”", "«", "»", "|", "\n| a | ", "\n|---|\n",
     '(a)[rate:"slow"]', "(", ")", "(a){b}", "(❤){love}", "(.)[emphasis]", ')[rate:"fast"]', "🌿", "❤️", "&", "+",
     "5%", "{name}",
     "word", " ", "\n", "\n\n", "> ", "- ", "1. ", "你好。", "，", "\ufe0f", "\u200d", "\ue000", "&amp;", "~~",
     "\\*", "`"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(st.one_of(SNIPPETS, st.text(max_size=3)), max_size=25).map("".join)))
@settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_phrase_is_without_a_letter_or_a_digit(plan_of: PlanOf, text: str) -> None:
    try:
        plan = plan_of(text)
    except ScriptError:
        return
    assert plan.utterances
    for one in plan.utterances:
        assert one.phrases
        for phrase in one.phrases:
            assert any(sign.isalnum() for sign in phrase.said)
            assert phrase.said == phrase.said.strip()
        shown = "".join(phrase.text for phrase in one.phrases)
        assert "".join(shown.split()) == "".join(one.text.split())


@pytest.mark.parametrize(
    "make",
    [
        lambda n: '(a)[rate:"slow"] ' * n,
        lambda n: "(a){b} " * n,
        lambda n: "*a* b " * n,
        lambda n: "{name} " * n,
        lambda n: "a" + " —" * n,
        lambda n: "a [repeat 2]\n" * n,
    ],
    ids=range(6),
)
def test_four_times_as_much_takes_about_four_times_as_long(
    make: Callable[[int], str], growth: Callable[..., float]
) -> None:
    scripts = {size: parse(make(size)) for size in (500, 2_000)}
    assert growth(lambda size: plan_script(scripts[size]), 500) < 9
