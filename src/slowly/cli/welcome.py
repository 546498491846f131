"""What `slowly` alone shows: the themes, and what to type next; on a small screen all of it at once."""

from __future__ import annotations

import click

from slowly.cli.catalogue import catalogue, print_catalogue
from slowly.cli.errors import safe
from slowly.config import Folders


def welcome() -> None:
    """Greet a newcomer."""
    entries = catalogue(Folders.find())
    click.echo("slowly: guided meditations and affirmations, spoken slowly, on your own machine.\n")
    print_catalogue(entries, titles=True)
    first = safe(next((entry.name for entry in entries if not entry.trouble), "my-words.md"))
    soon = "In a bad moment:   slowly play pocket\n" if "pocket" in {entry.name for entry in entries} else ""
    click.echo(f"""
Listen:            slowly play {first}
{soon}For your phone:    slowly export {first}
Over and over:     slowly loop "I may rest before it is finished."
All there is:      slowly --help

This is no replacement for care. If you are in danger, please contact your local
emergency services, or someone you trust, now.""")
