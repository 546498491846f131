"""The whole way in one page: script -> plan -> speech -> timeline -> mix, and on to whoever plays or exports it.

Everything streams: asking for a block makes the mix ask the timeline for the sounds up to there, the timeline the
speech for clips, and the speech the voice for the next few lines. What is played and what is exported are the same
blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from slowly.ambience import Bed, SoundLibrary
from slowly.ambience.swing import swing_lu
from slowly.config import Folders
from slowly.mix import Beds, Block, Mix, balance
from slowly.mix.makeup import make_up
from slowly.plan import Plan, check_sounds
from slowly.script.layers import read_layers
from slowly.speech import Cache, Speech, SpeechCount
from slowly.timeline import Timeline
from slowly.voices import Cast


@dataclass(frozen=True)
class Session:
    """A session on its way."""

    plan: Plan
    """What it was made from."""
    timeline: Timeline
    """What is known of it so far; complete when the blocks have been taken."""
    blocks: Iterator[Block]
    """Its sound, from the first frame to the last; can be taken once."""
    spoken: SpeechCount
    """What the voice has done so far."""


def sounds_of(plan: Plan, folders: Folders) -> SoundLibrary:
    """The sounds that a plan may use: the library's, those in its script's own folder, and what the listener chose."""
    chosen = [layer.sound for layer in read_layers(plan.bed)] if plan.bed and plan.bed_place is None else []
    return SoundLibrary(folders.audio, Path(plan.file).parent, chosen)


@contextmanager
def open_session(
    plan: Plan, folders: Folders, *, loudness_lufs: float, on_speech: Callable[[SpeechCount], None] = lambda _: None
) -> Iterator[Session]:
    """Bring a plan to sound. Leaving the context ends the voice and whatever else was started.

    `on_speech` is told of each line that is spoken, on the thread that takes the blocks: while playing, the one that
    mixes.

    Raises an error of slowly.errors for a sound or voice that is missing; taking blocks raises one for a line that
    cannot be spoken, with its place.
    """
    library = sounds_of(plan, folders)
    check_sounds(plan, library)
    levels = balance(plan, lambda name: swing_lu(library.find(name)))
    made = make_up(plan, library.strike, levels)
    cast = Cast.open(plan.voice, plan.voices, plan.language, plan.voice_spot)
    with Speech(plan, cast, Cache(folders.cache), made.gate_lu) as speech:
        timeline = Timeline(plan)
        events = timeline.events(speech.clips(on_speech))
        beds = Beds(lambda name: Bed(library.find(name)), levels, plan.bed)
        mix = Mix(
            events,
            beds,
            library.strike,
            levels,
            loudness_lufs=loudness_lufs + made.gain_db,
            head_ms=plan.head_ms,
            tail_ms=plan.tail_ms,
            mixing=plan.mixing,
        )
        yield Session(plan, timeline, mix.blocks(), speech.count)
