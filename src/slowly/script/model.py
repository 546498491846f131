"""What a script is made of, as frozen values; times are milliseconds as the author wrote them.

A script holds chapters, a chapter paragraphs, a paragraph lines, and a line what is said and the marks between.
Places are left out of comparisons: two scripts are equal when they mean the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from slowly.script.mixing import AS_IT_IS, Mixing
from slowly.script.sentences import speaks
from slowly.units import Ms

PACES: dict[str, int] = {"natural": 130, "gentle": 105, "slow": 90, "slowest": 75}
"""Words per minute of speech alone, by name. Narrators of meditations keep to 80 to 120."""

SLOWEST_WPM, FASTEST_WPM = 60, 160


class Place(NamedTuple):
    """Where something stands in its file. A tuple, since a long script makes a hundred thousand of them."""

    line: int
    """From 1."""
    column: int
    """From 1; 0 is the line as a whole."""


NOWHERE = Place(0, 0)


class Way(StrEnum):
    """How some words of a sentence are said differently from the rest."""

    LEAN = "lean"
    """Leaned on."""
    SAID = "said"
    """Pronounced as other words would be, which are its value."""
    RATE = "rate"
    """At another speed; its value is one of RATES."""
    SLOT = "slot"
    """To be filled by the listener; its value is the slot's name."""


RATES: dict[str, float] = {"x-slow": 0.7, "slow": 0.85, "medium": 1.0, "fast": 1.15, "x-fast": 1.3}
"""The speeds of `(words)[rate:"slow"]`, as shares of the pace around them."""


@dataclass(frozen=True)
class Touch:
    """The words of a sentence from one character up to another, and what is special about them."""

    start: int
    end: int
    way: Way
    value: str = ""


@dataclass(frozen=True)
class Say:
    """One sentence to be spoken."""

    text: str
    place: Place = field(default=NOWHERE, compare=False)
    touches: tuple[Touch, ...] = ()
    """In rising order of their start, the longer first."""

    @property
    def has_words(self) -> bool:
        """Whether a voice has anything to say in it; signs that stand alone on their line are shown by nobody."""
        return speaks(self.text) or any(touch.way is Way.SAID for touch in self.touches)


class Give(StrEnum):
    """How a pause behaves when a session is fitted to a wished length."""

    ELASTIC = ""
    """May stretch and shrink."""
    SLACK = "+"
    """Takes the slack first."""
    EXACT = "!"
    """Never moves."""


@dataclass(frozen=True)
class Pause:
    """A silence the author asked for."""

    ms: Ms
    give: Give = Give.ELASTIC
    place: Place = field(default=NOWHERE, compare=False)


class Phase(StrEnum):
    """One part of a guided breath."""

    INHALE = "inhale"
    HOLD = "hold"
    EXHALE = "exhale"


@dataclass(frozen=True)
class Guided:
    """One part of a guided breath, exactly as long as written."""

    phase: Phase
    ms: Ms
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Breaths:
    """A pause of some of the listener's own breaths, in and out."""

    count: int
    give: Give = Give.ELASTIC
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Ambient:
    """From here on another bed lies underneath."""

    sound: str
    """Layers, or `off`."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Repeat:
    """What stands just before is said so many times in all: its line, or, alone after a blank line, its paragraph."""

    times: int
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Strike:
    """A bell, or another single sound from the sound library."""

    sound: str
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Note:
    """A comment to whoever edits the script; never spoken."""

    text: str
    place: Place = field(default=NOWHERE, compare=False)


Item = Say | Pause | Breaths | Guided | Strike | Ambient | Repeat | Note


@dataclass(frozen=True)
class Line:
    """One written line. A slow line, `> like this`, is said slowly and leaves room to say it back."""

    items: tuple[Item, ...]
    slow: bool = False
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def sentences(self) -> tuple[Say, ...]:
        """The spoken part of the line."""
        return tuple(item for item in self.items if isinstance(item, Say) and item.has_words)


@dataclass(frozen=True)
class Paragraph:
    """Lines with no blank line between them."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Chapter:
    """A heading and what stands under it. What comes before the first heading has no title."""

    title: str | None
    paragraphs: tuple[Paragraph, ...]
    pace_wpm: int | None = None
    ambient: str | None = None
    voice: str | None = None
    """What its heading asks for, for this chapter alone; None is what the header asks for."""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def is_notes(self) -> bool:
        """Whether nothing but comments stands in it."""
        return all(
            isinstance(item, Note) for paragraph in self.paragraphs for line in paragraph.lines for item in line.items
        )


class Arc(StrEnum):
    """How pace and gaps drift over a session."""

    LEVEL = "level"
    """Not at all."""
    SETTLE = "settle"
    """Slower and roomier, little by little."""
    SLEEP = "sleep"
    """The same and further, with no closing bell and a long fade."""


@dataclass(frozen=True)
class EchoRule:
    """The room to say a line back: so many times as long as the line took, and some."""

    times: float
    plus_ms: Ms


@dataclass(frozen=True)
class Header:
    """What a script says of itself. None is for the listener's settings, or slowly, to decide."""

    title: str | None = None
    theme: str | None = None
    summary: str | None = None
    author: str | None = None
    track: int | None = None
    """Its place among the themes of a library."""
    language: str | None = None
    pace_wpm: int | None = None
    """Words per minute of speech alone."""
    ambient: str | None = None
    """Layers, such as `rain` or `rain -20dB, bowl every 40-90s`; or `off`."""
    mix: Mixing = AS_IT_IS
    voice: str | None = None
    breath_ms: Ms | None = None
    """One breath, in and out."""
    echo: EchoRule | None = None
    """The room after each slow line."""
    arc: Arc | None = None
    length_ms: Ms | None = None
    """The length the whole session is fitted to."""
    say: tuple[tuple[str, str], ...] = ()
    """Words, and how to pronounce them."""
    names: tuple[tuple[str, str], ...] = ()
    """Slots, and what the listener is asked for."""
    places: tuple[tuple[str, Place], ...] = field(default=(), compare=False)
    """Where each key stands, for errors that are found later."""

    def place(self, key: str) -> Place:
        """Where a key stands in the file."""
        return dict(self.places).get(key, NOWHERE)


@dataclass(frozen=True)
class Script:
    """A whole script."""

    header: Header
    chapters: tuple[Chapter, ...]
    file: str = field(default="script", compare=False)
    """What to call it in errors: its path as the listener gave it."""
    source: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """The lines of the text, for errors that show one."""

    @property
    def lines(self) -> Iterator[Line]:
        """Every line of every chapter, in order."""
        return (line for chapter in self.chapters for paragraph in chapter.paragraphs for line in paragraph.lines)

    @property
    def title(self) -> str:
        """The title, or the nearest thing to one."""
        first = next((chapter.title for chapter in self.chapters if chapter.title), None)
        words = next((say.text for line in self.lines for say in line.sentences), "Untitled")
        return self.header.title or self.header.theme or first or (words if len(words) <= 60 else words[:59] + "…")

    @property
    def is_guided(self) -> bool:
        """Whether it is more than some lines of words: it has a chapter."""
        return any(chapter.title for chapter in self.chapters)

    @property
    def affirmations(self) -> tuple[Line, ...]:
        """The lines that are said slowly."""
        return tuple(line for line in self.lines if line.slow and line.sentences)
