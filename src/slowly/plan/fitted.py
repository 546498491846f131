"""A plan brought to a wished length: its gaps stretched or shrunk, as their marks allow."""

from __future__ import annotations

from dataclasses import replace

from slowly.errors import RequestError
from slowly.plan.cues import Cue, Echo, Plan, Rest
from slowly.plan.length import Elastic, UnreachableError, fit_gaps
from slowly.plan.schedule import schedule
from slowly.script.model import Give
from slowly.units import Ms, clock, frames_from_ms, ms_from_frames

SLACK, WRITTEN, ECHO, IMPLIED = (0.25, 6.0), (0.4, 3.0), (0.8, 2.0), (0.6, 1.6)
"""How far each kind of gap goes, as shares of its length. There is always room left to say a line back."""


def fitted(plan: Plan, length_ms: Ms) -> Plan:
    """The same words in exactly so long a session. Raises RequestError with the shortest and longest it can be."""
    lengths = [frames_from_ms(said.target_ms) for said in plan.utterances]
    placed = list(schedule(plan, lengths))
    gaps = [(index, round(ms_from_frames(at.frames))) for index, at in enumerate(placed) if _gives(at.cue)]
    now_ms = round(ms_from_frames(placed[-1].start))
    given = sum(ms for _, ms in gaps)
    try:
        new = fit_gaps([_elastic(placed[index].cue, ms) for index, ms in gaps], length_ms - (now_ms - given))
    except UnreachableError as error:
        fixed = now_ms - given
        least_ms = fixed + error.least_ms + 499  # clock() rounds
        most_ms = max(fixed + error.most_ms - 499, least_ms)
        raise RequestError(
            f"“{plan.title}” cannot be {clock(length_ms)} long: with its pauses as they may be, "
            f"it is from {clock(least_ms)} to {clock(most_ms)}.",
            hint="Another --pace changes that; so do pauses marked with +, such as [8s+].",
        ) from error
    cues = list(plan.cues)
    for (index, _), ms in zip(gaps, new, strict=True):
        cue = cues[index]
        if isinstance(cue, Rest):
            echo = cue.echo and Echo(0.0, Ms(0), cue.echo.utterances)
            cues[index] = replace(cue, ms=Ms(ms), echo=echo)
    return replace(plan, cues=tuple(cues), fit_ms=length_ms)


def _gives(cue: Cue | None) -> bool:
    return isinstance(cue, Rest) and cue.give is not Give.EXACT


def _elastic(cue: Cue | None, ms: int) -> Elastic:
    match cue:
        case Rest(give=Give.SLACK):
            (least, most), rank = SLACK, 0
        case Rest(echo=Echo()):
            (least, most), rank = ECHO, 2
        case Rest(implied=True):
            (least, most), rank = IMPLIED, 2
        case _:
            (least, most), rank = WRITTEN, 1
    return Elastic(ms, round(ms * least), round(ms * most), rank)
