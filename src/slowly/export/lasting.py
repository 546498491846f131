"""Sound of any length into a FLAC, WAV or Ogg file, in chunks, and the same bytes each time."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import soundfile

from slowly.ambience.synth.ogg import put_serial
from slowly.errors import RequestError, StorageError
from slowly.export.partial import partial
from slowly.interrupt import check
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE, clock

FORMATS = {".flac": ("FLAC", "PCM_16"), ".wav": ("WAV", "PCM_16"), ".ogg": ("OGG", "VORBIS")}
"""libsndfile's format and subtype by the ending of a file."""

WAV_FRAMES = (2**32 - 4_096) // 4
"""A WAV file counts its bytes in 32 bits."""

WRITTEN_AT_ONCE = 44_100
"""libsndfile's Vorbis writer keeps a whole write on the stack, and a large one is too large for it."""

_AHEAD = 8


def check_file(path: Path, frames: int) -> None:
    """Refuse what could not be written, before anything is made. Raises RequestError."""
    if path.suffix.lower() not in FORMATS:
        told = f"“{path.suffix}” files cannot be made of sounds" if path.suffix else f"{path} has no ending"
        raise RequestError(f"{told}; the formats are {', '.join(FORMATS)}.", hint=f"Try -o {path.stem or 'x'}.flac")
    if path.suffix.lower() == ".wav" and frames > WAV_FRAMES:
        longest = clock(WAV_FRAMES / SAMPLE_RATE * 1_000)
        raise RequestError(f"A WAV file holds at most {longest}.", hint=f"Try -o {path.stem}.flac")


def write_sound(
    path: Path,
    chunks: Iterable[Samples],
    frames: int,
    *,
    serial: int,
    overwrite: bool,
    on_written: Callable[[int], None] = lambda _: None,
) -> int:
    """So many frames of chunks of shape (frames, 2), which may go on for ever, into a file; its size in bytes.

    Encoding goes on beside the making. Raises StorageError, and RequestError as check_file does.
    """
    check_file(path, frames)
    kind, subtype = FORMATS[path.suffix.lower()]
    with partial(path, overwrite=overwrite) as beside:
        try:
            with soundfile.SoundFile(beside, "w", SAMPLE_RATE, 2, format=kind, subtype=subtype) as file:
                _write(file, chunks, frames, on_written)
            whole = soundfile.info(str(beside)).frames == frames
        except (soundfile.LibsndfileError, RuntimeError, AssertionError) as error:
            raise StorageError(f"Cannot write {path}: is the disk full?", hint="Nothing there was changed.") from error
        if not whole:  # libsndfile does not always tell
            raise StorageError(f"Cannot write {path}: is the disk full?", hint="Nothing there was changed.")
        if kind == "OGG":
            put_serial(beside, serial)
        return beside.stat().st_size


def _write(
    file: soundfile.SoundFile, chunks: Iterable[Samples], frames: int, on_written: Callable[[int], None]
) -> None:
    """Make chunks here, and have them encoded on a thread of their own."""
    waiting: queue.Queue[Samples | None] = queue.Queue(_AHEAD)
    failed: list[BaseException] = []

    def encode() -> None:
        while (chunk := waiting.get()) is not None:
            if failed:
                continue  # only to let the other side go on to where it sees it
            try:
                for start in range(0, len(chunk), WRITTEN_AT_ONCE):
                    file.write(chunk[start : start + WRITTEN_AT_ONCE])
            except BaseException as error:  # noqa: BLE001 - raised on the thread that asked for it
                failed.append(error)

    encoder = threading.Thread(target=encode, name="encode", daemon=True)
    encoder.start()
    done = 0
    try:
        for chunk in chunks:
            check()
            if failed or done >= frames:
                break
            taken = chunk[: frames - done]
            waiting.put(taken)
            done += len(taken)
            on_written(done)
            if done >= frames:
                break
    except BaseException:
        with suppress(queue.Empty):
            while True:
                waiting.get_nowait()
        raise
    finally:
        waiting.put(None)
        encoder.join()
    if failed:
        raise failed[0]
