"""How much of a session is speech, as meant: what its loudness depends on, and known before anything is spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from slowly.plan.cues import Plan
from slowly.plan.schedule import schedule
from slowly.units import frames_from_ms, ms_from_frames


def speech_share(plan: Plan) -> float:
    """The share of a plan's time in which something is said, from 0 to 1."""
    return min(sum(said.target_ms for said in plan.utterances) / max(once_ms(plan), 1.0), 1.0)


def once_ms(plan: Plan) -> float:
    """How long the whole is; for a loop, one round of it without its ends."""
    spoken: Sequence[int] = [frames_from_ms(said.target_ms) for said in plan.utterances]
    once = list(schedule(replace(plan, until_ms=None), spoken))
    return ms_from_frames(sum(placed.frames for placed in once) if plan.until_ms else once[-1].start)
