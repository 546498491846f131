"""What comes out: data on standard output and nothing else there, styles only on a terminal, and help that is true."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint, EntryPoints, version
from pathlib import Path
from subprocess import Popen
from typing import TYPE_CHECKING

import click
import pytest

from slowly.cli.group import ExampleCommand, ExampleGroup
from slowly.cli.main import cli
from slowly.voices import Trouble, VoiceInfo, registry
from slowly.voices.silent import SilentEngine
from slowly.voices.system import SystemEngine

if TYPE_CHECKING:
    from tests.cli.conftest import Run, Terminal

ESCAPE = "\x1b"
SCRIPT = """\
---
title: A short one
summary: For the tests.
---

# First

I may rest. [4s]
[inhale 4s] [bell]

# Second

> I can go at the speed of my own feet.
"""


@pytest.fixture
def script(desk: Path) -> Path:
    path = desk / "short.md"
    path.write_text(SCRIPT)
    return path


# For programs.


def test_export_tells_programs_what_it_wrote(slowly: Run, script: Path, desk: Path) -> None:
    ran = slowly("export", script.name, "--voice", "silent", "--loudness", "quiet", "-o", "x.mp3", "--json")
    told = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert told["file"] == "x.mp3"
    assert told["title"] == "A short one"
    assert told["bytes"] == (desk / "x.mp3").stat().st_size
    assert told["loudness_lufs"] == -18
    assert told["phrases_spoken"] > 2
    assert told["phrases_from_cache"] == 0
    assert [chapter["title"] for chapter in told["chapters"]] == ["First", "Second"]
    assert [caption["text"] for caption in told["captions"]] == ["I may rest.", "I can go at the speed of my own feet."]
    times = [(span["start"], span["end"]) for span in (*told["chapters"], *told["captions"])]
    assert all(0 <= start < end <= told["seconds"] for start, end in times)
    again = json.loads(slowly("export", script.name, "--voice", "silent", "-o", "x.mp3", "--force", "--json").out)
    assert again["phrases_spoken"] == 0
    assert again["phrases_from_cache"] == told["phrases_spoken"]
    assert again["captions"] == told["captions"]


def test_loop_tells_programs_what_it_wrote(slowly: Run, desk: Path) -> None:
    ran = slowly("loop", "I may rest.", "--for", "30s", "--voice", "silent", "-o", "x.wav", "--json")
    told = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert told["file"] == "x.wav"
    assert told["seconds"] == 30
    assert told["chapters"] == []
    assert {caption["text"] for caption in told["captions"]} == {"I may rest."}


def test_list_tells_programs_the_themes(slowly: Run, home: Path) -> None:
    (home / "scripts").mkdir()
    (home / "scripts" / "bad.md").write_text("Rest [4x].")
    (home / "scripts" / "ähm.md").write_text("Rest.")
    ran = slowly("list", "--json")
    told = {entry["theme"]: entry for entry in json.loads(ran.out)}
    assert (ran.code, ran.err) == (0, "")
    assert next(iter(told)) == "grief"
    assert list(told)[-2:] == ["bad", "ähm"]  # those without a track come last
    assert told["grief"]["title"] == "Grieving who you had to be"
    assert told["grief"]["seconds"] > 600
    assert Path(told["grief"]["file"]).is_file()
    assert told["grief"]["error"] is None
    assert "“4x” is not a duration" in told["bad"]["error"]


def test_show_tells_programs_every_cue(slowly: Run, script: Path) -> None:
    ran = slowly("show", script.name, "--json", "--pace", "90")
    told = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert told["title"] == "A short one"
    assert told["words"] == 13
    assert [cue["kind"] for cue in told["cues"] if cue["kind"] != "pause"] == [
        "chapter",
        "line",
        "inhale",
        "sound",
        "chapter",
        "line",
        "echo",
    ]
    plain, slow = (cue for cue in told["cues"] if cue["kind"] == "line")
    assert (plain["text"], plain["wpm"], plain["slow"]) == ("I may rest.", 90, False)
    assert slow["slow"]
    assert len(slow["phrases"]) > 1
    assert slow["wpm"] < plain["wpm"]
    starts = [cue["start"] for cue in told["cues"]]
    assert starts == sorted(starts)
    assert starts[-1] < told["seconds"]


def test_voices_tells_programs_what_the_option_takes(slowly: Run, script: Path) -> None:
    ran = slowly("voices", "--json")
    told = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert {voice["engine"] for voice in told} == {"system", "silent"}
    assert all({"voice", "engine", "name", "languages", "gender"} == set(voice) for voice in told)
    silent = next(voice["voice"] for voice in told if voice["engine"] == "silent")
    assert slowly("export", script.name, "--voice", silent, "-o", "x.wav").code == 0
    english = json.loads(slowly("voices", "--json", "--language", "en-gb").out)
    assert 0 < len(english) < len(told)
    assert all(any(own.startswith("en-gb") for own in voice["languages"]) for voice in english)


def test_doctor_and_cache_tell_programs_objects_too(slowly: Run) -> None:
    for arguments in (["doctor"], ["cache", "info"], ["cache", "verify"], ["cache", "clear"]):
        ran = slowly(*arguments, "--json")
        assert isinstance(json.loads(ran.out), dict), arguments
        assert len(ran.out.splitlines()) == 1
        assert ran.err == ""


def test_every_command_with_json_is_tested_above() -> None:
    having = {path for path, command in commands() if any("--json" in option.opts for option in command.params)}
    told = {"export", "loop", "list", "show", "voices", "doctor", "cache info", "cache verify", "cache clear"}
    told |= {"say", "preview", "check"}  # in test_writing.py
    assert having == told | {"sounds", "sounds make"}  # in test_sounds.py


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8:strict"])
def test_json_parses_whatever_the_encoding_and_the_name(process: Run, desk: Path, encoding: str) -> None:
    (desk / "own.md").write_text("# 漢\n\nIch höre zu.\n")
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    ran = process("export", "own.md", "--voice", "silent", "-o", b"\xff.wav", "--json", env=environment)
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    assert os.fsencode(told["file"]) == b"\xff.wav"
    assert told["chapters"][0]["title"] == "漢"
    assert Path(told["file"]).is_file()


def test_a_sign_that_the_terminal_does_not_know_is_no_end(process: Run, desk: Path) -> None:
    (desk / "own.md").write_text("I may rest 漢.\n")
    ran = process("show", "own.md", env={**os.environ, "PYTHONIOENCODING": "cp1252"})
    assert (ran.code, ran.err) == (0, "")
    assert "I may rest ?." in ran.out


# For people.


def test_slowly_alone_lists_every_theme_and_says_what_to_type_next(slowly: Run, home: Path) -> None:
    (home / "scripts").mkdir()
    (home / "scripts" / "mine.md").write_text("---\ntitle: My own\n---\nI may rest. [60s]\n")
    ran = slowly()
    assert (ran.code, ran.err) == (0, "")
    assert re.search(r"^grief +1\d:\d\d  Grieving who you had to be", ran.out, re.MULTILINE)
    assert re.search(r"^mine +1:0\d  My own", ran.out, re.MULTILINE)
    assert "no replacement for care" in ran.out
    for command in ("slowly play grief", "slowly export grief", 'slowly loop "', "slowly --help"):
        assert command in ran.out
    assert max(len(line.rstrip()) for line in ran.out.splitlines()) <= 80
    assert len(ran.out.splitlines()) <= 25  # a small screen, and one script more than ours


def test_what_to_type_next_is_a_theme_that_can_be_read(slowly: Run, home: Path) -> None:
    (home / "scripts").mkdir()
    (home / "scripts" / "bad.md").write_text("Rest [4x].")
    ran = slowly()
    assert "bad" in ran.out
    assert "slowly play grief" in ran.out


def test_a_list_of_nothing_says_why_it_is_empty(slowly: Run) -> None:
    for arguments in (("--under", "0s"), ("--under", "1s"), ("--over", "11h")):
        ran = slowly("list", *arguments)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("No theme is as long as that")


def test_list_says_where_scripts_of_ones_own_go(slowly: Run, home: Path) -> None:
    ran = slowly("list")
    assert re.search(r"^grief +1\d:\d\d  For the loss", ran.out, re.MULTILINE)
    assert ran.out.splitlines()[-1] == f"Your own scripts: {home / 'scripts'}"


def test_show_has_times_pauses_and_slow_lines(slowly: Run, script: Path) -> None:
    ran = slowly("show", script.name)
    title, summary, *lines = ran.out.splitlines()
    assert re.fullmatch(r"A short one  0:\d\d, 13 words", title)
    assert summary == "For the tests."
    text = "\n".join(lines)
    assert re.search(r"^ +0:\d\d  First\n +0:0\d  I may rest\.\n +\[4\.0 s\]\n", text, re.MULTILINE)
    assert re.search(r"^ +0:\d\d  \[inhale 4 s\]\n +0:\d\d  \[bell\]$", text, re.MULTILINE)
    assert re.search(r"^ +0:\d\d  > I can go [^\n]*\| [^\n]*own feet\.", text, re.MULTILINE)
    assert re.search(r"^ +\[\d+\.\d s to say it back\]$", text, re.MULTILINE)


def test_show_names_the_sound_underneath(slowly: Run) -> None:
    assert ", rain underneath\n" in slowly("show", "grief").out


def test_voices_are_listed_one_to_a_line(slowly: Run) -> None:
    lines = slowly("voices").out.splitlines()
    assert re.match(r"\S+ +\S+ +English", lines[0])
    told = json.loads(slowly("voices", "--json").out)
    assert all(line.startswith(voice["voice"] + " ") for line, voice in zip(lines, told, strict=True))


@pytest.fixture
def no_voice_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    trouble = Trouble("eSpeak NG cannot be loaded.", "Install slowly again.")
    monkeypatch.setattr(SystemEngine, "check", lambda _: trouble)


@pytest.mark.parametrize("arguments", [[], ["--json"], ["--language", "en"]])
def test_where_no_voice_can_be_heard_that_is_told(
    slowly: Run, no_voice_of_the_system: None, arguments: list[str]
) -> None:
    ran = slowly("voices", *arguments)
    assert (ran.code, ran.out) == (69, "")
    assert ran.err == "slowly: eSpeak NG cannot be loaded. Install slowly again.\n"


@pytest.fixture
def another_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine of somebody else's, whose one voice is called low, and one that cannot be loaded."""

    class Hummer(SilentEngine):
        audible = True

        def voices(self) -> tuple[VoiceInfo, ...]:
            return (VoiceInfo("low", "A low hum", ("en",)),)

    monkeypatch.setattr(sys, "hummer", Hummer, raising=False)
    points = [*registry.entry_points(group=registry.GROUP), EntryPoint("hum", "sys:hummer", registry.GROUP)]
    points.append(EntryPoint("lost", "no_such_module:Engine", registry.GROUP))
    monkeypatch.setattr(registry, "entry_points", lambda group: EntryPoints(points))


def test_a_voice_of_another_engine_is_listed_as_the_option_takes_it(slowly: Run, another_engine: None) -> None:
    ran = slowly("voices")
    assert ran.code == 0
    assert re.search(r"^hum:low +en +A low hum *$", ran.out, re.MULTILINE)
    assert ran.err.startswith("slowly: lost: The engine “lost” cannot be loaded: ")
    assert len(ran.err.splitlines()) == 1
    assert '"hum:low"' in slowly("voices", "--json").out


def test_another_engine_is_enough(slowly: Run, no_voice_of_the_system: None, another_engine: None) -> None:
    ran = slowly("voices")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == ["hum:low", "silent:silent"]
    assert ran.err.startswith("slowly: system: eSpeak NG cannot be loaded. Install slowly again.\n")


@pytest.mark.parametrize("arguments", [["list"], ["show", "grief"], ["doctor", "--voice", "silent"]])
def test_without_a_terminal_there_is_no_style(process: Run, arguments: list[str]) -> None:
    ran = process(*arguments)
    assert ran.code == 0
    assert ran.err == ""
    assert len(ran.out) > 100
    assert ESCAPE not in ran.out


@pytest.mark.parametrize("arguments", [["list"], ["show", "grief"], ["doctor", "--voice", "silent"]])
def test_a_terminal_has_styles_unless_they_are_not_wanted(
    started: Callable[..., Popen[bytes]], terminals: Callable[[], Terminal], arguments: list[str]
) -> None:
    for unwanted in ({}, {"NO_COLOR": "1"}):
        terminal = terminals()
        running = started(*arguments, stdout=terminal.end, env={**os.environ, **unwanted})
        shown = terminal.shown()
        assert running.wait(10) == 0
        assert len(shown) > 100
        assert (ESCAPE in shown) is not bool(unwanted)


@pytest.mark.parametrize("json_too", [False, True])
def test_a_terminal_has_a_bar_of_progress_and_standard_output_has_not(
    started: Callable[..., Popen[bytes]], terminals: Callable[[], Terminal], script: Path, json_too: bool
) -> None:
    terminal = terminals()
    options = ["--json"] if json_too else []
    running = started("export", script.name, "--voice", "silent", "-o", "x.wav", *options, stderr=terminal.end)
    shown = terminal.shown()
    out = running.communicate(timeout=10)[0].decode()
    assert running.returncode == 0
    if json_too:
        assert shown == ""
        assert json.loads(out)["file"] == "x.wav"
    else:
        assert "Speaking" in shown
        assert "Mixing" in shown
        assert re.search(r"\d%", shown)
        assert re.fullmatch(r"x\.wav  0:\d\d  \d\.\d MB\n", out)


def test_without_a_terminal_standard_error_is_empty(process: Run, script: Path) -> None:
    ran = process("export", script.name, "--voice", "silent")
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"short\.mp3  0:\d\d  \d\.\d MB\n", ran.out)


@pytest.mark.parametrize("arguments", [["show", "grief"], ["show", "grief", "--json"], ["list"], ["--help"]])
def test_a_reader_who_has_gone_is_told_in_one_line(process: Run, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = process(*arguments, stdout=writing)
    os.close(writing)
    assert ran.code == 74
    assert ran.err == "slowly: whoever was reading the output has gone.\n"


def test_a_reader_of_everything_who_has_gone_leaves_the_exit_code(process: Run) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    assert process("show", "grief", stdout=writing, stderr=writing).code == 74
    os.close(writing)


@pytest.mark.parametrize(
    ("arguments", "closed"),
    [(["list"], ">&-"), (["show", "grief", "--json"], ">&-"), (["export", "short.md", "--voice", "silent"], "2>&-")],
)
def test_a_stream_that_is_closed_is_done_without(process: Run, script: Path, arguments: list[str], closed: str) -> None:
    ran = process(*arguments, program=["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-m", "slowly"])
    assert (ran.code, ran.err) == (0, "")
    assert bool(ran.out) is (closed == "2>&-")


def test_a_service_without_any_stream_can_export(process: Run, script: Path, desk: Path) -> None:
    program = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-m", "slowly"]
    assert process("export", script.name, "-o", "x.wav", program=program).code == 0
    assert (desk / "x.wav").stat().st_size > 44


# Help.


def commands(
    group: click.Group = cli, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, ExampleCommand | ExampleGroup]]:
    """Every command with what is typed for it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert isinstance(command, ExampleCommand | ExampleGroup)
        yield " ".join((*path, name)), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = [("", cli), *commands()]


@pytest.mark.parametrize("path", [path for path, _ in ALL])
def test_help_leads_with_examples(slowly: Run, path: str) -> None:
    ran = slowly(*path.split(), "--help")
    assert slowly(*path.split(), "-h") == ran
    assert (ran.code, ran.err) == (0, "")
    first, example, *rest = ran.out.splitlines()
    assert first == "Examples:"
    assert example.startswith(f"  slowly {path}".rstrip())
    assert any(line.startswith(f"Usage: slowly {path}".rstrip()) for line in rest)
    assert max(map(len, ran.out.splitlines())) <= 100


EXAMPLES = [(path, line) for path, command in ALL for line, _ in command.examples]


@pytest.mark.parametrize(("path", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_every_example_can_be_typed_as_it_stands(path: str, line: str) -> None:
    program, *words = shlex.split(line)
    assert program == "slowly"
    context = cli.make_context("slowly", list(words))
    command: click.Command = cli
    while isinstance(command, click.Group) and words:
        name, found, words = command.resolve_command(context, words)
        assert found is not None
        command, context = found, found.make_context(name, list(words), parent=context)
    assert context.command_path.removeprefix("slowly").strip().startswith(path)
    assert all(word in line for word in path.split())


def test_an_example_with_an_unknown_option_would_be_found() -> None:
    with pytest.raises(click.UsageError):
        test_every_example_can_be_typed_as_it_stands("export", "slowly export grief --nope")


def test_the_version_is_the_one_installed(slowly: Run, process: Run) -> None:
    assert slowly("--version").out == f"slowly {version('slowly')}\n"
    ran = process("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"slowly {version('slowly')}\n", "")


def test_a_shell_can_complete_commands_and_options(process: Run) -> None:
    asked = {**os.environ, "_SLOWLY_COMPLETE": "bash_complete"}
    ran = process(env={**asked, "COMP_WORDS": "slowly ex", "COMP_CWORD": "1"})
    assert (ran.code, ran.out) == (0, "plain,export\n")
    ran = process(env={**asked, "COMP_WORDS": "slowly export --am", "COMP_CWORD": "2"})
    assert (ran.code, ran.out) == (0, "plain,--ambient\n")
