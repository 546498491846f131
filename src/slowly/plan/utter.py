"""From one sentence to what is spoken in one go: its phrases, which of them are leaned on, and how words are said."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slowly.plan.cues import Phrase, Utterance
from slowly.plan.phrases import split_phrases
from slowly.plan.rhythm import SLOW_WPM, phrase_words
from slowly.plan.words import count_words
from slowly.script.model import RATES, Say, Touch, Way

_WORD = re.compile(r"\S+")
_CORE = re.compile(r"^(\W*)(.*?)(['’]s)?(\W*)$", re.DOTALL)
_GLUE = "\ue000"
"""Stands for the blanks within words that are pronounced as one, while a sentence is cut into phrases."""


@dataclass(frozen=True)
class Manner:
    """How the sentences of a passage are spoken."""

    pace_wpm: float
    slow: bool
    language: str
    voice: str | None
    pronounced: Mapping[str, str]
    """Words in lower case, and what to say for them."""


@dataclass(frozen=True)
class _Piece:
    """A word, or several that are pronounced as one."""

    text: str
    said: str
    lean: bool


def utterances(say: Say, manner: Manner) -> Iterator[Utterance]:
    """The sentence as one utterance, or as several where part of it goes at a rate of its own."""
    for start, end, share in _rates(say):
        pieces = list(_pieces(say, start, end, manner.pronounced))
        if pieces:
            text = say.text[start:end].strip()
            pace = manner.pace_wpm * share
            yield Utterance(
                text, tuple(_phrases(pieces, pace, manner)), count_words(text), pace, 0.0, manner.slow, manner.voice,
                say.place,
            )  # fmt: skip


def _rates(say: Say) -> Iterator[tuple[int, int, float]]:
    """The sentence in stretches of one rate; of rates within rates the innermost counts."""
    rates = [touch for touch in say.touches if touch.way is Way.RATE]
    edges = sorted({0, len(say.text), *(touch.start for touch in rates), *(touch.end for touch in rates)})
    for start, end in itertools.pairwise(edges):
        inner = [touch for touch in rates if touch.start <= start and end <= touch.end]
        yield start, end, RATES[inner[-1].value] if inner else 1.0


def _pieces(say: Say, start: int, end: int, pronounced: Mapping[str, str]) -> Iterator[_Piece]:
    """The words of a stretch, each with how it is said."""
    said = [touch for touch in say.touches if touch.way is Way.SAID and start <= touch.start and touch.end <= end]
    said = [touch for touch in said if not any(_within(touch, other) for other in said)]
    leans = [touch for touch in say.touches if touch.way is Way.LEAN]
    offset = start
    for touch in [*said, None]:
        for word in _WORD.finditer(say.text, offset, touch.start if touch else end):
            lean = any(other.start < word.end() and word.start() < other.end for other in leans)
            yield _Piece(word[0], _say(word[0], pronounced), lean)
        if touch is not None:
            lean = any(other.start < touch.end and touch.start < other.end for other in leans)
            yield _Piece(say.text[touch.start : touch.end].replace(" ", _GLUE), touch.value, lean)
            offset = touch.end


def _within(touch: Touch, other: Touch) -> bool:
    return other is not touch and other.start <= touch.start and touch.end <= other.end


def _say(word: str, pronounced: Mapping[str, str]) -> str:
    if not pronounced:
        return word
    before, core, own, after = _CORE.match(word).groups(default="")  # type: ignore[union-attr]  # takes any text
    said = pronounced.get(core.lower())
    return before + said + own + after if said is not None else word


def _phrases(pieces: Sequence[_Piece], pace_wpm: float, manner: Manner) -> Iterator[Phrase]:
    """The pieces in phrases: words that are leaned on make phrases of their own."""
    most = phrase_words(pace_wpm, slow=manner.slow)
    least = 2 if manner.slow or pace_wpm < SLOW_WPM else 3
    for run in _runs(pieces):
        text = " ".join(piece.text for piece in run)
        done = 0
        for phrase in split_phrases(text, most=most, least=least, language=manner.language):
            own = run[done : done + len(phrase.split())]
            done += len(own)
            yield Phrase(
                " ".join(piece.text for piece in own).replace(_GLUE, " "),
                " ".join(piece.said for piece in own),
                own[-1].lean,
            )


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
