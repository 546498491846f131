"""`slowly export`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from slowly.cli.group import ExampleCommand
from slowly.cli.options import file_options, json_option, pacing_options, slot_option, sound_options


@click.command(
    "export",
    short_help="Write a meditation to an MP3 file with chapters.",
    cls=ExampleCommand,
    examples=[
        ("slowly export grief", "writes grief.mp3 here"),
        ("slowly export grief -o ~/Music/", "writes it there"),
        ("slowly export my-words.md --pace 90 --ambient rain", "your own script, your own way"),
    ],
)
@click.argument("theme")
@file_options
@pacing_options
@slot_option
@sound_options
@json_option
def command(
    *, theme: str, output: str | None, force: bool, names: tuple[str, ...], loudness: float, as_json: bool, **asked: Any
) -> None:
    """Write a meditation to an MP3 file with chapters, for a phone or any player."""
    from slowly.cli.asked import load, wishes  # this and the rest is not needed for --help
    from slowly.cli.render import output_path, to_file
    from slowly.config import Folders
    from slowly.plan import plan_script

    folders = Folders.find()
    plan = plan_script(load(theme, folders, names), wishes(**asked))
    path = output_path(output, Path(theme).stem)
    to_file(plan, folders, path, loudness=loudness, force=force, as_json=as_json)
