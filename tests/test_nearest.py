from __future__ import annotations

import pytest

from slowly.nearest import did_you_mean

THEMES = ["grief", "belonging", "survivor"]


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ("grif", "Did you mean grief?"),
        ("GRIEF", "Did you mean grief?"),
        ("surviver", "Did you mean survivor?"),
        ("long", "Did you mean belonging?"),
        ("xyz", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_offered(wrong: str, answer: str | None) -> None:
    assert did_you_mean(wrong, THEMES) == answer
