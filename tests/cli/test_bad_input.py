"""Whatever is asked for wrongly: the right exit code, nothing on standard output, one clear line, no traceback.

Under the line there may be the line of the script with a caret, or how to get help; never more.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from slowly.config import Folders
from slowly.script.source import LARGEST_BYTES

if TYPE_CHECKING:
    from tests.cli.conftest import Ran, Run

FINE = "I may rest. [1s]\n"
END = "the end of the line"
HELP = re.compile(r"Type `slowly( \w+)* --help` for how to ask\.")


def complains(ran: Ran, code: int, said: str, *, at: str | None = None, usage: bool = False) -> None:
    """Check the whole shape of a complaint. `at` is what the caret points to; "" is a line without one."""
    first, *rest = ran.err.removesuffix("\n").split("\n")
    assert first.startswith("slowly: "), ran.err
    assert said in first
    assert ran.code == code, ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert "should not have" not in ran.err
    assert all(sign.isprintable() for line in (first, *rest) for sign in line)
    if at is None and not usage:
        assert rest == []
    elif usage:
        assert len(rest) == 1
        assert HELP.fullmatch(rest[0])
    elif at:
        line, caret = rest
        assert caret.strip() == "^"
        pointed = line[caret.index("^") :]
        assert pointed == "" if at is END else pointed.startswith(at)
    else:
        (line,) = rest
        assert line.startswith("    ")
        assert line.strip()


# What is typed.


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param("show grif", 2, "There is no theme “grif”. Did you mean grief?", id="a theme mistyped"),
        pytest.param("play grif", 2, "Did you mean grief?", id="a theme mistyped, to play"),
        pytest.param("export GRIEV", 2, "Did you mean grief?", id="a theme mistyped, to export"),
        pytest.param("loop grif", 2, "Did you mean grief?", id="a theme mistyped, to loop"),
        pytest.param("show xyzzy", 2, "Themes here: belonging, ", id="a theme like no other"),
        pytest.param("show none.md", 74, "There is no file none.md.", id="a missing file"),
        pytest.param("show no/none.md", 74, "There is no file no/none.md.", id="a file in a missing folder"),
        pytest.param("show ~nosuchuser/none.md", 74, "There is no file ~nosuchuser/none.md.", id="nobody's home"),
        pytest.param("show ./", 74, "Is a directory", id="a folder"),
        pytest.param("loop ./", 74, "Is a directory", id="a folder to loop"),
        pytest.param("show /proc/self/mem", 74, "Cannot read /proc/self/mem: Input/output error.", id="a bad disk"),
        pytest.param("loop hm --for 1s -o x.wav", 2, "1s is too short: one line takes 0:0", id="a loop too short"),
        pytest.param("loop hm --for 0s -o x.wav", 2, "0s is too short", id="a loop of nothing"),
        pytest.param(
            "export fine.md --ambient rainn", 2, "There is no sound “rainn”. Did you mean rain?", id="a sound"
        ),
        pytest.param("export fine.md --ambient ../x", 2, "There is no sound “../x”.", id="a sound elsewhere"),
        pytest.param("export fine.md --ambient rain --no-ambient", 2, "contradict each other", id="two wishes"),
        pytest.param("export fine.md --voice silent:x", 69, "has no voice “x”", id="a voice of the silent engine"),
        pytest.param("export fine.md -o x.ogg", 2, "the formats are .mp3, .wav. Try -o x.mp3", id="a format"),
        pytest.param("export fine.md -o x", 2, "x has no ending; the formats are .mp3, .wav.", id="no format"),
        pytest.param("export fine.md -o /dev/null", 2, "has no ending", id="a device"),
        pytest.param("export fine.md -o no/x.wav", 74, "There is no folder no. Make it first", id="no folder"),
        pytest.param("export fine.md -o no/", 74, "There is no folder no. Make it first", id="no folder to write to"),
        pytest.param("export fine.md -o fine.md/x.wav", 74, "There is no folder fine.md.", id="a file as a folder"),
        pytest.param("export fine.md -o ~nosuchuser/x.wav", 74, "There is no folder ~nosuchuser.", id="not my home"),
        pytest.param("export fine.md -o /proc/x.wav", 74, "Cannot write ", id="/proc"),
        pytest.param("export fine.md -o " + "x" * 300 + ".wav", 74, "File name too long", id="a name too long"),
        pytest.param("export fine.md -o folder.wav", 74, "x is already there", id="an export there, in the folder"),
        pytest.param("export fine.md -o pipe.wav", 74, "pipe.wav is not a file.", id="a pipe"),
        pytest.param("export fine.md -o pipe.wav --force", 74, "pipe.wav is not a file.", id="a pipe, by force"),
        pytest.param("export fine.md -o there.wav", 74, "there.wav is already there. Use --force", id="a file there"),
        pytest.param("doctor --voice x --nope", 2, "No such option '--nope'", id="an option of nothing"),
    ],
)
def test_what_cannot_be_done_is_one_line(slowly: Run, desk: Path, arguments: str, code: int, said: str) -> None:
    (desk / "fine.md").write_text(FINE)
    (desk / "there.wav").write_bytes(b"kept")
    (desk / "folder.wav").mkdir()
    (desk / "folder.wav" / "fine.mp3").write_bytes(b"kept")
    os.mkfifo(desk / "pipe.wav")
    before = sorted(desk.rglob("*"))
    said = said.replace("x is already", "folder.wav/fine.mp3 is already")
    command, *others = arguments.split()
    quick = ["--voice", "silent"] if command == "export" and "--voice" not in others else []
    ran = slowly(command, *others, *quick)
    complains(ran, code, said, usage="--nope" in others)
    assert sorted(desk.rglob("*")) == before
    assert (desk / "there.wav").read_bytes() == b"kept"
    assert (desk / "folder.wav" / "fine.mp3").read_bytes() == b"kept"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plya", "grief"], "There is no command “plya”. Did you mean play?"),
        (["grief"], "There is no command “grief”. Did you mean `slowly play grief`?"),
        (["cache"], "Missing command."),
        (["cache", "cler"], "Did you mean 'clear'?"),
        (["cache", "info", "x"], "unexpected extra argument"),
        (["show"], "Missing argument 'THEME'. `slowly list` shows the themes."),
        (["play"], "`slowly list` shows the themes."),
        (["help"], "There is no command “help”."),
        (["show", "grief", "twice"], "unexpected extra argument"),
        (["loop"], "Missing argument 'WORDS'."),
        (["--nope"], "No such option '--nope'."),
        (["export", "grief", "--forc"], "--force"),
        (["export", "grief", "--pace"], "requires an argument."),
        (["export", "grief", "--pace", "3"], "“3” is not a pace; it is natural (130)"),
        (["show", "grief", "--pace", "1000"], "from 60 to 160."),
        (["show", "grief", "--pace", "slo"], "“slo” is not a pace"),
        (["export", "grief", "--loudness", "0"], "“0” is not normal or quiet, nor a number from -30 to -12"),
        (["export", "grief", "--loudness", "nan"], "“nan” is not normal or quiet"),
        (["export", "grief", "--loudness", "loud"], "“loud” is not normal or quiet"),
        (["loop", "hm", "--for", "13h"], "“13h” is longer than twelve hours"),
        (["loop", "hm", "--for", "30"], "“30” has no unit; write 30s for seconds or 30m for minutes."),
        (["loop", "hm", "--for", "-5s"], "“-5s” is not a duration"),
        (["loop", "hm", "--gap", "nonsense"], "“nonsense” is not a duration; write one like 4s"),
        (["loop", "hm", "--json"], "go with -o, which writes a file."),
        (["loop", "hm", "--force"], "go with -o, which writes a file."),
        (["voices", "--language"], "requires an argument."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_in_typing_says_how_to_get_help(slowly: Run, arguments: list[str], said: str) -> None:
    complains(slowly(*arguments), 2, said, usage=True)


@pytest.mark.parametrize(
    ("words", "code", "said", "at"),
    [
        ("", 65, "There are no words to speak here.", None),
        ("[4s]", 65, "There are no words to speak here.", ""),
        ("rest [4s", 65, "is never closed", "[4s"),
        ("rest [4x]", 65, "“4x” is not a duration", "[4x]"),
    ],
)
def test_words_to_loop_are_read_as_a_script_is(
    slowly: Run, desk: Path, words: str, code: int, said: str, at: str | None
) -> None:
    ran = slowly("loop", words, "-o", "x.wav")
    complains(ran, code, said, at=at)
    assert ran.err.startswith("slowly: the words to loop:1:")
    assert list(desk.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "code", "said", "at"),
    [
        ([b"show", b"gr\xff"], 2, "There is no theme “gr\ufffd”.", None),
        ([b"show", b"\xff.md"], 74, "There is no file \ufffd.md.", None),
        ([b"loop", b"\xff rest", b"-o", b"x.wav"], 65, "half of a character (U+DCFF)", "\ufffd rest"),
        ([b"export", b"grief", b"-o", b"\xff.ogg"], 2, "the formats are .mp3, .wav. Try -o \ufffd.mp3", None),
        ([b"\xff"], 2, "There is no command “\ufffd”.", None),
    ],
    ids=lambda value: str(value) if isinstance(value, list) else "",
)
def test_bytes_that_are_no_text_are_refused_like_anything_else(
    process: Run, desk: Path, arguments: list[bytes], code: int, said: str, at: str | None
) -> None:
    complains(process(*arguments), code, said, at=at, usage=len(arguments) == 1)
    assert list(desk.iterdir()) == []


# What stands in a script.


@pytest.mark.parametrize(
    ("text", "said", "at"),
    [
        pytest.param("", "There are no words to speak here.", None, id="empty"),
        pytest.param("\n\n  \n", "There are no words to speak here.", None, id="blank lines"),
        pytest.param("<!-- only this -->\n", "There are no words to speak here.", "", id="only a comment"),
        pytest.param("[4s] [bell]\n", "There are no words to speak here.", "", id="only marks"),
        pytest.param("# A title\n", "There are no words to speak here.", "", id="only a title"),
        pytest.param("---\ntitle: x\n---\n", "There are no words to speak here.", None, id="only a header"),
        pytest.param(b"\x7fELF\2\1\1\0\0" + bytes(range(256)), "This is not text in UTF-8", END, id="a program"),
        pytest.param(b"Rest \xff now.", "This is not text in UTF-8 (bytes ff 20 6e 6f)", END, id="not UTF-8"),
        pytest.param(b"Rest \xed\xa0\x80", "This is not text in UTF-8 (bytes ed a0 80)", END, id="a surrogate"),
        pytest.param("Rest\0 now.", "There is a NUL character here", "\ufffd now", id="NUL"),
        pytest.param("Rest \x1b[31m now.", "a control character (U+001B)", "\ufffd[31m", id="an escape"),
        pytest.param("Hi.\nRest [pawse 4s] now.", "not a mark I know. Did you mean pause?", "[pawse 4s]", id="a mark"),
        pytest.param("Rest [exale 4s].", "Did you mean exhale?", "[exale", id="a breath mistyped"),
        pytest.param("Rest [4s now.", "The mark that opens here is never closed.", "[4s now", id="an open mark"),
        pytest.param("Rest 4s] now.", "There is a ] here without a [ before it.", "] now", id="a mark that only ends"),
        pytest.param("Rest [4x].", "“4x” is not a duration", "[4x]", id="a bad duration"),
        pytest.param("Rest [4].", "“4” has no unit; write 4s for seconds", "[4]", id="no unit"),
        pytest.param("Rest [13h].", "longer than twelve hours", "[13h]", id="a pause too long"),
        pytest.param("Rest [" + "9" * 5_000 + "h].", "longer than twelve hours", "[999", id="a pause far too long"),
        pytest.param("Rest [inhale] now.", "[inhale] needs a length", "[inhale]", id="a breath without a length"),
        pytest.param("Re[4s]st.", "A mark stands in the middle of a word.", "[4s]st", id="in a word"),
        pytest.param("Rest <!-- now.", "The comment that opens here is never closed.", "<!-- now", id="open comment"),
        pytest.param("# \nRest.", "This heading has no title.", "#", id="a title without words"),
        pytest.param("---\ntitle: x\nRest.", "The header that opens here is never closed.", "---", id="open header"),
    ],
)
def test_a_script_that_is_none_is_shown_where_it_is_wrong(
    slowly: Run, desk: Path, text: str | bytes, said: str, at: str | None
) -> None:
    (desk / "bad.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    ran = slowly("show", "bad.md")
    assert re.match(r"slowly: bad\.md:\d+:\d+: ", ran.err)
    complains(ran, 65, said, at=at)


def test_the_caret_stands_right_under_wide_and_combined_signs(slowly: Run, desk: Path) -> None:
    (desk / "bad.md").write_text("漢字 a\u0308 [4x]")
    assert slowly("show", "bad.md").err.splitlines()[1:] == ["    漢字 a\u0308 [4x]", " " * (4 + 4 + 1 + 1 + 1) + "^"]


def test_a_long_line_is_shown_around_the_caret(slowly: Run, desk: Path) -> None:
    (desk / "bad.md").write_text("before " * 500 + "[4x]" + " after" * 500)
    ran = slowly("show", "bad.md")
    complains(ran, 65, "bad.md:1:3501: ", at="[4x] after")
    assert max(map(len, ran.err.splitlines()[1:])) <= 104


@pytest.mark.parametrize(
    ("header", "said", "at"),
    [
        ("title: a: b", "The header is not good YAML", ": b"),
        ('title: "a', "The header is not good YAML", END),
        ("title: a\n\tpace: slow", "The header is not good YAML", " pace"),
        ("{", "The header is not good YAML", END),
        ("pace: [1]", "pace: expected words, not a list.", "[1]"),
        ("title: {a: b}", "title: expected words, not a map.", "{a: b}"),
        ("title:", "title: it is empty", END),
        ("pace: 3", "“3” is not a pace", "3"),
        ("pace: true", "“true” is not a pace", "true"),
        ("titel: a", "no key “titel”. Did you mean title?", "titel"),
        ("colour: red", "Its keys are title, theme", "colour"),
        ("- a", "not made of keys and values", "- a"),
        ("? [a]\n: b", "A key of the header must be a word.", "[a]"),
        ("title: a\ntitle: b", "The key “title” is here twice.", "title: b"),
        ("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]", "Anchors and aliases", "&a"),
        ("title: *a", "Anchors and aliases", "*a"),
        ("title: " + "[" * 500 + "]" * 500, "nested too deeply", "["),
        ("title: !!python/object:os.system x", "Tags (!) are not read", "!!python"),
        ('title: "\\e[31mred"', "there is a control character in it", '"\\e'),
        ('title: "\\0"', "there is a control character in it", '"\\0'),
        ('summary: "\\ud800"', "there is a control character in it", '"\\ud800'),
        ("a" * 20_000, "The header is far too long.", ""),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_a_header_that_is_none_is_shown_where_it_is_wrong(
    slowly: Run, desk: Path, header: str, said: str, at: str | None
) -> None:
    (desk / "bad.md").write_text(f"---\n{header}\n---\nRest.\n")
    ran = slowly("show", "bad.md")
    assert re.match(r"slowly: bad\.md:\d+:\d+: ", ran.err)
    complains(ran, 65, said, at=at)


@pytest.mark.parametrize(
    ("text", "said", "at"),
    [
        ("---\nambient: rian\n---\nRest.\n", "There is no sound “rian”. Did you mean rain?", "rian"),
        ("---\nambient: 3\n---\nRest.\n", "There is no sound “3”. Sounds here: bell, bowl,", "3"),
        ("---\nambient: ../../etc/passwd\n---\nRest.\n", "There is no sound “../../etc/passwd”", "../../etc"),
        ("Rest. [bell bwol] Now.\n", "There is no sound “bwol”.", "[bell bwol]"),
    ],
)
def test_a_sound_that_a_script_asks_for_in_vain_is_shown_in_it(
    slowly: Run, desk: Path, text: str, said: str, at: str
) -> None:
    (desk / "bad.md").write_text(text)
    complains(slowly("export", "bad.md", "--voice", "silent"), 65, said, at=at)
    assert [path.name for path in desk.iterdir()] == ["bad.md"]


def test_far_too_large_a_script_is_refused(slowly: Run, desk: Path) -> None:
    (desk / "big.md").write_text("Rest. " * 900_000)
    complains(slowly("show", "big.md"), 65, "This is larger than 500 kB")


def test_too_many_words_are_refused(slowly: Run, desk: Path) -> None:
    (desk / "long.md").write_text("a " * 60_001)
    complains(slowly("show", "long.md"), 65, "There are more than 60,000 words", at="")


def test_one_word_of_half_a_megabyte_is_no_word(
    slowly: Run, desk: Path, monkeypatch: pytest.MonkeyPatch, warm_home: Path
) -> None:
    monkeypatch.setenv("SLOWLY_HOME", str(warm_home))
    (desk / "long.md").write_text("Rest.\n" + "a" * (LARGEST_BYTES - 100))
    assert slowly("show", "long.md").code == 0
    complains(slowly("export", "long.md"), 69, "characters without a break, more than a voice can say", at="aaa")
    assert [path.name for path in desk.iterdir()] == ["long.md"]


@pytest.mark.parametrize("line", ["ꜜ", "“ꜛ”", "ꜜ…"])  # letters that eSpeak NG passes over
def test_a_line_that_cannot_be_said_is_named(
    slowly: Run, desk: Path, monkeypatch: pytest.MonkeyPatch, warm_home: Path, line: str
) -> None:
    monkeypatch.setenv("SLOWLY_HOME", str(warm_home))
    (desk / "bad.md").write_text(f"I may rest.\n\n{line}\n\nI may rest.\n")
    ran = slowly("export", "bad.md", "-o", "x.wav")
    complains(ran, 69, "could not say this", at=line)
    assert ran.err.startswith("slowly: bad.md:3:1: ")
    assert [path.name for path in desk.iterdir()] == ["bad.md"]


@pytest.mark.parametrize("voice", ["zzz", "+nope"])
def test_a_voice_that_is_not_here_is_told_and_nothing_hangs(process: Run, desk: Path, voice: str) -> None:
    (desk / "fine.md").write_text("Rest.\n\nAnd rest.\n")
    ran = process("export", "fine.md", "--voice", voice)
    assert "There is no voice “" in ran.err
    assert ran.code == 69
    assert ran.err.startswith("slowly: ")
    assert "Traceback" not in ran.err
    assert [path.name for path in desk.iterdir()] == ["fine.md"]


def test_a_voice_that_a_script_asks_for_in_vain_is_told(process: Run, desk: Path) -> None:
    (desk / "fine.md").write_text("---\ntitle: Fine\nvoice: zzz\n---\nRest.\n\nAnd rest.\n")
    ran = process("export", "fine.md")
    assert "There is no voice “zzz” here." in ran.err
    assert ran.err.startswith("slowly: fine.md:3:8: ")
    assert ran.code == 69


@pytest.mark.parametrize(
    ("head", "body", "place", "told"),
    [
        ("language: German", "Hallo.", "2:11", "No voice here speaks “German”. Write it as a code, such as de"),
        ("voice: en-uz", "Hello.", "2:8", "There is no voice “en-uz” here. Did you mean"),
        (
            "title: T",
            "# One\n\nHello.\n\n# Two {voice=en-us+zzz}\n\nHello.",
            "8:1",
            "en-us is here, but no variant “zzz”",
        ),
    ],
)
def test_a_voice_is_looked_for_before_anything_is_spoken(
    slowly: Run, desk: Path, head: str, body: str, place: str, told: str
) -> None:
    (desk / "asks.md").write_text(f"---\n{head}\n---\n{body}\n")
    ran = slowly("export", "asks.md", "-o", "x.wav")
    assert (ran.code, ran.out) == (69, "")
    assert ran.err.startswith(f"slowly: asks.md:{place}: ")
    assert told in ran.err
    checked = slowly("check", "asks.md")
    assert checked.out.startswith(f"asks.md:{place}: warning: ")
    assert told in checked.out
    assert checked.code == 0


# Where it goes.


def test_a_folder_that_may_not_be_written_to_is_told_before_any_work(
    slowly: Run, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "fine.md").write_text(FINE)
    (desk / "out").mkdir()
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != Path("out") and allowed(path, mode))
    ran = slowly("export", "fine.md", "--voice", "silent", "-o", "out/x.wav")
    complains(ran, 74, "Cannot write to the folder out: Permission denied. Choose another with -o.")
    assert Folders.find().cache.exists() is False


@pytest.mark.parametrize(
    ("name", "options", "there"),
    [("new.wav", [], None), ("new.mp3", [], None), ("old.wav", ["--force"], b"what was there")],
)
def test_a_full_disk_is_one_line_and_what_was_there_is_still_there(
    process: Run, desk: Path, name: str, options: list[str], there: bytes | None
) -> None:
    (desk / "fine.md").write_text("I may rest. [20s] And rest.\n")
    if there is not None:
        (desk / name).write_bytes(there)
    before = sorted(path.name for path in desk.iterdir())
    limited = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));"
        "from slowly.__main__ import run; run()"
    )
    program = [sys.executable, "-c", limited]
    ran = process("export", "fine.md", "--voice", "silent", "-o", name, *options, program=program)
    complains(ran, 74, f"Cannot write {name}: File too large. Nothing there was changed.")
    assert sorted(path.name for path in desk.iterdir()) == before
    if there is not None:
        assert (desk / name).read_bytes() == there


@pytest.mark.parametrize("arguments", [["list"], ["list", "--json"], ["show", "grief"], ["--help"], ["--version"]])
def test_output_that_cannot_be_written_is_one_line(process: Run, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = process(*arguments, stdout=full)
    complains(ran, 74, "No space left on device")


def test_errors_that_cannot_be_written_leave_the_exit_code(process: Run) -> None:
    with Path("/dev/full").open("wb") as full:
        assert process("show", "grif", stderr=full).code == 2


def test_a_cache_that_cannot_be_written_to_is_a_warning_and_no_end(process: Run, desk: Path, home: Path) -> None:
    (desk / "fine.md").write_text(FINE)
    (home / "cache").write_text("a file where the folder should be")
    ran = process("export", "fine.md", "--voice", "silent", "-o", "x.wav")
    assert ran.code == 0
    assert (desk / "x.wav").stat().st_size > 44
    assert len(ran.err.splitlines()) == 1
    assert ran.err.startswith(f"slowly: The cache in {home / 'cache' / 'speech'} cannot be written to")


# Names and settings.


def test_no_name_of_a_file_can_move_the_cursor(slowly: Run, desk: Path, home: Path) -> None:
    name = "a\nb\x1b[31m\r\x07c.md"
    shown = "a\ufffdb\ufffd[31m\ufffd\ufffdc"
    (desk / name).write_text("Rest [4x].")
    ran = slowly("show", name)
    assert ran.err.startswith(f"slowly: {shown}.md:1:6: ")
    complains(ran, 65, "is not a duration", at="[4x]")
    complains(slowly("show", "x\x1b[31m\n.md"), 74, "There is no file x\ufffd[31m\ufffd.md.")
    complains(slowly("export", "grief", "--voice", "silent", "-o", "x.\x1bo\n"), 2, "“.\ufffdo\ufffd” files")
    complains(slowly("sh\x1bow"), 2, "“sh\ufffdow”", usage=True)
    (home / "scripts").mkdir()
    (home / "scripts" / name).write_text("Rest [4x].")
    (home / "scripts" / f"fine{name}").write_text("Rest.")
    for arguments in (["list"], []):
        listed = slowly(*arguments)
        assert listed.code == 0
        assert shown in listed.out
        assert all(sign.isprintable() or sign == "\n" for sign in listed.out)
        assert "is not a duration" in " ".join(listed.out.split())


def test_the_file_that_was_written_is_told_on_one_line(slowly: Run, desk: Path) -> None:
    (desk / "fine.md").write_text(FINE)
    ran = slowly("export", "fine.md", "--voice", "silent", "-o", "a\nb\x1b[31m.wav")
    assert ran.code == 0
    assert ran.err == ""
    assert re.fullmatch(r"a\ufffdb\ufffd\[31m\.wav  0:0\d  \d\.\d MB\n", ran.out)
    assert (desk / "a\nb\x1b[31m.wav").is_file()


def test_a_folder_with_the_name_of_a_theme_is_no_theme(slowly: Run, home: Path) -> None:
    (home / "scripts" / "folder.md").mkdir(parents=True)
    (home / "scripts" / "lost.md").symlink_to("nowhere.md")
    complains(slowly("show", "folder"), 2, "There is no theme “folder”. Themes here: belonging, ")
    complains(slowly("show", "lost"), 2, "There is no theme “lost”. Themes here: belonging, ")


@pytest.mark.parametrize(
    ("settings", "code", "said"),
    [
        (b'colour = "red"', 2, "there is no setting “colour”. Settings are pace, voice, ambient, loudness"),
        (b'pase = "slow"', 2, "there is no setting “pase”. Did you mean pace?"),
        (b'"a\\nb" = 1', 2, "there is no setting “a\ufffdb”."),
        (b"pace = slow", 2, 'Settings are lines such as pace = "slow".'),
        (b"pace = [1]", 2, "“pace” is not a single value."),
        (b"[pace]\nx = 1", 2, "“pace” is not a single value."),
        (b"pace = 2020-01-01", 2, "“pace” is not a single value."),
        (b"x = " + b"[" * 5_000, 2, 'Settings are lines such as pace = "slow".'),
        (b"\xff\xfe", 74, "Cannot read the settings in "),
    ],
    ids=lambda value: value[:20].decode("latin-1") if isinstance(value, bytes) else "",
)
def test_bad_settings_are_told_with_their_file(slowly: Run, home: Path, settings: bytes, code: int, said: str) -> None:
    (home / "settings.toml").write_bytes(settings)
    ran = slowly("list")
    complains(ran, code, said)
    assert str(home / "settings.toml") in ran.err


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("pace = 3", "“3” is not a pace"),
        ("pace = true", "“True” is not a pace"),
        ("pace = nan", "“nan” is not a pace"),
        ('loudness = "loud"', "“loud” is not normal or quiet"),
    ],
)
def test_a_setting_that_is_no_choice_is_told_with_its_file(slowly: Run, home: Path, settings: str, said: str) -> None:
    (home / "settings.toml").write_text(settings)
    ran = slowly("export", "grief")
    complains(ran, 2, said, usage=True)
    assert f"(in {home / 'settings.toml'})" in ran.err


@pytest.mark.parametrize("arguments", ["", "list", "show grief", "export grief", "cache info"])
def test_a_home_that_is_a_file_is_told(
    slowly: Run, desk: Path, monkeypatch: pytest.MonkeyPatch, arguments: str
) -> None:
    (desk / "file").write_text("not a folder")
    monkeypatch.setenv("SLOWLY_HOME", str(desk / "file"))
    complains(slowly(*arguments.split()), 74, f"Cannot read the settings in {desk / 'file' / 'settings.toml'}")


# What nobody has thought of.


@pytest.mark.parametrize(
    ("mishap", "code", "said"),
    [
        (ZeroDivisionError("a mistake\nof ours"), 1, "something went wrong that should not have (ZeroDivisionError"),
        (MemoryError(), 1, "there is not enough memory for this."),
        (OSError(5, "Input/output error", "disk"), 74, "disk: Input/output error."),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_even_a_mistake_of_ours_is_one_line(
    slowly: Run, monkeypatch: pytest.MonkeyPatch, mishap: BaseException, code: int, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise mishap

    monkeypatch.setattr("slowly.plan.plan_script", fail)
    ran = slowly("show", "grief")
    assert ran.code == code
    assert ran.out == ""
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_log_level_that_is_none_is_no_matter(process: Run) -> None:
    ran = process("--version", env={**os.environ, "SLOWLY_LOG": "nonsense"})
    assert ran.code == 0
    assert ran.err == ""
