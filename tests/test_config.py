from __future__ import annotations

from pathlib import Path

import pytest

from slowly.config import Folders, read_settings, shipped
from slowly.errors import RequestError, StorageError


def test_one_folder_can_hold_everything(home: Path) -> None:
    folders = Folders.find()
    assert folders.cache.is_relative_to(home)
    assert folders.settings_file.is_relative_to(home)
    assert folders.scripts[0].is_relative_to(home)


def test_without_it_the_platforms_folders_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SLOWLY_HOME")
    assert "slowly" in str(Folders.find().cache)


def test_what_ships_is_there() -> None:
    assert (shipped("scripts") / "grief.md").is_file()
    assert (shipped("audio") / "rain.ogg").is_file()
    assert (shipped("audio") / "bell.ogg").is_file()


def test_no_settings_is_no_settings(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml") == {}


def test_settings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('pace = "slow"\nloudness = -18\n')
    assert read_settings(path) == {"pace": "slow", "loudness": -18}


@pytest.mark.parametrize(("text", "said"), [("pace = ", "Invalid value"), ("[pace]\na = 1", "not a single value")])
def test_bad_settings_are_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    with pytest.raises(RequestError, match=said):
        read_settings(path)


def test_a_settings_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        read_settings(tmp_path)
