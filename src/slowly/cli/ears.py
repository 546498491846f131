"""A session to the ears: played, with each chapter and line shown as it is heard."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

import click

from slowly.cli.errors import safe
from slowly.config import Folders
from slowly.errors import reason
from slowly.interrupt import deferred
from slowly.memory import give_back_large
from slowly.plan import Plan, belled, estimated_ms
from slowly.play import Player, find_device
from slowly.session import open_session
from slowly.timeline import Heading, Span, Timeline
from slowly.units import clock

log = logging.getLogger(__name__)

Begins = TypeVar("Begins", Heading, Span)


def to_ears(*plans: Plan, folders: Folders, loudness: float) -> None:
    """Play plans one after another, with a bell between, printing each chapter and line as it is heard."""
    _whisper(f"{clock(sum(estimated_ms(plan) for plan in plans))}. Ctrl-C ends it gently.")
    give_back_large()
    captions = _Captions()
    for index, plan in enumerate(plans):
        own = belled(plan) if index else plan
        with deferred(), find_device() as device, open_session(own, folders, loudness_lufs=loudness) as session:
            try:
                Player(session.blocks, device, captions.of(session.timeline)).play()
            except KeyboardInterrupt:
                _whisper("\nThat is enough for now. It will be here another time.")
                raise


def _whisper(text: str) -> None:
    """A word beside the sound, on a terminal only, which may be gone by now."""
    with suppress(OSError):
        if sys.stderr.isatty():
            click.echo(click.style(text, dim=True), err=True)


class _Captions:
    """Prints what is heard, when it is heard, and as long as there is anywhere to print it to."""

    def __init__(self) -> None:
        self._seen = True

    def of(self, timeline: Timeline) -> Callable[[int], None]:
        """Takes the frame that is heard now, and prints what of a session has not been printed up to there."""
        headings = lines = 0

        def show(frame: int) -> None:
            nonlocal headings, lines
            while True:
                heading, line = _begun(timeline.headings, headings, frame), _begun(timeline.captions, lines, frame)
                if heading is not None and (line is None or heading.start <= line.start):
                    self._print("", heading.title, "")
                    headings += 1
                elif line is not None:
                    self._print("  " + line.text)
                    lines += 1
                else:
                    return

        return show

    def _print(self, *lines: str) -> None:
        """On standard output. A reader who has gone, or a terminal that was closed, is no reason to end the sound."""
        if not self._seen:
            return
        try:
            for line in lines:
                click.echo(safe(line))
            sys.stdout.flush()
        except OSError as error:
            self._seen = False
            with suppress(OSError):  # what is still waiting in it would fail again at the end
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            log.warning("The words cannot be shown any more (%s). The sound goes on.", reason(error))


def _begun(all_of_them: Sequence[Begins], index: int, frame: int) -> Begins | None:
    """One of several in order of time, if it is known yet and has begun by a frame."""
    one = all_of_them[index] if index < len(all_of_them) else None
    return one if one is not None and one.start <= frame else None
