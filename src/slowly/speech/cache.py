"""The store of what was spoken once: content-addressed, checksummed, and shared by any number of processes.

An entry is a file named by the SHA-256 of what decides its content, and holds the SHA-256 of the rest of the file and
then the rest: FLAC for a phrase, JSON for a calibration. The words themselves are not in it. It is written beside its
place and moved there whole. An entry that is damaged counts as missing; a folder that cannot be written to is told once
and done without.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slowly.errors import StorageError, reason

FORMAT = 1
"""Part of every key: a change of what entries hold makes new ones."""

DEFAULT_LIMIT_BYTES = 500_000_000
KEEP_SHARE = 0.8
"""When the limit is passed the entries unused for longest go, down to this share of it."""

SUFFIX, PARTIAL = ".entry", ".partial"
ABANDONED_SECONDS = 3_600.0
DIGEST_BYTES = 32

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CacheInfo:
    """What a cache holds."""

    folder: Path
    entries: int
    size_bytes: int
    limit_bytes: int


class Cache:
    """A folder of entries. Safe to use from several threads and processes at once."""

    def __init__(self, folder: Path, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
        self.folder = folder / "speech"
        self.limit_bytes = limit_bytes
        self._writable = True
        self._written = 0

    @staticmethod
    def key(**parts: object) -> str:
        """The name of the entry for these parts, all of which must be able to stand in JSON."""
        named = json.dumps({"format": FORMAT, **parts}, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(named.encode()).hexdigest()

    def get(self, key: str) -> bytes | None:
        """The content of an entry, or None when there is none that is whole. Using an entry keeps it young."""
        path = self._path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        content = _content(data)
        if content is None:
            log.info("a damaged entry of the cache is made again: %s", path.name)
            with contextlib.suppress(OSError):
                path.unlink()
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return content

    def put(self, key: str, content: bytes) -> None:
        """Store an entry, whole or not at all. A cache that cannot be written to is a warning, once."""
        if not self._writable:
            return
        path = self._path(key)
        data = hashlib.sha256(content).digest() + content
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, partial = tempfile.mkstemp(suffix=PARTIAL, dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(data)
                Path(partial).replace(path)
            except PermissionError:  # on Windows, where another process reads the same entry: then it is there
                Path(partial).unlink(missing_ok=True)
                if not path.exists():
                    raise
            except BaseException:
                Path(partial).unlink(missing_ok=True)
                raise
        except OSError as error:
            self._writable = False
            log.warning(
                "The cache in %s cannot be written to (%s); nothing is kept this time.", self.folder, reason(error)
            )
            return
        self._written += len(data)

    def trim(self) -> None:
        """Bring the cache under its limit, if this process wrote to it. What others remove meanwhile is no concern."""
        if not self._written:
            return
        self._written = 0
        files = sorted(self._files(), key=lambda file: file[2])
        total = sum(size for _, size, _ in files)
        if total <= self.limit_bytes:
            return
        for path, size, _ in files:
            if total <= self.limit_bytes * KEEP_SHARE:
                break
            with contextlib.suppress(OSError):
                path.unlink()
            total -= size

    def info(self) -> CacheInfo:
        """How much there is."""
        sizes = [size for _, size, _ in self._files()]
        return CacheInfo(self.folder, len(sizes), sum(sizes), self.limit_bytes)

    def clear(self) -> int:
        """Remove every entry; how many there were. Raises StorageError when they cannot be removed."""
        count = 0
        for path, _, _ in self._files(partial=True):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise StorageError(f"Cannot clear the cache in {self.folder}: {reason(error)}.") from error
            count += path.suffix == SUFFIX
        return count

    def verify(self) -> tuple[int, int]:
        """Check every entry and remove those that are damaged: how many are good, how many were not."""
        good = bad = 0
        for path, _, _ in self._files():
            try:
                whole = _content(path.read_bytes()) is not None
            except FileNotFoundError:
                continue
            except OSError:
                whole = False
            good, bad = good + whole, bad + (not whole)
            if not whole:
                with contextlib.suppress(OSError):
                    path.unlink()
        return good, bad

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / (key + SUFFIX)

    def _files(self, *, partial: bool = False) -> Iterator[tuple[Path, int, float]]:
        """Path, size and age stamp of each entry; with `partial` also what a killed process left half written."""
        if not self.folder.is_dir():
            return
        for path in list(self.folder.glob("??/*")):
            try:
                status = path.stat()
            except OSError:
                continue
            if path.suffix == SUFFIX or (partial and path.suffix == PARTIAL):
                yield path, status.st_size, status.st_mtime
            elif path.suffix == PARTIAL and time.time() - status.st_mtime > ABANDONED_SECONDS:
                with contextlib.suppress(OSError):
                    path.unlink()


def _content(data: bytes) -> bytes | None:
    digest, content = data[:DIGEST_BYTES], data[DIGEST_BYTES:]
    return content if content and hashlib.sha256(content).digest() == digest else None
