"""From one sentence to what is spoken in one go: its phrases, which of them are leaned on, and how words are said."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from slowly.plan.cues import Phrase, Utterance
from slowly.plan.phrases import LONGEST_PHRASE, phrase_ends
from slowly.plan.rhythm import SLOW_WPM, phrase_words
from slowly.plan.said import Pronunciations, spoken
from slowly.plan.words import count_words
from slowly.script.model import RATES, Say, Touch, Way
from slowly.script.sentences import speaks
from slowly.script.source import DENSE

_WORD = re.compile(r"\S+")
_INNER = re.compile(
    r"(?<=[—…])(?=[\w“\"‘«(])|(?<=--)(?=\w)|(?<=\.\.\.)(?=\w)|(?<=[，、；：。！？])(?=[\w“‘「『（])|(?<=[，、；：…][”’」』）])(?=\w)"
)
"""Where a word written without blanks may be cut: after a dash, or after a sign between East Asian ones."""

_INNER_END = re.compile(r"[—…，、；：]")

_LONGEST_JOINED = LONGEST_PHRASE // 2
_MOST_SIGNS = 3
"""Signs in a row that a voice is given; it makes nothing of more."""


@dataclass(frozen=True)
class Manner:
    """How the sentences of a passage are spoken."""

    pace_wpm: float
    slow: bool
    language: str
    voice: str | None
    pronounced: Pronunciations


@dataclass(frozen=True)
class _Piece:
    """A word, or several that are pronounced as one, with the signs that stand by it."""

    text: str
    said: str
    lean: bool = False
    glued: bool = False
    """No blank stands before it."""


def utterances(say: Say, manner: Manner) -> Iterator[Utterance]:
    """The sentence as one utterance, or as several where part of it goes at a rate of its own.

    None of them, and none of their phrases, is without a letter or a digit: signs go with the words beside them.
    """
    words = _Words(say, manner.pronounced)
    for start, end, share in _rates(say):
        pieces = list(_with_signs(words.between(start, end)))
        if pieces:
            text = say.text[start:end].strip()
            pace = manner.pace_wpm * share
            yield Utterance(
                text, tuple(_phrases(pieces, pace, manner)), count_words(text), pace, 0.0, manner.slow, manner.voice,
                say.place,
            )  # fmt: skip


def _rates(say: Say) -> list[tuple[int, int, float]]:
    """The sentence in stretches of one rate; of rates within rates the innermost counts.

    What has no word in it, such as the full stop after `(words)[rate:"slow"].`, goes at the rate of what is beside it.
    """
    rates = [touch for touch in say.touches if touch.way is Way.RATE]
    edges = sorted({0, len(say.text), *(touch.start for touch in rates), *(touch.end for touch in rates)})
    said = [touch.start for touch in say.touches if touch.way is Way.SAID]
    waiting, within = iter([*rates, None]), list[Touch]()
    coming = next(waiting)
    stretches: list[tuple[int, int, float]] = []
    lead = 0
    for start, end in pairwise(edges):
        while coming is not None and coming.start <= start:
            within.append(coming)
            coming = next(waiting)
        while within and within[-1].end <= start:
            within.pop()
        share = RATES[within[-1].value] if within else 1.0
        if speaks(say.text[start:end]) or bisect_left(said, start) < bisect_left(said, end):
            stretches.append((lead, end, share))
        elif stretches:
            stretches[-1] = (stretches[-1][0], end, stretches[-1][2])
        else:
            continue
        lead = end
    return stretches


class _Words:
    """The words of a sentence, each with how it is said."""

    def __init__(self, say: Say, pronounced: Pronunciations) -> None:
        self._text, self._pronounced = say.text, pronounced
        self._said: list[Touch] = []
        self._leans: list[Touch] = []
        for touch in say.touches:
            if touch.way is Way.SAID and not (self._said and touch.start < self._said[-1].end):
                self._said.append(touch)
            elif touch.way is Way.LEAN:
                self._leans.append(touch)
        self._starts = [touch.start for touch in self._said]
        self._lean_ends = [touch.end for touch in self._leans]

    def between(self, start: int, end: int) -> Iterator[_Piece]:
        """The pieces from one offset to another, in order. What a word is joined to without a blank is one with it."""
        last: _Piece | None = None
        for piece, firm in self._apart(start, end):
            if last is not None and firm and len(last.said) + len(piece.said) < _LONGEST_JOINED:
                last = replace(
                    last, text=last.text + piece.text, said=last.said + piece.said, lean=last.lean or piece.lean
                )
                continue
            if last is not None:
                yield last
            last = piece
        if last is not None:
            yield last

    def _apart(self, start: int, end: int) -> Iterator[tuple[_Piece, bool]]:
        """Every piece, and whether it is part of the word before it."""
        offset, firm = start, False
        for touch in self._said[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if touch.end <= end:
                for piece in self._plain(offset, touch.start):
                    yield piece, firm and piece.glued
                    firm = False
                glued = touch.start > start and not self._text[touch.start - 1].isspace()
                firm = glued and not _INNER_END.match(self._text, touch.start - 1)
                lean = self._is_leaned(touch.start, touch.end)
                yield _Piece(self._text[touch.start : touch.end], touch.value, lean, glued), firm
                offset, firm = touch.end, True
        for piece in self._plain(offset, end):
            yield piece, firm and piece.glued
            firm = False

    def _plain(self, start: int, end: int) -> Iterator[_Piece]:
        """Words that are said as they are written, or as the header says."""
        parts = [
            (word.start() + at, part) for word in _WORD.finditer(self._text, start, end) for at, part in _parts(word[0])
        ]
        texts = [part for _, part in parts]
        index = 0
        while index < len(parts):
            count, said = self._pronounced.find(texts, index) or (1, None)
            first, last = parts[index][0], parts[index + count - 1][0] + len(texts[index + count - 1])
            text = self._text[first:last]
            glued = first > 0 and not self._text[first - 1].isspace()
            yield _Piece(text, spoken(text) if said is None else said, self._is_leaned(first, last), glued)
            index += count

    def _is_leaned(self, start: int, end: int) -> bool:
        at = bisect_right(self._lean_ends, start)
        return at < len(self._leans) and self._leans[at].start < end


def _parts(word: str) -> Iterator[tuple[int, str]]:
    """What is written without a blank, in the parts it may be spoken in, each with its offset.

    East Asian text may go on for long without a sign; any other word as long as that is none, and left to the voice.
    """
    cuts = [0, *(cut.start() for cut in _INNER.finditer(word)), len(word)]
    for start, end in pairwise(cuts):
        most = LONGEST_PHRASE if DENSE.match(word, start) else len(word)
        for at in range(start, end, most):
            yield at, word[at : min(at + most, end)]


def _with_signs(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """The pieces, with signs that no voice says put to the word before them, or else to the one after."""
    held: _Piece | None = None
    signs: list[_Piece] = []
    for piece in pieces:
        if not speaks(piece.said):
            signs.append(piece)
        elif held is None:
            lead = _shown([*signs, piece])
            said = " ".join(one.said for one in signs[:_MOST_SIGNS] if one.said)
            held, signs = replace(piece, text=lead, said=f"{said} {piece.said}".strip()), []
        else:
            yield _followed(held, signs)
            held, signs = piece, []
    if held is not None:
        yield _followed(held, signs)


def _followed(piece: _Piece, signs: Sequence[_Piece]) -> _Piece:
    said = " ".join(one.said for one in (piece, *signs[:_MOST_SIGNS]) if one.said)
    return replace(piece, text=_shown([piece, *signs]), said=said)


def _shown(pieces: Sequence[_Piece]) -> str:
    """Pieces as they are written."""
    return "".join(piece.text if piece.glued or not index else f" {piece.text}" for index, piece in enumerate(pieces))


def _phrases(pieces: Sequence[_Piece], pace_wpm: float, manner: Manner) -> Iterator[Phrase]:
    """The pieces in phrases: words that are leaned on make phrases of their own."""
    most = phrase_words(pace_wpm, slow=manner.slow)
    least = 2 if manner.slow or pace_wpm < SLOW_WPM else 3
    for run in _runs(pieces):
        start = 0
        for end in phrase_ends([piece.text for piece in run], most=most, least=least, language=manner.language):
            for own in _short_enough(run[start:end]):
                yield Phrase(_shown(own), " ".join(piece.said for piece in own), own[-1].lean)
            start = end


def _short_enough(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces in as many parts as LONGEST_PHRASE asks for."""
    own: list[_Piece] = []
    length = 0
    for piece in pieces:
        if own and length + len(piece.said) >= LONGEST_PHRASE:
            yield own
            own, length = [], 0
        own.append(piece)
        length += len(piece.said) + 1
    if own:
        yield own


def _runs(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Stretches of words that are leaned on and of words that are not.

    A single word before one that is leaned on goes with it: said alone it would sound broken off.
    """
    runs: list[list[_Piece]] = []
    for piece in pieces:
        if runs and (runs[-1][-1].lean == piece.lean or (piece.lean and _leads_up(runs[-1]))):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return runs


def _leads_up(run: Sequence[_Piece]) -> bool:
    return len(run) == 1 and run[0].text[-1:].isalnum()
