"""What people already have, turned into a script."""

from __future__ import annotations

import re

from slowly.errors import ScriptError
from slowly.intake.detect import detect
from slowly.intake.emit import emit
from slowly.intake.model import Draft, Imported, Kind, Line, Words
from slowly.intake.speech_markdown import read_speech_markdown
from slowly.intake.ssml import read_ssml
from slowly.intake.transcript import read_transcript
from slowly.script.sentences import speaks
from slowly.script.source import LARGEST_BYTES, MOST_WORDS, Source

_ENTITY = re.compile(r"&#?\w{1,32};")
_RUN = re.compile(r"([.!?…]{12})[.!?…]+")


def intake(text: str, name: str = "text") -> Imported:
    """A script from any text: captions, a talk, SSML, Speech Markdown, words with pauses among them.

    `name` is what the text goes by, its file's name as a rule. It gives the title where nothing else does, and stands
    in errors. A text that is a script already comes back as it is. Raises ScriptError, with a place, for a text that is
    too long, holds nothing to speak, or is not well-formed where it must be.
    """
    if len(text) > LARGEST_BYTES:
        raise Source(name, text[:200]).error(
            f"This is larger than {LARGEST_BYTES // 1_000} kB, which is the most a script can be.",
            1,
            hint="That would be more than twelve hours of speech.",
        )
    source = Source(name, _RUN.sub(_shortened, text.removeprefix("\ufeff"))).check()
    kind = detect(source.text, name)
    if kind is Kind.SCRIPT:
        return Imported(text, kind, ())
    draft = _read(source, kind)
    if not any(_speaks(block) for block in draft.blocks):
        raise source.error("There are no words to speak here.", 1, hint="What is read is words, with or without marks.")
    script, places = emit(draft)
    _check(source, script)
    return Imported(script, kind, draft.remarks, places)


def _shortened(run: re.Match[str]) -> str:
    """A row of dots for the eye, cut to what an ear can tell apart; blanks keep every column where it was."""
    return run[1] + " " * (len(run[0]) - len(run[1]))


def _read(source: Source, kind: Kind) -> Draft:
    match kind:
        case Kind.SSML:
            return read_ssml(source)
        case Kind.SPEECH_MARKDOWN:
            return read_speech_markdown(source)
    return read_transcript(source, paced=kind is Kind.CUES)


def _speaks(block: object) -> bool:
    return isinstance(block, Line) and any(
        isinstance(piece, Words) and speaks(_ENTITY.sub("", piece.text)) for piece in block.pieces
    )


def _check(source: Source, script: str) -> None:
    """What is made must be something that can be read again: marks and signs count as words do."""
    try:
        Source(source.file, script).check()
    except ScriptError as error:
        raise source.error(error.message, 1, hint=error.hint) from error
    if len(script.encode()) > LARGEST_BYTES or script.count("\\") + script.count("[") > MOST_WORDS:
        raise source.too_long()
