"""Timeline: every sound of a session at its absolute frame, and the spans that chapters and captions are made from.

Built as the clips come, in order, so that the first sound does not wait for the last line.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from slowly.plan.cues import BedChange, ChapterStart, Plan, Rest, Utterance
from slowly.plan.schedule import schedule
from slowly.script.model import Guided, Phase, Strike
from slowly.speech.clip import Clip
from slowly.units import Frames


@dataclass(frozen=True, eq=False)
class Spoken:
    """A clip of speech at its place."""

    start: Frames
    clip: Clip

    @property
    def end(self) -> Frames:
        """The first frame after it."""
        return Frames(self.start + self.clip.frames)


@dataclass(frozen=True)
class Struck:
    """A single sound of the sound library at its place; it rings as long as it does."""

    start: Frames
    sound: str


@dataclass(frozen=True)
class Turned:
    """From here on another bed lies underneath, or none."""

    start: Frames
    sound: str | None


@dataclass(frozen=True)
class Breathed:
    """A guided breath that is to be heard."""

    start: Frames
    frames: int
    phase: Phase


@dataclass(frozen=True)
class Quiet:
    """Nothing more begins before this frame, which is known before the next line is spoken."""

    start: Frames


@dataclass(frozen=True)
class End:
    """The session's length in frames."""

    start: Frames


Event = Spoken | Struck | Turned | Breathed | Quiet | End


@dataclass(frozen=True)
class Span:
    """A stretch of the session with words to it."""

    start: Frames
    end: Frames
    text: str
    slow: bool = False


@dataclass(frozen=True)
class Heading:
    """A chapter's title and where it begins."""

    start: Frames
    title: str


@dataclass(frozen=True)
class BreathSpan:
    """A guided breath, whether it is to be heard or not."""

    start: Frames
    end: Frames
    phase: Phase


@dataclass
class Timeline:
    """What is known of a session so far; all of it once `events` has been taken to its end."""

    plan: Plan
    """What is being placed."""
    captions: list[Span] = field(default_factory=list)
    """What has been said so far, in order."""
    breaths: list[BreathSpan] = field(default_factory=list)
    """The guided breaths so far, in order."""
    headings: list[Heading] = field(default_factory=list)
    """The chapters that have begun so far, the first with the session. A loop, whose words come round, has none."""
    frames: Frames = Frames(0)
    """The length of the session; 0 until it is known."""

    def events(self, clips: Iterable[Clip]) -> Iterator[Event]:
        """The sounds in order, then the end. `clips` are the plan's utterances, spoken, in playing order."""
        measured: deque[Clip] = deque()  # one at the most: the schedule asks for a length just before it is placed

        def lengths() -> Iterator[int]:
            for clip in clips:
                measured.append(clip)
                yield clip.frames

        for placed in schedule(self.plan, lengths()):
            match placed.cue:
                case Utterance() as said:
                    self.captions.append(Span(placed.start, placed.end, said.text, said.slow))
                    yield Spoken(placed.start, measured.popleft())
                case Strike(sound=sound):
                    yield Struck(placed.start, sound)
                case Guided(phase=phase):
                    self.breaths.append(BreathSpan(placed.start, placed.end, phase))
                    if self.plan.breath_sound and phase is not Phase.HOLD:
                        yield Breathed(placed.start, placed.frames, phase)
                    yield Quiet(placed.end)
                case Rest():
                    yield Quiet(placed.end)
                case BedChange(sound=sound):
                    yield Turned(placed.start, sound)
                case ChapterStart(title=title) if not self.plan.until_ms:
                    self.headings.append(Heading(placed.start if self.headings else Frames(0), title))
                case None:
                    self.frames = placed.start
                    yield End(placed.start)

    @property
    def chapters(self) -> list[Span]:
        """The chapters, each to the start of the next. Made anew each time it is asked for; complete at the end."""
        ends = [heading.start for heading in self.headings[1:]] + [self.frames]
        return [Span(own.start, end, own.title) for own, end in zip(self.headings, ends, strict=False)]
