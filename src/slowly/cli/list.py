"""`slowly list`."""

from __future__ import annotations

import json

import click

from slowly.cli.group import ExampleCommand
from slowly.cli.options import Duration, json_option
from slowly.units import LONGEST_MS, Ms


@click.command(
    "list",
    cls=ExampleCommand,
    short_help="List the themes.",
    examples=[
        ("slowly list", "the themes, how long each is, and what it is for"),
        ("slowly list --under 10m", "those that are shorter than that"),
    ],
)
@click.option("--over", type=Duration(), help="Only themes of at least this length, such as 10m.")
@click.option("--under", type=Duration(), help="Only themes that are shorter.")
@json_option
def command(*, over: Ms | None, under: Ms | None, as_json: bool) -> None:
    """List the themes: ours, and the scripts in your own folder."""
    from slowly.cli.catalogue import catalogue, print_catalogue  # loads the script reader
    from slowly.config import Folders

    folders = Folders.find()
    entries = catalogue(folders)
    if over is not None or under is not None:
        most = LONGEST_MS + 1 if under is None else under
        entries = [one for one in entries if not one.trouble and (over or 0) <= one.ms < most]
    if as_json:
        click.echo(json.dumps([entry.as_dict() for entry in entries]))
        return
    if not entries and (over is not None or under is not None):
        click.echo("No theme is as long as that; `slowly list` shows how long they are.")
    else:
        print_catalogue(entries)
    click.echo(f"\nYour own scripts: {folders.scripts[0]}")
