"""The progress of an export, on standard error and on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress


class Progress:
    """Two bars: lines spoken, and sound mixed. Without a terminal, nothing at all."""

    def __init__(self, bars: RichProgress | None = None) -> None:
        self._bars = bars
        self._speaking = self._mixing = None if bars is None else bars.add_task("Speaking", total=None)

    def start(self, utterances: int | None, frames: int, what: str = "Mixing") -> None:
        """Tell how much there is to do; None for a loop, whose lines come round again, and where nothing is spoken."""
        if self._bars is not None and self._speaking is not None:
            self._bars.update(self._speaking, total=utterances, visible=utterances is not None)
            self._mixing = self._bars.add_task(what, total=frames)

    def spoke(self, utterances: int) -> None:
        """So many lines are spoken."""
        if self._bars is not None and self._speaking is not None:
            self._bars.update(self._speaking, completed=utterances)

    def mixed(self, frames: int) -> None:
        """So many frames are mixed."""
        if self._bars is not None and self._mixing is not None:
            self._bars.update(self._mixing, completed=frames)


@contextmanager
def progress(*, show: bool) -> Iterator[Progress]:
    """Bars for the time of an export."""
    if not show or not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console  # only on a terminal
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    columns = (TextColumn("{task.description:<8}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with RichProgress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield Progress(bars)
