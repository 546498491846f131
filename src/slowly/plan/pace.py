"""How long each utterance is meant to take, so that a pace is kept over all of them.

A pace is words per minute of speech alone, over everything spoken at that pace. Within it a sentence of long words
takes longer than one of short words, as it would from anyone: time is shared out by syllables, with a little for each
phrase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from slowly.plan.cues import Utterance
from slowly.plan.words import count_syllables

PHRASE_SYLLABLES = 0.8
"""What the ends of a phrase add to it, in syllables: a final syllable is drawn out."""


LEAN_WEIGHT = 1.25
"""A word that is leaned on is drawn out."""


def share_time(utterances: Sequence[Utterance]) -> list[Utterance]:
    """The same utterances with their target times: at each pace, words / target minutes is that pace exactly."""
    weights = [_weight(said) for said in utterances]
    words: dict[float, int] = {}
    weight: dict[float, float] = {}
    for said, own in zip(utterances, weights, strict=True):
        words[said.pace_wpm] = words.get(said.pace_wpm, 0) + said.words
        weight[said.pace_wpm] = weight.get(said.pace_wpm, 0.0) + own
    return [
        replace(said, target_ms=60_000 * words[said.pace_wpm] / said.pace_wpm * own / weight[said.pace_wpm])
        for said, own in zip(utterances, weights, strict=True)
    ]


def _weight(said: Utterance) -> float:
    return sum(
        count_syllables(phrase.said) * (LEAN_WEIGHT if phrase.lean else 1.0) + PHRASE_SYLLABLES
        for phrase in said.phrases
    )
