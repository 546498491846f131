from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.fixture
def kept(slowly: Run, home: Path, desk: Path) -> list[Path]:
    """The entries that an export has left."""
    (desk / "own.md").write_text("I may rest.\n\nThere is time.\n")
    assert slowly("export", "own.md", "--voice", "silent", "-o", "x.wav").code == 0
    found = sorted((home / "cache" / "speech").glob("??/*.entry"))
    assert len(found) == 3  # two phrases, and how fast the voice is
    return found


def damage(entry: Path) -> None:
    data = bytearray(entry.read_bytes())
    data[-1] ^= 1
    entry.write_bytes(bytes(data))


def test_info_tells_where_and_how_much(slowly: Run, home: Path, kept: list[Path]) -> None:
    told = json.loads(slowly("cache", "info", "--json").out)
    size = sum(entry.stat().st_size for entry in kept)
    assert told == {
        "folder": str(home / "cache" / "speech"),
        "entries": 3,
        "bytes": size,
        "limit_bytes": 500_000_000,
    }
    shown = slowly("cache", "info")
    assert shown.code == 0
    assert shown.out == f"{home / 'cache' / 'speech'}\n3 entries, 0.0 of at most 500 MB\n"


def test_clear_forgets_all_of_it(slowly: Run, kept: list[Path]) -> None:
    ran = slowly("cache", "clear")
    assert (ran.code, ran.out, ran.err) == (0, "3 entries removed.\n", "")
    assert not any(entry.exists() for entry in kept)
    assert json.loads(slowly("cache", "clear", "--json").out) == {"removed": 0}


def test_verify_finds_nothing_wrong_with_what_is_whole(slowly: Run, kept: list[Path]) -> None:
    ran = slowly("cache", "verify")
    assert (ran.code, ran.out, ran.err) == (0, "3 good, 0 damaged.\n", "")
    assert all(entry.exists() for entry in kept)


def test_verify_removes_what_is_damaged(slowly: Run, kept: list[Path]) -> None:
    damage(kept[0])
    kept[1].write_bytes(b"")
    ran = slowly("cache", "verify")
    assert (ran.code, ran.out, ran.err) == (0, "1 good, 2 damaged and removed.\n", "")
    assert [entry.exists() for entry in kept] == [False, False, True]
    assert json.loads(slowly("cache", "verify", "--json").out) == {"good": 1, "damaged": 0}


def test_a_damaged_entry_is_spoken_again_without_being_asked(slowly: Run, kept: list[Path]) -> None:
    whole = {entry: entry.read_bytes() for entry in kept}
    for entry in kept:
        damage(entry)
    told = json.loads(slowly("export", "own.md", "--voice", "silent", "-o", "x.wav", "--force", "--json").out)
    assert (told["phrases_spoken"], told["phrases_from_cache"]) == (2, 0)
    assert {entry: entry.read_bytes() for entry in kept} == whole


def test_a_cache_that_is_not_there_yet_is_empty(slowly: Run, home: Path) -> None:
    assert json.loads(slowly("cache", "info", "--json").out)["entries"] == 0
    assert json.loads(slowly("cache", "verify", "--json").out) == {"good": 0, "damaged": 0}
    assert json.loads(slowly("cache", "clear", "--json").out) == {"removed": 0}
    assert not (home / "cache").exists()


def test_a_cache_that_cannot_be_cleared_is_told(slowly: Run, kept: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "unlink", refuse)
    ran = slowly("cache", "clear")
    assert ran.code == 74
    assert ran.out == ""
    assert ran.err.startswith("slowly: Cannot clear the cache in ")
    assert ran.err.endswith(": Permission denied.\n")


def test_the_words_are_not_kept(kept: list[Path]) -> None:
    assert not any(word in entry.read_bytes() for entry in kept for word in (b"rest", b"time"))
