from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from slowly.plan import Wishes, plan_script
from slowly.review import RULES, review
from slowly.review.language import is_imperative
from slowly.script import parse

SCRIPTS = sorted((Path(__file__).parents[2] / "scripts").glob("*.md"))
FILL = "There is a slow river outside, and a grey stone wall that runs beside it. [10s]\n" * 20
OUT, BACK = "You may stop whenever that is better. [4s]\n", "Come back to the room when you like. [4s]\n"


def rules(text: str, **wishes: float) -> list[tuple[str, int]]:
    script = parse(text, "test.md")
    plan = plan_script(script, Wishes(**wishes))  # type: ignore[arg-type]
    return [(remark.rule, remark.place.line) for remark in review(script, plan)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One small word.", []),
        ("word " * 21, [("long-line", 1)]),
        ("word " * 20, []),
        ("---\npace: natural\n---\nOne word.\nTwo words.", [("fast", 4)]),
        ("# A\nOne word.\n# B\n# C\nTwo words.", [("empty-chapter", 3)]),
        ("One word.\n…\nTwo words. — Three.", [("wordless", 2)]),
        ("One word.\n> —\nTwo words.", [("wordless", 2)]),
        ("You can see [4s].", []),
        ("See it at https://example.org/a?b=c if you like. [4s]", [("address", 1)]),
        ("There is www.example.org, me@example.org too.\nNot at 4@5 or a.b.", [("address", 1)]),
        ("{name}, you were loved. {walk} is here.", []),
        ("1. Notice your feet. [4s]", [("bare-imperative", 1)]),
        ("#A\nOne word.", [("heading", 1)]),
        ("It is number #1 of them.", []),
        ("# A\nOne word.\n# B\n[4s]", [("empty-chapter", 3)]),
        ("You might notice your feet. The floor is cold. It is a floor.", [("hurried", 1)]),
        ("You might notice your feet. The floor is cold. [4s] It is a floor.", []),
        ("You might notice your feet. [inhale 4s] Good.", []),
        ("Notice your feet. [4s]", [("bare-imperative", 1)]),
        ("Notice your feet, if you like. [4s]", []),
        ("You could sit. [4s]\nNotice your feet. [4s]", []),
        ("Let the door stay open. [4s]", []),
        ("> I am always calm.", [("absolute", 1)]),
        ("> I am not alone.", [("negated", 1)]),
        ("> I was never too much.", [("absolute", 1)]),
        ("> I may rest.", []),
        ("# A\n" + OUT + FILL + BACK, []),
        ("# A\n" + FILL + BACK, [("no-way-out", 2)]),
        ("# A\n" + OUT + FILL, [("no-way-back", 22)]),
        ("---\narc: sleep\n---\n# A\n" + OUT + FILL, []),
        ("---\nlanguage: de\n---\nNotice your feet.", []),
    ],
)
def test_each_rule_sees_what_it_is_for_and_nothing_else(text: str, found: list[tuple[str, int]]) -> None:
    assert rules(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "> I am not alone. <!-- allow negated: asked for by listeners -->",
        "<!-- allow negated: asked for by listeners -->\n\n> I am not alone.",
        "Hello.\n<!-- allow negated everywhere: asked for by listeners -->\n\n> I am here.\n> I am not alone.",
    ],
)
def test_a_writer_answers_a_warning_with_a_reason(text: str) -> None:
    assert rules(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "> I am not alone. <!-- allow negated -->",
        "> I am not alone. <!-- allow negated: -->",
        "> I am not alone. <!-- allow absolute: wrong rule -->",
        "<!-- allow negated: too far away -->\nHello.\n> I am not alone.",
    ],
)
def test_no_reason_or_another_rule_answers_nothing(text: str) -> None:
    assert [rule for rule, _ in rules(text)] == ["negated"]


def test_the_pace_the_listener_asks_for_is_looked_at() -> None:
    assert rules("One word.", pace_wpm=140) == [("fast", 1)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_our_own_scripts_have_an_answer_to_every_warning(path: Path) -> None:
    assert review(parse(path.read_text(encoding="utf-8"), path.name)) == []


def test_every_rule_is_named_once() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "text", ["Rest.\n", "<!-- allow hurried: x -->\nRest.\n", "<!-- allow hurried: x -->\n\n\n\nA.\n"]
)
def test_four_times_as_many_lines_take_about_four_times_as_long(text: str, growth: Callable[..., float]) -> None:
    scripts = {size: parse(text * size) for size in (500, 2_000)}
    plans = {size: plan_script(script) for size, script in scripts.items()}
    assert growth(lambda size: review(scripts[size], plans[size]), 500) < 9


def test_a_long_row_of_small_words_is_looked_at_once(growth: Callable[..., float]) -> None:
    assert growth(lambda size: is_imperative("and " * size * 20)) < 9
