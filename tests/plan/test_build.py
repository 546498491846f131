from __future__ import annotations

from collections.abc import Callable

import pytest

from slowly.errors import RequestError, ScriptError
from slowly.plan import Plan, estimated_ms, plan_script
from slowly.plan.cues import ChapterStart, Rest, Utterance
from slowly.plan.rhythm import AFTER_BELL_MS, CHAPTER_MS, LEAST_HEAD_MS, LINE_MS, PARAGRAPH_MS, SENTENCE_MS, gap_ms
from slowly.script import parse
from slowly.script.mixing import Mixing
from slowly.script.model import Give, Guided, Strike
from slowly.script.slots import fill
from slowly.units import Ms

PlanOf = Callable[..., Plan]


def between(plan: Plan) -> list[object]:
    """What stands between the first word and the last: gaps as milliseconds, the rest by kind."""
    shown: list[object] = []
    for cue in plan.cues:
        match cue:
            case Rest(echo=None):
                shown.append(cue.ms)
            case Rest():
                shown.append("echo")
            case Utterance():
                shown.append("say")
            case Guided():
                shown.append(str(cue.phase))
            case Strike():
                shown.append(cue.sound)
            case ChapterStart():
                shown.append(f"# {cue.title}")
    return shown


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Ah. So.", ["say", SENTENCE_MS, "say"]),
        ("Ah.\nSo.", ["say", LINE_MS, "say"]),
        ("Ah.\n\nSo.", ["say", PARAGRAPH_MS, "say"]),
        ("Ah.\n# T\nSo.", ["# Test", "say", CHAPTER_MS, "# T", "say"]),
        ("Ah. [4s] So.", ["say", 4_000, "say"]),
        ("Ah. [500ms]\n\nB.", ["say", 500, "say"]),
        ("Ah. [4s]\n[9s]\n[2s] So.", ["say", 9_000, "say"]),
        ("In. [inhale 4s] Out. [exhale 6s]\nB.", ["say", "inhale", "say", "exhale", "say"]),
        ("In. [exhale 6s] [8s]\nB.", ["say", "exhale", 8_000, "say"]),
        ("Ah. [bell] So.", ["say", SENTENCE_MS, "bell", AFTER_BELL_MS, "say"]),
        ("Ah. [bell] [7s] So.", ["say", SENTENCE_MS, "bell", 7_000, "say"]),
        ("> Ah.\n> So.", ["say", "echo", "say", "echo"]),
        ("[3s] A.", [3_000, "say"]),
        ("Ah. [12s]", ["say", 12_000]),
        ("Ah. [2s] b.", ["say", 2_000, "say"]),
    ],
)
def test_what_stands_between_two_sounds(plan_of: PlanOf, text: str, cues: list[object]) -> None:
    assert between(plan_of("---\ntitle: Test\n---\n" + text)) == cues


def test_a_pause_keeps_how_it_gives(plan_of: PlanOf) -> None:
    rests = [cue for cue in plan_of("Ah. [4s!] So. [9s+] Or. [3s] No.").cues if isinstance(cue, Rest)]
    assert [rest.give for rest in rests] == [Give.EXACT, Give.SLACK, Give.ELASTIC]


def test_an_echo_remembers_its_whole_line_and_a_longer_pause(plan_of: PlanOf) -> None:
    rest = next(cue for cue in plan_of("> Ah. So.\n[20s+]\nC.").cues if isinstance(cue, Rest) and cue.echo)
    assert rest.echo is not None
    assert (rest.echo.utterances, rest.ms, rest.give) == (2, 20_000, Give.SLACK)


def test_gaps_grow_as_the_pace_slows() -> None:
    assert gap_ms(1_000, 75) > gap_ms(1_000, 105) == 1_000 > gap_ms(1_000, 130)


def test_the_listener_wishes_over_the_script(plan_of: PlanOf) -> None:
    text = "---\npace: slow\nambient: rain\nvoice: a\n---\nHello there."
    own = plan_of(text)
    assert (own.utterances[0].pace_wpm, own.bed, own.voice) == (90, "rain", "a")
    other = plan_of(text, pace_wpm=120, ambient="off", voice="b")
    assert (other.utterances[0].pace_wpm, other.bed, other.voice) == (120, None, "b")
    assert other.head_ms < own.head_ms


def test_however_little_is_wished_before_the_first_word_a_moment_is_left(plan_of: PlanOf) -> None:
    assert plan_of("Hello there.", mixing=Mixing(head_ms=Ms(0))).head_ms == LEAST_HEAD_MS
    assert plan_of("Hello there.", mixing=Mixing(head_ms=Ms(70))).head_ms == 70


def test_a_session_of_more_than_twelve_hours_is_refused_before_anything_is_spoken(plan_of: PlanOf) -> None:
    with pytest.raises(ScriptError, match="more than twelve hours, the most a session can be") as caught:
        plan_of("Ah. [11h]\nB. [2h]\nC.")
    assert caught.value.at is not None
    assert (caught.value.at.line, caught.value.at.text) == (2, "B. [2h]")


def test_a_length_that_cannot_be_reached_is_told_where_it_was_asked_for(plan_of: PlanOf) -> None:
    text = "---\ntitle: Short\nlength: 30m\n---\nHello there."
    with pytest.raises(ScriptError, match="cannot be 30:00 long") as caught:
        plan_of(text)
    assert caught.value.at is not None
    assert (caught.value.at.line, caught.value.at.column) == (3, 9)
    with pytest.raises(RequestError, match="cannot be 20:00 long"):
        plan_of(text, length_ms=1_200_000)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Sit, or lie down. So.\n# One\nA.\n# Two\nB.", ["Sit, or lie down", "One", "Two"]),
        ("---\ntitle: Evening\n---\nSit.\n# One\nA.", ["Evening", "One"]),
        ("[bell] [4s]\n# One\nA.", ["One"]),
        (
            "You can sit, or you can lie down, or anything else at all.\n# One\nA.",
            ["You can sit, or you can lie down, or…", "One"],
        ),
        ("No heading at all.", []),
    ],
)
def test_what_comes_before_the_first_heading_does_not_take_its_name(
    plan_of: PlanOf, text: str, titles: list[str]
) -> None:
    assert [cue.title for cue in plan_of(text).cues if isinstance(cue, ChapterStart)] == titles


def test_a_slot_filled_with_a_sign_leaves_nothing_to_say() -> None:
    script = fill(parse("{name}."), {"name": "🌿"})
    with pytest.raises(ScriptError, match="no words"):
        plan_script(script)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("> Ah.\n[2s!]\nB.", (2_000, Give.EXACT, False)),
        ("> Ah. [2s!]\nB.", (2_000, Give.EXACT, False)),
        ("> Ah. [3s]\n[20s!]\nB.", (20_000, Give.EXACT, False)),
        ("> Ah.\n[1s]\nB.", (1_000, Give.ELASTIC, True)),
        ("> Ah.\n[breath!]\nB.", (8_000, Give.EXACT, False)),
    ],
)
def test_the_room_to_say_a_line_back_gives_way_to_an_exact_pause(
    plan_of: PlanOf, text: str, rest: tuple[int, Give, bool]
) -> None:
    [found] = [cue for cue in plan_of(text).cues if isinstance(cue, Rest)]
    assert (found.ms, found.give, found.echo is not None) == rest


def test_the_estimate_is_the_sum_of_what_was_meant(plan_of: PlanOf) -> None:
    plan = plan_of("One two three. [4s] Four five six.", pace_wpm=60)
    assert estimated_ms(plan) == pytest.approx(plan.head_ms + 6_000 + 4_000 + plan.tail_ms, abs=10)
