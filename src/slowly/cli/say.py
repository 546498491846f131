"""`slowly say`."""

from __future__ import annotations

from typing import Any

import click

from slowly.cli.group import ExampleCommand
from slowly.cli.options import ECHO, file_options, json_option, pace_option, slot_option, sound_options


@click.command(
    "say",
    short_help="Say one sentence slowly.",
    cls=ExampleCommand,
    examples=[
        ('slowly say "I was never too much."', "once, phrase by phrase, with room to say it back"),
        ('slowly say "I may rest." --pace slowest -o rest.mp3', "as a file"),
    ],
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS")
@pace_option
@click.option("--echo", type=ECHO, help="Room to say it back: 1.2x + 0.8s, 4s, or off.")
@slot_option
@file_options
@sound_options
@json_option
def command(
    *,
    words: tuple[str, ...],
    names: tuple[str, ...],
    output: str | None,
    force: bool,
    loudness: float,
    as_json: bool,
    **asked: Any,
) -> None:
    """Say WORDS slowly, once, and leave room to say them back.

    Without -o it is played, with -o it is written to a file. The marks of a script may stand in the words.
    """
    from slowly.cli.asked import wishes  # this and the rest is not needed for --help
    from slowly.cli.deliver import deliver
    from slowly.cli.slots import filled
    from slowly.config import Folders
    from slowly.plan import plan_slowly
    from slowly.script import parse

    folders = Folders.find()
    plan = plan_slowly(filled(parse(" ".join(words), "the words to say"), names, folders), wishes(**asked))
    deliver(plan, folders, output, "said", loudness=loudness, force=force, as_json=as_json)
