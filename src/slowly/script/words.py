"""Words gathered between two marks, cut into sentences that know where they stand and which of them are special."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from slowly.script.model import Place, Say, Touch, Way
from slowly.script.sentences import speaks, split_sentences
from slowly.script.source import INVISIBLE

Range = tuple[int, int, Way, str]
"""From one character of a text up to another, and what is special about them."""

_CLOSING = re.compile(r"(?:[.!?…,;:)\]\"'”’»“‘。！？、，；]+(?=\s|$))?(?:\s+[.!?,;:](?=\s|$))*")
"""Signs that close what stands before them; in French with a blank between."""


class Words:
    """Words of one line, piece by piece, each with its place."""

    def __init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._places: list[Place] = []
        self._touches: list[Range] = []
        self._hidden: list[int] = []
        self.length = 0
        """Characters so far; what touch() and hide() count in."""

    def add(self, text: str, place: Place) -> None:
        """More words; `place` is where the first character stands. What cannot be seen or heard is left out."""
        offset = 0
        for unseen in (*INVISIBLE.finditer(text), None):
            end = unseen.start() if unseen else len(text)
            if end > offset:
                self._pieces.append(text[offset:end])
                self._starts.append(self.length)
                self._places.append(Place(place.line, place.column + offset))
                self.length += end - offset
            offset = unseen.end() if unseen else end

    def hide(self, at: int) -> None:
        """What was added at `at` was one sign, and is not to be spoken after all."""
        self._pieces[bisect_right(self._starts, at) - 1] = ""
        self._hidden.append(at)

    def touch(self, start: int, way: Way, value: str = "") -> None:
        """What was added from `start` on is to be said in a way of its own."""
        self._touches.append((start, self.length, way, value))

    def take(self, *, goes_on: bool) -> tuple[str, list[Say]]:
        """The sentences gathered so far, with single blanks; begins anew.

        Where it `goes_on` behind a mark, the signs that stand right after it come first: they close what was said
        before, as in `Breathe in [4s].`
        """
        hidden = sorted(self._hidden)

        def now(offset: int) -> int:
            return offset - bisect_left(hidden, offset)

        text, places = "".join(self._pieces), self._places
        starts = [now(start) for start in self._starts]
        touches = sorted((now(start), -now(end), way, value) for start, end, way, value in self._touches)
        self._begin()
        closing = _CLOSING.match(text) if goes_on else None
        begin = closing.end() if closing else 0
        signs = " ".join(text[:begin].split())
        return signs if not signs or text[0] == signs[0] else f" {signs}", list(
            _says(text, begin, places, starts, touches)
        )


def _says(text: str, begin: int, places: list[Place], starts: list[int], touches: list[Range]) -> Iterator[Say]:
    """The sentences of a text from an offset on, each with its place and its touches."""
    near: list[Range] = []
    first = 0
    for after, sentence in split_sentences(text[begin:]):
        offset = begin + after
        spoken, moved = _spaced(sentence)
        end = offset + len(sentence)
        while first < len(touches) and touches[first][0] < end:
            start, stop, way, value = touches[first]
            near.append((start, -stop, way, value))
            first += 1
        near = [touch for touch in near if touch[1] > offset]
        own = [
            (moved[max(low - offset, 0)], moved[min(high, end) - offset], way, value) for low, high, way, value in near
        ]
        piece = bisect_right(starts, offset) - 1
        place = Place(places[piece].line, places[piece].column + offset - starts[piece])
        yield Say(spoken, place, _tidy(spoken, own))


def _spaced(sentence: str) -> tuple[str, list[int]]:
    """A sentence with single blanks, and where each of its characters, and its end, has gone."""
    out: list[str] = []
    moved: list[int] = []
    for sign in sentence:
        moved.append(len(out))
        if not sign.isspace():
            out.append(sign)
        elif out[-1:] != [" "]:
            out.append(" ")
    moved.append(len(out))
    return "".join(out), moved


def _tidy(text: str, touches: list[Range]) -> tuple[Touch, ...]:
    """Touches without the blanks at their ends, one inside the other or apart, and leans that meet made one.

    What touches no word is left out, and of two that overlap the first ends where the second begins.
    """
    kept: list[Touch] = []
    leaned: int | None = None
    """Which of them is the last lean."""
    for low, high, way, value in touches:
        start, end = _stripped(text, low, high)
        if not _says_something(text, start, end, way):
            continue
        met = kept[leaned] if way is Way.LEAN and leaned is not None else None
        if met is not None and leaned is not None and start <= met.end + 1 and not text[met.end : start].strip():
            kept[leaned] = Touch(met.start, max(met.end, end), way, value)
            continue
        leaned = len(kept) if way is Way.LEAN else leaned
        kept.append(Touch(start, end, way, value))
    kept.sort(key=_order)
    apart: list[Touch] = []
    for touch in reversed(kept):  # what stands further on is settled first
        start, end = touch.start, touch.end
        for later in reversed(apart):  # none of these cross, so the first that is crossed is the outermost
            if later.start >= end:
                break
            if start < later.start and end < later.end:
                start, end = _stripped(text, start, later.start)
                break
        if _says_something(text, start, end, touch.way):
            apart.append(Touch(start, end, touch.way, touch.value))
    return tuple(sorted(apart, key=_order))


def _order(touch: Touch) -> tuple[int, int, str, str]:
    return (touch.start, -touch.end, touch.way, touch.value)


def _says_something(text: str, start: int, end: int, way: Way) -> bool:
    """Whether there is a word in a stretch, or a sign that is pronounced as one."""
    return start < end and (way is Way.SAID or speaks(text[start:end]))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
