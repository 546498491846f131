"""How loud the bed may be beside the voice, worked out from the plan before anything is spoken.

The voice sets the loudness of a session: each clip is brought to the same level, and the bed is kept under the relative
gate of BS.1770, so that it never counts. The gate lies 10 LU under the mean of everything heard. With speech in a
share s of the time and a bed of relative power b in the rest, the mean is s + (1 - s) b, so b must stay under 0.1 s /
(0.9 + 0.1 s). The less is said, the softer the bed: with a line every minute it lies about 25 LU under the voice.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from slowly.plan.cues import Plan
from slowly.plan.schedule import schedule
from slowly.units import frames_from_ms

UNDER_LU = 20.0
"""The bed under speech; WCAG 2 (1.4.7, G56) asks that a background be 20 dB below the speech over it."""

RISE_LU = 6.0
"""How far the bed comes up in a long pause."""

MARGIN_LU = 1.5
"""For a bed that is now and then louder than its mean."""

SOFTEST_LU = 34.0
"""A bed is kept at least audible, even in a session of almost nothing but silence."""


@dataclass(frozen=True)
class Balance:
    """Levels of the bed against the voice, in LU."""

    under_lu: float
    """How far under the voice the bed lies while the voice speaks."""
    rise_lu: float
    """How much higher it comes in long pauses."""


def balance(plan: Plan) -> Balance:
    """The balance for a plan."""
    return balance_of(speech_share(plan))


def balance_of(share: float) -> Balance:
    """The balance for a session with speech in a share of its time, above 0 to 1."""
    share = min(max(share, 1e-4), 1.0)
    highest_lu = 10 * math.log10(0.1 * share / (0.9 + 0.1 * share)) - MARGIN_LU
    under_lu = min(max(UNDER_LU, -highest_lu), SOFTEST_LU)
    return Balance(under_lu, min(max(highest_lu + under_lu, 0.0), RISE_LU))


def speech_share(plan: Plan) -> float:
    """The share of a plan's time in which something is said, as meant."""
    spoken = [frames_from_ms(said.target_ms) for said in plan.utterances]
    once = list(schedule(replace(plan, until_ms=None), spoken))
    whole = sum(placed.frames for placed in once) if plan.until_ms else once[-1].start
    return min(sum(spoken) / max(whole, 1), 1.0)
