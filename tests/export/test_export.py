"""A whole export through the real stages, and every way it can end early: then no file is there and nothing runs on."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import mutagen
import numpy as np
import pytest
import soundfile

from slowly.config import Folders
from slowly.errors import RequestError, StorageError, Terminated, VoiceError
from slowly.export import Exported, export, plan_export
from slowly.export.export import BLOCKS_BETWEEN, encode
from slowly.export.formats import FORMATS, MP3_DELAY, Format, WavEncoder
from slowly.export.tags import Tags
from slowly.interrupt import arrive, deferred
from slowly.loudness import measure_lufs, true_peak
from slowly.mix.block import Block
from slowly.plan import Plan, estimated_ms
from slowly.script.mixing import read_mixing
from slowly.session import Session, open_session
from slowly.units import SAMPLE_RATE

PlanOf = Callable[..., Plan]
SCRIPT = """---
title: Under the rain
---

Before the first chapter.

# A rather long name for a chapter

[bell] Sit as you like. [2s]
> I may rest.

# Out

The rain goes on. [3s]
"""
TAGS = Tags("Under the rain", 2026)
OLD = b"what was there before"

FULL_DISK = """
import resource, sys
from pathlib import Path
from slowly.config import Folders
from slowly.errors import StorageError
from slowly.export import export
from slowly.export.tags import Tags
from slowly.plan import Wishes, plan_script
from slowly.script import parse
from slowly.session import open_session
plan = plan_script(parse("[bell] One line. [15s] And another."), Wishes(voice="silent"))
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    with open_session(plan, Folders.find(), loudness_lufs=-16) as session:
        export(session, Path(sys.argv[1]), Tags("T", 2026), expected_ms=30_000, overwrite=True)
except StorageError as error:
    print(error)
    raise SystemExit(error.exit_code)
"""


@pytest.fixture
def plan(plan_of: PlanOf) -> Plan:
    """A plan with sound in it, though the voice is the silent one: a bell."""
    return plan_of(SCRIPT, voice="silent")


@pytest.fixture(params=["session.mp3", "session.wav"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file that is there already, in a folder of its own."""
    path = tmp_path / "folder" / request.param
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


@pytest.fixture(autouse=True)
def nothing_has_arrived(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test leaves unchecked is not to be raised in the next."""
    monkeypatch.setattr("slowly.interrupt._pending", None)


@contextmanager
def session_of(plan: Plan, folders: Folders, taken: list[Block] | None = None) -> Iterator[Session]:
    """A session whose blocks are noted as they are taken."""

    def noting(blocks: Iterator[Block]) -> Iterator[Block]:
        for block in blocks:
            if taken is not None:
                taken.append(block)
            yield block

    with open_session(plan, folders, loudness_lufs=-16.0) as session:
        yield replace(session, blocks=noting(session.blocks))


def exported(session: Session, path: Path, **keywords: object) -> Exported:
    return export(session, path, TAGS, expected_ms=estimated_ms(session.plan), **keywords)


def assert_untouched(path: Path) -> None:
    """The file is what it was, nothing lies beside it, and no encoder runs on."""
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == {path.name: OLD}
    assert not [thread for thread in threading.enumerate() if thread.name == "encoder"]


def failing(number: int) -> Callable[[int], WavEncoder]:
    """An encoder whose disk is full after so many blocks."""

    class Failing(WavEncoder):
        def encode(self, pcm: bytes) -> bytes:
            self.left = getattr(self, "left", number) - 1
            if self.left < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().encode(pcm)

    return Failing


def test_a_wav_holds_the_very_blocks_that_are_played(plan: Plan, folders: Folders, tmp_path: Path) -> None:
    blocks: list[Block] = []
    with session_of(plan, folders, blocks) as session:
        done = exported(session, tmp_path / "session.wav")
    pcm = b"".join(block.pcm() for block in blocks)
    assert any(pcm)
    assert soundfile.read(done.path, dtype="int16")[0].tobytes() == pcm
    assert done.frames == session.timeline.frames == len(pcm) // 4
    assert done.size_bytes == done.path.stat().st_size == len(pcm) + 44
    assert done.seconds == pytest.approx(estimated_ms(plan) / 1_000, rel=0.02)


def test_an_mp3_has_the_chapters_of_the_timeline(plan: Plan, folders: Folders, tmp_path: Path) -> None:
    with session_of(plan, folders) as session:
        done = exported(session, tmp_path / "session.mp3")
    found = mutagen.File(done.path)
    (contents,) = found.tags.getall("CTOC")
    chapters = [found.tags[f"CHAP:{name}"] for name in contents.child_element_ids]
    spans = session.timeline.chapters
    assert [str(chapter.sub_frames["TIT2"]) for chapter in chapters] == [span.text for span in spans]
    assert [span.text for span in spans] == ["Under the rain", "A rather long name for a chapter", "Out"]
    for chapter, span in zip(chapters, spans, strict=True):
        assert abs(chapter.start_time - span.start * 1_000 / SAMPLE_RATE) < 1
        assert abs(chapter.end_time - span.end * 1_000 / SAMPLE_RATE) < 1
    assert chapters[-1].end_time == pytest.approx(found.info.length * 1_000, abs=30)
    assert str(found.tags["TIT2"]) == "Under the rain"


@pytest.mark.parametrize("text", ["[bell] One line.", "One line."])
@pytest.mark.parametrize("ambient", ["brown", "off"])
def test_nothing_is_lost_at_the_beginning_of_an_mp3(
    plan_of: PlanOf, warm_home: Path, tmp_path: Path, text: str, ambient: str
) -> None:
    """With the real voice, and everything asked for at once: it is there, in its time, as it is in a WAV."""
    plan = plan_of(text, ambient=ambient, mixing=read_mixing("head=0s fade-in=0s bed=-10dB"))
    blocks: list[Block] = []
    for suffix in (".wav", ".mp3"):
        with session_of(plan, Folders(warm_home / "settings.toml", warm_home, warm_home), blocks) as session:
            exported(session, tmp_path / f"session{suffix}")
    assert not blocks[0].samples[:MP3_DELAY].any()
    made, heard = (soundfile.read(tmp_path / f"session{suffix}")[0][:8_820, 0] for suffix in (".wav", ".mp3"))
    assert np.linalg.norm(made) > 0.1
    assert np.linalg.norm(heard) == pytest.approx(np.linalg.norm(made), rel=0.1)
    alike = np.correlate(heard, made, "same")
    assert np.argmax(np.abs(alike)) == len(made) // 2
    assert alike.max() > 0.85 * np.linalg.norm(made) * np.linalg.norm(heard)


def test_the_frames_so_far_are_told(plan: Plan, folders: Folders, tmp_path: Path) -> None:
    told: list[int] = []
    with session_of(plan, folders) as session:
        done = exported(session, tmp_path / "session.wav", on_mixed=told.append)
    assert told == sorted(set(told))
    assert told[-1] == done.frames


def test_a_finished_export_replaces_what_was_there_and_leaves_nothing_beside_it(
    path: Path, plan: Plan, folders: Folders
) -> None:
    with session_of(plan, folders) as session:
        exported(session, path, overwrite=True)
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert mutagen.File(path).info.length == pytest.approx(session.timeline.frames / SAMPLE_RATE, abs=0.03)


def test_what_is_decoded_is_as_loud_as_promised(plan_of: PlanOf, warm_home: Path, tmp_path: Path) -> None:
    """With the real voice: -16 LUFS, and no peak over -1 dBTP even after the MP3 has moved it."""
    plan = plan_of("The kettle is warm. [2s]\nNothing has to be done. [6s]\n> I may rest.", ambient="rain")
    with session_of(plan, Folders(warm_home / "settings.toml", warm_home, warm_home)) as session:
        done = exported(session, tmp_path / "session.mp3")
    samples, rate = soundfile.read(done.path, dtype="float32")
    assert measure_lufs(samples, rate) == pytest.approx(-16, abs=0.5)
    assert 20 * np.log10(true_peak(samples, rate)) < -1


def test_what_cannot_be_written_in_the_end_is_refused_at_once(path: Path) -> None:
    plan_export(path, overwrite=True)
    with pytest.raises(StorageError, match="already there"):
        plan_export(path, overwrite=False)
    with pytest.raises(RequestError, match=r"\.ogg.*\.mp3, \.wav"):
        plan_export(path.with_suffix(".ogg"), overwrite=True)
    with pytest.raises(StorageError, match="There is no folder"):
        plan_export(path.parent / "nowhere" / path.name, overwrite=True)
    assert_untouched(path)


@pytest.mark.parametrize("blocks", [0, 1, 5])
def test_an_encoder_that_fails_leaves_what_was_there(
    blocks: int, path: Path, plan: Plan, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = FORMATS[path.suffix]
    monkeypatch.setitem(FORMATS, path.suffix, Format(row.suffix, failing(blocks), row.front))
    with session_of(plan, folders) as session, pytest.raises(StorageError, match="No space left on device") as caught:
        exported(session, path, overwrite=True)
    assert "\n" not in str(caught.value)
    assert_untouched(path)


def test_an_encoder_that_fails_with_more_waiting_for_it_keeps_nobody_waiting() -> None:
    """On a thread of its own, so that waiting for ever would be seen."""
    all_waiting = threading.Event()

    class Late(WavEncoder):
        def encode(self, pcm: bytes) -> bytes:
            all_waiting.wait(10)
            raise RuntimeError("too late")

    def source() -> Iterator[Block]:
        for number in range(2 * BLOCKS_BETWEEN):
            if number > BLOCKS_BETWEEN:
                threading.Timer(0.2, all_waiting.set).start()
            yield Block(number * 441, np.zeros((441, 2), dtype=np.float32))

    def run() -> None:
        with pytest.raises(RuntimeError, match="too late"):
            encode(source(), Late(0), io.BytesIO())
        ended.set()

    ended = threading.Event()
    threading.Thread(target=run, daemon=True).start()
    assert ended.wait(20)


def test_a_disk_that_is_full_is_one_clear_line(path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, path], capture_output=True, text=True, check=False, timeout=60
    )
    assert run.returncode == 74
    assert run.stdout == f"Cannot write {path}: File too large. Nothing there was changed.\n"
    assert "Traceback" not in run.stderr
    assert_untouched(path)


def test_a_source_that_fails_leaves_what_was_there(path: Path, plan: Plan, folders: Folders) -> None:
    def source(blocks: Iterator[Block]) -> Iterator[Block]:
        yield next(blocks)
        raise VoiceError("It cannot be said.")

    with session_of(plan, folders) as session, pytest.raises(VoiceError, match="It cannot be said"):
        exported(replace(session, blocks=source(session.blocks)), path, overwrite=True)
    assert_untouched(path)


@pytest.mark.parametrize("told", [KeyboardInterrupt(), Terminated()], ids=repr)
def test_being_told_to_stop_leaves_what_was_there(
    told: BaseException, path: Path, plan: Plan, folders: Folders
) -> None:
    with pytest.raises(type(told)), deferred(), session_of(plan, folders) as session:
        exported(session, path, overwrite=True, on_mixed=lambda _: arrive(told))
    assert_untouched(path)


def test_being_told_to_stop_does_not_wait_for_an_encoder_that_is_behind(path: Path) -> None:
    class Slow(WavEncoder):
        def encode(self, pcm: bytes) -> bytes:
            time.sleep(0.05)
            return super().encode(pcm)

    def endless() -> Iterator[Block]:
        for number in count():
            if number == 2 * BLOCKS_BETWEEN:
                arrive(KeyboardInterrupt())
            yield Block(number * 441, np.zeros((441, 2), dtype=np.float32))

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt), deferred(), path.with_name("other").open("wb") as stream:
        encode(endless(), Slow(0), stream)
    path.with_name("other").unlink()
    assert time.monotonic() - start < 10
    assert_untouched(path)


def test_a_file_that_plays_shorter_than_it_should_is_not_put_in_place(
    plan: Plan, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = FORMATS[".mp3"]

    def forgetful(frames: int) -> object:
        encoder = row.start(frames)
        whole = encoder.encode
        encoder.encode = lambda pcm: whole(pcm)[: len(pcm) // 20]
        return encoder

    monkeypatch.setitem(FORMATS, ".mp3", Format(".mp3", forgetful, row.front))
    with session_of(plan, folders) as session, pytest.raises(StorageError, match=r"plays .* and not"):
        exported(session, tmp_path / "session.mp3")
    assert list(tmp_path.glob("*session*")) == []


def test_a_file_that_cannot_be_read_back_is_not_put_in_place(
    plan: Plan, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Nonsense(WavEncoder):
        def encode(self, pcm: bytes) -> bytes:
            return bytes(len(pcm))

    monkeypatch.setitem(FORMATS, ".mp3", Format(".mp3", Nonsense, FORMATS[".mp3"].front))
    with session_of(plan, folders) as session, pytest.raises(StorageError, match="cannot be read back"):
        exported(session, tmp_path / "session.mp3")
    assert list(tmp_path.glob("*session*")) == []


def test_a_loop_is_exported_without_chapters(plan: Plan, folders: Folders, tmp_path: Path) -> None:
    loop = replace(plan, until_ms=20_000)
    with session_of(loop, folders) as session:
        done = exported(session, tmp_path / "loop.mp3")
    found = mutagen.File(done.path)
    assert found.tags.getall("CHAP") == []
    assert found.info.length == pytest.approx(20, abs=0.03)
