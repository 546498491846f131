"""Reading a file that may be a script of ours, or anything else that can be made one."""

from __future__ import annotations

from pathlib import Path

from slowly.errors import ScriptError
from slowly.script import Script, parse
from slowly.script.source import Source, load
from slowly.script.themes import SUFFIX


def read(path: Path) -> Script:
    """The script in a file, or the one that its words are made into.

    A file whose name ends in .md is a script, whatever it holds, unless it is not one and is speech markup instead; of
    a script's mistakes the writer wants to hear. Raises StorageError when it cannot be read, ScriptError when nothing
    can be made of it.
    """
    source = load(path)
    if path.suffix.lower() != SUFFIX:
        return _made(source)
    try:
        return parse(source.text, source.file)
    except ScriptError:
        if not _is_markup(source):
            raise
        return _made(source)


def _made(source: Source) -> Script:
    from slowly.intake.intake import intake  # takes longer to load than a session takes to begin
    from slowly.intake.model import Kind
    from slowly.intake.places import Origin

    made = intake(source.text, source.file)
    if made.kind is Kind.SCRIPT:
        return parse(made.script, source.file)
    origin = Origin(source, made.places)
    try:
        return origin.script(parse(made.script, source.file))
    except ScriptError as error:
        raise origin.error(error) from error


def _is_markup(source: Source) -> bool:
    from slowly.intake.detect import detect  # the same
    from slowly.intake.model import Kind

    return detect(source.text, source.file) in (Kind.SSML, Kind.SPEECH_MARKDOWN)
