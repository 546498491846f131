"""Tables for people: no borders, no markup read out of anybody's words, and the width of the screen."""

from __future__ import annotations

import shutil
import sys

from rich.console import Console
from rich.table import Table


def plain_table() -> Table:
    """A table of columns and nothing else."""
    return Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))


def console() -> Console:
    """Standard output; as wide as the screen, and generous where there is none."""
    width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100
    return Console(width=width, markup=False, highlight=False, emoji=False)
