"""Stage directions: what stands in brackets of any kind, and is meant for the reader rather than the listener.

One row for each sort. To read another habit, add a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from slowly.intake.amounts import NUMBER, UNIT, mark_for

LONGEST_DIRECTION = 80

_LONG = {"very long": "15s", "extended": "15s", "longer": "10s", "long": "8s", "short": "2s", "brief": "2s",
         "small": "2s", "quick": "2s", "slight": "2s", "tiny": "1s", "medium": "4s"}  # fmt: skip
_HOW = "|".join(sorted(_LONG, key=len, reverse=True))
_STILL = r"(?:pauses?|pausing|silence|stillness|breaks?|rests?|wait|beat|quiet)"
_AMOUNT = rf"(?P<number>{NUMBER})\s*-?\s*(?P<unit>{UNIT})?"
_ADJECTIVE = (
    r"(?:(?:deep|slow|long|full|gentle|soft|big|easy|nice|cleansing|normal|natural|quiet|single)(?:,| and)?\s+)"
)
_BELLS = r"(?:bells?|chimes?|gongs?|singing bowls?|tibetan bowls?|tingshas?)"

Found = re.Match[str]


class Direction(NamedTuple):
    """One row: what is written, and the marks it becomes; None when it is no direction after all."""

    written: str
    pattern: re.Pattern[str]
    marks: Callable[[Found], tuple[str, ...] | None]


def _amount(found: Found, otherwise: str = "4s") -> tuple[str, ...] | None:
    if not found["number"]:
        return (otherwise,)
    mark = mark_for(found["number"], found["unit"])
    return (mark,) if mark else None


def _pause(found: Found) -> tuple[str, ...] | None:
    return _amount(found, _LONG.get(found["how"] or "", "4s"))


def _breaths(found: Found) -> tuple[str, ...] | None:
    mark = mark_for(found["number"], "breaths") if found["number"] else "breath"
    return (mark,) if mark else None


def _phase(name: str, otherwise: str) -> Callable[[Found], tuple[str, ...] | None]:
    def marks(found: Found) -> tuple[str, ...] | None:
        length = _amount(found, otherwise)
        return (f"{name} {length[0]}",) if length and "breath" not in length[0] else None

    return marks


def _row(written: str, pattern: str, marks: Callable[[Found], tuple[str, ...] | None]) -> Direction:
    return Direction(written, re.compile(pattern), marks)


DIRECTIONS: tuple[Direction, ...] = (
    _row("pause · long pause · pause:3s · pause for 10 seconds",
         rf"(?:(?P<how>{_HOW})\s+)?{_STILL}(?:\s+(?:here|now|for))*(?:\s*[:=,–-]\s*|\s+)?[\"'“]?"
         rf"(?:(?:of|for|about|around|~)\s+)*(?:{_AMOUNT})?[\"'”]?", _pause),
    _row("3 second pause · one minute of silence", rf"{_AMOUNT}\s*(?:of\s+)?(?:(?:long|silent)\s+)?{_STILL}", _amount),
    _row("5s · 10 seconds", rf"(?P<number>{NUMBER})\s*-?\s*(?P<unit>{UNIT})", _amount),
    _row("a moment of silence", rf"(?:a\s+)?(?:few\s+)?moments?(?:\s+of\s+{_STILL})?", lambda _: ("6s",)),
    _row("bell · ring the bell · chime sounds",
         rf"(?:(?:ring|rings|sound|sounds|strike|sound of)\s+)?(?:(?:the|a|one|three|two)\s+)?(?:(?:soft|gentle|small"
         rf"|meditation"
         rf"|closing|opening)\s+)?{_BELLS}(?:\s+(?:rings?|sounds?|chimes?|ringing|sounding"
         rf"|tolls?))?", lambda _: ("bell",)),
    _row("deep breath · 3 breaths · take a breath",
         rf"(?:take\s+)?(?:(?P<number>{NUMBER})\s+)?{_ADJECTIVE}{{0,3}}breaths?", _breaths),
    _row("breathe", r"(?:just\s+)?breathe(?:\s+(?:slowly|deeply|here))?", lambda _: ("breath",)),
    _row("inhale 4s", rf"(?:inhale|breathe in|in-?breath)(?:\s*[:=]?\s*(?:for\s+)?{_AMOUNT})?", _phase("inhale", "4s")),
    _row("exhale 6s",
         rf"(?:exhale|breathe out|out-?breath)(?:\s*[:=]?\s*(?:for\s+)?{_AMOUNT})?", _phase("exhale", "6s")),
    _row("hold 4s", rf"hold(?:\s+(?:the|your)\s+breath)?(?:\s*[:=]?\s*(?:for\s+)?{_AMOUNT})?", _phase("hold", "2s")),
)  # fmt: skip

_NAMED = re.compile(rf"\b(?:{_STILL}|{_BELLS}|breaths?)\b")
_SOUNDS = re.compile(
    r"(?:.{0,30}\b)?(?:music|applause|laughter|laughs?|laughing|chuckles?|sighs?|coughs?|inaudible|crosstalk|birdsong"
    r"|birds|silence|noise|sound|sounds|singing|speaks?|speaking|foreign|instrumental|♪)\b.{0,30}"
)
_BREAK = re.compile(r"<\s*break\b[^<>]{0,80}?\b(?:time|strength)\s*=\s*[\"']?\s*(?P<value>[\w.-]{1,12})", re.IGNORECASE)

BREAKS: dict[str, str | None] = {
    "none": None, "x-weak": "250ms", "weak": "500ms", "medium": "1s", "strong": "2s", "x-strong": "4s",
}  # fmt: skip
"""How long each strength of a break is. None is no break at all."""


def read_direction(inside: str, *, alone: bool = True) -> tuple[str, ...] | None:
    """The insides of the marks that a stage direction stands for, or None when it is not one that is known.

    In the middle of a sentence, where `alone` is false, "(ten minutes)" is more likely to be part of it.
    """
    if len(inside) > LONGEST_DIRECTION:
        return None
    text = " ".join(inside.lower().strip(" .!…*_").split())
    if not alone and not _NAMED.search(text):
        return None
    for row in DIRECTIONS:
        found = row.pattern.fullmatch(text)
        if found:
            return row.marks(found)
    return None


def read_break(tag: str) -> str | None:
    """The inside of the mark for a `<break …>`; None when it is not one, or is no pause."""
    found = _BREAK.match(tag)
    if not found:
        return "1s" if re.match(r"<\s*break\s*/?\s*>", tag, re.IGNORECASE) else None
    value = found["value"].lower()
    if value in BREAKS:
        return BREAKS[value]
    length = re.fullmatch(r"(\d{1,6}(?:\.\d{1,3})?)(ms|s)", value)
    return mark_for(length[1], length[2]) if length else None


def names_a_sound(text: str) -> bool:
    """Whether it is a note about what can be heard, such as Music or Laughter."""
    return len(text) <= LONGEST_DIRECTION and _SOUNDS.fullmatch(text.lower()) is not None
