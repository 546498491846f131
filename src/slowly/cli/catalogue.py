"""The themes of the library with their lengths, for `slowly` and `slowly list`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from slowly.cli.errors import safe
from slowly.config import Folders
from slowly.errors import SlowlyError
from slowly.plan import estimated_ms, plan_script
from slowly.script import read
from slowly.script.themes import themes
from slowly.units import clock


@dataclass(frozen=True)
class Entry:
    """One theme. A script that cannot be read is listed with its trouble."""

    name: str
    path: Path
    title: str = ""
    summary: str = ""
    ms: float = 0.0
    track: int | None = None
    trouble: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "theme": self.name,
            "title": self.title,
            "summary": self.summary,
            "track": self.track,
            "seconds": round(self.ms / 1_000, 1),
            "file": str(self.path),
            "error": self.trouble,
        }


def catalogue(folders: Folders) -> list[Entry]:
    """Every theme with its length at its own pace, in the order of their tracks; those without one come last."""
    entries = [_entry(name, path) for name, path in themes(folders.scripts)]
    return sorted(entries, key=lambda entry: (entry.track is None, entry.track or 0, entry.name))


def print_catalogue(entries: list[Entry], *, titles: bool = False) -> None:
    """A line for each theme with its summary, wrapped to the screen; or with its title, which needs no wrapping."""
    if not entries:
        click.echo("There are no themes here.")
        return
    from slowly.cli.tables import console, plain_table  # rich, for a table only

    table = plain_table()
    table.add_column(style="bold", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for entry in entries:
        words = entry.title if titles else entry.summary or entry.title
        table.add_row(safe(entry.name), clock(entry.ms) if not entry.trouble else "—", safe(entry.trouble or words))
    console().print(table)


def _entry(name: str, path: Path) -> Entry:
    try:
        script = read(path)
        length = estimated_ms(plan_script(script))
        return Entry(name, path, script.title, script.header.summary or "", length, script.header.track)
    except SlowlyError as error:
        return Entry(name, path, trouble=str(error))
