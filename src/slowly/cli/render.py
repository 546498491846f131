"""What play, export and loop share: from what was asked for to a session, and a session to a file or to the ears."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from slowly.cli.errors import safe
from slowly.cli.progress import Progress, progress
from slowly.config import Folders, from_home
from slowly.export import Exported, export, plan_export
from slowly.export.tags import Tags
from slowly.interrupt import deferred
from slowly.memory import give_back_large
from slowly.plan import Plan, belled, estimated_ms
from slowly.play import Player, find_device
from slowly.session import Session, open_session
from slowly.timeline import Timeline
from slowly.units import clock, frames_from_ms, ms_from_frames


def output_path(output: str | None, stem: str) -> Path:
    """The file to write: as asked for, or named after the theme; in the folder, if that is what was asked for."""
    if output is None:
        return Path(f"{stem}.mp3")
    path = from_home(output)
    return path / f"{stem}.mp3" if output.endswith(("/", "\\")) or path.is_dir() else path


def deliver(
    plan: Plan, folders: Folders, output: str | None, stem: str, *, loudness: float, force: bool, as_json: bool
) -> None:
    """Play a plan, or write it to a file where one is asked for."""
    if output is not None:
        to_file(plan, folders, output_path(output, stem), loudness=loudness, force=force, as_json=as_json)
        return
    if as_json or force:
        raise click.UsageError("--json and --force go with -o, which writes a file")
    to_ears(plan, folders=folders, loudness=loudness)


def to_file(
    plan: Plan,
    folders: Folders,
    path: Path,
    *,
    loudness: float,
    force: bool,
    as_json: bool,
    track: tuple[int, int] | None = None,
) -> None:
    """Export a plan, with a progress bar on a terminal, and tell of it on standard output."""
    plan_export(path, overwrite=force)
    expected = estimated_ms(plan)
    with deferred(), progress(show=not as_json) as bars, opened(plan, folders, loudness, bars) as session:
        bars.start(None if plan.until_ms else len(plan.utterances), frames_from_ms(expected))
        tags = Tags(plan.title, datetime.datetime.now(tz=datetime.UTC).year, track=track)
        done = export(session, path, tags, expected_ms=expected, overwrite=force, on_mixed=bars.mixed)
        timeline = session.timeline
        spoken, cached = session.spoken.spoken, session.spoken.cached
    if as_json:
        click.echo(json.dumps(_report(plan, done, timeline, loudness, spoken, cached)))
    else:
        click.echo(f"{safe(str(done.path))}  {clock(done.seconds * 1_000)}  {done.size_bytes / 1e6:.1f} MB")


def to_ears(*plans: Plan, folders: Folders, loudness: float) -> None:
    """Play plans one after another, with a bell between, printing each chapter and line as it is heard."""
    if sys.stderr.isatty():
        length = clock(sum(estimated_ms(plan) for plan in plans))
        click.echo(click.style(f"{length}. Ctrl-C ends it gently.", dim=True), err=True)
    for index, plan in enumerate(plans):
        own = belled(plan) if index else plan
        with deferred(), find_device() as device, opened(own, folders, loudness, None) as session:
            Player(session.blocks, device, _Captions(session.timeline).show).play()


@contextmanager
def opened(plan: Plan, folders: Folders, loudness: float, bars: Progress | None) -> Iterator[Session]:
    """A session whose speaking is shown."""
    give_back_large()
    on_speech = (lambda count: bars.spoke(count.utterances)) if bars else (lambda _: None)
    with open_session(plan, folders, loudness_lufs=loudness, on_speech=on_speech) as session:
        yield session


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


def _report(
    plan: Plan, done: Exported, timeline: Timeline, loudness: float, spoken: int, cached: int
) -> dict[str, Any]:
    return {
        "file": str(done.path),
        "title": plan.title,
        "seconds": round(done.seconds, 3),
        "bytes": done.size_bytes,
        "loudness_lufs": loudness,
        "phrases_spoken": spoken,
        "phrases_from_cache": cached,
        "chapters": [
            {"title": span.text, "start": _seconds(span.start), "end": _seconds(span.end)} for span in timeline.chapters
        ],
        "captions": [
            {"text": span.text, "start": _seconds(span.start), "end": _seconds(span.end)} for span in timeline.captions
        ],
    }


def _seconds(frame: int) -> float:
    return round(ms_from_frames(frame) / 1_000, 4)
