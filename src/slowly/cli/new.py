"""`slowly new`."""

from __future__ import annotations

from pathlib import Path

import click

from slowly.cli.group import ExampleCommand


@click.command(
    "new",
    short_help="Begin a script of your own.",
    cls=ExampleCommand,
    examples=[
        ('slowly new "A small evening"', "writes a-small-evening.md here, with notes on what may be done"),
        ("slowly new evening -o ~/scripts/evening.md", "writes it there"),
    ],
)
@click.argument("name")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@click.option("-o", "--output", metavar="FILE", help="The file to write; without it, NAME.md in this folder.")
def command(*, name: str, output: str | None, force: bool) -> None:
    """Write a script to begin with, called NAME, and say what to do with it."""
    import re  # these are not needed for --help

    from slowly.config import from_home
    from slowly.errors import RequestError
    from slowly.export.partial import partial
    from slowly.interrupt import deferred
    from slowly.script import parse
    from slowly.script.template import template
    from slowly.script.themes import SUFFIX

    title = name.removesuffix(SUFFIX)
    stem = re.sub(r"[^\w]+", "-", title.lower()).strip("-")
    if not stem:
        raise RequestError("A script needs a name with a letter in it.", hint="Try `slowly new evening`.")
    path = from_home(output) if output else Path(stem + SUFFIX)
    text = template(title)
    parse(text, str(path))  # a title may hold what no script can
    with deferred(), partial(path, overwrite=force) as beside:
        beside.write_text(text, encoding="utf-8")
    click.echo(f"{path}\n\nSee its pacing:  slowly preview {path}\nHear it:         slowly play {path}")
