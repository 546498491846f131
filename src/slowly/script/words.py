"""Words gathered between two marks, cut into sentences that know where they stand and which of them are special."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from slowly.script.model import Place, Say, Touch, Way
from slowly.script.sentences import split_sentences
from slowly.script.source import INVISIBLE

Range = tuple[int, int, Way, str]
"""From one character of a text up to another, and what is special about them."""


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

    def take(self) -> Iterator[Say]:
        """The sentences gathered so far, with single blanks; begins anew."""
        hidden = sorted(self._hidden)

        def now(offset: int) -> int:
            return offset - bisect_left(hidden, offset)

        text, places = "".join(self._pieces), self._places
        starts = [now(start) for start in self._starts]
        touches = sorted((now(start), -now(end), way, value) for start, end, way, value in self._touches)
        self._begin()
        near: list[Range] = []
        first = 0
        for offset, sentence in split_sentences(text):
            spoken, moved = _spaced(sentence)
            end = offset + len(sentence)
            while first < len(touches) and touches[first][0] < end:
                start, stop, way, value = touches[first]
                near.append((start, -stop, way, value))
                first += 1
            near = [touch for touch in near if touch[1] > offset]
            own = [
                (moved[max(low - offset, 0)], moved[min(high, end) - offset], way, value)
                for low, high, way, value in near
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
    for low, high, way, value in touches:
        start, end = _stripped(text, low, high)
        if not _has_word(text, start, end):
            continue
        if way is Way.LEAN:
            met = next((touch for touch in reversed(kept) if touch.way is Way.LEAN), None)
            if met is not None and start <= met.end + 1 and not text[met.end : start].strip():
                kept.remove(met)
                start, end = met.start, max(met.end, end)
        kept.append(Touch(start, end, way, value))
    kept.sort(key=_order)
    apart: list[Touch] = []
    for touch in reversed(kept):  # what stands further on is settled first
        start, end = touch.start, touch.end
        for later in apart:
            if start < later.start < end < later.end:
                start, end = _stripped(text, start, later.start)
        if _has_word(text, start, end):
            apart.append(Touch(start, end, touch.way, touch.value))
    return tuple(sorted(apart, key=_order))


def _order(touch: Touch) -> tuple[int, int, str, str]:
    return (touch.start, -touch.end, touch.way, touch.value)


def _has_word(text: str, start: int, end: int) -> bool:
    return any(sign.isalnum() for sign in text[start:end])


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
