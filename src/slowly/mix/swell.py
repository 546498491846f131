"""Guided breaths that can be heard: a soft rush of air, as long as the breath."""

from __future__ import annotations

import numpy as np

from slowly.ambience.strike import STRIKE_LUFS
from slowly.script.model import Phase
from slowly.sound import Samples
from slowly.speech.clip import VOICE_LUFS
from slowly.units import SAMPLE_RATE, gain_from_db

LEVEL_DB, UNDER_GATE_DB = -16.0, 4.0
"""Its loudest moment against the voice: it is there to be followed, not listened to. And so far it stays under what
would count as speech; nearer to that, whether it counts would hang on a tenth of a decibel."""

SHORTEST_SECONDS, LONGEST_SECONDS = 0.2, 30
"""What is shorter is no breath, and stays silent; of what is longer than anybody could follow, so much is heard."""

KEPT = 4
"""As many swells a session keeps, since its breaths are mostly of two or three lengths. The longest takes 10 MB."""


def swell_level_db(loudest_db: float) -> float:
    """The level of swells in a session where nothing but speech may be louder than `loudest_db`."""
    return min(LEVEL_DB, loudest_db - UNDER_GATE_DB)


def swell(phase: Phase, frames: int, level_db: float = LEVEL_DB) -> Samples:
    """The sound of breathing in or out for so many frames, shape (frames, 2); the same each time for one length.

    Of a very long breath it is the first LONGEST_SECONDS. `level_db` is its loudest moment against the voice.
    """
    from slowly.ambience.synth import RECIPES  # a dozen files that most sessions have no need of

    if frames < SHORTEST_SECONDS * SAMPLE_RATE:
        return np.zeros((frames, 2), dtype=np.float32)
    frames = min(frames, LONGEST_SECONDS * SAMPLE_RATE)
    recipe = RECIPES[str(phase)]
    sound = recipe.make(frames, recipe.rng(frames))
    gain = recipe.gain(sound) * np.float32(gain_from_db(VOICE_LUFS + level_db - STRIKE_LUFS))
    return np.asarray(sound * gain, dtype=np.float32)
