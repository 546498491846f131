"""What an import is made of: the pieces of a line, the blocks of a script, and what there is to tell about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from slowly.script.model import NOWHERE, Place


class Kind(StrEnum):
    """What a text turned out to be."""

    SCRIPT = "script"
    """Already ours."""
    TRANSCRIPT = "transcript"
    """Plain words: a talk, captions, notes."""
    SSML = "ssml"
    """The speech markup of the W3C."""
    SPEECH_MARKDOWN = "speech_markdown"
    CUES = "cues"
    """Plain words with pauses written among them, as `[pause:3s]` or `(pause)`."""


@dataclass(frozen=True)
class Remark:
    """Something the writer should know about one place of the source. Line and column count from 1."""

    line: int
    column: int
    what: str


@dataclass(frozen=True)
class Imported:
    """A script made from something else."""

    script: str
    """In our format, ready to be saved and played."""
    kind: Kind
    report: tuple[Remark, ...]
    """What was left out, guessed or made up, in the order of the source."""
    places: tuple[Place, ...] = ()
    """Where the words of each line of the script stand in the source; NOWHERE where that is not known."""


class Words(NamedTuple):
    """Words to be spoken. A tuple, since a long talk makes a hundred thousand of them."""

    text: str
    leaned: bool = False
    rate: str | None = None
    """One of slow's names, x-slow to x-fast, or None for the pace of the whole."""
    alias: str | None = None
    """What is said instead of what is written."""
    place: Place = NOWHERE

    def part(self, start: int, end: int) -> Words:
        """The words between two offsets, in the same manner."""
        return self._replace(text=self.text[start:end], place=Place(self.place.line, self.place.column + start))

    @property
    def style(self) -> tuple[bool, str | None, str | None]:
        """How they are said; neighbours of one style are written as one."""
        return self.leaned, self.rate, self.alias


class Mark(NamedTuple):
    """A mark of ours: what stands between its square brackets."""

    inside: str


class Note(NamedTuple):
    """A comment: kept for whoever edits the script, never spoken."""

    text: str


Piece = Words | Mark | Note


class Line(NamedTuple):
    """One line of the script to be."""

    pieces: tuple[Piece, ...]
    slow: bool = False
    """Said slowly, with room to say it back."""

    @property
    def text(self) -> str:
        """The words alone."""
        return " ".join("".join(piece.text for piece in self.pieces if isinstance(piece, Words)).split())

    @property
    def place(self) -> Place:
        """Where its first word stands in the source."""
        words = next((piece for piece in self.pieces if isinstance(piece, Words) and piece.text.strip()), None)
        if words is None or not words.place.line:
            return NOWHERE
        return words.part(len(words.text) - len(words.text.lstrip()), len(words.text)).place

    @property
    def ends_in_mark(self) -> bool:
        """Whether a mark is the last thing on it."""
        return next((isinstance(piece, Mark) for piece in reversed(self.pieces) if not isinstance(piece, Note)), False)

    def plus(self, *pieces: Piece) -> Line:
        """The line with more at its end."""
        return self._replace(pieces=(*self.pieces, *pieces))


class Heading(NamedTuple):
    """A heading: shown, never spoken."""

    title: str


class Gap(NamedTuple):
    """The end of a paragraph."""


Block = Line | Heading | Gap


@dataclass(frozen=True)
class Draft:
    """A script before it is written down."""

    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()
    title: str | None = None
    summary: str | None = None
    pace: str = "gentle"
    language: str | None = None
    notes: tuple[str, ...] = field(default=())
    """Comments about the whole."""
