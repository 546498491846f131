"""Tables for people: no borders, no markup read out of anybody's words, and the width of the screen."""

from __future__ import annotations

import os

from rich.console import Console
from rich.table import Table

from slowly.cli.group import screen_width


def plain_table() -> Table:
    """A table of columns and nothing else."""
    return Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave a reader who has gone to the command line, as everywhere else; rich would end the process itself."""
        raise  # noqa: PLE0704 - called by rich while it handles the BrokenPipeError


def console() -> Console:
    """Standard output; as wide as the screen, and generous where there is none."""
    plain = os.environ.get("NO_COLOR")  # left to itself rich takes away the colours, but not bold
    return _Console(
        color_system=None if plain else "auto", width=screen_width(), markup=False, highlight=False, emoji=False
    )
