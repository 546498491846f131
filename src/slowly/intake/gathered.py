"""Text gathered from several lines of a source, as one string in which every offset still knows its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from slowly.intake.model import Words
from slowly.script.model import NOWHERE, Place


class Gathered:
    """One paragraph of a source: its lines joined by blanks."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._places: list[Place] = []
        self._length = 0

    def add(self, text: str, place: Place) -> None:
        """Add a line, or a part of one, that begins at a place."""
        if self._parts:
            self._parts[-1] += " "
            self._length += 1
        self._starts.append(self._length)
        self._places.append(place)
        self._parts.append(text)
        self._length += len(text)

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)

    def place(self, offset: int) -> Place:
        """Where an offset stands in the source."""
        part = bisect_right(self._starts, offset) - 1
        if part < 0:
            return NOWHERE
        return Place(self._places[part].line, self._places[part].column + offset - self._starts[part])

    def words(self, start: int, end: int, *, leaned: bool = False) -> Iterator[Words]:
        """The words between two offsets, a piece for each line they come from."""
        part = max(bisect_right(self._starts, start) - 1, 0)
        while start < end:
            stop = self._starts[part + 1] if part + 1 < len(self._starts) else self._length
            stop = min(stop, end)
            text = self._parts[part][start - self._starts[part] : stop - self._starts[part]]
            if text:
                yield Words(text, leaned=leaned, place=self.place(start))
            start, part = max(stop, start + 1) if not text else stop, part + 1
