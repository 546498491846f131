"""Affirmations that come round again: one sentence, or all that a theme says slowly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from slowly.errors import RequestError
from slowly.plan.build import Wishes, frame, style
from slowly.plan.builder import CueBuilder
from slowly.plan.cues import Cue, Plan, Rest, Utterance
from slowly.plan.rhythm import DEFAULT_WPM, slow_wpm
from slowly.plan.schedule import check_length
from slowly.script.model import Guided, Line, Script
from slowly.units import Ms, clock, write_duration


def plan_loop(script: Script, *, gap_ms: Ms | None, for_ms: Ms, wishes: Wishes) -> Plan:
    """What a script says slowly, or all of it if that is nothing but lines, said again and again in exactly `for_ms`.

    Without a gap each line leaves room to be said back. A pace is that of the lines themselves, since all of them are
    to be said slowly. Raises RequestError when not even one line fits.
    """
    lines = script.affirmations or (() if script.is_guided else tuple(line for line in script.lines if line.sentences))
    if not lines:
        raise RequestError(
            f"“{script.title}” has nothing to be said slowly.", hint="Such lines begin with > in a script."
        )
    cues = [_apart(cue, gap_ms) for cue in _slowly(lines, script, wishes)]
    plan = frame(script, cues, wishes)
    plan = replace(
        plan, until_ms=for_ms, head_ms=Ms(min(plan.head_ms, for_ms // 6)), tail_ms=Ms(min(plan.tail_ms, for_ms // 5))
    )
    before = sum(cue.ms for cue in takewhile(_is_silent, cues) if isinstance(cue, Rest | Guided))
    longest = before + max(cue.target_ms for cue in cues if isinstance(cue, Utterance))
    needed = longest * 1.2 + plan.head_ms + plan.tail_ms
    if needed > for_ms:
        raise RequestError(
            f"{write_duration(for_ms)} is too short: one line takes {clock(longest)}.",
            hint=f"Try --for {max(round(longest / 1_000) * 3, 30)}s or more.",
        )
    return plan


def _is_silent(cue: Cue) -> bool:
    return not isinstance(cue, Utterance)


def _apart(cue: Cue, gap_ms: Ms | None) -> Cue:
    return Rest(gap_ms) if isinstance(cue, Rest) and gap_ms is not None and cue.echo is not None else cue


def plan_slowly(script: Script, wishes: Wishes) -> Plan:
    """All that a script says, slowly, once, with room to say each line back.

    Raises RequestError when it comes to more than twelve hours.
    """
    plan = frame(script, _slowly(script.lines, script, wishes), wishes)
    check_length(plan)
    return plan


def _slowly(lines: Iterable[Line], script: Script, wishes: Wishes) -> list[Cue]:
    """Lines to be said slowly, whatever they were in their script; a pace is that of the lines themselves."""
    around = script.header.pace_wpm or DEFAULT_WPM
    pace = wishes.pace_wpm or slow_wpm(around)
    builder = CueBuilder(replace(style(script.header, wishes), pace_wpm=around, slow_wpm=pace, one_bed=True))
    for line in lines:
        builder.line(replace(line, slow=True))
    return builder.finish()
