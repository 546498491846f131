"""Gathering cues in order, line by line."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from slowly.plan.cues import BedChange, ChapterStart, Cue, Echo, Rest, Utterance
from slowly.plan.gaps import Gaps
from slowly.plan.pace import share_time
from slowly.plan.rhythm import AFTER_BELL_MS, BREATH_MS, ECHO, LINE_MS, RATE_MS, SENTENCE_MS, gap_ms, slow_wpm
from slowly.plan.said import Pronunciations
from slowly.plan.utter import Manner, utterances
from slowly.script.layers import read_layers
from slowly.script.model import Ambient, Breaths, Guided, Item, Line, Note, Pause, Place, Repeat, Say, Strike
from slowly.units import Ms


@dataclass(frozen=True)
class Style:
    """How the lines that follow are spoken."""

    pace_wpm: float
    slow_wpm: float | None = None
    """Of lines to be said slowly; None is slower than those around them, in proportion."""
    language: str = "en"
    voice: str | None = None
    echo: Echo = ECHO
    breath_ms: float = BREATH_MS
    """The listener's breath, in and out."""
    guided: float = 1.0
    """By how much guided breaths are longer than written."""
    pronounced: Pronunciations = field(default_factory=Pronunciations)
    one_bed: bool = False
    """The listener chose the bed, and what the script says of beds does not count."""

    def manner(self, *, slow: bool) -> Manner:
        """How a sentence is spoken."""
        pace = (self.slow_wpm or slow_wpm(self.pace_wpm)) if slow else self.pace_wpm
        return Manner(pace, slow, self.language, self.voice, self.pronounced)


class CueBuilder:
    """Gathers cues in order, and settles what is left between two sounds."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self._cues: list[Cue] = []
        self._gaps = Gaps()
        self._spoken = 0
        """Utterances so far."""
        self._waiting: list[ChapterStart | BedChange] = []
        """What begins with the next sound."""

    def line(self, line: Line) -> None:
        """One written line, with the gap after it."""
        before = self._spoken
        for item in line.items:
            self._item(item, slow=line.slow)
        if line.slow and self._spoken > before:
            self._gaps.write(Rest(Ms(0), echo=replace(self.style.echo, utterances=self._spoken - before)))
        self.gap(LINE_MS)

    def gap(self, gap_at_default: float) -> None:
        """A gap that nobody wrote."""
        if self._cues:
            self._gaps.imply(gap_ms(gap_at_default, self.style.pace_wpm))

    def chapter(self, title: str) -> None:
        """A chapter begins with the next sound."""
        self._waiting.append(ChapterStart(title))

    def bed(self, sound: str | None, place: Place) -> None:
        """With the next sound the bed goes over to another."""
        if not self.style.one_bed:
            self._waiting.append(BedChange(sound, place))

    def finish(self) -> list[Cue]:
        """All cues; every utterance knows how long it is meant to take."""
        self._settle(last=True)
        timed = iter(share_time([cue for cue in self._cues if isinstance(cue, Utterance)]))
        return [next(timed) if isinstance(cue, Utterance) else cue for cue in self._cues]

    def _item(self, item: Item, *, slow: bool) -> None:
        match item:
            case Say():
                self._say(item, slow=slow)
            case Pause():
                self._gaps.write(Rest(item.ms, item.give))
            case Breaths():
                self._gaps.write(Rest(Ms(round(item.count * self.style.breath_ms)), item.give))
            case Guided():
                # A guided breath is written time: it begins where the words end, and words may follow where it ends.
                self._gaps.clear()
                self._sound(replace(item, ms=Ms(round(item.ms * self.style.guided))))
                self._gaps.close()
            case Strike():
                self._sound(item)
                self.gap(AFTER_BELL_MS)
            case Ambient():
                self.bed(item.sound if read_layers(item.sound) else None, item.place)
            case Repeat() | Note():
                pass

    def _say(self, say: Say, *, slow: bool) -> None:
        for said in utterances(say, self.style.manner(slow=slow)):
            self._sound(said)
            self._spoken += 1
            self.gap(RATE_MS)
        self.gap(SENTENCE_MS)

    def _sound(self, cue: Utterance | Guided | Strike) -> None:
        self._settle(last=False)
        self._cues.append(cue)

    def _settle(self, *, last: bool) -> None:
        rest = self._gaps.settle(last=last)
        self._cues += [rest] if rest else []
        self._cues += self._waiting
        self._waiting = []
