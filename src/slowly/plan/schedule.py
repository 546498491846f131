"""When each cue comes, given how long each utterance takes: one rule for estimates and for the real thing.

The preview runs it on the lengths that are meant, the timeline on the lengths that were measured.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from slowly.errors import RequestError
from slowly.plan.cues import Cue, Plan, Rest, Utterance
from slowly.script.model import Give, Guided, Strike
from slowly.units import FRAMES_PER_10_MS, LONGEST_MS, Frames, clock, frames_from_ms, ms_from_frames

LAST_BELL_MS = 12_000.0
"""A bell that ends a session is let ring out at least this long."""

CATCH_UP = 0.05
"""How much of a gap may be given to keep a fitted session on time."""

LEAST_TAIL_MS = 1_000.0
"""The end of a fitted session is never nearer to its last word."""

LONGEST_LINE = 256
"""Utterances in a line, as far back as an echo looks for its beginning."""


@dataclass(frozen=True)
class Placed:
    """A cue at its place in the session, which is a whole number of 10 ms long."""

    cue: Cue | None
    """None is the end of the session; its start is the length of the whole."""
    start: Frames
    frames: Frames
    """How long it lasts: the speech, the gap or the guided breath; 0 for what is only a moment."""

    @property
    def end(self) -> Frames:
        """The first frame after it."""
        return Frames(self.start + self.frames)


def schedule(plan: Plan, lengths: Iterable[int]) -> Iterator[Placed]:
    """Place each cue, then the end. `lengths` gives the frames of each utterance in playing order.

    Gaps are summed in milliseconds and speech in frames, and only the sum is rounded, so that nothing drifts.
    Raises RequestError when the session comes to more than twelve hours.
    """
    position = _Position(plan.head_ms)
    due_ms = float(plan.head_ms)
    waiting = iter(lengths)
    starts: deque[int] = deque(maxlen=LONGEST_LINE)
    last_end = position.frame
    tail_ms: float = plan.tail_ms
    for cue in plan.playing:
        start = position.frame
        match cue:
            case Utterance():
                frames = next(waiting)
                if plan.until_ms and starts and not _fits(plan, start + frames):
                    break
                starts.append(start)
                position.frames += frames
                due_ms += cue.target_ms
                last_end, tail_ms = position.frame, plan.tail_ms
            case Rest():
                rest_ms = float(cue.ms)
                if cue.echo is not None and starts:
                    line = last_end - starts[-min(cue.echo.utterances, len(starts))]
                    rest_ms = max(rest_ms, cue.echo.ms(ms_from_frames(line)))
                due_ms += rest_ms
                if plan.fit_ms and cue.give is not Give.EXACT:
                    rest_ms = _caught_up(rest_ms, due_ms - rest_ms - position.exact_ms)
                position.ms += rest_ms
                tail_ms = max(tail_ms - rest_ms, 0.0)
            case Guided():
                position.ms += cue.ms
                due_ms += cue.ms
                last_end, tail_ms = position.frame, plan.tail_ms
            case Strike():
                last_end, tail_ms = position.frame, max(plan.tail_ms, LAST_BELL_MS)
        if position.frame > frames_from_ms(LONGEST_MS):
            raise too_long(plan)
        yield Placed(cue, start, Frames(position.frame - start))
    if plan.fit_ms:
        tail_ms = max(plan.fit_ms - position.exact_ms, min(tail_ms, LEAST_TAIL_MS))
    position.ms += tail_ms
    end = max(frames_from_ms(plan.until_ms), last_end) if plan.until_ms else position.frame
    yield Placed(None, Frames(-(-end // FRAMES_PER_10_MS) * FRAMES_PER_10_MS), Frames(0))


def estimated_ms(plan: Plan) -> float:
    """How long the whole session is meant to be."""
    if plan.until_ms is not None:
        return plan.until_ms
    end = 0.0
    for placed in schedule(plan, (frames_from_ms(cue.target_ms) for cue in plan.utterances)):
        end = ms_from_frames(placed.end)
    return end


def too_long(plan: Plan) -> RequestError:
    """The error for a session that is longer than any may be."""
    return RequestError(
        f"“{plan.title}” comes to more than {clock(LONGEST_MS)} hours, the most a session can be.",
        hint="Shorten its pauses, or cut it in two.",
    )


class _Position:
    """The playing position: whole frames of sound and exact milliseconds of silence, rounded only together."""

    def __init__(self, head_ms: float) -> None:
        self.frames = 0
        self.ms = float(head_ms)

    @property
    def exact_ms(self) -> float:
        return ms_from_frames(self.frames) + self.ms

    @property
    def frame(self) -> Frames:
        return Frames(self.frames + frames_from_ms(self.ms))


def _caught_up(rest_ms: float, behind_ms: float) -> float:
    """A gap of a fitted session, with what the voice took more or less than it was meant to made good, within reason.

    Nobody hears a twentieth of a gap; so what has to be made good never gathers, and the end comes when it should.
    """
    most = CATCH_UP * rest_ms
    return rest_ms + min(max(behind_ms, -most), most)


def _fits(plan: Plan, end: int) -> bool:
    return end + frames_from_ms(plan.tail_ms) <= frames_from_ms(plan.until_ms or 0)
