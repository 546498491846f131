"""Reading a file that may be a script of ours, or anything else that can be made one."""

from __future__ import annotations

from pathlib import Path

from slowly.errors import ScriptError
from slowly.intake.detect import detect
from slowly.intake.intake import intake
from slowly.intake.model import Kind
from slowly.script import Script, parse
from slowly.script.source import load
from slowly.script.themes import SUFFIX


def read(path: Path) -> Script:
    """The script in a file, or the one that its words are made into.

    A file whose name ends in .md is a script, whatever it holds, unless it is not one and is speech markup instead; of
    a script's mistakes the writer wants to hear. Raises StorageError when it cannot be read, ScriptError when nothing
    can be made of it.
    """
    source = load(path)
    kind = detect(source.text, path.name)
    if kind is Kind.SCRIPT or path.suffix.lower() == SUFFIX:
        try:
            return parse(source.text, source.file)
        except ScriptError:
            if kind not in (Kind.SSML, Kind.SPEECH_MARKDOWN):
                raise
    return parse(intake(source.text, source.file).script, source.file)
