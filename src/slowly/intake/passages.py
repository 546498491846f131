"""Lines of a plain text, put together into paragraphs of one sentence to a line, with the headings it came with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from slowly.intake.captions import Raw
from slowly.intake.directions import read_direction
from slowly.intake.gathered import Gathered
from slowly.intake.inline import read_inline
from slowly.intake.lines import cut
from slowly.intake.model import Line, Mark, Note, Remark, Words
from slowly.intake.titles import title_of

_HEADING = re.compile(r"#{1,6}\s+(?P<title>\S.*)")
_RULE = re.compile(r"\s*([-=_*~])(?:\s*\1){2,}\s*")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_BULLET = re.compile(r"[-*+•·▪‣]\s+(?=\S)")
_QUOTE = re.compile(r"(?:>\s?)+")
_ENDS = re.compile(r"[.!?…:;][)\]\"'”’»]*\Z")
_PARAGRAPH = 160
"""Characters. Nobody breaks lines this late: such a line is a paragraph, with or without an empty line after it."""
_SHORT_PAUSES = frozenset(("2s", "2.5s", "3s", "3.5s"))


@dataclass
class Passage:
    """A paragraph on its way into the script."""

    lines: list[Line] = field(default_factory=list)
    title: str | None = None
    """The heading that stands before it."""
    named: bool = True
    """Whether the heading is the text's own, rather than a label made of what it says most."""


def read_passages(raws: list[Raw], remarks: list[Remark]) -> list[Passage]:
    """The paragraphs of a text, and what it has for headings. No pause but its own is in them."""
    reader = _Reader(raws, remarks)
    for index in range(len(raws)):
        reader.take(index)
    return reader.finish()


class _Reader:
    def __init__(self, raws: list[Raw], remarks: list[Remark]) -> None:
        self._raws, self._remarks = raws, remarks
        lengths = [len(raw.text) for raw in raws if raw.text]
        self._width = max(lengths, default=0)
        self._passages: list[Passage] = []
        self._lines: list[Line] = []
        self._unit: Gathered | None = None
        self._slow = False
        self._title: str | None = None
        self._last: Raw | None = None

    def take(self, index: int) -> None:
        """Take the next line."""
        raw = self._raws[index]
        text = raw.text
        if raw.speaker:
            self._end_passage()
            self._lines.append(Line((Note(raw.speaker),)))
        if not text or _RULE.fullmatch(text):
            self._end_passage()
            return
        title = self._heading(index)
        if title is not None:
            self._end_passage()
            if self._title is not None:
                self._passages.append(Passage(title=self._title))
            self._title = title
            return
        if text.isupper() and (marks := read_direction(text)):
            self._end_unit()
            self._lines.append(Line(tuple(map(Mark, marks))))
            return
        self._add(raw)

    def finish(self) -> list[Passage]:
        """All paragraphs."""
        self._end_passage()
        if self._title is not None:
            self._passages.append(Passage(title=self._title))
        return _settled(self._passages)

    def _add(self, raw: Raw) -> None:
        quote = None if raw.text.startswith(">>") else _QUOTE.match(raw.text)
        start = quote.end() if quote else len(raw.text) - len(raw.text.lstrip("> "))
        bullet = _BULLET.match(raw.text, start)
        start = bullet.end() if bullet else start
        text = raw.text[start:]
        if (
            raw.pause
            and self._unit is not None
            and self._last
            and not _ENDS.search(self._last.text)
            and text[:1].islower()
        ):
            self._unit.add(f"[{raw.pause}]", raw.place)
        elif raw.pause:
            self._end_unit()
            self._lines.append(Line((Mark(raw.pause),)))
            if raw.pause not in _SHORT_PAUSES:
                self._end_passage()
        if self._unit is None or bullet or (quote is not None) != self._slow or not self._wrapped(text):
            self._end_unit()
            self._unit, self._slow = Gathered(), quote is not None
        self._unit.add(text, raw.place._replace(column=raw.place.column + start))
        self._last = raw
        if not raw.loose and len(text) >= _PARAGRAPH and self._width > _PARAGRAPH and _ENDS.search(text):
            self._end_passage()

    def _wrapped(self, text: str) -> bool:
        """Whether a line goes on with the sentence of the line before it."""
        last = self._last
        if last is None or last.loose or text[:1].islower():
            return True
        if _ENDS.search(last.text):
            return False
        first = text.split(maxsplit=1)[0] if text.strip() else ""
        return 45 <= self._width <= 120 and len(last.text) + 1 + len(first) > self._width

    def _heading(self, index: int) -> str | None:
        text = self._raws[index].text
        if found := _HEADING.fullmatch(text):
            return found["title"].rstrip("# ") or None
        after = self._raws[index + 1].text if index + 1 < len(self._raws) else ""
        before = self._raws[index - 1].text if index else ""
        if self._raws[index].loose or before.strip() or len(text) > 80:
            return None
        if after and len(text) <= 80 and _UNDERLINE.fullmatch(after) and not _ENDS.search(text):
            return text
        is_last = not any(raw.text for raw in self._raws[index + 1 : index + 4])
        return None if after.strip() or is_last else title_of(text)

    def _end_unit(self) -> None:
        if self._unit is not None:
            lines = cut(read_inline(self._unit, self._remarks))
            self._lines.extend(line._replace(slow=self._slow) for line in lines)
        self._unit = None

    def _end_passage(self) -> None:
        self._end_unit()
        if self._lines:
            self._passages.append(Passage(self._lines, self._title))
            self._lines, self._title = [], None


def _settled(passages: list[Passage]) -> list[Passage]:
    """The paragraphs, with marks that stood on lines of their own taken to the end of the line before."""
    settled: list[Passage] = []
    last: list[Line] = []
    waiting: list[Mark] = []
    for passage in passages:
        lines: list[Line] = []
        for line in passage.lines:
            marks = [piece for piece in line.pieces if isinstance(piece, Mark) and piece.inside != "bell"]
            others = [piece for piece in line.pieces if not isinstance(piece, Mark) or piece.inside == "bell"]
            blank = all(isinstance(piece, Words) and not piece.text.strip() for piece in others)
            if marks and blank and last and (lines or not passage.title):
                waiting += marks
                continue
            _attach(last, waiting)
            lines.append(line)
            last, waiting = lines, []
        if lines or passage.title:
            settled.append(Passage(lines, passage.title))
    _attach(last, waiting)
    return settled


def _attach(lines: list[Line], marks: list[Mark]) -> None:
    if marks:
        lines[-1] = lines[-1].plus(*marks)


def all_lines(passages: list[Passage]) -> Iterator[Line]:
    """Every line of every paragraph."""
    return (line for passage in passages for line in passage.lines)
