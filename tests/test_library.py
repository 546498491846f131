"""The scripts that ship, held to what a listener is promised of them."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from slowly.plan import estimated_ms, plan_script
from slowly.review import shared_phrases
from slowly.script import Script, read
from slowly.script.model import Arc, Strike

FOLDER = Path(__file__).parents[1] / "scripts"
THEMES = {path.stem: read(path) for path in sorted(FOLDER.glob("*.md"))}
MINUTES = {"say-this-slowly": (6, 10), "sleep": (20, 32), "pocket": (2.5, 3.6)}


@pytest.mark.parametrize("theme", THEMES)
def test_each_has_what_a_listener_needs(theme: str) -> None:
    script = THEMES[theme]
    titles = [chapter.title for chapter in script.chapters if chapter.title]
    assert script.header.theme == theme
    assert script.header.summary
    assert script.header.ambient
    assert titles[-1] == "Come back"
    assert len(titles) >= (3 if theme == "pocket" else 5)
    assert len(script.affirmations) >= (3 if theme == "pocket" else 6)
    low, high = MINUTES.get(theme, (8, 15))
    assert low <= estimated_ms(plan_script(script)) / 60_000 <= high


def test_they_have_an_order() -> None:
    assert sorted(script.header.track or 0 for script in THEMES.values()) == list(range(1, len(THEMES) + 1))


def test_sleep_ends_without_a_bell() -> None:
    script = THEMES["sleep"]
    assert script.header.arc is Arc.SLEEP
    assert not any(isinstance(item, Strike) for line in list(script.lines)[-20:] for item in line.items)


def test_no_sentence_and_no_phrase_stands_in_two_of_them() -> None:
    def sentences(script: Script) -> set[str]:
        return {say.text.lower() for line in script.lines for say in line.sentences if len(say.text.split()) > 2}

    for one, other in itertools.combinations(THEMES.values(), 2):
        assert not sentences(one) & sentences(other), (one.file, other.file)
    assert [remark.message for _, remark in shared_phrases(list(THEMES.values()))] == []
