"""From what is typed to a script and to wishes: what every command that looks at a session begins with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from slowly.cli.slots import filled
from slowly.config import Folders
from slowly.errors import RequestError
from slowly.intake.read import read
from slowly.plan import Wishes
from slowly.plan.build import NO_BED
from slowly.script import Script
from slowly.script.layers import read_layers
from slowly.script.mixing import AS_IT_IS
from slowly.script.themes import find


def wishes(**asked: Any) -> Wishes:
    """What the pacing and sound options ask for. Raises RequestError for a sound both asked for and not."""
    ambient, none = asked.get("ambient"), asked.get("no_ambient")
    source = click.get_current_context().get_parameter_source("ambient")
    if none and ambient and source == click.core.ParameterSource.COMMANDLINE:
        raise RequestError("--ambient and --no-ambient contradict each other.", hint="Keep one of them.")
    try:
        read_layers(ambient or NO_BED)
    except ValueError as error:
        raise RequestError(f"--ambient: {error}.") from error
    return Wishes(
        pace_wpm=asked.get("pace"),
        ambient=NO_BED if none else ambient,
        voice=asked.get("voice"),
        dry=asked.get("dry", False),
        breath_ms=asked.get("breath"),
        echo=asked.get("echo"),
        arc=asked.get("arc"),
        length_ms=asked.get("length"),
        mixing=asked.get("mix") or AS_IT_IS,
        breath_sound=bool(asked.get("breath_sound")),
    )


def load(theme: str, folders: Folders, names: Sequence[str] = (), *, fill_slots: bool = True) -> Script:
    """The script of a theme, or of a file, with its slots filled."""
    script = read(find(theme, folders.scripts))
    return filled(script, names, folders) if fill_slots else script
