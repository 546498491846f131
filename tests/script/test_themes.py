from __future__ import annotations

from pathlib import Path

import pytest

from slowly.config import Folders
from slowly.errors import RequestError
from slowly.script.themes import find, is_path, themes


def test_a_theme_is_found_by_name(folders: Folders) -> None:
    assert find("grief", folders.scripts).name == "grief.md"
    assert find("GRIEF", folders.scripts).name == "grief.md"


def test_the_listeners_own_script_wins(folders: Folders) -> None:
    own = folders.scripts[0] / "grief.md"
    own.parent.mkdir(parents=True)
    own.write_text("Mine.")
    assert find("grief", folders.scripts) == own
    assert dict(themes(folders.scripts))["grief"] == own


def test_a_path_is_a_path(folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").write_text("A.")
    assert find("mine", folders.scripts) == Path("mine")
    assert find("./none.md", folders.scripts) == Path("none.md")


@pytest.mark.parametrize(
    ("name", "told"), [("grif", "Did you mean grief"), ("xyzzy", "Themes here: "), ("", "Themes here")]
)
def test_an_unknown_theme_is_told_with_the_nearest(folders: Folders, name: str, told: str) -> None:
    with pytest.raises(RequestError, match=told):
        find(name, folders.scripts)


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("grief", False),
        ("grief.md", True),
        ("./grief", True),
        ("I may rest.", False),
        ("a/b", True),
        ("What now?", False),
    ],
)
def test_paths_and_names(typed: str, path: bool) -> None:
    assert is_path(typed) is path
