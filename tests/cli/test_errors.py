from __future__ import annotations

import unicodedata

import pytest

from slowly.cli.errors import describe
from slowly.errors import ScriptError, Spot


def pointed(text: str, column: int) -> tuple[str, int]:
    """The line as it is shown, and how far in the caret stands."""
    _, shown, caret = describe(ScriptError("No.", at=Spot("a.md", 1, column, text))).split("\n")
    return shown.removeprefix("    "), caret.index("^") - 4


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u00a0b [", "a b ["),
        ("a\u200bb\u2060c [", "a b c ["),
        ("a\u202fb\u3000c\t[", "a b c ["),
        ("a\x07 [", "a\ufffd ["),
        ("❤️ love [", "❤ love ["),
    ],
)
def test_blanks_of_any_kind_are_shown_as_blanks(text: str, shown: str) -> None:
    assert pointed(text, text.index("[") + 1)[0] == shown


@pytest.mark.parametrize(
    "text",
    ["abc [", "❤️ love [", "👨\u200d👩\u200d👧 [", "शांति में [", "你好 [", "e\u0301te\u0301 [", "a\u00a0b\u200bc ["],
)
def test_the_caret_stands_under_its_column(text: str) -> None:
    shown, caret = pointed(text, text.index("[") + 1)
    wide = {"W", "F"}
    before = shown[: shown.index("[")]
    marks = sum(unicodedata.category(sign) in ("Mn", "Me") for sign in before)
    assert caret == len(before) - marks + sum(unicodedata.east_asian_width(sign) in wide for sign in before)


def test_a_place_that_is_nowhere_in_the_file_is_the_file() -> None:
    assert describe(ScriptError("No.", at=Spot("a.txt", 0))) == "slowly: a.txt: No."
