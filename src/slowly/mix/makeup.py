"""What bells, bowls and audible breaths take from a session's loudness, worked out beforehand and made good.

BS.1770 takes the mean of all moments within 10 LU of the whole. A bell is softer than the voice, and its moments count,
the more the fewer words there are. As all words are of one loudness and the bells are known, what the whole comes to is
known before anything is spoken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from slowly.interrupt import check
from slowly.loudness import (
    ABSOLUTE_GATE_LUFS,
    HOP_SECONDS,
    RELATIVE_GATE_LU,
    Powers,
    integrated_lufs,
    lufs,
    power_of,
    window_powers,
)
from slowly.mix.balance import Balance
from slowly.mix.swell import swell, swell_level_db
from slowly.plan.cues import Plan
from slowly.plan.pace import spoken_ms
from slowly.plan.share import once_ms
from slowly.script.model import Guided, Phase, Strike
from slowly.sound import Sound
from slowly.speech.clip import VOICE_LUFS
from slowly.units import SAMPLE_RATE, frames_from_ms

HEARD_SECONDS = 8
"""Of a bell: beyond it has died away under the gate. One channel stands for both; the first sound waits for this."""

MOST_DB = 8.0
"""More is not made good: then it is hardly a session of speech."""

FREE_DB, LIMITED_SHARE = 2.0, 0.3
"""Made louder by more than the first, words meet the limiter, which takes about this share of what goes beyond it
(measured: 0.5 dB of 3.6, 0.6 of 4.3 and of 5.0, 0.9 of 5.3)."""

EDGE_MS, EDGE_GATES_LU = 200.0, (-24.0, -14.0)
"""A moment that holds a little of a phrase is above a low gate, and not above a high one: so much longer than itself
each phrase is heard at the lower of these, and no longer at the higher (measured on the default voice)."""

GAP_SHARE = 0.35
"""Of what lies between two phrases, so much still has enough of either in it."""

ROUNDS = 4
"""The gate depends on what counts, and what counts on the gate; after so many rounds neither moves any more."""


@dataclass(frozen=True)
class Makeup:
    """What brings a session to its loudness."""

    gain_db: float
    """By how much everything is made louder."""
    gate_lu: float
    """Where the relative gate will lie against the voice: what of an utterance counts, and what does not."""


def make_up(plan: Plan, strike: Callable[[str], Sound], levels: Balance) -> Makeup:
    """What it takes for the whole to come out at VOICE_LUFS, each utterance being as loud as that above the gate.

    Raises what `strike` and interrupt.check() do.
    """
    bed = power_of(VOICE_LUFS + levels.rise_lu - levels.under_lu) if plan.beds else 0.0
    others = np.concatenate((_rings(plan, strike), _breaths(plan, levels)))
    missing_lu, gate_lu = _missing(plan, others, bed)
    beyond = max(missing_lu - FREE_DB, 0.0)
    gain_db = missing_lu + beyond * LIMITED_SHARE / (1 - LIMITED_SHARE)
    return Makeup(min(max(gain_db, 0.0), MOST_DB), gate_lu)


def _missing(plan: Plan, others: Powers, bed: float) -> tuple[float, float]:
    """How far under VOICE_LUFS the whole would come out, in LU, and where its relative gate would lie.

    `others` are the moments of all that is heard besides speech and bed, and `bed` is the power of the bed.
    """
    moments = once_ms(plan) / 1_000 / HOP_SECONDS
    gate_lu, missing_lu = RELATIVE_GATE_LU, 0.0
    for _ in range(ROUNDS):
        speech = np.full(max(round(_heard_ms(plan, gate_lu) / 1_000 / HOP_SECONDS), 1), power_of(VOICE_LUFS))
        quiet = np.full(max(round(moments) - len(speech) - len(others), 0), bed)
        heard = np.concatenate((speech, others + bed, quiet))
        heard = heard[heard > power_of(ABSOLUTE_GATE_LUFS)]
        gate_lu = lufs(float(heard.mean())) + RELATIVE_GATE_LU - VOICE_LUFS
        missing_lu = VOICE_LUFS - integrated_lufs(heard)
    return missing_lu, gate_lu


def _heard_ms(plan: Plan, gate_lu: float) -> float:
    """How long there are moments with enough speech in them to be above a gate, those at the edges of phrases too."""
    low, high = EDGE_GATES_LU
    edge = EDGE_MS * min(max((high - gate_lu) / (high - low), 0.0), 1.0)
    apart = sum(spoken_ms(said) + edge * len(said.phrases) for said in plan.utterances)
    whole = sum(said.target_ms + edge for said in plan.utterances)
    return min(apart, whole) * (1 - GAP_SHARE) + whole * GAP_SHARE


def _rings(plan: Plan, strike: Callable[[str], Sound]) -> Powers:
    """The moments of all bells, as they lie in the library."""
    known: dict[str, Powers] = {}
    moments = [np.zeros(0)]
    for cue in plan.cues:
        check()
        if isinstance(cue, Strike):
            if cue.sound not in known:
                heard = strike(cue.sound).samples[: HEARD_SECONDS * SAMPLE_RATE, 0]
                known[cue.sound] = 2 * window_powers(heard, SAMPLE_RATE)
            moments.append(known[cue.sound])
    return np.concatenate(moments)


def _breaths(plan: Plan, levels: Balance) -> Powers:
    """The moments of all breaths that are heard."""
    if not plan.breath_sound:
        return np.zeros(0)
    swell_db = swell_level_db(levels.loudest_db)
    known: dict[tuple[Phase, int], Powers] = {}
    moments = [np.zeros(0)]
    for cue in plan.cues:
        check()
        if isinstance(cue, Guided) and cue.phase is not Phase.HOLD:
            near = round(cue.ms, -3) or cue.ms  # so that there are few to be made, however many lengths are written
            key = (cue.phase, near)
            if key not in known:
                known[key] = window_powers(swell(cue.phase, frames_from_ms(near), swell_db), SAMPLE_RATE)
            moments.append(known[key])
    return np.concatenate(moments)
