"""What bells, bowls and audible breaths take from a session's loudness, worked out beforehand and made good.

BS.1770 takes the mean of all moments within 10 LU of the whole. A bell is softer than the voice, and its moments count,
the more the fewer words there are. As all words are of one loudness and the bells are known, what the whole comes to is
known before anything is spoken.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from slowly.interrupt import check
from slowly.loudness import HOP_SECONDS, Powers, integrated_lufs, power_of, window_powers
from slowly.mix.balance import Balance, speech_share
from slowly.mix.swell import swell, swell_level_db
from slowly.plan.cues import Plan
from slowly.plan.schedule import estimated_ms
from slowly.script.model import Guided, Phase, Strike
from slowly.sound import Sound
from slowly.speech.clip import VOICE_LUFS
from slowly.units import SAMPLE_RATE, frames_from_ms

HEARD_SECONDS = 8
"""Of a bell: beyond it has died away under the gate. One channel stands for both; the first sound waits for this."""

MOST_DB = 6.0
"""More is not made good: then it is hardly a session of speech."""


def makeup_db(plan: Plan, strike: Callable[[str], Sound], levels: Balance) -> float:
    """By how much everything is to be louder, in dB, for the whole to come out at VOICE_LUFS.

    Raises what `strike` and interrupt.check() do.
    """
    bed = power_of(VOICE_LUFS + levels.rise_lu - levels.under_lu) if plan.beds else 0.0
    swell_db = swell_level_db(levels.loudest_db)
    seconds = estimated_ms(plan) / 1_000
    spoken = speech_share(plan) * seconds
    moments = [np.full(max(round(spoken / HOP_SECONDS), 1), power_of(VOICE_LUFS))]
    known: dict[tuple[str, int], Powers] = {}
    for cue in plan.cues:
        check()
        match cue:
            case Strike(sound=name):
                key = (name, 0)
                if key not in known:
                    rings = strike(name).samples[: HEARD_SECONDS * SAMPLE_RATE, 0]
                    known[key] = 2 * window_powers(rings, SAMPLE_RATE)
                moments.append(known[key])
            case Guided(phase=phase, ms=ms) if plan.breath_sound and phase is not Phase.HOLD:
                near = round(ms, -3) or ms  # so that there are few to be made, however many lengths are written
                key = (str(phase), near)
                if key not in known:
                    known[key] = window_powers(swell(phase, frames_from_ms(near), swell_db), SAMPLE_RATE)
                moments.append(known[key])
    heard = np.concatenate(moments) + bed
    quiet = np.full(max(round(seconds / HOP_SECONDS) - len(heard), 0), bed)
    loudness = integrated_lufs(np.concatenate((heard, quiet)))
    return min(max(VOICE_LUFS - loudness, 0.0), MOST_DB)
