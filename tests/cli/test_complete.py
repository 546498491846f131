"""What Tab offers, as the shells ask for it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def offered(process: Run, line: str) -> list[str]:
    words = line.split(" ")
    asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), "_SLOWLY_COMPLETE": "bash_complete"}
    ran = process(env={**os.environ, **asked})
    assert (ran.code, ran.err) == (0, "")
    return ran.out.split()


@pytest.mark.parametrize(
    ("line", "there"),
    [
        ("slowly pl", "plain,play"),
        ("slowly play gr", "plain,grief"),
        ("slowly export surviv", "plain,survivor"),
        ("slowly show po", "plain,pocket"),
        ("slowly loop say", "plain,say-this-slowly"),
        ("slowly play grief --pace slow", "plain,slowest"),
        ("slowly play grief --arc s", "plain,sleep"),
        ("slowly play grief --ambient oc", "plain,ocean"),
        ("slowly play grief --voice en-us", "plain,en-us+f5"),
        ("slowly export grief --loudness q", "plain,quiet"),
        ("slowly export grief -o gr", "file,gr"),
        ("slowly play my", "file,my"),
        ("slowly check my", "file,my"),
    ],
)
def test_names_and_files_are_offered(process: Run, line: str, there: str) -> None:
    assert there in offered(process, line)


def test_only_what_begins_as_typed_is_offered(process: Run) -> None:
    assert offered(process, "slowly play the-") == ["file,the-", "plain,the-fantasy"]


def test_scripts_of_ones_own_are_offered_and_broken_settings_are_no_news(process: Run, home: Path) -> None:
    (home / "scripts").mkdir()
    (home / "scripts" / "evening.md").write_text("[4x]")
    (home / "settings.toml").write_text("pace = ")
    assert "plain,evening" in offered(process, "slowly play ev")
