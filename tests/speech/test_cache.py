from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from slowly.errors import StorageError
from slowly.speech.cache import ABANDONED_SECONDS, Cache


def entry(cache: Cache, key: str) -> Path:
    return cache._path(key)


def test_what_is_put_is_got(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    key = Cache.key(text="Hello", rate=110)
    assert cache.get(key) is None
    cache.put(key, b"sound")
    assert Cache(tmp_path).get(key) == b"sound"
    assert cache.info().entries == 1


def test_keys_differ_in_every_part_and_hold_no_words() -> None:
    keys = {Cache.key(text=text, rate=rate) for text in ("a", "b") for rate in (1, 2)}
    assert len(keys) == 4
    assert Cache.key(a=1, b=2) == Cache.key(b=2, a=1)
    assert "secret" not in Cache.key(text="secret")


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 40, None])
def test_a_damaged_entry_counts_as_missing_and_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    cache = Cache(tmp_path)
    key = Cache.key(text="Hello")
    cache.put(key, b"sound" * 100)
    path = entry(cache, key)
    data = bytearray(path.read_bytes())
    if damage is None:
        data[-1] ^= 1
        path.write_bytes(bytes(data))
    else:
        path.write_bytes(damage)
    assert cache.get(key) is None
    assert not path.exists()
    cache.put(key, b"sound")
    assert cache.get(key) == b"sound"


def test_verify_removes_what_is_damaged(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    keys = [Cache.key(number=number) for number in range(5)]
    for key in keys:
        cache.put(key, b"sound")
    entry(cache, keys[2]).write_bytes(b"nonsense")
    assert cache.verify() == (4, 1)
    assert cache.verify() == (4, 0)


def test_clear_removes_all(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(Cache.key(a=1), b"x")
    cache.put(Cache.key(a=2), b"x")
    assert cache.clear() == 2
    assert cache.info().entries == 0
    assert Cache(tmp_path / "none").clear() == 0


def test_the_oldest_go_when_the_limit_is_passed(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit_bytes=1_000)
    keys = [Cache.key(number=number) for number in range(10)]
    for age, key in enumerate(keys):
        cache.put(key, b"x" * 168)
        os.utime(entry(cache, key), (time.time() - 100 + age, time.time() - 100 + age))
    assert cache.get(keys[0]) is not None  # used lately, so young again
    cache.trim()
    kept = [key for key in keys if entry(cache, key).exists()]
    assert cache.info().size_bytes <= 800
    assert keys[0] in kept
    assert keys[9] in kept
    assert keys[1] not in kept


def test_a_cache_that_cannot_be_written_to_is_a_warning_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    cache = Cache(blocked)
    with caplog.at_level(logging.WARNING):
        cache.put(Cache.key(a=1), b"x")
        cache.put(Cache.key(a=2), b"x")
    assert len(caplog.records) == 1
    assert "cannot be written" in caplog.text
    assert cache.get(Cache.key(a=1)) is None
    cache.trim()


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache.put(Cache.key(a=1), b"x")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_an_entry_that_another_process_holds_open_counts_as_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cache = Cache(tmp_path)
    cache.put(Cache.key(a=1), b"x")

    def held(self: Path, target: Path) -> None:  # as Windows does
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", held)
        cache.put(Cache.key(a=1), b"x")
    cache.put(Cache.key(a=2), b"y")
    assert cache.get(Cache.key(a=2)) == b"y"
    assert not caplog.records
    assert not list(tmp_path.rglob("*.partial"))


def test_what_a_killed_process_left_is_cleared_away_in_time(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(Cache.key(a=1), b"x")
    old, new = cache.folder / "ab" / "old.partial", cache.folder / "ab" / "new.partial"
    old.parent.mkdir(exist_ok=True)
    old.write_bytes(b"half")
    new.write_bytes(b"half")
    past = time.time() - ABANDONED_SECONDS - 10
    os.utime(old, (past, past))
    cache.info()
    assert not old.exists()
    assert new.exists()
    cache.clear()
    assert not new.exists()


def test_clearing_what_cannot_be_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path)
    cache.put(Cache.key(a=1), b"x")

    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StorageError, match="Permission denied"):
        cache.clear()


HAMMER = """
import sys
from pathlib import Path
from slowly.speech.cache import Cache

cache, bad = Cache(Path(sys.argv[1]), limit_bytes=3_000), 0
for number in range(150):
    key = Cache.key(number=number % 12)
    content = bytes([number % 12]) * 300
    cache.put(key, content)
    bad += cache.get(key) not in (content, None)
    if number % 20 == 0:
        cache.trim()
sys.exit(bad)
"""


def test_many_processes_share_a_cache(tmp_path: Path) -> None:
    running = [subprocess.Popen([sys.executable, "-c", HAMMER, str(tmp_path)]) for _ in range(4)]
    assert [process.wait(60) for process in running] == [0] * 4
    assert Cache(tmp_path).verify()[1] == 0
