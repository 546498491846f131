"""Repeats: what a script says several times, written out, so that nothing after this has to know of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from slowly.errors import ScriptError, Spot
from slowly.script.model import Chapter, Item, Line, Paragraph, Repeat, Script
from slowly.script.source import MOST_WORDS

Said = TypeVar("Said", Line, Paragraph)


def written_out(script: Script) -> Iterator[Chapter]:
    """The chapters with every `[repeat]` carried out. Raises ScriptError where nothing stands before one."""
    for chapter in script.chapters:
        yield replace(chapter, paragraphs=tuple(_Writer(script).paragraphs(chapter.paragraphs)))


class _Writer:
    """Writes out one chapter, as far as twelve hours can hold."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._room = MOST_WORDS

    def paragraphs(self, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
        out: list[Paragraph] = []
        for paragraph in paragraphs:
            lines: list[Line] = []
            for line in paragraph.lines:
                lead = line.items[0] if line.items else None
                if isinstance(lead, Repeat) and not lines:
                    out += self._more(lead, out)
                    lines += self._line(replace(line, items=line.items[1:]), lines)
                else:
                    lines += self._line(line, lines)
            if lines:
                out.append(Paragraph(tuple(lines)))
        return out

    def _line(self, line: Line, before: Sequence[Line]) -> list[Line]:
        out: list[Line] = []
        items: list[Item] = []
        for item in line.items:
            if not isinstance(item, Repeat):
                items.append(item)
                continue
            if items:
                out.append(replace(line, items=tuple(items)))
                items = []
            out += self._more(item, out or before)
        if items:
            out.append(replace(line, items=tuple(items)))
        return out

    def _more(self, repeat: Repeat, before: Sequence[Said]) -> list[Said]:
        """The last of what stands before, as many times as it is still to be said."""
        if not before:
            hint = "Put it behind what is to be said again."
            raise self._error(repeat, "Nothing stands before this [repeat].", hint)
        last = before[-1]
        lines = last.lines if isinstance(last, Paragraph) else (last,)
        self._room -= repeat.times * sum(len(line.items) for line in lines)
        if self._room < 0:
            hint = "A session is at most twelve hours long."
            raise self._error(repeat, "With this repeat there are more words than twelve hours can hold.", hint)
        return [last] * (repeat.times - 1)

    def _error(self, repeat: Repeat, message: str, hint: str) -> ScriptError:
        line, column = repeat.place
        text = self._script.source[line - 1] if 0 < line <= len(self._script.source) else ""
        return ScriptError(message, hint=hint, at=Spot(self._script.file, line, column, text))
