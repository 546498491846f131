"""What can be wrong with the sound of a phrase, whichever engine gave it: speech must never be silently missing."""

from __future__ import annotations

import numpy as np

from slowly.sound import Sound

LEAST_PEAK = 0.005
"""Of full scale; softer is no voice."""

LEAST_SECONDS_PER_SIGN = 0.012
"""A letter or digit takes at least so long, however fast the voice."""

MOST_SECONDS, MOST_SECONDS_PER_SIGN = 5.0, 1.5


def fault_of(sound: Sound, text: str, *, audible: bool = True) -> str | None:
    """What is wrong with a phrase's sound, or None. Long for its text is a hang of a kind, short is a sound cut off.

    An engine that is not `audible` may give silence, but not nothing.
    """
    if sound.samples.ndim != 1:
        return "its sound has more than one channel"
    if not len(sound.samples) or sound.rate_hz <= 0:
        return "it gave no sound"
    if not np.isfinite(sound.samples).all():
        return "its sound is damaged"
    if not audible:
        return None
    if sound.peak < LEAST_PEAK:
        return "it gave no sound"
    if sound.seconds < LEAST_SECONDS_PER_SIGN * sum(sign.isalnum() for sign in text):
        return f"it gave only {sound.seconds:.2f} s of sound"
    if sound.seconds > MOST_SECONDS + MOST_SECONDS_PER_SIGN * len(text):
        return f"it gave {sound.seconds:.0f} s of sound"
    return None
