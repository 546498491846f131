"""A voice that takes its time and says nothing: exact lengths, for dry runs and tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from slowly.errors import VoiceError
from slowly.nearest import did_you_mean
from slowly.plan.pace import PHRASE_SYLLABLES, SYLLABLES_PER_WORD
from slowly.plan.words import count_syllables
from slowly.sound import Sound
from slowly.voices.engine import Trouble, VoiceInfo

RATE_HZ = 22_050


class SilentEngine:
    """Silence as long as the words would take, in even syllables, at exactly the rate asked for."""

    name = "silent"
    audible = False
    rates = (100, 120, 140, 160, 180, 200, 220)

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers

    def check(self) -> Trouble | None:
        """Always ready."""
        return None

    def voices(self) -> Sequence[VoiceInfo]:
        """The one silent voice, at home in every language."""
        return (VoiceInfo("silent", "Silence of exact length"),)

    def resolve(self, voice: str | None, language: str) -> str:
        """There is one voice. Raises VoiceError for any other name."""
        del language
        if voice not in (None, "", "silent"):
            raise VoiceError(
                f"The silent engine has no voice “{voice}”.", hint=did_you_mean(voice, ["silent"]) or "It is silent."
            )
        return "silent"

    def identity(self, voice: str) -> str:
        """Nothing but the words and the rate matters."""
        return f"silent:{voice}"

    def speak(self, text: str, voice: str, rate: int) -> Sound:
        """Silence as long as these syllables, and the drawing out of the last one, would take."""
        del voice
        words = (count_syllables(text) + PHRASE_SYLLABLES) / SYLLABLES_PER_WORD
        return Sound(np.zeros(round(words * 60 / rate * RATE_HZ), dtype=np.float32), RATE_HZ)

    def close(self) -> None:
        """Nothing was started."""
