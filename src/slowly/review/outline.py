"""An outline of a plan: what comes when, and how long what is left after it lasts."""

from __future__ import annotations

from dataclasses import dataclass, field

from slowly.plan.cues import BedChange, ChapterStart, Plan, Rest, Utterance
from slowly.plan.schedule import Placed, schedule
from slowly.script.model import Guided, Strike
from slowly.units import frames_from_ms, ms_from_frames


@dataclass(frozen=True)
class LineRow:
    """Something that is said."""

    said: Utterance
    start_ms: float
    spoken_ms: float
    rest_ms: float
    """Without a word after it: pauses, breaths and bells until the next line."""
    pause_ms: float
    """Of that, the pauses."""

    @property
    def wpm(self) -> float:
        """Words per minute, as meant."""
        return self.said.words / self.spoken_ms * 60_000 if self.spoken_ms else 0.0


@dataclass
class ChapterRow:
    """A chapter and what is said in it."""

    title: str | None
    start_ms: float
    lines: list[LineRow] = field(default_factory=list)


@dataclass
class Outline:
    """A whole session."""

    plan: Plan
    total_ms: float
    chapters: list[ChapterRow]
    cues: list[Placed]
    """Every cue at its place."""

    @property
    def lines(self) -> list[LineRow]:
        """Everything that is said, in order."""
        return [line for chapter in self.chapters for line in chapter.lines]

    @property
    def words(self) -> int:
        """How many words are said."""
        return sum(line.said.words for line in self.lines)

    @property
    def spoken_ms(self) -> float:
        """How long something is said."""
        return sum(line.spoken_ms for line in self.lines)


def outline(plan: Plan) -> Outline:
    """The outline of a plan that is no loop, at the times that are meant."""
    placed = list(schedule(plan, (frames_from_ms(said.target_ms) for said in plan.utterances)))
    total = ms_from_frames(placed[-1].start)
    chapters = [ChapterRow(None, 0.0)]
    for index, cue in enumerate(placed):
        match cue.cue:
            case ChapterStart(title=title):
                chapters.append(ChapterRow(title, ms_from_frames(cue.start)))
            case Utterance() as said:
                chapters[-1].lines.append(_line(said, placed, index))
    return Outline(plan, total, [row for row in chapters if row.title is not None or row.lines], placed)


def _line(said: Utterance, placed: list[Placed], index: int) -> LineRow:
    start, end = ms_from_frames(placed[index].start), ms_from_frames(placed[index].end)
    rest = pause = 0.0
    for later in range(index + 1, len(placed)):
        after = placed[later]
        match after.cue:
            case Rest():
                rest += ms_from_frames(after.frames)
                pause += ms_from_frames(after.frames)
            case Guided():
                rest += ms_from_frames(after.frames)
            case Strike() | ChapterStart() | BedChange():
                pass
            case _:
                break
    return LineRow(said, start, end - start, rest, pause)
