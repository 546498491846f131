from __future__ import annotations

from slowly.review import shared_phrases
from slowly.script import parse


def shared(*texts: str) -> list[tuple[str, int, str]]:
    scripts = [parse(text, f"{number}.md") for number, text in enumerate(texts, 1)]
    return [(script.file, remark.place.line, remark.message) for script, remark in shared_phrases(scripts)]


def test_a_phrase_is_told_once_where_it_comes_again() -> None:
    found = shared("The old grey harbour wall is warm.", "Hello.\nThe old grey harbour wall is warm.")
    assert found == [("2.md", 2, "“the old grey harbour wall” stands in 1.md too")]


def test_within_one_script_a_refrain_is_free() -> None:
    assert shared("The old grey harbour wall.\nThe old grey harbour wall.") == []


def test_small_words_in_a_row_are_no_phrase() -> None:
    assert shared("You could have been there for it, friend.", "And you could have been there for it.") == []


def test_four_words_are_no_phrase_and_marks_do_not_hide_one() -> None:
    assert shared("old grey harbour wall", "old grey harbour wall") == []
    assert len(shared("The *old* grey harbour wall.", "the old (grey){gray} Harbour wall")) == 1


def test_a_writer_answers_it_with_a_reason() -> None:
    text = "The old grey harbour wall."
    assert shared(text, f"<!-- allow shared: a refrain of the series -->\n{text}") == []
