"""Guided breaths that can be heard: a soft rush of air, as long as the breath."""

from __future__ import annotations

import numpy as np

from slowly.ambience.library import STRIKE_LUFS
from slowly.ambience.synth import RECIPES
from slowly.script.model import Phase
from slowly.sound import Samples
from slowly.speech.clip import VOICE_LUFS
from slowly.units import gain_from_db

LEVEL_DB = -16.0
"""Its loudest moment against the voice: it is there to be followed, not listened to."""


def swell(phase: Phase, frames: int) -> Samples:
    """The sound of breathing in or out for so many frames, shape (frames, 2); the same each time for one length."""
    recipe = RECIPES[str(phase)]
    sound = recipe.make(frames, recipe.rng(frames))
    gain = recipe.gain(sound) * np.float32(gain_from_db(VOICE_LUFS + LEVEL_DB - STRIKE_LUFS))
    return np.asarray(sound * gain, dtype=np.float32)
