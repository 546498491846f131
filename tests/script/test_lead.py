"""What stands before the words of a line, and what Markdown writes for the eye, is not said."""

from __future__ import annotations

import pytest

from slowly.errors import ScriptError
from slowly.script import parse
from slowly.script.model import Note, Say, Touch, Way


def said(text: str) -> list[tuple[str, bool]]:
    return [(say.text, line.slow) for line in parse(text).lines for say in line.sentences]


def titles(text: str) -> list[str | None]:
    return [chapter.title for chapter in parse(text).chapters]


@pytest.mark.parametrize("bullet", ["- ", "•\t", "▪ ", "● ", "→ ", "‣ ", "◦ ", "– ", "o\t", "\uf0b7\t", "· ", "- - "])
def test_bullets_typed_or_pasted(bullet: str) -> None:
    assert said(f"{bullet}Your feet.\n  {bullet}\tYour *hands*.") == [("Your feet.", False), ("Your hands.", False)]


@pytest.mark.parametrize(
    "text",
    [
        "> I may rest.",
        "- > I may rest.",
        "> - I may rest.",
        "<!-- c --> > I may rest.",
        "> <!-- a\nb --> > I may rest.",
    ],
)
def test_a_line_is_slow_whatever_stands_before_its_sign(text: str) -> None:
    script = parse(text)
    [line] = script.lines
    assert (line.sentences[0].text, line.slow) == ("I may rest.", True)
    place = line.sentences[0].place
    assert script.source[place.line - 1][place.column - 1 :] == "I may rest."


def test_numbers_of_a_list_are_said_with_their_line() -> None:
    assert said("1. Sit down.\n10. Rest. Now.\n2) Here.\n3. > I may.") == [
        ("1. Sit down.", False), ("10. Rest.", False), ("Now.", False), ("2) Here.", False), ("3. I may.", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["# T <!-- a\nb -->\nHi.", "<!-- c --> # T\nHi.", "T\n===\nHi.", "T\n-----\nHi.", "<!-- a\nb --> ## T ##\nHi."],
)
def test_comments_and_rows_of_signs_make_a_heading_none_the_less(text: str) -> None:
    assert titles(text) == ["T"]
    assert said(text) == [("Hi.", False)]
    notes = [item for line in parse(text).lines for item in line.items if isinstance(item, Note)]
    assert len(notes) == text.count("<!--")


@pytest.mark.parametrize(
    "text", ["One.\n-----\nTwo.", "One\n---\nTwo.", "- One\n-----\nTwo.", "Nought.\nOne\n===\nTwo."]
)
def test_a_row_under_what_is_no_title_divides(text: str) -> None:
    assert titles(text) == [None]
    assert said(text)[-2][0].startswith("One")


def test_rows_that_fence_code_are_not_said() -> None:
    assert said("```text\nOne.\n```\n~~~ python\nTwo.\n~~~") == [("One.", False), ("Two.", False)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A hard break\\\nnext", ["A hard break", "next"]),
        ("~~gone~~ and ==marked==, a == b, a~~b", ["gone and marked, a == b, a~~b"]),
        (
            "Hello&nbsp;there &mdash; x &amp; &#39;y&#39; &bogus; &#27; \\&amp;",
            ["Hello there — x & 'y' &bogus; &#27; &amp;"],
        ),
        ("2*3 and 2 * 3 and a*b", ["2*3 and 2 * 3 and a*b"]),
    ],
)
def test_signs_of_markdown_and_html_are_read_as_what_they_stand_for(text: str, words: list[str]) -> None:
    assert [text for text, _ in said(text)] == words


def leaned(text: str) -> list[list[str]]:
    items = [item for line in parse(text).lines for item in line.items if isinstance(item, Say)]
    return [[say.text[touch.start : touch.end] for touch in say.touches if touch.way is Way.LEAN] for say in items]


def test_stars_inside_words_and_over_lines() -> None:
    assert leaned("un*believ*able *word*s *“yes”*, no") == [["believ", "word", "“yes”"]]
    assert leaned("*This begins here\nand ends here.* Not this.") == [["This begins here"], ["and ends here."], []]
    assert leaned("*This is loose\n\nand ends not.*") == [[], []]
    assert leaned("*This is loose\nand *this* is not") == [[], ["this"]]


def test_a_pronunciation_may_be_given_to_a_sign_but_has_to_say_something() -> None:
    [say] = next(parse("(→){to}").lines).sentences
    assert say.touches == (Touch(0, 1, Way.SAID, "to"),)
    for text in ("(a){.}", "(a){ }", '(a)[sub:"…"]', "---\nsay: {a: …}\n---\na"):
        with pytest.raises(ScriptError):
            parse(text)
