"""How loud the bed may be beside the voice, worked out from the plan before anything is spoken.

The voice sets the loudness of a session: each clip is brought to the same level, and the bed is kept under the relative
gate of BS.1770, so that it never counts. The gate lies 10 LU under the mean of everything heard. With speech in a
share s of the time and a bed of relative power b in the rest, the mean is s + (1 - s) b, so b must stay under 0.1 s /
(0.9 + 0.1 s). The less is said, the softer the bed: with a line every minute it lies about 25 LU under the voice.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from slowly.plan.cues import Plan
from slowly.plan.share import speech_share
from slowly.script.layers import Layer

UNDER_LU = 20.0
"""The bed under speech; WCAG 2 (1.4.7, G56) asks that a background be 20 dB below the speech over it."""

RISE_LU = 6.0
"""How far the bed comes up in a long pause."""

MARGIN_LU = 1.5
"""How far the loud moments of a bed lie over its mean, where nothing is known of it."""

SAFE_LU = 0.5
"""So far under the gate they stay, since lengths are only estimated."""

SOFTEST_LU = 40.0
"""A bed is kept at least audible, even in a session of almost nothing but silence."""


@dataclass(frozen=True)
class Balance:
    """Levels of the bed against the voice, in LU."""

    under_lu: float
    """How far under the voice the bed lies while the voice speaks."""
    rise_lu: float
    """How much higher it comes in long pauses."""
    loudest_db: float = -MARGIN_LU
    """The most that any bed may be against the voice, its rise left out."""


def balance(plan: Plan, swing_lu: Callable[[str], float] = lambda _: MARGIN_LU) -> Balance:
    """The balance for a plan, and for what its script or its listener wish of it.

    `swing_lu` tells of a sound how far its loud moments lie over its mean.
    """
    lasting = [layer for layers in plan.beds for layer in layers if layer.every_ms is None]
    sounds = dict.fromkeys(layer.sound for layer in lasting if layer.beat_hz is None)  # each is measured once
    swing = max((swing_lu(sound) for sound in sounds), default=0.0)
    own = balance_of(speech_share(plan), bed_db=plan.mixing.bed_db, duck_db=plan.mixing.duck_db, swing_lu=swing)
    written = [_loudest(layers) for layers in plan.beds]
    loudest = max([-own.under_lu, *(level for level in written if level is not None)])
    return replace(own, rise_lu=min(own.rise_lu, max(own.loudest_db - loudest, 0.0)))


def balance_of(
    share: float, *, bed_db: float | None = None, duck_db: float | None = None, swing_lu: float = MARGIN_LU
) -> Balance:
    """The balance for a session with speech in a share of its time, above 0 to 1."""
    share = min(max(share, 1e-4), 1.0)
    highest_lu = 10 * math.log10(0.1 * share / (0.9 + 0.1 * share)) - swing_lu - SAFE_LU
    wanted = UNDER_LU if bed_db is None else -bed_db
    under_lu = min(max(wanted, -highest_lu), max(SOFTEST_LU, wanted))
    rise = RISE_LU if duck_db is None else duck_db
    return Balance(under_lu, min(max(highest_lu + under_lu, 0.0), rise), max(highest_lu, -SOFTEST_LU))


def _loudest(layers: Sequence[Layer]) -> float | None:
    """What the written levels of a bed's lasting layers come to; None where none is written."""
    levels = [layer.level_db for layer in layers if layer.every_ms is None and layer.level_db is not None]
    return 10 * math.log10(sum(10 ** (level / 10) for level in levels)) if levels else None
