"""The commands for whoever writes: new, preview, check, import, say, and filling what a script leaves open."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from slowly.review import review
from slowly.script import parse

if TYPE_CHECKING:
    from tests.cli.conftest import Run

GOOD = "You could sit, or lie down. [4s]\n\n> I may rest.\n"
TALK = (
    "Somebody said this at a table.\n\nSay this slowly. I am allowed to be tired. I am here.\n\nThat was all of it.\n"
)


def write(desk: Path, name: str, text: str) -> str:
    (desk / name).write_text(text, encoding="utf-8")
    return name


def test_new_writes_a_script_that_passes_review(slowly: Run, desk: Path) -> None:
    ran = slowly("new", "A small: evening")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("a-small-evening.md\n")
    script = parse((desk / "a-small-evening.md").read_text(encoding="utf-8"))
    assert script.title == "A small: evening"
    assert review(script) == []
    assert slowly("check", "a-small-evening.md").code == 0


def test_new_overwrites_nothing(slowly: Run, desk: Path) -> None:
    write(desk, "evening.md", "mine")
    assert slowly("new", "evening").code == 74
    assert (desk / "evening.md").read_text() == "mine"
    assert slowly("new", "!?").code == 2


def test_check_prints_a_line_for_each_remark_and_passes_with_warnings(slowly: Run, desk: Path) -> None:
    write(desk, "a.md", GOOD + "> I am not afraid.\n")
    ran = slowly("check", "a.md")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("a.md:4:3: warning: An affirmation that says what is not (“not”).")
    assert ran.out.endswith("[negated]\n")
    assert slowly("check", "a.md", "--strict").code == 65


def test_check_looks_at_every_file_and_ends_with_65_for_a_mistake(slowly: Run, desk: Path) -> None:
    names = [
        write(desk, "good.md", GOOD),
        write(desk, "bad.md", "One. [brethe]\n"),
        write(desk, "bed.md", "[bell x] a."),
    ]
    ran = slowly("check", *names)
    assert ran.code == 65
    assert [line.split(": ")[0] for line in ran.out.splitlines()] == ["bad.md:1:6", "bed.md:1:1"]
    assert "Did you mean" in ran.out
    told = json.loads(slowly("check", *names, "--json").out)
    assert told["ok"] is False
    assert {row["severity"] for row in told["remarks"]} == {"error"}
    assert slowly("check", "good.md").out == ""
    assert slowly("check", "nosuch.md").code == 74


def test_preview_shows_lines_paces_pauses_and_the_total(slowly: Run, desk: Path) -> None:
    write(desk, "a.md", "---\npace: 90\n---\n# One\n" + GOOD)
    ran = slowly("preview", "a.md")
    assert (ran.code, ran.err) == (0, "")
    assert "4.0 s" in ran.out
    assert "> I may rest." in ran.out
    assert " in all: " in ran.out
    told = json.loads(slowly("preview", "a.md", "--json").out)
    plain, slow = told["chapters"][0]["lines"]
    assert (plain["pace"], plain["pause"], plain["line"]) == (90, 4, 5)
    assert plain["wpm"] == pytest.approx(90, abs=0.1)
    assert slow["slow"]
    assert told["seconds"] > slow["start"]


def test_preview_draws_the_session(slowly: Run, desk: Path) -> None:
    write(desk, "a.md", GOOD)
    assert slowly("preview", "a.md", "-o", "a.svg").code == 0
    assert ET.parse(desk / "a.svg").getroot().tag.endswith("svg")  # noqa: S314 - our own
    assert slowly("preview", "a.md", "-o", "a.svg").code == 74
    assert slowly("preview", "a.md", "-o", "a.svg", "--force").code == 0
    assert slowly("preview", "a.md", "-o", "a.png").code == 2


@pytest.mark.parametrize(
    ("options", "seconds"),
    [
        (["--length", "40s"], 40.0),
        (["--breath", "4s"], None),
        (["--echo", "off"], None),
        (["--arc", "sleep"], None),
        (["--pace", "60"], None),
    ],
)
def test_time_can_be_asked_for(slowly: Run, desk: Path, options: list[str], seconds: float | None) -> None:
    write(desk, "a.md", GOOD + "Rest a little. [2 breaths]\n> I am here.\nGood. [9s+]\n")
    plain = json.loads(slowly("preview", "a.md", "--json").out)["seconds"]
    ran = slowly("preview", "a.md", "--json", *options)
    assert ran.code == 0, ran.err
    asked = json.loads(ran.out)["seconds"]
    assert asked != plain
    assert seconds is None or asked == pytest.approx(seconds, abs=0.02)


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--length", "3h"], 2, "cannot be 3:00:00 long"),
        (["--length", "0s"], 2, "no length at all"),
        (["--breath", "0s"], 2, "a breath"),
        (["--echo", "loud"], 2, "not an echo"),
        (["--arc", "settel"], 2, "Did you mean settle"),
    ],
)
def test_what_cannot_be_asked_for_is_told(slowly: Run, desk: Path, options: list[str], code: int, told: str) -> None:
    write(desk, "a.md", GOOD)
    ran = slowly("preview", "a.md", *options)
    assert ran.code == code
    assert told in ran.err


def test_import_gives_the_script_and_reports_beside_it(slowly: Run, desk: Path) -> None:
    write(desk, "talk.txt", TALK)
    ran = slowly("import", "talk.txt")
    assert ran.code == 0
    script = parse(ran.out)
    assert [line.sentences[0].text for line in script.affirmations] == ["I am allowed to be tired.", "I am here."]
    assert "read as transcript" in ran.err
    assert slowly("import", "talk.txt", "-o", "talk.md").code == 0
    assert (desk / "talk.md").read_text(encoding="utf-8") == ran.out
    assert slowly("import", "talk.txt", "-o", "talk.md").code == 74


def test_what_can_be_imported_can_be_exported_at_once(slowly: Run, desk: Path) -> None:
    write(desk, "talk.txt", TALK)
    write(desk, "a.ssml", '<speak>Rest. <break time="2s"/> <emphasis>Now</emphasis> rest.</speak>')
    write(desk, "b.smd", '(Rest)[rate:"slow"] a little. [500ms] ++Now++ rest.')
    for name in ("talk.txt", "a.ssml", "b.smd"):
        ran = slowly("export", name, "--voice", "silent", "--json", "-o", "x.wav", "--force")
        assert (ran.code, ran.err) == (0, ""), name
        words = " ".join(caption["text"] for caption in json.loads(ran.out)["captions"]).lower()
        assert "rest" in words or "tired" in words


@pytest.mark.parametrize(
    "text", ['<!DOCTYPE x [<!ENTITY a "b">]><speak>&a;</speak>', "<speak><p>Rest.</speak>", "<speak></speak>"]
)
def test_markup_that_cannot_be_trusted_or_read_is_one_error_with_a_place(slowly: Run, desk: Path, text: str) -> None:
    write(desk, "a.ssml", text)
    for arguments in (["import", "a.ssml"], ["preview", "a.ssml"]):
        ran = slowly(*arguments)
        assert (ran.code, ran.out) == (65, "")
        assert ran.err.startswith("slowly: a.ssml:1:")


def test_say_says_one_sentence_slowly_and_leaves_room(slowly: Run, desk: Path) -> None:
    ran = slowly("say", "I was never *too much*.", "-o", "x.wav", "--voice", "silent", "--json")
    told = json.loads(ran.out)
    assert [caption["text"] for caption in told["captions"]] == ["I was never too much."]
    spoken = told["captions"][0]["end"] - told["captions"][0]["start"]
    assert told["seconds"] - told["captions"][0]["end"] > 1.2 * spoken
    assert slowly("say", "I may rest.", "--json").code == 2
    assert slowly("say", "[4s]", "-o", "y.wav").code == 65


@pytest.mark.parametrize("command", ["say", "loop"])
def test_words_need_no_quotes(slowly: Run, desk: Path, command: str) -> None:
    apart = slowly(command, "I", "may", "rest.", "--voice", "silent", "-o", "apart.wav", "--json")
    whole = slowly(command, "I may rest.", "--voice", "silent", "-o", "whole.wav", "--json")
    assert apart.code == whole.code == 0
    assert (desk / "apart.wav").read_bytes() == (desk / "whole.wav").read_bytes()


def test_ssml_can_be_written(slowly: Run, desk: Path) -> None:
    write(desk, "a.md", GOOD)
    ran = slowly("show", "a.md", "--ssml")
    assert "".join(ET.fromstring(ran.out.encode()).itertext()).split()[:2] == ["You", "could"]  # noqa: S314 - our own


@pytest.fixture
def spoken_to(slowly: Run, desk: Path) -> Callable[..., str]:
    write(desk, "slot.md", "---\nnames: {name: the one you miss}\n---\nHello {name}.\n")

    def run(*arguments: str) -> str:
        ran = slowly("export", "slot.md", "--voice", "silent", "--json", "-o", "x.wav", "--force", *arguments)
        if ran.code:
            return f"{ran.code} {ran.err}"
        return str(json.loads(ran.out)["captions"][0]["text"])

    return run


def test_a_slot_is_filled_by_option_or_settings(spoken_to: Callable[..., str], home: Path) -> None:
    assert spoken_to("--name", "Ada Maria") == "Hello Ada Maria."
    assert spoken_to("--name", "name=Ada") == "Hello Ada."
    (home / "settings.toml").write_text('[names]\nname = "Bo"\n')
    assert spoken_to() == "Hello Bo."
    assert spoken_to("--name", "Ada") == "Hello Ada."


def test_a_slot_that_nobody_fills_is_asked_for_or_told(spoken_to: Callable[..., str]) -> None:
    assert spoken_to().startswith("2 slowly: The script leaves a place for “name”")
    assert spoken_to("--name", "  ").startswith("2 ")
    assert "has no place for “nmae”. Did you mean name?" in spoken_to("--name", "nmae=Ada")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Ren\udce9", "half of a character (U+DCE9)"),
        ("\x1b[31mAda", "a control character (U+001B)"),
        ("Ada\x9b2J", "a control character (U+009B)"),
        ("Ada\x7f", "a control character (U+007F)"),
    ],
)
def test_words_that_could_not_stand_in_a_script_are_refused(
    spoken_to: Callable[..., str], home: Path, words: str, what: str
) -> None:
    told = f"2 slowly: There is {what} in the words for “name”, which no voice can say. Take it out.\n"
    assert spoken_to("--name", words) == told
    if words.isascii():
        (home / "settings.toml").write_text("[names]\nname = " + json.dumps(words) + "\n")
        assert spoken_to() == told


def test_words_of_which_nothing_can_be_seen_are_none(spoken_to: Callable[..., str]) -> None:
    assert "and it is empty" in spoken_to("--name", " \u200b\u00ad\x1c")


def test_a_name_is_kept_nowhere(slowly: Run, desk: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLOWLY_LOG", "DEBUG")
    write(desk, "slot.md", "Hello {name}.\n")
    ran = slowly("export", "slot.md", "--voice", "silent", "-o", "x.mp3", "--name", "Quillon")
    assert ran.code == 0
    assert "Quillon" not in ran.err + ran.out
    for path in home.rglob("*"):
        assert "Quillon" not in path.name
        assert not path.is_file() or b"Quillon" not in path.read_bytes()


def test_a_slot_is_asked_for_on_a_terminal(desk: Path, process: Run, terminals: Callable[[], object]) -> None:
    write(desk, "slot.md", "---\nnames: {name: the one you miss}\n---\nHello {name}.\n")
    terminal = terminals()
    os.write(terminal._other, b"Ada\n")  # type: ignore[attr-defined]  # what somebody types
    options = ["--voice", "silent", "--json", "-o", "x.wav"]
    ran = process("export", "slot.md", *options, stdin=terminal.end, stderr=terminal.end)  # type: ignore[attr-defined]
    assert ran.code == 0
    assert json.loads(ran.out)["captions"][0]["text"] == "Hello Ada."
    assert "The one you miss" in terminal.shown()  # type: ignore[attr-defined]


def test_an_import_does_not_take_the_place_of_what_it_read(slowly: Run, desk: Path) -> None:
    (desk / "talk.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nYou may rest.\n")
    (desk / "same.srt").symlink_to("talk.srt")
    before = (desk / "talk.srt").read_bytes()
    for output in ("talk.srt", "./talk.srt", "same.srt"):
        ran = slowly("import", "talk.srt", "-o", output, "--force")
        assert (ran.code, ran.out) == (2, "")
        assert "is what is read here" in ran.err
    assert (desk / "talk.srt").read_bytes() == before
