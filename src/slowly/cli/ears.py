"""A session to the ears: played, with each chapter and line shown as it is heard."""

from __future__ import annotations

import sys

import click

from slowly.config import Folders
from slowly.interrupt import deferred
from slowly.memory import give_back_large
from slowly.plan import Plan, belled, estimated_ms
from slowly.play import Player, find_device
from slowly.session import open_session
from slowly.timeline import Timeline
from slowly.units import clock


def to_ears(*plans: Plan, folders: Folders, loudness: float) -> None:
    """Play plans one after another, with a bell between, printing each chapter and line as it is heard."""
    if sys.stderr.isatty():
        length = clock(sum(estimated_ms(plan) for plan in plans))
        click.echo(click.style(f"{length}. Ctrl-C ends it gently.", dim=True), err=True)
    give_back_large()
    for index, plan in enumerate(plans):
        own = belled(plan) if index else plan
        with deferred(), find_device() as device, open_session(own, folders, loudness_lufs=loudness) as session:
            try:
                Player(session.blocks, device, _Captions(session.timeline).show).play()
            except KeyboardInterrupt:
                if sys.stderr.isatty():
                    click.echo(
                        click.style("\nThat is enough for now. It will be here another time.", dim=True), err=True
                    )
                raise


class _Captions:
    """Prints what is heard, when it is heard."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._shown = 0
        self._chapters = 0

    def show(self, frame: int) -> None:
        while self._chapters < len(self._timeline.chapters) and self._timeline.chapters[self._chapters].start <= frame:
            self._print("", self._timeline.chapters[self._chapters].text, "")
            self._chapters += 1
        while self._shown < len(self._timeline.captions) and self._timeline.captions[self._shown].start <= frame:
            self._print("  " + self._timeline.captions[self._shown].text)
            self._shown += 1

    @staticmethod
    def _print(*lines: str) -> None:
        for line in lines:
            click.echo(line)
        sys.stdout.flush()
