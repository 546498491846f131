"""Never half a file under the final name: write beside it, then put it in its place."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from slowly.errors import StorageError, reason


def check_destination(path: Path, *, overwrite: bool) -> None:
    """Refuse, before any work is done, what could not be written at the end. Raises StorageError."""
    try:
        _check_destination(path, overwrite=overwrite)
    except (OSError, ValueError) as error:  # a name too long, or not one at all; a folder that may not be looked into
        raise StorageError(f"Cannot write {path}: {reason(error)}.", hint="Choose another name with -o.") from error


def _check_destination(path: Path, *, overwrite: bool) -> None:
    folder = path.parent
    if not folder.is_dir():
        raise StorageError(f"There is no folder {folder}.", hint="Make it first, or choose another with -o.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StorageError(f"Cannot write to the folder {folder}: Permission denied.", hint="Choose another with -o.")
    try:
        path.lstat()
    except FileNotFoundError:
        return
    if path.exists() and not path.is_file():
        raise StorageError(f"{path} is not a file.", hint="Choose another name with -o.")
    if not overwrite:
        raise StorageError(f"{path} is already there.", hint="Use --force to replace it, or -o for another name.")


@contextmanager
def partial(path: Path, *, overwrite: bool) -> Iterator[Path]:
    """A file beside `path` to write to, which takes its place when the context ends well and is gone when it does not.

    Raises StorageError for whatever goes wrong with files, inside the context too.
    """
    check_destination(path, overwrite=overwrite)
    beside: Path | None = None
    try:
        _forget_lost(path)
        handle, name = tempfile.mkstemp(
            prefix=f".{path.stem[:40]}-{os.getpid()}-", suffix=f"{path.suffix}.partial", dir=path.parent
        )
        os.close(handle)
        beside = Path(name)
        yield beside
        beside.chmod(0o666 & ~_umask())
        with beside.open("rb+") as stream:
            os.fsync(stream.fileno())
        if overwrite:
            beside.replace(path)
        else:
            _move_unless_there(beside, path)
    except OSError as error:
        raise StorageError(f"Cannot write {path}: {reason(error)}.", hint="Nothing there was changed.") from error
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink()


def _forget_lost(path: Path) -> None:
    """Remove what exports of the same name left beside it when their processes were killed."""
    own = re.compile(re.escape(f".{path.stem[:40]}-") + r"(\d+)-\w+" + re.escape(f"{path.suffix}.partial"))
    for beside in path.parent.iterdir():
        found = own.fullmatch(beside.name)
        if found and not _is_alive(int(found[1])):
            with suppress(OSError):
                beside.unlink()


def _is_alive(pid: int) -> bool:
    if sys.platform == "win32":  # where asking ends the process
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def _move_unless_there(beside: Path, path: Path) -> None:
    """Move a file to a name that nobody has taken meanwhile."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise StorageError(f"{path} was made by someone else meanwhile.", hint="Use --force to replace it.") from None
    except OSError:  # a file system without links; the check before is all there is
        beside.replace(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
