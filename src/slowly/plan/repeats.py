"""Repeats: what a script says several times, written out, so that nothing after this has to know of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from slowly.errors import ScriptError, Spot
from slowly.script.model import Chapter, Guided, Item, Line, Note, Paragraph, Repeat, Say, Script, Strike
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
        """The paragraphs, with what is repeated as often as it is said."""
        out: list[Paragraph] = []
        for paragraph in paragraphs:
            lines: list[Line] = []
            for line in paragraph.lines:
                lead = next((item for item in line.items if not isinstance(item, Note)), None)
                if isinstance(lead, Repeat) and not any(_does_something(before) for before in lines):
                    out += [Paragraph(tuple(lines))] if lines else []
                    out += self._more(lead, out, [])
                    rest = tuple(item for item in line.items if item is not lead)
                    lines = self._line(replace(line, items=rest), [])
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
            out += self._more(item, before, out)
        if items:
            out.append(replace(line, items=tuple(items)))
        return out

    def _more(self, repeat: Repeat, before: Sequence[Said], near: Sequence[Said]) -> list[Said]:
        """The last of what stands before that does something, with what follows it, as often as still to be said."""
        again = _tail(near)
        if not again:
            again = _tail(before)
            again += near if again else []
        if not again:
            hint = "Put it behind what is to be said again."
            what = "Nothing" if all(_is_notes(one) for one in (*before, *near)) else "Only a pause"
            raise self._error(repeat, f"{what} stands before this [repeat].", hint)
        again = [one for one in again if not _is_notes(one)]
        self._room -= repeat.times * sum(len(line.items) for one in again for line in _lines(one))
        if self._room < 0:
            hint = "A session is at most twelve hours long."
            raise self._error(repeat, "With this repeat there are more words than twelve hours can hold.", hint)
        return again * (repeat.times - 1)

    def _error(self, repeat: Repeat, message: str, hint: str) -> ScriptError:
        line, column = repeat.place
        text = self._script.source[line - 1] if 0 < line <= len(self._script.source) else ""
        return ScriptError(message, hint=hint, at=Spot(self._script.file, line, column, text))


def _lines(one: Line | Paragraph) -> tuple[Line, ...]:
    return one.lines if isinstance(one, Paragraph) else (one,)


def _tail(before: Sequence[Said]) -> list[Said]:
    """The last that does something, and what follows it; nothing where there is none."""
    last = next((at for at in reversed(range(len(before))) if _does_something(before[at])), None)
    return [] if last is None else list(before[last:])


def _does_something(one: Line | Paragraph) -> bool:
    """Whether something is heard or breathed in it; a pause alone belongs to what stands before it."""
    return any(
        isinstance(item, Guided | Strike) or (isinstance(item, Say) and item.has_words)
        for line in _lines(one)
        for item in line.items
    )


def _is_notes(one: Line | Paragraph) -> bool:
    return all(isinstance(item, Note) for line in _lines(one) for item in line.items)
