"""`slowly loop`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from slowly.cli import complete
from slowly.cli.group import ExampleCommand
from slowly.cli.options import Duration, file_options, json_option, pace_option, slot_option, sound_options
from slowly.units import Ms

if TYPE_CHECKING:
    from slowly.config import Folders
    from slowly.script import Script


@click.command(
    "loop",
    short_help="Say one affirmation slowly, again and again.",
    cls=ExampleCommand,
    examples=[
        ('slowly loop "I was never too much."', "one line, slowly, for ten minutes"),
        ('slowly loop "I may rest." --gap 6s --for 30m', "six seconds apart, for half an hour"),
        ("slowly loop grief --for 1h --ambient rain", "all that a theme says slowly"),
        ('slowly loop "I may rest." -o rest.mp3', "as a file"),
    ],
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS", shell_complete=complete.theme)
@click.option("--gap", type=Duration(), help="The time between two lines; without it, room to say each back.")
@click.option("--for", "length", type=Duration(), default="10m", show_default=True, help="How long, such as 30m or 8h.")
@file_options
@pace_option
@slot_option
@sound_options
@json_option
def command(
    *,
    words: tuple[str, ...],
    gap: Ms | None,
    length: Ms,
    output: str | None,
    force: bool,
    names: tuple[str, ...],
    loudness: float,
    as_json: bool,
    **asked: Any,
) -> None:
    """Say one affirmation, or all of a theme's, slowly and again and again.

    WORDS are what to say, or a theme from `slowly list`. Without -o it is played, with -o it is written to a file.
    """
    from slowly.cli.asked import wishes  # this and the rest is not needed for --help
    from slowly.cli.deliver import deliver
    from slowly.cli.slots import filled
    from slowly.config import Folders
    from slowly.plan import plan_loop

    folders = Folders.find()
    script = filled(_script(" ".join(words), folders), names, folders)
    plan = plan_loop(script, gap_ms=gap, for_ms=length, wishes=wishes(**asked))
    deliver(plan, folders, output, "loop", loudness=loudness, force=force, as_json=as_json)


def _script(words: str, folders: Folders) -> Script:
    """A theme's script, or the words as one. A word that is nearly a theme's name is taken for a slip of the hand."""
    from slowly.errors import RequestError
    from slowly.intake.read import read
    from slowly.nearest import did_you_mean
    from slowly.script import parse
    from slowly.script.themes import find, is_path, themes

    names = [name for name, _ in themes(folders.scripts)]
    if words in names or is_path(words):
        return read(find(words, folders.scripts))
    near = did_you_mean(words, names) if words.isalpha() else None
    if near:
        raise RequestError(
            f"There is no theme “{words}”.", hint=f"{near} To hear the word itself, end it with a full stop."
        )
    return parse(words, "the words to loop")
