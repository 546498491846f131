"""Asking for help or for the version is quick: nothing is loaded that they have no use for."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

HEAVY = {
    "av",
    "lameenc",
    "miniaudio",
    "mutagen",
    "numpy",
    "platformdirs",
    "pydub",
    "pyttsx3",
    "rich",
    "soundfile",
    "soxr",
    "yaml",
}
"""All we depend on but Click."""

SOUND = HEAVY - {"rich", "yaml", "platformdirs"}

PROGRAM = """
import json, sys
from slowly.__main__ import run
try:
    run()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded(process: Run, *arguments: str) -> set[str]:
    """The modules that a command has loaded by its end."""
    ran = process(*arguments, program=[sys.executable, "-c", PROGRAM])
    assert ran.code == 0
    assert ran.out
    modules = set(json.loads(ran.err))
    assert "slowly.cli.main" in modules
    return modules


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["export", "--help"], ["loop", "--help"], ["doctor", "--help"]],
    ids=" ".join,
)
def test_help_and_version_load_nothing_heavy(process: Run, arguments: list[str]) -> None:
    assert loaded(process, *arguments) & HEAVY == set()


def test_listing_and_showing_load_no_sound_library(process: Run) -> None:
    assert loaded(process, "list") & SOUND == set()
    assert loaded(process, "show", "grief") & HEAVY == {"yaml"}


def test_what_is_heavy_would_be_seen(process: Run) -> None:
    modules = loaded(process, "loop", "I may rest.", "--for", "30s", "--voice", "silent", "-o", "x.wav")
    assert {"numpy", "soundfile", "soxr"} <= modules
    assert "miniaudio" not in modules
