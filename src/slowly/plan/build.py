"""From a Script and what the listener wishes to a Plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from slowly.errors import RequestError, ScriptError, Spot
from slowly.plan.arc import DRIFTS, drifted
from slowly.plan.builder import CueBuilder, Style
from slowly.plan.cues import BedChange, Cue, Echo, Plan, Rest, Utterance
from slowly.plan.fitted import fitted
from slowly.plan.repeats import written_out
from slowly.plan.rhythm import (
    AFTER_BELL_MS,
    BREATH_MS,
    CHAPTER_MS,
    DEFAULT_WPM,
    ECHO,
    HEAD_MS,
    HEAD_WITH_BED_MS,
    LEAST_HEAD_MS,
    PARAGRAPH_MS,
    TAIL_MS,
    TAIL_WITH_BED_MS,
)
from slowly.plan.said import Pronunciations
from slowly.plan.schedule import check_length
from slowly.script.layers import OFF
from slowly.script.mixing import AS_IT_IS, Mixing
from slowly.script.model import (
    FASTEST_WPM,
    NOWHERE,
    SLOWEST_WPM,
    Arc,
    Chapter,
    EchoRule,
    Guided,
    Header,
    Place,
    Script,
    Strike,
)
from slowly.units import Ms

NO_BED = OFF

BELL = "bell"
"""The bell between two sessions."""

LONGEST_TITLE = 40
"""Characters of a first sentence that names what stands before the first heading."""


@dataclass(frozen=True)
class Wishes:
    """What the listener asks for over what the script says; None leaves it to the script."""

    pace_wpm: float | None = None
    """Of the script as a whole; chapters with a pace of their own keep their proportion to it."""
    ambient: str | None = None
    """A track, or `off`; then it is the only one."""
    voice: str | None = None
    dry: bool = False
    """The voice as the engine gives it; no script can ask for that."""
    breath_ms: Ms | None = None
    echo: EchoRule | None = None
    arc: Arc | None = None
    length_ms: Ms | None = None
    mixing: Mixing = AS_IT_IS
    breath_sound: bool = False


def plan_script(script: Script, wishes: Wishes | None = None) -> Plan:
    """The plan of a whole script.

    Raises ScriptError for a repeat of nothing, when it comes to more than twelve hours, or cannot have the length that
    its header asks for; and RequestError when it cannot have the one that is wished for.
    """
    wishes = wishes or Wishes()
    header = script.header
    arc = DRIFTS.get(wishes.arc or header.arc or Arc.LEVEL)
    cues = _cues(script, wishes)
    plan = frame(script, drifted(cues, arc) if arc else cues, wishes)
    if arc and arc.tail_ms:
        plan = replace(plan, tail_ms=Ms(round(max(arc.tail_ms, plan.tail_ms))))
    check_length(plan)
    length = wishes.length_ms or header.length_ms
    if not length:
        return plan
    try:
        return fitted(plan, length)
    except RequestError as error:
        if wishes.length_ms:
            raise
        raise ScriptError(error.message, hint=error.hint, at=plan.spot(header.place("length"))) from error


def _cues(script: Script, wishes: Wishes) -> list[Cue]:
    base = style(script.header, wishes)
    builder = CueBuilder(base)
    bed, whole = script.header.ambient, len(script.chapters) > 1
    for chapter in written_out(script):
        if chapter.title is None and chapter.is_notes:
            continue
        builder.style = _own_style(base, chapter, wishes, script.header)
        builder.gap(CHAPTER_MS)
        title = chapter.title or (_opening_title(script, chapter) if whole else None)
        if title:
            builder.chapter(title)
        wanted = chapter.ambient or script.header.ambient
        if wanted != bed:
            builder.bed(None if wanted in (None, NO_BED) else wanted, chapter.place if chapter.ambient else NOWHERE)
            bed = wanted
        for paragraph in chapter.paragraphs:
            for line in paragraph.lines:
                builder.line(line)
            builder.gap(PARAGRAPH_MS)
    return builder.finish()


def _opening_title(script: Script, chapter: Chapter) -> str | None:
    """What to call the words before the first heading: as the script is called, or after its own first words.

    Where there are none, it is no chapter, and what it rings or breathes belongs to the next.
    """
    said = next(
        (say.text for paragraph in chapter.paragraphs for line in paragraph.lines for say in line.sentences), ""
    )
    if not said:
        return None
    if len(said) > LONGEST_TITLE:
        said = said[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:—–") + "…"
    return script.header.title or script.header.theme or said.rstrip(".")


def style(header: Header, wishes: Wishes) -> Style:
    """How a script is spoken, before its chapters have their say."""
    written = header.breath_ms or BREATH_MS
    echo = wishes.echo or header.echo
    return Style(
        pace_wpm=wishes.pace_wpm or header.pace_wpm or DEFAULT_WPM,
        language=header.language or "en",
        echo=Echo(echo.times, echo.plus_ms) if echo else ECHO,
        breath_ms=wishes.breath_ms or written,
        guided=wishes.breath_ms / written if wishes.breath_ms else 1.0,
        pronounced=Pronunciations(header.say),
        one_bed=wishes.ambient is not None,
    )


def _own_style(base: Style, chapter: Chapter, wishes: Wishes, header: Header) -> Style:
    """The style of a chapter: its own pace, in proportion to what the listener wishes for the whole."""
    pace = base.pace_wpm
    if chapter.pace_wpm:
        scale = base.pace_wpm / (header.pace_wpm or DEFAULT_WPM)
        pace = min(max(chapter.pace_wpm * scale, SLOWEST_WPM), FASTEST_WPM)
    return replace(base, pace_wpm=pace, voice=None if wishes.voice else chapter.voice)


def frame(script: Script, cues: Iterable[Cue], wishes: Wishes) -> Plan:
    """A plan of these cues with the bed, voice and ends that the script and the listener ask for.

    Raises ScriptError where nothing is said, as when all its words were a slot and that was filled with a sign.
    """
    bed = BedChange(wishes.ambient or script.header.ambient, script.header.place("ambient"))
    kept, first = list(cues), bed
    if not any(isinstance(cue, Utterance) for cue in kept):
        raise ScriptError("There are no words to speak here.", at=Spot(script.file, 1))
    early = next((cue for cue in kept if isinstance(cue, BedChange | Utterance | Guided | Strike)), None)
    if isinstance(early, BedChange) and bed.sound in (None, NO_BED):
        kept.remove(early)  # a bed that comes with the first sound is simply the first
        first = early
    mixing = wishes.mixing.over(script.header.mix)
    head_ms = Ms(HEAD_WITH_BED_MS if _lies(first) else HEAD_MS) if mixing.head_ms is None else mixing.head_ms
    last = next((cue for cue in reversed(kept) if isinstance(cue, BedChange)), first)
    return Plan(
        title=script.title,
        cues=tuple(kept),
        head_ms=max(head_ms, Ms(LEAST_HEAD_MS)),
        tail_ms=mixing.tail_ms or Ms(TAIL_WITH_BED_MS if _lies(last) else TAIL_MS),
        mixing=mixing,
        breath_sound=wishes.breath_sound,
        bed=first.sound if _lies(first) else None,
        bed_place=None if wishes.ambient else first.place,
        voice=wishes.voice or script.header.voice,
        voice_places=() if wishes.voice else _voice_places(script),
        dry=wishes.dry,
        language=script.header.language or "en",
        file=script.file,
        source=script.source,
    )


def _voice_places(script: Script) -> tuple[tuple[str | None, Place], ...]:
    """Where each voice is named; the main one, where it is not, is the language's."""
    header = script.header
    main = header.place("voice" if header.voice else "language")
    return ((None, main), *((chapter.voice, chapter.place) for chapter in script.chapters if chapter.voice))


def belled(plan: Plan) -> Plan:
    """The plan with a bell before its first word, for one that follows on another."""
    return replace(plan, cues=(Strike(BELL), Rest(Ms(AFTER_BELL_MS)), *plan.cues))


def _lies(bed: BedChange) -> bool:
    return bed.sound not in (None, NO_BED)
