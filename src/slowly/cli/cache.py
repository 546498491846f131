"""`slowly cache`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from slowly.cli.group import ExampleCommand, ExampleGroup
from slowly.cli.options import json_option

if TYPE_CHECKING:
    from slowly.speech.cache import Cache


@click.group(
    "cache",
    short_help="Look after what was spoken once and is kept.",
    cls=ExampleGroup,
    no_args_is_help=False,  # a command that is missing is a mistake like any other
    examples=[
        ("slowly cache info", "how much is kept, and where"),
        ("slowly cache clear", "forget all of it; it is made again when needed"),
    ],
)
def command() -> None:
    """Look after what was spoken once and is kept. It holds sound, never the words."""


@command.command("info", cls=ExampleCommand, examples=[("slowly cache info", "how much is kept, and where")])
@json_option
def info(*, as_json: bool) -> None:
    """How much is kept, and where."""
    found = _cache().info()
    if as_json:
        shown = {
            "folder": str(found.folder),
            "entries": found.entries,
            "bytes": found.size_bytes,
            "limit_bytes": found.limit_bytes,
        }
        click.echo(json.dumps(shown))
    else:
        size, limit = found.size_bytes / 1e6, found.limit_bytes / 1e6
        click.echo(f"{found.folder}\n{found.entries} entries, {size:.1f} of at most {limit:.0f} MB")


@command.command("clear", cls=ExampleCommand, examples=[("slowly cache clear", "forget all that is kept")])
@json_option
def clear(*, as_json: bool) -> None:
    """Forget all of it."""
    count = _cache().clear()
    click.echo(json.dumps({"removed": count}) if as_json else f"{count} entries removed.")


@command.command("verify", cls=ExampleCommand, examples=[("slowly cache verify", "look for damage")])
@json_option
def verify(*, as_json: bool) -> None:
    """Check every entry, and remove those that are damaged."""
    good, bad = _cache().verify()
    if as_json:
        click.echo(json.dumps({"good": good, "damaged": bad}))
    else:
        click.echo(f"{good} good, {bad} damaged" + (" and removed." if bad else "."))


def _cache() -> Cache:
    from slowly.config import Folders  # not needed for --help
    from slowly.speech.cache import Cache

    return Cache(Folders.find().cache)
