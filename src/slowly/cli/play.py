"""`slowly play`."""

from __future__ import annotations

from typing import Any

import click

from slowly.cli import complete
from slowly.cli.group import ExampleCommand
from slowly.cli.options import pacing_options, slot_option, sound_options


@click.command(
    "play",
    short_help="Play a meditation.",
    cls=ExampleCommand,
    examples=[
        ("slowly play grief", "listen; Ctrl-C ends it gently"),
        ("slowly play grief --length 20m", "with longer pauses, so that it takes twenty minutes"),
        ("slowly play grief say-this-slowly", "one after another, with a bell between"),
        ("slowly play my-words.md --no-ambient", "your own script, with nothing underneath"),
    ],
)
@click.argument("themes", nargs=-1, required=True, metavar="THEME...", shell_complete=complete.theme)
@pacing_options
@slot_option
@sound_options
def command(*, themes: tuple[str, ...], names: tuple[str, ...], loudness: float, **asked: Any) -> None:
    """Play a meditation: a theme from `slowly list`, or a script of your own; or several, with a bell between.

    Each line is shown as it is heard. You can stop at any time with Ctrl-C; the sound goes out slowly.
    """
    from slowly.cli.asked import load, wishes  # this and the rest is not needed for --help
    from slowly.config import Folders
    from slowly.plan import check_sounds, plan_script
    from slowly.voices import wake

    folders = Folders.find()
    wanted = wishes(**asked)
    plans = [plan_script(load(theme, folders, names), wanted) for theme in themes]
    wake(plans[0].voice)
    from slowly.cli.ears import to_ears  # loads the sound libraries while the voice wakes
    from slowly.session import sounds_of

    for plan in plans:  # a mistake in the last is told before the first is heard
        check_sounds(plan, sounds_of(plan, folders))
    to_ears(*plans, folders=folders, loudness=loudness)
