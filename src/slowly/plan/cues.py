"""What a plan is made of. Times are milliseconds, as meant; the timeline measures what they come to."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from slowly.errors import Spot
from slowly.script.layers import Layer, read_layers
from slowly.script.mixing import AS_IT_IS, Mixing
from slowly.script.model import NOWHERE, Give, Guided, Place, Strike
from slowly.units import Ms


@dataclass(frozen=True)
class Phrase:
    """Some words that are spoken without a break."""

    text: str
    """As they are shown."""
    said: str
    """As they are given to the voice."""
    lean: bool = False
    """Leaned on: slower and louder than what stands around them."""


@dataclass(frozen=True)
class Utterance:
    """One sentence to be spoken in one go."""

    text: str
    phrases: tuple[Phrase, ...]
    """The text in the pieces it is spoken in, with room between them for a slower pace."""
    words: int
    pace_wpm: float
    """Words per minute of speech alone."""
    target_ms: float
    """How long it is meant to take from its first sound to its last, the room between phrases included."""
    slow: bool = False
    """Stands in a passage to be said slowly and said back."""
    voice: str | None = None
    """A voice of its own; None is the voice of the session."""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Echo:
    """Room to say a line back: so many times as long as the line took, and some."""

    times: float
    plus_ms: Ms
    utterances: int = 1
    """How many utterances back the line began."""

    def ms(self, spoken_ms: float) -> float:
        """The room after a line that took so long."""
        return self.times * spoken_ms + self.plus_ms


@dataclass(frozen=True)
class Rest:
    """A gap between two sounds: the longer of its length and its echo."""

    ms: Ms
    give: Give = Give.ELASTIC
    echo: Echo | None = None
    implied: bool = False
    """Nobody wrote it; it is what a sentence, a line, a paragraph or a chapter leaves behind."""


@dataclass(frozen=True)
class ChapterStart:
    """A chapter begins with the next sound."""

    title: str


@dataclass(frozen=True)
class BedChange:
    """The bed goes over to another, from the next sound on."""

    sound: str | None
    """None is no bed at all."""
    place: Place = field(default=NOWHERE, compare=False)


Cue = Utterance | Rest | Guided | Strike | ChapterStart | BedChange


@dataclass(frozen=True)
class Plan:
    """The cues of a session in order, and the frame around them."""

    title: str
    cues: tuple[Cue, ...]
    head_ms: Ms
    """Before the first cue: the bed comes in."""
    tail_ms: Ms
    """After the last sound: the bed goes out."""
    bed: str | None = None
    """The layers that it begins with, as they are written, or none."""
    mixing: Mixing = AS_IT_IS
    """What is wished of the mix."""
    breath_sound: bool = False
    """Guided breaths are heard."""
    bed_place: Place | None = field(default=None, compare=False)
    """Where the script names the bed; None when the listener does."""
    voice: str | None = None
    """The voice asked for, or none for the default one of the language."""
    voice_places: tuple[tuple[str | None, Place], ...] = field(default=(), compare=False)
    """Where the script names its voices, None for the main one; empty when the listener chose the voice."""
    dry: bool = False
    """The voice is heard as the engine gives it."""
    language: str = "en"
    fit_ms: Ms | None = None
    """The length it was fitted to, which it is then to have exactly."""
    until_ms: Ms | None = None
    """For a loop: the cues come round again while there is time, and the session is exactly this long."""
    file: str = field(default="script", compare=False)
    """What errors call the script."""
    source: tuple[str, ...] = field(default=(), compare=False, repr=False)
    """The lines of the script, for errors that show one."""

    @property
    def playing(self) -> Iterator[Cue]:
        """The cues in playing order; in a loop they never end."""
        return itertools.chain.from_iterable(itertools.repeat(self.cues)) if self.until_ms else iter(self.cues)

    @property
    def utterances(self) -> tuple[Utterance, ...]:
        """What is spoken, in order and, for a loop, in one round of it."""
        return tuple(cue for cue in self.cues if isinstance(cue, Utterance))

    @property
    def beds(self) -> tuple[tuple[Layer, ...], ...]:
        """The layers of every bed there is, in order."""
        written = [self.bed, *(cue.sound for cue in self.cues if isinstance(cue, BedChange))]
        return tuple(read_layers(bed) for bed in dict.fromkeys(written) if bed)

    @property
    def voices(self) -> tuple[str, ...]:
        """The voices of their own that some of it is spoken in, each once."""
        return tuple(dict.fromkeys(cue.voice for cue in self.utterances if cue.voice is not None))

    def spot(self, place: Place) -> Spot:
        """A place in the script, with its line, for an error."""
        text = self.source[place.line - 1] if 0 < place.line <= len(self.source) else ""
        return Spot(self.file, place.line, place.column, text)

    def voice_spot(self, voice: str | None) -> Spot | None:
        """Where the script names a voice, or the language of the main one; None where it does not."""
        place = dict(self.voice_places).get(voice, NOWHERE)
        return self.spot(place) if place.line else None

    @property
    def words(self) -> int:
        """How many words are spoken, in one round."""
        return sum(cue.words for cue in self.utterances)
