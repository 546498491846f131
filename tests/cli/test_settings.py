from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.fixture
def settings(home: Path, desk: Path) -> Path:
    (desk / "own.md").write_text("I may rest.\n")
    (desk / "paced.md").write_text("---\npace: 130\nambient: off\n---\nI may rest.\n")
    return home / "settings.toml"


def shown(slowly: Run, *arguments: str) -> dict[str, Any]:
    ran = slowly(*arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    told: dict[str, Any] = json.loads(ran.out)
    return told


def exported(slowly: Run, *arguments: str) -> dict[str, Any]:
    return shown(slowly, "export", "-o", "x.wav", "--force", *arguments)


@pytest.mark.parametrize(("value", "wpm"), [('"slow"', 90), ("75", 75), ('"gentle"', 105)])
def test_a_pace_is_the_default_and_an_option_goes_before_it(slowly: Run, settings: Path, value: str, wpm: int) -> None:
    settings.write_text(f"pace = {value}\n")
    assert shown(slowly, "show", "own.md")["cues"][0]["wpm"] == wpm
    assert shown(slowly, "show", "own.md", "--pace", "120")["cues"][0]["wpm"] == 120


def test_settings_go_before_the_script(slowly: Run, settings: Path) -> None:
    assert shown(slowly, "show", "paced.md")["cues"][0]["wpm"] == 130
    settings.write_text('pace = "slow"\n')
    assert shown(slowly, "show", "paced.md")["cues"][0]["wpm"] == 90


def test_a_loudness_is_the_default_and_an_option_goes_before_it(slowly: Run, settings: Path) -> None:
    settings.write_text('voice = "silent"\nloudness = "quiet"\n')
    assert exported(slowly, "own.md")["loudness_lufs"] == -18
    assert exported(slowly, "own.md", "--loudness", "-20")["loudness_lufs"] == -20
    settings.write_text('voice = "silent"\nloudness = -21.5\n')
    assert exported(slowly, "own.md")["loudness_lufs"] == -21.5


def test_a_voice_can_be_left_as_the_engine_gives_it(slowly: Run, settings: Path, desk: Path) -> None:
    def sound(*arguments: str) -> bytes:
        exported(slowly, "own.md", *arguments)
        return (desk / "x.wav").read_bytes()

    treated, dry = sound(), sound("--dry")
    assert len(treated) == len(dry)
    assert treated != dry
    settings.write_text("dry = true\n")
    assert sound() == dry
    settings.write_text("dry = false\n")
    assert sound() == treated


def test_a_sound_underneath_is_the_default_and_can_be_left_out(slowly: Run, settings: Path) -> None:
    settings.write_text('voice = "silent"\n')
    without = exported(slowly, "own.md")["seconds"]
    settings.write_text('voice = "silent"\nambient = "rain"\n')
    assert exported(slowly, "own.md")["seconds"] > without  # rain comes before the words, and goes after them
    assert exported(slowly, "own.md", "--no-ambient")["seconds"] == without
    assert exported(slowly, "own.md", "--ambient", "off")["seconds"] == without


def test_a_voice_is_the_default_and_an_option_goes_before_it(slowly: Run, settings: Path) -> None:
    settings.write_text('voice = "silent:nobody"\n')
    ran = slowly("export", "own.md")
    assert ran.code == 69
    assert "has no voice “nobody”" in ran.err
    assert exported(slowly, "own.md", "--voice", "silent")["phrases_spoken"] == 1
    settings.write_text('voice = "silent"\n')
    assert exported(slowly, "own.md")["phrases_from_cache"] == 1


def test_commands_without_such_options_do_not_mind(slowly: Run, settings: Path) -> None:
    settings.write_text('pace = "slow"\nvoice = "silent"\nambient = "rain"\nloudness = "quiet"\n')
    for arguments in (["list"], ["cache", "info"], ["voices", "--language", "xx"], []):
        assert slowly(*arguments).code == 0


def test_an_empty_file_and_comments_settle_nothing(slowly: Run, settings: Path) -> None:
    before = shown(slowly, "show", "own.md")
    settings.write_text("# pace = 75\n\n")
    assert shown(slowly, "show", "own.md") == before


def test_help_of_the_whole_does_not_need_them(slowly: Run, settings: Path) -> None:
    settings.write_text("nonsense")
    assert slowly("--help").code == 0
    assert slowly("--version").code == 0
    assert slowly("list").code == 2
