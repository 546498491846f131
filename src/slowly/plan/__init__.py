"""Plan: what happens in which order, with the time it is meant to take, before a word is spoken."""

from slowly.plan.build import Wishes, belled, plan_script
from slowly.plan.cues import Cue, Plan, Utterance
from slowly.plan.loop import plan_loop, plan_slowly
from slowly.plan.schedule import Placed, estimated_ms, schedule
from slowly.plan.sounds import check_sounds

__all__ = [
    "Cue",
    "Placed",
    "Plan",
    "Utterance",
    "Wishes",
    "belled",
    "check_sounds",
    "estimated_ms",
    "plan_loop",
    "plan_script",
    "plan_slowly",
    "schedule",
]
