"""When each cue comes, given how long each utterance takes: one rule for estimates and for the real thing.

The preview runs it on the lengths that are meant, the timeline on the lengths that were measured.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from slowly.errors import ScriptError
from slowly.plan.cues import Cue, Plan, Rest, Utterance
from slowly.script.model import Give, Guided, Place, Strike
from slowly.units import FRAMES_PER_10_MS, LONGEST_MS, Frames, frames_from_ms, ms_from_frames

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

    A loop ends before the first sound that there is no time for any more; its first line is always said.
    """
    course = _Course(plan)
    waiting = iter(lengths)
    for cue in plan.playing:
        start = course.frame
        match cue:
            case Utterance():
                frames = next(waiting)
                if not course.has_time(frames):
                    break
                course.speak(frames, cue.target_ms)
            case Rest():
                course.rest(cue)
            case Guided():
                if not course.has_time(frames_from_ms(cue.ms)):
                    break
                course.breathe(cue.ms)
            case Strike():
                if not course.has_time():
                    break
                course.ring()
        yield Placed(cue, start, Frames(course.frame - start))
    yield Placed(None, course.end(), Frames(0))


def estimated_ms(plan: Plan) -> float:
    """How long the whole session is meant to be."""
    if plan.until_ms is not None:
        return plan.until_ms
    end = 0.0
    for placed in schedule(plan, (frames_from_ms(cue.target_ms) for cue in plan.utterances)):
        end = ms_from_frames(placed.end)
    return end


def check_length(plan: Plan) -> None:
    """Raise ScriptError, at what is last reached in time, for a session meant to be longer than any may be.

    Asked once, before anything is spoken: that a voice takes a little longer than it is meant to is no reason to end.
    """
    if plan.until_ms is not None:
        return
    place, end = Place(1, 0), 0.0
    for placed in schedule(plan, (frames_from_ms(cue.target_ms) for cue in plan.utterances)):
        end = ms_from_frames(placed.end)
        if end <= LONGEST_MS and isinstance(placed.cue, Utterance | Guided | Strike):
            place = placed.cue.place
    if end > LONGEST_MS:
        raise ScriptError(
            f"“{plan.title}” comes to more than twelve hours, the most a session can be; they are full after this.",
            hint="Shorten its pauses, or cut it in two.",
            at=plan.spot(place),
        )


class _Course:
    """A session as far as it is placed.

    Sound is summed in whole frames and silence in exact milliseconds, and only both together are rounded, so that
    nothing drifts.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._sound = 0
        self._silence_ms = float(plan.head_ms)
        self._meant_ms = float(plan.head_ms)
        """Where it would be now if the voice had taken exactly as long as it was meant to."""
        self._said: deque[tuple[int, float]] = deque(maxlen=LONGEST_LINE)
        """The last utterances: how many frames each took, and the gap before it in ms, if nobody wrote it."""
        self._gap_ms = 0.0
        """What nobody wrote since the last of them; anything else that came between leaves it 0."""
        self._last_end = self.frame
        """Of what was last heard."""
        self._tail_ms = float(plan.tail_ms)
        """What is left of the tail to come after the gaps since then."""

    @property
    def frame(self) -> Frames:
        """Where it is now."""
        return Frames(self._sound + frames_from_ms(self._silence_ms))

    def has_time(self, frames: int = 0) -> bool:
        """Whether a sound of so many frames still fits in. Only a loop can run out of time."""
        if not (self._plan.until_ms and self._said):
            return True
        return self.frame + frames + frames_from_ms(self._plan.tail_ms) <= frames_from_ms(self._plan.until_ms)

    def speak(self, frames: int, meant_ms: float) -> None:
        """So many frames of speech."""
        self._said.append((frames, self._gap_ms))
        self._gap_ms = 0.0
        self._sound += frames
        self._meant_ms += meant_ms
        self._heard(self._plan.tail_ms)

    def breathe(self, ms: float) -> None:
        """A guided breath."""
        self._silence_ms += ms
        self._meant_ms += ms
        self._gap_ms = 0.0
        self._heard(self._plan.tail_ms)

    def ring(self) -> None:
        """A bell, which takes no time of its own but for the one that ends a session."""
        self._heard(max(self._plan.tail_ms, LAST_BELL_MS))

    def rest(self, rest: Rest) -> None:
        """A gap; in a fitted session it makes good what the voice took more or less than it was meant to."""
        ms = float(rest.ms)
        if rest.echo is not None and self._said:
            ms = max(ms, rest.echo.ms(self._line_ms(rest.echo.utterances)))
        self._gap_ms = ms if rest.implied else 0.0
        early_ms = self._meant_ms - self._exact_ms
        self._meant_ms += ms
        if self._plan.fit_ms and rest.give is not Give.EXACT:
            ms = _caught_up(ms, early_ms)
        if self._plan.until_ms:  # a gap does not reach beyond the end, which is known
            ms = min(ms, max(self._plan.until_ms - self._exact_ms, 0.0))
        self._silence_ms += ms
        self._tail_ms = max(self._tail_ms - ms, 0.0)

    def _line_ms(self, utterances: int) -> float:
        """How long so many utterances took, with what sentences leave after them, but without what is written."""
        said = list(self._said)[-utterances:]
        return ms_from_frames(sum(frames for frames, _ in said)) + sum(gap_ms for _, gap_ms in said[1:])

    def end(self) -> Frames:
        """Where it ends, at a whole number of 10 ms."""
        if self._plan.until_ms:
            end = max(frames_from_ms(self._plan.until_ms), self._last_end)
        else:
            if self._plan.fit_ms:
                self._tail_ms = max(self._plan.fit_ms - self._exact_ms, min(self._tail_ms, LEAST_TAIL_MS))
            self._silence_ms += self._tail_ms
            end = self.frame
        return Frames(-(-end // FRAMES_PER_10_MS) * FRAMES_PER_10_MS)

    @property
    def _exact_ms(self) -> float:
        return ms_from_frames(self._sound) + self._silence_ms

    def _heard(self, tail_ms: float) -> None:
        """Something is heard up to here; after the last of it comes the tail."""
        self._last_end, self._tail_ms = self.frame, float(tail_ms)


def _caught_up(rest_ms: float, early_ms: float) -> float:
    """A gap of a fitted session, with what the voice took more or less than it was meant to made good, within reason.

    Nobody hears a twentieth of a gap; so what has to be made good never gathers, and the end comes when it should.
    """
    most = CATCH_UP * rest_ms
    return rest_ms + min(max(early_ms, -most), most)
