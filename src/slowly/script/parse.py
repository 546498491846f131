"""Text in, Script out: the header, then the body line by line, then each line's words and marks.

Any text at all gives a Script or one ScriptError. A mark is never spoken: what stands in square brackets is a mark that
`slowly.script.marks` knows, or an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from slowly.script.header import find_header, is_fence, read_header
from slowly.script.heading import Heading, read_heading
from slowly.script.inline import read_line
from slowly.script.lead import has_lead, without_lead
from slowly.script.model import Chapter, Header, Line, Paragraph, Place, Script
from slowly.script.source import Source, level, load

_HEADING = re.compile(r" {0,3}#{1,6}(?=\s|$)")
_RULE = re.compile(r"\s*([-=_*~`])(?:\s*\1){2,}\s*|\s*(?:```+|~~~+)\s*[\w+#.-]*\s*")
_UNDERLINE = re.compile(r" {0,3}(?:={2,}|-{4,})\s*")
_TABLE_RULE = re.compile(r"[\s|:-]*\|[\s|:-]*")
_CELL_END = re.compile(r"\\.|\[[^\[\]]{0,200}\]|\|")
_COMMENT = re.compile(r"(?<!\\)<!--.*?-->", re.DOTALL)
_STAR = re.compile(r"\\.|(?<![\w*])\*{1,3}(?=[^\s*])|(?P<closes>(?<=[^\s*])\*{1,3}(?![\w*]))")

MOST_CELLS = 100
"""In a row of a table."""

LONGEST_GUESS = 40
"""Lines of what may be a header in the wrong place."""

FARTHEST_STAR = 8
"""Lines further down on which words that are leaned on may end."""


def read(path: Path) -> Script:
    """The script in a file. Raises StorageError when it cannot be read, ScriptError when it is not a script."""
    return _parse(load(path))


def parse(text: str, file: str = "script") -> Script:
    """The script in a text; `file` is what errors call it. Raises ScriptError."""
    return _parse(Source(file, text.removeprefix("\ufeff")).check())


def _parse(source: Source) -> Script:
    header, first = _header(source)
    body = _Body(source, first)
    while body.line <= len(source.lines):
        body.take()
    chapters = body.finish()
    script = Script(header, chapters, source.file, source.lines)
    if not any(line.sentences for line in script.lines):
        raise source.error(
            "There are no words to speak here.",
            min(first, len(source.lines)),
            hint="Write what you would like to hear, one sentence to a line.",
        )
    return script


def _header(source: Source) -> tuple[Header, int]:
    """The header and the line the body starts on."""
    found = find_header(source.lines)
    if found is None:
        return Header(), 1
    opens, closes = found
    if closes is None:
        raise source.error(
            "The header that opens here is never closed.", opens + 1, 1, hint="End it with a line of three dashes: ---"
        )
    return read_header("\n".join(source.lines[opens + 1 : closes]), source, opens + 2), closes + 2


def _open_comment(text: str, *, inside: bool) -> int | None:
    """The column of the comment still open at the end of a line: 0 if it opened on an earlier one, None if none is."""
    column, offset = 0, 0
    while True:
        if inside:
            end = text.find("-->", offset)
            if end < 0:
                return column
            inside, offset = False, end + 3
        start = text.find("<!--", offset)
        if start < 0:
            return None
        inside, column, offset = start == 0 or text[start - 1] != "\\", start + 1, start + 4


class _Body:
    """The part below the header, taken line by line into chapters and paragraphs."""

    def __init__(self, source: Source, first: int) -> None:
        self.source = source
        self.line = first
        self._heading: Heading | None = None
        self._place = Place(first, 0)
        self._chapters: list[Chapter] = []
        self._paragraphs: list[Paragraph] = []
        self._lines: list[Line] = []
        self._leaning = False
        """Words are leaned on over the end of a line."""

    def take(self) -> None:
        """Take the next line, and with it the lines that a comment on it spans."""
        raw = self.source.lines[self.line - 1]
        text = level(raw)
        place = Place(self.line, 1)
        if "<!--" in text:
            text = self._to_comment_end(text)
        self.line += 1
        bare = _COMMENT.sub(lambda note: " " * len(note[0]), text)
        notes = bare != text and text.lstrip().startswith("<!--")
        heading = _HEADING.match(bare, len(bare) - len(bare.lstrip()) if notes else 0)
        if heading is not None:
            self._begin_chapter(bare, heading.end(), place)
            self._note(text)
        elif not text.strip() or _RULE.fullmatch(bare):
            self._divide(bare, place)
            self._note(text)
        elif _TABLE_RULE.fullmatch(bare):
            self._note(text)
        else:
            self._say(text, bare, raw, place)

    def finish(self) -> tuple[Chapter, ...]:
        """All chapters, the last one included."""
        self._end_chapter()
        return tuple(self._chapters)

    def _to_comment_end(self, text: str) -> str:
        """The line, joined to the lines after it until every comment that opens on it has closed."""
        parts, opened, column = [text], self.line, _open_comment(text, inside=False)
        while column is not None:
            if self.line >= len(self.source.lines):
                raise self.source.error(
                    "The comment that opens here is never closed.", opened, column, hint="End it with -->"
                )
            self.line += 1
            parts.append(level(self.source.lines[self.line - 1]))
            still = _open_comment(parts[-1], inside=True)
            opened, column = (self.line, still) if still else (opened, None if still is None else column)
        return "\n".join(parts)

    def _begin_chapter(self, text: str, start: int, place: Place) -> None:
        """A heading whose title begins at an offset of its line, comments taken out."""
        title = text[start:].rstrip()
        closed = title.rstrip("#")
        if not closed or closed[-1].isspace():
            title = closed.rstrip()
        self._end_chapter()
        self._heading = read_heading(title, start, place, self.source)
        self._place = place

    def _divide(self, text: str, place: Place) -> None:
        """A blank line, a rule, or the row under the words of a heading."""
        lines = self._lines
        if _UNDERLINE.fullmatch(text) and len(lines) == 1 and lines[0].place.line == place.line - 1:
            above = level(self.source.lines[place.line - 2])
            if not has_lead(above) and _is_title(above, text):
                lines.clear()
                self._begin_chapter(above, 0, Place(place.line - 1, 1))
                return
        if is_fence(text) and _is_misplaced_header(self.source.lines, place.line - 1):
            hint = "Put it at the very top of the script, before everything else."
            raise self.source.error("This looks like a header, but stands too far down.", place.line, 1, hint=hint)
        self._end_paragraph()

    def _note(self, text: str) -> None:
        """The comments of a line that says nothing."""
        if "<!--" in text:
            only = []
            done = 0
            for note in _COMMENT.finditer(text):
                only += [" " * (note.start() - done), note[0]]
                done = note.end()
            items, _ = read_line("".join(only), self.line_of(text), self.source)
            if items:
                self._lines.append(Line(tuple(items), False, Place(self.line_of(text), 1)))

    def line_of(self, text: str) -> int:
        """The line on which a text, the last that was taken, begins."""
        return self.line - 1 - text.count("\n")

    def _say(self, text: str, bare: str, raw: str, place: Place) -> None:
        """A line that is said, or several: each cell of a table's row is one."""
        text, end, slow = without_lead(text, bare, raw)
        cells = _cells(bare, end)
        for start, stop in cells or [(0, len(text))]:
            items, self._leaning = read_line(
                text,
                place.line,
                self.source,
                start=start,
                stop=stop,
                leaning=self._leaning,
                closes_later=(lambda: False) if cells else self._closes_below,
            )
            if items:  # stars and the like alone are nothing
                self._lines.append(Line(tuple(items), slow, place))

    def _closes_below(self) -> bool:
        """Whether a line further down in the paragraph ends the words that are leaned on."""
        for line in self.source.lines[self.line - 1 : self.line - 1 + FARTHEST_STAR]:
            text = level(line)
            if not text.strip() or _HEADING.match(text) or _RULE.fullmatch(text):
                return False
            star = next((found for found in _STAR.finditer(text) if found[0][0] == "*"), None)
            if star is not None:
                return star["closes"] is not None
        return False

    def _end_paragraph(self) -> None:
        if self._lines:
            self._paragraphs.append(Paragraph(tuple(self._lines)))
        self._lines = []
        self._leaning = False

    def _end_chapter(self) -> None:
        self._end_paragraph()
        if self._heading is not None or self._paragraphs:
            own = self._heading or Heading(None)
            self._chapters.append(
                Chapter(own.title, tuple(self._paragraphs), own.pace_wpm, own.ambient, own.voice, self._place)
            )
        self._heading, self._paragraphs = None, []


def _is_title(words: str, underline: str) -> bool:
    """Whether words with a row of signs under them are a heading; a sentence with a row of dashes is none."""
    return "=" in underline or words.rstrip()[-1:] not in ".!?…,;:—"


def _is_misplaced_header(lines: Sequence[str], at: int) -> bool:
    """Whether a row of dashes, with words somewhere before it, opens what can only be meant as a header."""
    found = find_header(lines, at)
    if at == 0 or found is None or found[1] is None:
        return False
    inside = lines[at + 1 : found[1]]
    return len(inside) < LONGEST_GUESS and all(re.match(r"[\w-]+\s*:|\s|#|-\s|$", line) for line in inside)


def _cells(text: str, start: int) -> list[tuple[int, int]]:
    """Where the cells of a table's row begin and end; none where it is no row of one."""
    row = text.rstrip()
    if not text[start:].lstrip().startswith("|") or not row.endswith("|") or row.endswith("\\|"):
        return []
    ends = [found.start() for found in _CELL_END.finditer(row, start) if found[0] == "|"]
    return [(left + 1, right) for left, right in pairwise(ends)] if len(ends) <= MOST_CELLS else []
