"""`slowly export`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from slowly.cli import complete
from slowly.cli.group import ExampleCommand
from slowly.cli.options import file_options, json_option, pacing_options, slot_option, sound_options


@click.command(
    "export",
    short_help="Write a meditation to an MP3 file with chapters.",
    cls=ExampleCommand,
    examples=[
        ("slowly export grief", "writes grief.mp3 here"),
        ("slowly export grief -o ~/Music/", "writes it there"),
        ("slowly export --all --to ~/Music/slowly", "the whole library, as an album"),
        ("slowly export my-words.md --pace 90 --ambient rain", "your own script, your own way"),
    ],
)
@click.argument("theme", required=False, shell_complete=complete.theme)
@click.option("--all", "whole", is_flag=True, help="All themes, as an album with track numbers.")
@click.option("--to", "folder", metavar="FOLDER", help="With --all: the folder to write to.")
@file_options
@pacing_options
@slot_option
@sound_options
@json_option
def command(
    *,
    theme: str | None,
    whole: bool,
    folder: str | None,
    output: str | None,
    force: bool,
    names: tuple[str, ...],
    loudness: float,
    as_json: bool,
    **asked: Any,
) -> None:
    """Write a meditation to an MP3 file with chapters, for a phone or any player; or the whole library."""
    from slowly.cli.asked import load, wishes  # this and the rest is not needed for --help
    from slowly.config import Folders
    from slowly.plan import plan_script
    from slowly.voices import wake

    if whole == (theme is not None) or (whole and (output or as_json or names)) or (folder and not whole):
        raise click.UsageError(
            "name one theme, with -o, --name or --json if you like; or --all, with --to FOLDER if you like"
        )
    folders, wanted = Folders.find(), wishes(**asked)
    if theme is None:
        from slowly.cli.album import album  # loads the sound libraries

        album(folders, folder or ".", wanted, loudness=loudness, force=force)
        return
    plan = plan_script(load(theme, folders, names), wanted)
    wake(plan.voice)
    from slowly.cli.file import output_path, to_file  # loads the sound libraries while the voice wakes

    path = output_path(output, Path(theme).stem)
    to_file(plan, folders, path, loudness=loudness, force=force, as_json=as_json)
