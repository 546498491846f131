"""The README cannot rot: every command in it is run, and its table of marks is made from the parser's."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from slowly.cli.settings import ALLOWED
from slowly.config import Folders
from slowly.script import parse
from slowly.script.header import KEYS
from slowly.script.marks import MARKS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    """The fenced blocks of a kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


COMMANDS = [line for block in blocks("sh") for line in block.splitlines()]


def test_the_table_of_marks_is_the_parsers() -> None:
    table = README.split("<!-- marks:")[1].split("-->\n", 1)[1].split("<!-- end of marks -->")[0]
    rows = ["| " + " ".join(f"`{written}`" for written in mark.written) + f" | {mark.means} |" for mark in MARKS]
    assert table.splitlines() == rows


def test_every_key_of_the_header_is_named() -> None:
    for key in KEYS:
        assert f"`{key}`" in README


def test_the_script_in_it_is_one() -> None:
    [text] = blocks("markdown")
    script = parse(text)
    assert script.header.ambient == "rain"
    assert len(script.affirmations) == 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a newcomer would type, with the script that the README shows in it."""
    where = tmp_path_factory.mktemp("newcomer")
    (where / "my-words.md").write_text(blocks("markdown")[0], encoding="utf-8")
    (where / "my-talk.txt").write_text("A talk of ours.\n\nSay this slowly. I am here. I may rest.\n", encoding="utf-8")
    return where


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_in_it_works(command: str, folder: Path, warm_home: Path, device: object) -> None:
    program, *arguments = shlex.split(command)
    assert program == "slowly"
    for earlier in COMMANDS[: COMMANDS.index(command)]:  # when tests are shared out, another process may have run it
        writes, _, name = earlier.partition(" -o ")
        if name in arguments and not (folder / name).exists() and "-o" not in arguments:
            typed = [sys.executable, "-m", *shlex.split(f"{writes} -o {name}")]
            subprocess.run(typed, cwd=folder, capture_output=True, timeout=300, check=True)
    ran = subprocess.run(
        [sys.executable, "-m", "slowly", *arguments],
        cwd=folder,
        env={**os.environ, "SLOWLY_HOME": str(warm_home), "SLOWLY_LOG": "ERROR"},  # the device is faster than life
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == "" or arguments[0] == "import"  # which reports there
    assert ran.stdout.strip() or arguments[0] == "check"  # which has nothing to say of a good script
    if "-o" in arguments:
        assert (folder / arguments[arguments.index("-o") + 1]).stat().st_size > 100


def test_what_it_says_of_settings_is_so(folders: Folders) -> None:
    from slowly.config import read_settings

    [text] = blocks("toml")
    folders.settings_file.write_text(text, encoding="utf-8")
    settings = read_settings(folders.settings_file)
    assert settings["pace"] == "slow"
    assert set(settings) - {"names"} <= set(ALLOWED)


def test_it_says_what_this_is_not() -> None:
    assert "no replacement for care" in README
    assert "emergency services" in README
