"""From a Script and what the listener wishes to a Plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from slowly.plan.cues import ChapterStart, Cue, Plan, Rest, Utterance
from slowly.plan.pace import share_time
from slowly.plan.phrases import split_phrases
from slowly.plan.rhythm import (
    AFTER_BELL_MS,
    CHAPTER_MS,
    DEFAULT_WPM,
    ECHO,
    HEAD_MS,
    HEAD_WITH_BED_MS,
    LINE_MS,
    PARAGRAPH_MS,
    SENTENCE_MS,
    SLOW_WPM,
    TAIL_MS,
    TAIL_WITH_BED_MS,
    gap_ms,
    phrase_words,
    slow_wpm,
)
from slowly.plan.schedule import estimated_ms
from slowly.plan.words import count_words
from slowly.script.model import Guided, Item, Line, Note, Pause, Say, Script, Strike
from slowly.units import Ms

NO_BED = "off"


@dataclass(frozen=True)
class Wishes:
    """What the listener asks for over what the script says; None leaves it to the script."""

    pace_wpm: float | None = None
    ambient: str | None = None
    """A track, or `off`."""
    voice: str | None = None


def plan_script(script: Script, wishes: Wishes | None = None) -> Plan:
    """The plan of a whole script. Raises RequestError when it comes to more than twelve hours."""
    wishes = wishes or Wishes()
    builder = CueBuilder(wishes.pace_wpm or script.header.pace_wpm or DEFAULT_WPM, script.header.language or "en")
    for chapter in script.chapters:
        builder.gap(CHAPTER_MS)
        if len(script.chapters) > 1 or chapter.title:
            builder.chapter(chapter.title or script.title)
        for paragraph in chapter.paragraphs:
            for line in paragraph.lines:
                builder.line(line)
            builder.gap(PARAGRAPH_MS)
    plan = frame(script, builder.finish(), wishes)
    estimated_ms(plan)
    return plan


def frame(script: Script, cues: Iterable[Cue], wishes: Wishes) -> Plan:
    """A plan of these cues with the bed, voice and ends that the script and the listener ask for."""
    bed = wishes.ambient or script.header.ambient
    bed = None if bed == NO_BED else bed
    return Plan(
        title=script.title,
        cues=tuple(cues),
        head_ms=Ms(HEAD_WITH_BED_MS if bed else HEAD_MS),
        tail_ms=Ms(TAIL_WITH_BED_MS if bed else TAIL_MS),
        bed=bed,
        bed_place=None if wishes.ambient else script.header.place("ambient"),
        voice=wishes.voice or script.header.voice,
        language=script.header.language or "en",
        file=script.file,
        source=script.source,
    )


class CueBuilder:
    """Gathers cues in order, and settles what is left between two sounds.

    What an author writes counts as written. Between two written gaps the longer one counts, they never add up; where
    nothing is written, the longest of the gaps that a sentence, a line, a paragraph or a chapter leaves.
    """

    def __init__(self, pace_wpm: float, language: str, *, slow_pace_wpm: float | None = None) -> None:
        self._pace_wpm = pace_wpm
        self._slow_pace_wpm = slow_pace_wpm or slow_wpm(pace_wpm)
        self._language = language
        self._cues: list[Cue] = []
        self._implied_ms = 0
        self._written: Rest | None = None
        self._chapter: str | None = None

    def line(self, line: Line) -> None:
        """One written line, with the gap after it."""
        spoken = 0
        for item in line.items:
            spoken += isinstance(item, Say)
            self._item(item, slow=line.slow)
        if line.slow and spoken:
            self.write(Rest(Ms(0), echo=replace(ECHO, utterances=spoken)))
        self.gap(LINE_MS)

    def gap(self, gap_at_default: float) -> None:
        """A gap that nobody wrote."""
        if self._cues:
            self._implied_ms = max(self._implied_ms, gap_ms(gap_at_default, self._pace_wpm))

    def write(self, rest: Rest) -> None:
        """A gap that the author wrote, or that a slow line leaves for its echo."""
        if self._written is None:
            self._written = rest
            return
        longer, shorter = (rest, self._written) if rest.ms >= self._written.ms else (self._written, rest)
        self._written = replace(longer, echo=longer.echo or shorter.echo)

    def chapter(self, title: str) -> None:
        """A chapter begins with the next sound."""
        self._settle_chapter()
        self._chapter = title

    def finish(self) -> list[Cue]:
        """All cues; every utterance knows how long it is meant to take."""
        if self._written is not None and (self._written.ms or self._written.echo):
            self._cues.append(self._written)
        self._settle_chapter()
        timed = iter(share_time([cue for cue in self._cues if isinstance(cue, Utterance)]))
        return [next(timed) if isinstance(cue, Utterance) else cue for cue in self._cues]

    def _item(self, item: Item, *, slow: bool) -> None:
        match item:
            case Say():
                self._sound(self._utterance(item, slow=slow))
                self.gap(SENTENCE_MS)
            case Pause():
                self.write(Rest(item.ms, item.give))
            case Guided():
                # A guided breath is written time: it begins where the words end, and words may follow where it ends.
                self._implied_ms = 0
                self._sound(item)
                self._written = Rest(Ms(0))
            case Strike():
                self._sound(item)
                self.gap(AFTER_BELL_MS)
            case Note():
                pass

    def _sound(self, cue: Utterance | Guided | Strike) -> None:
        rest = self._written or Rest(Ms(self._implied_ms))
        if rest.ms or rest.echo:
            self._cues.append(rest)
        self._implied_ms, self._written = 0, None
        self._settle_chapter()
        self._cues.append(cue)

    def _settle_chapter(self) -> None:
        if self._chapter is not None:
            self._cues.append(ChapterStart(self._chapter))
        self._chapter = None

    def _utterance(self, say: Say, *, slow: bool) -> Utterance:
        pace = self._slow_pace_wpm if slow else self._pace_wpm
        most = phrase_words(pace, slow=slow)
        phrases = split_phrases(say.text, most=most, least=2 if slow or pace < SLOW_WPM else 3, language=self._language)
        return Utterance(say.text, phrases, count_words(say.text), pace, 0.0, slow, say.place)
