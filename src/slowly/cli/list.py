"""`slowly list`."""

from __future__ import annotations

import json

import click

from slowly.cli.group import ExampleCommand
from slowly.cli.options import json_option


@click.command(
    "list",
    cls=ExampleCommand,
    short_help="List the themes.",
    examples=[("slowly list", "the themes, how long each is, and what it is for")],
)
@json_option
def command(*, as_json: bool) -> None:
    """List the themes: ours, and the scripts in your own folder."""
    from slowly.cli.catalogue import catalogue, print_catalogue  # loads the script reader
    from slowly.config import Folders

    folders = Folders.find()
    entries = catalogue(folders)
    if as_json:
        click.echo(json.dumps([entry.as_dict() for entry in entries]))
        return
    print_catalogue(entries)
    click.echo(f"\nYour own scripts: {folders.scripts[0]}")
