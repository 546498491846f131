"""The words and marks inside one line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from slowly.script.marks import UnknownMarkError, read_mark
from slowly.script.model import Item, Note, Place, Say
from slowly.script.sentences import split_sentences
from slowly.script.source import MOST_WORDS, Source, visible

_TOKEN = re.compile(
    r"""
      (?P<literal>(?:\\[!-/:-@\[-`{-~])+)      # a backslash makes the next sign an ordinary one
    | <!--(?P<note>.*?)-->
    | \[(?P<mark>[^\[\]]*)\]
    | (?P<loose>[\[\]])
    | (?<![\w*])\*{1,3}(?=[^\s*]) | (?<=[^\s*])\*{1,3}(?![\w*])     # emphasis: its stars are not spoken
    | (?<![\w])_{1,3}(?=[^\s_]) | (?<=[^\s_])_{1,3}(?![\w])
    | `+
    """,
    re.VERBOSE | re.DOTALL,
)


def read_line(text: str, start: int, line: int, source: Source) -> Iterator[Item]:
    """The items of one line from offset `start` on. A comment may carry the text over several lines of the source.

    A comment does not break the sentence it stands in; it comes after it. Raises ScriptError at the mark that is
    unknown, unclosed or in the middle of a word.
    """
    words = _Words()
    cursor = _Cursor(text, line)
    notes: list[Note] = []
    offset = start
    for count, token in enumerate(_TOKEN.finditer(text, start)):
        if count > MOST_WORDS:
            raise source.too_long()
        if offset < token.start():
            words.add(text[offset : token.start()], cursor.place(offset))
        offset = token.end()
        place = cursor.place(token.start())
        if token["literal"] is not None:
            words.add(token["literal"][1::2], place)
        elif token["note"] is not None:
            notes.append(Note(" ".join(token["note"].split()), place))
        elif token["mark"] is not None:
            yield from words.take()
            yield _mark(text, token, place, source)
        elif token["loose"] is not None:
            raise _loose(token["loose"], place, source)
    words.add(text[offset:], cursor.place(offset))
    yield from words.take()
    yield from notes


class _Cursor:
    """Turns offsets, asked for in rising order, into places; the text starts on `line` and may run over several."""

    def __init__(self, text: str, line: int) -> None:
        self._text, self._line, self._start, self._seen = text, line, 0, 0

    def place(self, offset: int) -> Place:
        while (newline := self._text.find("\n", self._seen, offset)) >= 0:
            self._line, self._start, self._seen = self._line + 1, newline + 1, newline + 1
        self._seen = offset
        return Place(self._line, offset - self._start + 1)


class _Words:
    """Words gathered between two marks, each piece with its place, to be cut into sentences."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._places: list[Place] = []
        self._length = 0

    def add(self, text: str, place: Place) -> None:
        if text:
            self._pieces.append(text)
            self._starts.append(self._length)
            self._places.append(place)
            self._length += len(text)

    def take(self) -> Iterator[Say]:
        """The sentences gathered so far; begins anew."""
        text, starts, places = "".join(self._pieces), self._starts, self._places
        self.__init__()  # type: ignore[misc]
        for offset, sentence in split_sentences(text):
            piece = bisect_right(starts, offset) - 1
            spoken = " ".join(visible(sentence).split())
            if spoken:
                yield Say(spoken, Place(places[piece].line, places[piece].column + offset - starts[piece]))


def _mark(text: str, token: re.Match[str], place: Place, source: Source) -> Item:
    before, after = text[max(token.start() - 1, 0) : token.start()], text[token.end() : token.end() + 1]
    if before.isalnum() and after.isalnum():
        raise source.error(
            "A mark stands in the middle of a word.", place.line, place.column, hint="Put a space before and after it."
        )
    try:
        return read_mark(token["mark"], place)
    except UnknownMarkError as error:
        raise source.error(f"{error}.", place.line, place.column, hint=error.hint) from error
    except ValueError as error:
        sentence = str(error)
        raise source.error(f"{sentence[:1].upper()}{sentence[1:]}.", place.line, place.column) from error


def _loose(sign: str, place: Place, source: Source) -> Exception:
    if sign == "[":
        return source.error("The mark that opens here is never closed.", place.line, place.column, hint="End it with ]")
    return source.error(
        "There is a ] here without a [ before it.",
        place.line,
        place.column,
        hint="Write \\] for a bracket in the text.",
    )
