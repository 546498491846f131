from __future__ import annotations

import pytest

from slowly.errors import ScriptError
from slowly.script import parse, write
from slowly.script.model import Note


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("With *stars*, __lows__ and `code`", "With stars, lows and code"),
        ("With <!-- a note --> in it", "With in it"),
        ("5 * 3 and snake_case \\[x\\] \\*", "5 * 3 and snake_case [x] *"),
        ("For {name} &amp; me #", "For {name} & me"),
        ("C\\#", "C#"),
        ("~~Not~~ ==this==", "Not this"),
    ],
)
def test_a_title_is_shown_without_its_signs(written: str, title: str) -> None:
    script = parse(f"# {written}\nHello.")
    assert script.chapters[0].title == title
    assert parse(write(script)) == script


def test_a_comment_in_a_heading_is_kept_as_one() -> None:
    script = parse("# One <!-- allow empty-chapter: on purpose -->\n# Two\nHello.")
    assert next(item for line in script.lines for item in line.items) == Note("allow empty-chapter: on purpose")


@pytest.mark.parametrize(
    ("text", "column", "told"),
    [
        ("# Arriving [4s]", 12, "A mark in a heading does nothing. Put it on a line below"),
        ("# Bad [fooo] mark", 7, "A mark in a heading does nothing"),
        ("## The [guide](http://x.org)", 8, "Write its words alone: guide"),
        ("# One {pace: slow}", 7, "Write {pace=slow"),
        ("# One {pace=slow", 7, "Write {pace=slow"),
        ("# One {pace=slow} more", 7, "at the end of the heading"),
        ("# One } two", 7, "Write {pace=slow"),
        ("# One [ two", 7, "without its other"),
        ("# One {pace=warp}", 7, "not a pace"),
    ],
)
def test_what_does_nothing_in_a_heading_is_an_error_with_a_hint(text: str, column: int, told: str) -> None:
    with pytest.raises(ScriptError) as caught:
        parse(f"Hello.\n{text}\nThere.")
    assert told in str(caught.value)
    assert caught.value.at is not None
    assert (caught.value.at.line, caught.value.at.column) == (2, column)
