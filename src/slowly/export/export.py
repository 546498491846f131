"""Writing a session to a file: the mix on this thread, encoder and disk on another, the tags when all is known."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from slowly.errors import StorageError
from slowly.export.formats import Encoder, format_of
from slowly.export.partial import check_destination, partial
from slowly.export.tags import Tags
from slowly.interrupt import POLL_SECONDS, check
from slowly.mix.block import Block
from slowly.plan.cues import ChapterStart, Plan
from slowly.session import Session
from slowly.timeline import Span
from slowly.units import SAMPLE_RATE, Frames, frames_from_ms

BLOCKS_BETWEEN = 16
"""Blocks of a second that may wait for the encoder; more would only take memory."""


@dataclass(frozen=True)
class Exported:
    """A finished file."""

    path: Path
    frames: int
    size_bytes: int

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return self.frames / SAMPLE_RATE


def plan_export(path: Path, *, overwrite: bool) -> None:
    """Refuse at once what cannot be written in the end: the format, the folder, a file that is there already."""
    format_of(path)
    check_destination(path, overwrite=overwrite)


def export(
    session: Session,
    path: Path,
    tags: Tags,
    *,
    expected_ms: float,
    overwrite: bool = False,
    on_mixed: Callable[[int], None] = lambda _: None,
) -> Exported:
    """Write a session to a file, whole or not at all. `on_mixed` is told the frames so far.

    Raises StorageError when the file cannot be written, and what taking the blocks raises.
    """
    row = format_of(path)
    encoder = row.start(frames_from_ms(expected_ms))
    with partial(path, overwrite=overwrite) as beside:
        with beside.open("wb") as stream:
            front = row.front(tags, _untimed(session.plan), 0)
            stream.write(front)
            frames = encode(session.blocks, encoder, stream, on_mixed)
            stream.seek(0)
            timed = row.front(tags, session.timeline.chapters, frames)
            if len(timed) != len(front):
                raise AssertionError("the front of the file grew")  # would overwrite sound; a mistake of ours
            stream.write(timed)
        _check(beside, frames)
        size = beside.stat().st_size
    return Exported(path, frames, size)


def encode(
    blocks: Iterable[Block], encoder: Encoder, stream: BinaryIO, on_mixed: Callable[[int], None] = lambda _: None
) -> int:
    """Encode blocks to a stream on a thread of its own; the frames in all. What fails there is raised here."""
    waiting: queue.Queue[bytes | None] = queue.Queue(BLOCKS_BETWEEN)
    failed: list[BaseException] = []

    def write() -> None:
        ended = False
        try:
            while not ended:
                pcm, ended = _all_there(waiting)
                stream.write(encoder.encode(pcm))
            stream.write(encoder.finish())
        except BaseException as error:  # noqa: BLE001 - carried to the other thread, whatever it is
            failed.append(error)
        while not ended:  # what is still coming has nowhere to go, but must not be left waiting
            ended = waiting.get() is None

    writer = threading.Thread(target=write, name="encoder")
    writer.start()
    frames = 0
    try:
        for block in blocks:
            pcm = block.pcm(encoder.gain)  # here and not on the other thread, which is the slower one
            while not failed:
                check()
                try:
                    waiting.put(pcm, timeout=POLL_SECONDS)
                    break
                except queue.Full:
                    continue
            if failed:
                break
            frames = block.end
            on_mixed(frames)
    finally:
        waiting.put(None)
        writer.join()
    if failed:
        raise failed[0]
    return frames


def _all_there(waiting: queue.Queue[bytes | None]) -> tuple[bytes, bool]:
    """All that waits, a block at least, and whether it is the end: asked seldom, the encoder seldom waits its turn."""
    blocks = [waiting.get()]
    with suppress(queue.Empty):
        while blocks[-1] is not None:
            blocks.append(waiting.get_nowait())
    return b"".join(block for block in blocks if block is not None), blocks[-1] is None


def _untimed(plan: Plan) -> list[Span]:
    """The chapters before anything is known of their times."""
    if plan.until_ms:
        return []
    return [Span(Frames(0), Frames(0), cue.title) for cue in plan.cues if isinstance(cue, ChapterStart)]


def _check(path: Path, frames: int) -> None:
    """Read the finished file back: it plays, and as long as it should. Raises StorageError."""
    import mutagen  # only an export needs it

    try:
        found = mutagen.File(path)
    except mutagen.MutagenError as error:
        raise StorageError(f"The file that was written cannot be read back: {error}.") from error
    seconds = found.info.length if found is not None else 0.0
    if abs(seconds - frames / SAMPLE_RATE) > 0.15:
        raise StorageError(
            f"The file that was written plays {seconds:.1f} s and not {frames / SAMPLE_RATE:.1f} s.",
            hint="Is the disk full or failing?",
        )
