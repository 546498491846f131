"""A session to a file: with a progress bar on a terminal, and a line or a report about it on standard output."""

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
from slowly.cli.progress import progress
from slowly.config import Folders, from_home
from slowly.export import Exported, export, plan_export
from slowly.export.tags import Tags
from slowly.interrupt import deferred
from slowly.memory import give_back_large
from slowly.plan import Plan, estimated_ms
from slowly.session import open_session
from slowly.timeline import Timeline
from slowly.units import clock, frames_from_ms, ms_from_frames


def output_path(output: str | None, stem: str) -> Path:
    """The file to write: as asked for, or named after the theme; in the folder, if that is what was asked for."""
    if output is None:
        return Path(f"{stem}.mp3")
    path = from_home(output)
    return path / f"{stem}.mp3" if output.endswith(("/", "\\")) or path.is_dir() else path


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
    give_back_large()
    with (
        deferred(),
        _kind_to_who_stops(),
        progress(show=not as_json) as bars,
        open_session(
            plan, folders, loudness_lufs=loudness, on_speech=lambda count: bars.spoke(count.utterances)
        ) as session,
    ):
        bars.start(None if plan.until_ms else len(plan.utterances), frames_from_ms(expected))
        tags = Tags(plan.title, datetime.datetime.now(tz=datetime.UTC).year, track=track)
        done = export(session, path, tags, expected_ms=expected, overwrite=force, on_mixed=bars.mixed)
        timeline = session.timeline
        spoken, cached = session.spoken.spoken, session.spoken.cached
    if as_json:
        click.echo(json.dumps(_report(plan, done, timeline, loudness, spoken, cached)))
    else:
        click.echo(f"{safe(str(done.path))}  {clock(done.seconds * 1_000)}  {done.size_bytes / 1e6:.1f} MB")


@contextmanager
def _kind_to_who_stops() -> Iterator[None]:
    """After a Ctrl-C at a terminal, say that nothing is lost."""
    try:
        yield
    except KeyboardInterrupt:
        if sys.stderr.isatty():
            told = "Stopped. Nothing is half done; the same command goes on from here."
            click.echo(click.style(told, dim=True), err=True)
        raise


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
