"""How long each utterance is meant to take, so that a pace is kept over all of them.

A pace is words per minute of speech alone, over everything spoken at that pace. Within it a sentence of long words
takes longer than one of short words, as it would from anyone; and as the pace goes down, the time goes where there is
room for it, between phrases, since a word can be drawn out only so far before it stops being one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from slowly.plan.cues import Utterance
from slowly.plan.words import count_syllables

PHRASE_SYLLABLES = 0.8
"""What the ends of a phrase add to it, in syllables: a final syllable is drawn out."""

LEAN_WEIGHT = 1.25
"""A word that is leaned on is drawn out."""

SYLLABLES_PER_WORD = 1.3
"""Of English prose."""

LEAST_SPOKEN_WPM, ROOM = 115.0, 1.15
"""Phrases are spoken a little faster than the pace, to leave room between them, and never much slower than the first:
under some 100 words per minute speech engines smear."""

MOST_GAP_MS = 1_300.0
"""Between two phrases of a sentence, as meant; beyond it they would fall apart."""


@dataclass
class _Sum:
    """What is said at one pace."""

    words: int = 0
    spoken_ms: float = 0.0
    gaps: int = 0


def share_time(utterances: Sequence[Utterance]) -> list[Utterance]:
    """The same utterances with their target times: at each pace, words / target minutes is that pace exactly."""
    sums: dict[float, _Sum] = {}
    for said in utterances:
        own = sums.setdefault(said.pace_wpm, _Sum())
        own.words += said.words
        own.spoken_ms += spoken_ms(said)
        own.gaps += len(said.phrases) - 1
    return [replace(said, target_ms=_target_ms(said, sums[said.pace_wpm])) for said in utterances]


def _target_ms(said: Utterance, whole: _Sum) -> float:
    """Its share of the time that everything at its pace takes."""
    total_ms = 60_000 * whole.words / said.pace_wpm
    gap_ms = min(max((total_ms - whole.spoken_ms) / whole.gaps, 0.0), MOST_GAP_MS) if whole.gaps else 0.0
    own = spoken_ms(said) + gap_ms * (len(said.phrases) - 1)
    return total_ms * own / (whole.spoken_ms + gap_ms * whole.gaps)


def spoken_ms(said: Utterance) -> float:
    """About how long its phrases take without the gaps between them."""
    syllables = sum(
        count_syllables(phrase.said) * (LEAN_WEIGHT if phrase.lean else 1.0) + PHRASE_SYLLABLES
        for phrase in said.phrases
    )
    return 60_000 * syllables / (SYLLABLES_PER_WORD * max(said.pace_wpm * ROOM, LEAST_SPOKEN_WPM))
