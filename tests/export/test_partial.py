"""Never half a file: every way of failing leaves what was there before, byte for byte, and nothing beside it."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from slowly.errors import StorageError
from slowly.export.partial import check_destination, partial

OLD, NEW = b"what was there before" * 100, b"what is written now" * 100

FULL_DISK = """
import resource, sys
from pathlib import Path
from slowly.errors import StorageError
from slowly.export.partial import partial
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    with partial(Path(sys.argv[1]), overwrite=True) as beside, beside.open("wb") as stream:
        for _ in range(100):
            stream.write(bytes(1_000))
except StorageError as error:
    print(error)
    raise SystemExit(error.exit_code)
"""

HALF_WAY = """
import sys, time
from pathlib import Path
from slowly.export.partial import partial
with partial(Path(sys.argv[1]), overwrite=True) as beside, beside.open("wb") as stream:
    stream.write(bytes(50_000))
    stream.flush()
    print("half", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of its own, so that what is left behind can be counted."""
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


@pytest.fixture(params=["new", "old"])
def path(request: pytest.FixtureRequest, folder: Path) -> Path:
    """A name to write to: one that is free, and one that holds something already."""
    path = folder / "session.mp3"
    if request.param == "old":
        path.write_bytes(OLD)
    return path


@pytest.fixture
def umask() -> Iterator[Callable[[int], None]]:
    before = os.umask(0o022)
    yield lambda mask: os.umask(mask) and None
    os.umask(before)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too."""
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def write(path: Path, data: bytes = NEW, *, overwrite: bool = False) -> None:
    with partial(path, overwrite=overwrite) as beside:
        beside.write_bytes(data)


def write_and(path: Path, error: BaseException) -> None:
    with partial(path, overwrite=True) as beside:
        beside.write_bytes(NEW[:100])
        raise error


def test_what_was_written_takes_its_place_and_nothing_is_left_beside_it(path: Path) -> None:
    write(path, overwrite=True)
    assert contents(path.parent) == {path.name: NEW}


def test_until_the_end_the_name_holds_what_it_held(path: Path) -> None:
    before = contents(path.parent)
    with partial(path, overwrite=True) as beside:
        beside.write_bytes(NEW)
        assert beside.parent == path.parent  # on the same disk, or it could not be moved in one step
        assert {name: data for name, data in contents(path.parent).items() if name != beside.name} == before


@pytest.mark.parametrize("error", [RuntimeError("a bug"), KeyboardInterrupt(), MemoryError(), SystemExit(3)], ids=repr)
def test_an_error_inside_changes_nothing_and_goes_on_its_way(error: BaseException, path: Path) -> None:
    before = contents(path.parent)
    with pytest.raises(type(error)) as caught:
        write_and(path, error)
    assert caught.value is error
    assert contents(path.parent) == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT], ids=errno.errorcode.get)
def test_an_error_of_the_disk_inside_is_one_clear_line(number: int, path: Path) -> None:
    before = contents(path.parent)
    with pytest.raises(StorageError) as caught:
        write_and(path, OSError(number, os.strerror(number)))
    assert str(caught.value) == f"Cannot write {path}: {os.strerror(number)}. Nothing there was changed."
    assert caught.value.exit_code == 74
    assert contents(path.parent) == before


def test_a_disk_that_is_full_only_when_it_comes_to_it_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = contents(path.parent)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="No space left on device"):
        write(path, overwrite=True)
    assert contents(path.parent) == before


def test_a_limit_that_the_system_sets_is_one_clear_line(path: Path) -> None:
    before = contents(path.parent)
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, path], capture_output=True, text=True, check=False, timeout=60
    )
    assert (run.returncode, run.stderr) == (74, "")
    assert run.stdout == f"Cannot write {path}: File too large. Nothing there was changed.\n"
    assert contents(path.parent) == before


def test_a_killed_process_leaves_nothing_under_the_name_and_does_not_block_the_next(path: Path) -> None:
    before = path.read_bytes() if path.exists() else None
    with subprocess.Popen([sys.executable, "-c", HALF_WAY, path], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        process.send_signal(signal.SIGKILL)
    assert (path.read_bytes() if path.exists() else None) == before
    assert all(name == path.name or name.startswith(".") for name in contents(path.parent))
    write(path, overwrite=True)
    assert path.read_bytes() == NEW


def test_a_file_that_is_there_is_not_replaced_unasked(folder: Path) -> None:
    path = folder / "session.mp3"
    path.write_bytes(OLD)
    for refuse in (check_destination, write):
        with pytest.raises(StorageError, match=r"already there.*--force"):
            refuse(path, overwrite=False)
    assert contents(folder) == {path.name: OLD}


def test_a_link_that_leads_nowhere_is_something_that_is_there(folder: Path) -> None:
    path = folder / "session.mp3"
    path.symlink_to(folder / "nowhere")
    with pytest.raises(StorageError, match="already there"):
        check_destination(path, overwrite=False)
    write(path, overwrite=True)
    assert contents(folder) == {path.name: NEW}


def test_a_file_that_somebody_makes_meanwhile_is_theirs(folder: Path) -> None:
    path = folder / "session.mp3"
    with pytest.raises(StorageError, match=r"made by someone else meanwhile.*--force"), partial(path, overwrite=False):
        path.write_bytes(OLD)
    assert contents(folder) == {path.name: OLD}


def test_a_file_system_without_links_is_written_to_as_well(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(self: Path, target: Path) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    write(folder / "session.mp3")
    assert contents(folder) == {"session.mp3": NEW}


def test_a_folder_that_vanishes_meanwhile_is_told(folder: Path) -> None:
    path = folder / "session.mp3"
    with pytest.raises(StorageError, match="No such file or directory"), partial(path, overwrite=False):
        shutil.rmtree(folder)


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_folder_is_not_a_file(folder: Path, overwrite: bool) -> None:
    (folder / "album.mp3").mkdir()
    for refuse in (check_destination, write):
        with pytest.raises(StorageError, match="is not a file"):
            refuse(folder / "album.mp3", overwrite=overwrite)
    assert [each.name for each in folder.iterdir()] == ["album.mp3"]


def test_a_pipe_is_not_a_file(folder: Path) -> None:
    os.mkfifo(folder / "pipe.mp3")
    with pytest.raises(StorageError, match="is not a file"):
        write(folder / "pipe.mp3", overwrite=True)


@pytest.mark.parametrize("missing", ["nowhere/session.mp3", "session.mp3/inside.mp3"])
def test_a_folder_that_is_not_there_is_named(missing: str, folder: Path) -> None:
    (folder / "session.mp3").write_bytes(OLD)
    for refuse in (check_destination, write):
        with pytest.raises(StorageError, match="There is no folder") as caught:
            refuse(folder / missing, overwrite=True)
        assert str((folder / missing).parent) in caught.value.message
    assert contents(folder) == {"session.mp3": OLD}


def test_a_folder_that_may_not_be_written_to_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # whoever runs the tests may be allowed everything
    with pytest.raises(StorageError, match=r"Cannot write to the folder .*Permission denied"):
        check_destination(folder / "session.mp3", overwrite=True)


@pytest.mark.parametrize(
    "name",
    [
        "-rf.mp3",
        "$(true) `x` %s 'a' \"b\".mp3",
        "*?[a].mp3",
        "two\nlines.mp3",
        "雨🌧é.mp3",
        "\udcff.mp3",
        "🌧" * 62 + ".mp3",
    ],
    ids=ascii,
)
def test_any_name_that_the_system_takes_will_do(name: str, folder: Path) -> None:
    write(folder / name)
    assert contents(folder) == {name: NEW}


@pytest.mark.parametrize("name", ["x" * 300 + ".mp3", "nul\0.mp3"], ids=["too long", "nul"])
def test_a_name_that_the_system_does_not_take_is_told_before_any_work(name: str, folder: Path) -> None:
    for refuse in (check_destination, write):
        with pytest.raises(StorageError, match="Cannot write"):
            refuse(folder / name, overwrite=False)
    assert contents(folder) == {}


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_who_may_read_it_is_for_the_umask_to_say(
    mask: int, mode: int, path: Path, umask: Callable[[int], None]
) -> None:
    umask(mask)
    write(path, overwrite=True)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert os.umask(mask) == mask


def test_what_a_killed_export_left_is_gone_with_the_next_one(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    lost = tmp_path / f".a-{gone.pid}-abc12345.mp3.partial"
    running = tmp_path / f".a-{os.getpid()}-abc12345.mp3.partial"
    other = tmp_path / f".b-{gone.pid}-abc12345.mp3.partial"
    for path in (lost, running, other):
        path.write_bytes(b"x")
    with partial(tmp_path / "a.mp3", overwrite=False) as beside:
        beside.write_bytes(b"y")
    assert not lost.exists()
    assert running.exists()
    assert other.exists()
