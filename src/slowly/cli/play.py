"""`slowly play`."""

from __future__ import annotations

from typing import Any

import click

from slowly.cli.group import ExampleCommand
from slowly.cli.options import pacing_options, slot_option, sound_options


@click.command(
    "play",
    short_help="Play a meditation.",
    cls=ExampleCommand,
    examples=[
        ("slowly play grief", "listen; Ctrl-C ends it gently"),
        ("slowly play grief --length 20m", "with longer pauses, so that it takes twenty minutes"),
        ("slowly play my-words.md --no-ambient", "your own script, with nothing underneath"),
    ],
)
@click.argument("theme")
@pacing_options
@slot_option
@sound_options
def command(*, theme: str, names: tuple[str, ...], loudness: float, **asked: Any) -> None:
    """Play a meditation: a theme from `slowly list`, or a script of your own.

    Each line is shown as it is heard. You can stop at any time with Ctrl-C; the sound goes out slowly.
    """
    from slowly.cli.asked import load, wishes  # this and the rest is not needed for --help
    from slowly.cli.render import to_ears
    from slowly.config import Folders
    from slowly.plan import plan_script

    folders = Folders.find()
    plan = plan_script(load(theme, folders, names), wishes(**asked))
    to_ears(plan, folders, loudness=loudness)
