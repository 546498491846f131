"""A script that was made from something else, pointing at the places of what it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from slowly.errors import ScriptError, Spot
from slowly.script.model import NOWHERE, Item, Line, Paragraph, Place, Script
from slowly.script.source import Source


class Origin:
    """Where each line of a script came from."""

    def __init__(self, source: Source, places: Sequence[Place]) -> None:
        self._source = source
        self._places: list[Place] = []
        """For each line the place of its words, or of the last words before it."""
        last = NOWHERE
        for place in places:
            last = place if place.line else Place(last.line, 0)
            self._places.append(last)

    def script(self, made: Script) -> Script:
        """The script, every place of it in the source."""
        return replace(
            made,
            header=replace(made.header, places=()),
            chapters=tuple(
                replace(
                    chapter,
                    paragraphs=tuple(Paragraph(tuple(map(self._line, each.lines))) for each in chapter.paragraphs),
                    place=self._place(chapter.place),
                )
                for chapter in made.chapters
            ),
            source=self._source.lines,
        )

    def error(self, made: ScriptError) -> ScriptError:
        """An error of the script, told of the source."""
        line, column = self._place(Place(made.at.line, made.at.column)) if made.at else NOWHERE
        text = self._source.lines[line - 1] if 0 < line <= len(self._source.lines) else ""
        return ScriptError(made.message, hint=made.hint, at=Spot(self._source.file, line, column, text))

    def _line(self, line: Line) -> Line:
        items: tuple[Item, ...] = tuple(replace(item, place=self._place(item.place)) for item in line.items)
        return replace(line, items=items, place=self._place(line.place))

    def _place(self, made: Place) -> Place:
        return self._places[made.line - 1] if 0 < made.line <= len(self._places) else NOWHERE
