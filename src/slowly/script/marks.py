"""The marks in square brackets: one row each. To add a mark, add a row.

A row says how the mark is written, what it means, which text inside the brackets it takes, and what it becomes. The
table in the README is made from these rows, and so are the suggestions for a mark that nobody knows.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass

from slowly.nearest import did_you_mean
from slowly.script.layers import read_layers
from slowly.script.model import Ambient, Breaths, Give, Guided, Item, Pause, Phase, Place, Repeat, Strike
from slowly.units import Ms, parse_duration

MOST_TIMES = 1_000
"""Of breaths in one pause and of times in one repeat; a session of twelve hours has room for no more."""


@dataclass(frozen=True)
class Mark:
    """One row: a kind of mark."""

    names: tuple[str, ...]
    """What it may start with, for suggestions."""
    written: tuple[str, ...]
    """Examples, as an author writes them."""
    means: str
    inside: re.Pattern[str]
    """Matches the whole text between the brackets, blanks at the ends removed."""
    build: Callable[[re.Match[str], Place], Item]
    """Makes the item; raises ValueError with a sentence about what is wrong."""


def _pause(found: re.Match[str], place: Place) -> Pause:
    return Pause(parse_duration(found["duration"].strip(' "')), Give(found["give"] or ""), place)


def _breaths(found: re.Match[str], place: Place) -> Breaths:
    count = _count(found["count"] or "1", "breaths")
    return Breaths(count, Give(found["give"] or ""), place)


def _guided(found: re.Match[str], place: Place) -> Guided:
    duration = found["duration"].strip(' :"')
    if not duration:
        raise ValueError(f"[{found['phase']}] needs a length; write one like [{found['phase']} 4s]")
    ms = parse_duration(duration)
    if ms == 0:
        raise ValueError(f"[{found['phase']} {duration}] has no length")
    return Guided(Phase(found["phase"].lower()), Ms(ms), place)


def _strike(found: re.Match[str], place: Place) -> Strike:
    return Strike(found["sound"] or "bell", place)


def _ambient(found: re.Match[str], place: Place) -> Ambient:
    sound = found["sound"].strip(' :"')
    if not sound:
        raise ValueError("[ambient] needs a sound; write one like [ambient ocean], or [ambient off]")
    read_layers(sound)
    return Ambient(sound, place)


def _repeat(found: re.Match[str], place: Place) -> Repeat:
    times = found["times"].strip(' :"').removesuffix("times").removesuffix("x").strip()
    if not times.isascii() or not times.isdigit():
        raise ValueError("[repeat] needs a number of times; write one like [repeat 3]")
    return Repeat(_count(times, "times"), place)


def _count(digits: str, what: str) -> int:
    count = int(digits[:9])
    if not 1 <= count <= MOST_TIMES:
        raise ValueError(f"{digits[:9]} {what} is not from 1 to {MOST_TIMES:,}")
    return count


def _row(*names: str, written: tuple[str, ...], means: str, inside: str, build: Callable[..., Item]) -> Mark:
    return Mark(names, written, means, re.compile(inside, re.IGNORECASE), build)


MARKS: tuple[Mark, ...] = (
    _row(
        "breath", "breaths",
        written=("[breath]", "[3 breaths]"),
        means="a pause in the listener's own breaths",
        inside=r"(?:(?P<count>\d+)\s+)?breaths?\s*(?P<give>[+!]?)",
        build=_breaths,
    ),
    _row(
        "pause", "break",
        written=("[4s]", "[500ms]", "[1m30s]", "[8s+]", "[4s!]"),
        means="a pause. With + it takes the slack first when a length is asked for; with ! it never moves. "
        'Also written [pause 4s], [pause:4s], [break:"4s"] or <break time="4s"/>',
        inside=r"(?:(?:pause|break)\s*[: ]?\s*)?(?P<duration>\"?[\d.][^+!]*?)\s*(?P<give>[+!]?)\"?",
        build=_pause,
    ),
    _row(
        "inhale", "hold", "exhale",
        written=("[inhale 4s]", "[hold 2s]", "[exhale 6s]"),
        means="a guided breath, exactly as long as written",
        inside=r"(?P<phase>inhale|hold|exhale)\b(?P<duration>.*)",
        build=_guided,
    ),
    _row(
        "bell",
        written=("[bell]", "[bell bowl]"),
        means="a bell, or another sound from the sound library, ringing on under what follows",
        inside=r"bell(?:\s+(?P<sound>[\w-]+))?",
        build=_strike,
    ),
    _row(
        "ambient",
        written=("[ambient ocean]", "[ambient rain -22dB, bowl every 40-90s]", "[ambient off]"),
        means="the sound underneath crosses over to another, or to none",
        inside=r"ambient\b(?P<sound>.*)",
        build=_ambient,
    ),
    _row(
        "repeat",
        written=("[repeat 3]",),
        means="what stands just before is said three times in all: the line it ends; on a line of its own, the line "
        "above; after a blank line, the paragraph above. A pause alone is repeated with what it follows, and comments "
        "do not count",
        inside=r"repeat\b(?P<times>.*)",
        build=_repeat,
    ),
)  # fmt: skip


_SLIPS: tuple[tuple[str, str], ...] = (
    (r"\s*[xX✓✔]?\s*", "A box to tick cannot be heard; leave it out."),
    (r"\s*(?:(?:long|short|brief)\s+)?(?:pause|break|silence|wait)\s*", "Write how long: [pause 4s], or [4s]."),
    (r"\s*(\d+)\s*times\s*|\s*[x×]\s*(\d+)\s*", "To say something again, write [repeat {0}]."),
    (r"\s*(?:(?:pause|break)\s*:?\s*)?(\d+),(\d+)\s*(\w+)\s*[+!]?\s*", "Write it with a point: [{0}.{1}{2}]."),
    (r"\s*(?:(?:pause|break)\s*:?\s*)?(\d+):(\d\d)\s*[+!]?\s*", "Write minutes and seconds so: [{0}m{1}s]."),
    (
        r"\s*(?:(?:pause|break)\s*:?\s*)?\d+\s*\w{0,12}\s*(?:-|–|to)\s*(\d+)\s*(\w{1,12})\s*[+!]?\s*",
        "A pause has one length: [{0}{1}], or [{0}{1}+] where it may take up slack.",
    ),
    (r"\s*(?:breathe\s+in|inhale)\b\D*(\d+(?:\.\d+)?)\s*(?:s\w*)?\s*", "Write the breath so: [inhale {0}s]."),
    (r"\s*(?:breathe\s+out|exhale)\b\D*(\d+(?:\.\d+)?)\s*(?:s\w*)?\s*", "Write the breath so: [exhale {0}s]."),
    (
        r"\s*(?:silence|wait|rest|stay|quiet|pause)\b\D*(\d+(?:\.\d+)?)\s*([smh])\w*\s*",
        "A pause is written so: [{0}{1}].",
    ),
    (
        r"\s*(\d+(?:\.\d+)?)\s*([smh])[a-z]*\.?\s+(?:of\s+)?(?:silence|wait|rest|quiet|pause)\s*",
        "A pause is written so: [{0}{1}].",
    ),
    (r"\s*(name)\s*", "For a word that the listener fills in, write {{name}}."),
)
"""What people write between brackets that is no mark, and what they mean by it."""


class UnknownMarkError(ValueError):
    """No row takes this text. Its hint says what may have been meant, names the nearest mark, or lists them."""

    def __init__(self, inside: str) -> None:
        shown = inside if len(inside) <= 40 else inside[:39] + "…"
        super().__init__(f"[{shown}] is not a mark I know")
        self.hint = _slip_hint(inside)
        if self.hint is None:
            examples = ", ".join(mark.written[0] for mark in MARKS)
            near = _near(inside)
            self.hint = f"{near} " if near else ""
            self.hint += f"Marks are {examples}; words are spoken without brackets."


def read_mark(written: str, place: Place) -> Item:
    """The item that the text between two brackets stands for.

    Raises UnknownMarkError when it is none, and ValueError when it is one with something wrong in it.
    """
    inside = " ".join(written.split())
    for mark in MARKS:
        found = mark.inside.fullmatch(inside)
        if found:
            try:
                return mark.build(found, place)
            except ValueError as error:
                if _slip(inside, mark) or _slip_hint(inside):
                    raise UnknownMarkError(written) from error
                raise
    raise UnknownMarkError(written)


def _slip_hint(inside: str) -> str | None:
    """What to write for something that people are known to write."""
    for pattern, hint in _SLIPS:
        found = re.fullmatch(pattern, inside[:60], re.IGNORECASE)
        if found:
            return hint.format(*(group for group in found.groups() if group is not None))
    return None


def _near(inside: str) -> str | None:
    """A question that names the marks which a word between the brackets may have meant."""
    named = {name: mark.written[0] for mark in MARKS for name in mark.names}
    words = re.findall(r"[^\W\d_]{3,}", inside[:40])
    return next((said for said in (did_you_mean(word, named) for word in words) if said), None)


def _slip(inside: str, mark: Mark) -> bool:
    """Whether what looks like one mark is more likely another one, mistyped."""
    others = [name for other in MARKS if other is not mark for name in other.names]
    words = re.findall(r"[^\W\d_]+", inside[:40].lower())
    return any(word not in mark.names and difflib.get_close_matches(word, others, cutoff=0.8) for word in words)
