"""Which voice speaks which language, by codes such as en, en-gb or pt_BR."""

from __future__ import annotations

from collections.abc import Sequence

from slowly.voices.engine import VoiceInfo

SAME_REGION, SAME_LANGUAGE, ANOTHER = 2, 1, 0
"""How well two codes fit."""


def fit(own: str, language: str) -> int:
    """How well a voice's language fits the one that is wanted."""
    ours, wanted = (code.strip().lower().replace("_", "-") for code in (own, language))
    if ours == wanted:
        return SAME_REGION
    return SAME_LANGUAGE if ours.partition("-")[0] == wanted.partition("-")[0] else ANOTHER


def best_for(language: str, voices: Sequence[VoiceInfo], *, least: int = SAME_LANGUAGE) -> VoiceInfo | None:
    """The first of the voices that fit a language best, or None when none fits by the least that is asked."""
    fits = [max((fit(own, language) for own in info.languages), default=ANOTHER) for info in voices]
    most = max(fits, default=ANOTHER)
    return voices[fits.index(most)] if most >= least else None
