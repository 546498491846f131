"""Text in, Script out: the header, then the body line by line, then each line's words and marks.

Any text at all gives a Script or one ScriptError. A mark is never spoken: what stands in square brackets is a mark that
`slowly.script.marks` knows, or an error.
"""

from __future__ import annotations

import re
from pathlib import Path

from slowly.script.header import read_header
from slowly.script.heading import Heading, read_heading
from slowly.script.inline import read_line
from slowly.script.model import Chapter, Header, Line, Paragraph, Place, Script
from slowly.script.source import Source, level, load

_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*")
_QUOTE = re.compile(r"\s*(?:>\s?)+")
_BULLET = re.compile(r"\s*[-*+•]\s+(?=\S)")
_RULE = re.compile(r"\s*([-=_*~`])(?:\s*\1){2,}\s*")
_FENCE = re.compile(r"---\s*")


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
    if not _FENCE.fullmatch(source.lines[0]):
        return Header(), 1
    for number, line in enumerate(source.lines[1:], 2):
        if _FENCE.fullmatch(line) or line.rstrip() == "...":
            return read_header("\n".join(source.lines[1 : number - 1]), source, 2), number + 1
    raise source.error(
        "The header that opens here is never closed.", 1, 1, hint="End it with a line of three dashes: ---"
    )


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

    def take(self) -> None:
        """Take the next line, and with it the lines that a comment on it spans."""
        text = level(self.source.lines[self.line - 1])
        place = Place(self.line, 1)
        if "<!--" in text:
            text = self._to_comment_end(text)
        self.line += 1
        if not text.strip() or _RULE.fullmatch(text):
            self._end_paragraph()
        elif (heading := _HEADING.fullmatch(text)) is not None:
            self._end_chapter()
            self._heading = read_heading(heading[2] or "", place, text.rfind("{"), self.source)
            self._place = place
        else:
            line = self._read(text, place)
            if line.items:  # stars and the like alone are nothing
                self._lines.append(line)

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

    def _read(self, text: str, place: Place) -> Line:
        quote = _QUOTE.match(text)
        start = quote.end() if quote else 0
        bullet = _BULLET.match(text, start)
        start = bullet.end() if bullet else start
        return Line(tuple(read_line(text, start, place.line, self.source)), quote is not None, place)

    def _end_paragraph(self) -> None:
        if self._lines:
            self._paragraphs.append(Paragraph(tuple(self._lines)))
        self._lines = []

    def _end_chapter(self) -> None:
        self._end_paragraph()
        if self._heading is not None or self._paragraphs:
            own = self._heading or Heading(None)
            self._chapters.append(
                Chapter(own.title, tuple(self._paragraphs), own.pace_wpm, own.ambient, own.voice, self._place)
            )
        self._heading, self._paragraphs = None, []
