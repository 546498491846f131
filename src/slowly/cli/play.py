"""`slowly play`."""

from __future__ import annotations

import click

from slowly.cli.group import ExampleCommand
from slowly.cli.options import sound_options


@click.command(
    "play",
    short_help="Play a meditation.",
    cls=ExampleCommand,
    examples=[
        ("slowly play grief", "listen; Ctrl-C ends it gently"),
        ("slowly play grief --pace slow", "with more time for each word"),
        ("slowly play my-words.md --no-ambient", "your own script, with nothing underneath"),
    ],
)
@click.argument("theme")
@sound_options
def command(
    *, theme: str, pace: int | None, voice: str | None, ambient: str | None, no_ambient: bool, loudness: float
) -> None:
    """Play a meditation: a theme from `slowly list`, or a script of your own.

    Each line is shown as it is heard. You can stop at any time with Ctrl-C; the sound goes out slowly.
    """
    from slowly.cli.render import load, to_ears, wishes  # loads the sound libraries
    from slowly.config import Folders
    from slowly.plan import plan_script

    folders = Folders.find()
    asked = wishes(pace=pace, voice=voice, ambient=ambient, no_ambient=no_ambient)
    to_ears(plan_script(load(theme, folders), asked), folders, loudness=loudness)
