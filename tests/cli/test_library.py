"""The library as a whole: filtered, played in a row, exported as an album."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mutagen.id3 import ID3

from slowly.config import Folders

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.fixture
def library(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of two short themes of the listener's own, and none of ours."""
    scripts = home / "scripts"
    scripts.mkdir()
    (scripts / "alder.md").write_text("---\ntitle: Alder\ntrack: 2\n---\nI may rest. [20s]\n")
    (scripts / "birch.md").write_text("---\ntitle: Birch\ntrack: 1\n---\nI am here.\n")
    monkeypatch.setattr(Folders, "scripts", (scripts,))
    return scripts


def test_the_list_is_in_order_and_can_be_filtered(slowly: Run, library: Path) -> None:
    assert [entry["theme"] for entry in json.loads(slowly("list", "--json").out)] == ["birch", "alder"]
    assert [entry["theme"] for entry in json.loads(slowly("list", "--json", "--over", "15s").out)] == ["alder"]
    assert [entry["theme"] for entry in json.loads(slowly("list", "--json", "--under", "15s").out)] == ["birch"]


def test_the_library_is_an_album_that_goes_on_where_it_stopped(slowly: Run, library: Path, desk: Path) -> None:
    (library / "cedar.md").write_text("Hello {name}.\n")
    ran = slowly("export", "--all", "--to", ".", "--voice", "silent")
    assert ran.code == 0
    assert "cedar has places to be filled in" in ran.err
    assert sorted(path.name for path in desk.iterdir()) == ["01 birch.mp3", "02 alder.mp3"]
    assert [str(ID3(desk / name)["TRCK"]) for name in ("01 birch.mp3", "02 alder.mp3")] == ["1/3", "2/3"]
    first = (desk / "01 birch.mp3").stat().st_mtime_ns
    (desk / "02 alder.mp3").unlink()
    again = slowly("export", "--all", "--to", ".", "--voice", "silent")
    assert again.code == 0
    assert (desk / "01 birch.mp3").stat().st_mtime_ns == first
    assert (desk / "02 alder.mp3").exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["export"], 2),
        (["export", "--all", "birch"], 2),
        (["export", "--all", "-o", "x.mp3"], 2),
        (["export", "birch", "--to", "."], 2),
        (["export", "--all", "--json"], 2),
        (["play"], 2),
        (["play", "birch", "brich"], 2),
    ],
)
def test_what_does_not_go_together_is_told_before_anything_is_made(
    slowly: Run, library: Path, desk: Path, arguments: list[str], code: int
) -> None:
    ran = slowly(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert list(desk.iterdir()) == []


def test_a_theme_that_cannot_be_read_is_left_out_of_an_album_and_told(slowly: Run, library: Path, desk: Path) -> None:
    (library / "cedar.md").write_text("One. [4x]\n")
    ran = slowly("export", "--all", "--to", "new/album", "--voice", "silent")
    assert ran.code == 65
    left_out, at_the_end = ran.err.splitlines()
    assert "cedar is left out." in left_out
    assert "cedar.md:1:6" in left_out
    assert at_the_end.startswith("slowly: 1 of ")
    made = sorted(path.name for path in (desk / "new" / "album").iterdir())
    assert [name.split()[1] for name in made] == ["birch.mp3", "alder.mp3"]


def test_an_album_in_a_place_where_none_can_be_is_told(slowly: Run, library: Path, desk: Path) -> None:
    (desk / "file").write_text("in the way")
    ran = slowly("export", "--all", "--to", "file/album", "--voice", "silent")
    assert (ran.code, ran.out) == (74, "")
    assert "Choose another with --to." in ran.err


def test_several_are_played_in_a_row_with_a_bell_between(slowly: Run, library: Path, device: object) -> None:
    ran = slowly("play", "birch", "alder", "--voice", "silent")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.index("I am here.") < ran.out.index("I may rest.")
    alone = slowly("play", "alder", "--voice", "silent")
    assert alone.code == 0


def test_check_compares_scripts_with_each_other(slowly: Run, library: Path) -> None:
    (library / "cedar.md").write_text("The old grey harbour wall.\n")
    (library / "doum.md").write_text("The old grey harbour wall.\n")
    ran = slowly("check", "cedar", "doum")
    assert ran.code == 0
    assert "[shared]" in ran.out
    assert "doum.md:1:1: warning:" in ran.out
