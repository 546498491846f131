from __future__ import annotations

import re

import pytest

from slowly.script import parse
from slowly.script.model import Note, Say


class Heard:
    """What a script made by an import says, and what it keeps unsaid."""

    def __init__(self, script: str) -> None:
        self.script = parse(script)
        self.lines = [" ".join(say.text for say in line.sentences) for line in self.script.lines if line.sentences]
        self.slow = [" ".join(say.text for say in line.sentences) for line in self.script.affirmations]
        self.titles = [chapter.title for chapter in self.script.chapters if chapter.title]
        items = [item for line in self.script.lines for item in line.items]
        self.notes = [item.text for item in items if isinstance(item, Note)]
        said = [touch.value for item in items if isinstance(item, Say) for touch in item.touches]
        self.everything = " ".join([*self.lines, *self.notes, *self.titles, *said, self.script.header.title or ""])

    def lost(self, source: str) -> set[str]:
        """The words of a source that are nowhere."""
        return set(words(source)) - set(words(self.everything))


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


@pytest.fixture(scope="session")
def heard() -> type[Heard]:
    return Heard
