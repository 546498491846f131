from __future__ import annotations

from pathlib import Path

import pytest

from slowly.errors import ScriptError, StorageError
from slowly.script import Say, Script, parse, read
from slowly.script.model import Give, Guided, Note, Pause, Phase, Strike


def items(text: str) -> list[object]:
    return [item for line in parse(text).lines for item in line.items]


def said(script: Script) -> list[str]:
    return [say.text for line in script.lines for say in line.sentences]


def test_plain_text_is_a_script() -> None:
    script = parse("Sit down.\nBreathe.\n\nThat is all.")
    assert said(script) == ["Sit down.", "Breathe.", "That is all."]
    assert [len(paragraph.lines) for paragraph in script.chapters[0].paragraphs] == [2, 1]
    assert script.chapters[0].title is None


def test_headings_make_chapters_and_are_not_spoken() -> None:
    script = parse("Before.\n\n# One\nA.\n## Two ##\nB.")
    assert [chapter.title for chapter in script.chapters] == [None, "One", "Two"]
    assert said(script) == ["Before.", "A.", "B."]


def test_slow_lines() -> None:
    script = parse("> I may rest. I may wait.\n>> Nested.\nNot slow.")
    assert [line.slow for line in script.lines] == [True, True, False]
    assert [line.sentences[0].text for line in script.affirmations] == ["I may rest.", "Nested."]


@pytest.mark.parametrize(
    ("mark", "item"),
    [
        ("[4s]", Pause(4_000)),
        ("[500ms]", Pause(500)),
        ("[1m30s]", Pause(90_000)),
        ("[8s+]", Pause(8_000, Give.SLACK)),
        ("[4s!]", Pause(4_000, Give.EXACT)),
        ("[pause 4s]", Pause(4_000)),
        ("[pause:4s]", Pause(4_000)),
        ('[break:"4s"]', Pause(4_000)),
        ("[ Pause 4 seconds ]", Pause(4_000)),
        ("[inhale 4s]", Guided(Phase.INHALE, 4_000)),
        ("[hold 2s]", Guided(Phase.HOLD, 2_000)),
        ("[EXHALE 6.5s]", Guided(Phase.EXHALE, 6_500)),
        ("[bell]", Strike("bell")),
        ("[bell bowl]", Strike("bowl")),
    ],
)
def test_marks(mark: str, item: object) -> None:
    assert items(f"Hello. {mark}") == [Say("Hello."), item]


def test_a_mark_may_stand_anywhere_but_in_a_word() -> None:
    assert items("In [2s] and out.[4s] So[1s]") == [
        Say("In"), Pause(2_000), Say("and out."), Pause(4_000), Say("So"), Pause(1_000),
    ]  # fmt: skip


def test_comments_are_never_spoken_and_break_no_sentence() -> None:
    assert items("I was <!-- a note --> here.") == [Say("I was here."), Note("a note")]
    assert items("<!-- one\ntwo [not a mark\n--> Here.\nThere.") == [
        Say("Here."),
        Note("one two [not a mark"),
        Say("There."),
    ]
    assert items("Ah. <!--> b --> So.") == [Say("Ah."), Say("So."), Note("> b")]


def test_what_markdown_writes_for_the_eye_is_not_spoken() -> None:
    assert said(parse("- **one** `two`\n* three\n***\n_four_ and snake_case\n\\[five\\] 2 * 3\n---\nsix")) == [
        "one two", "three", "four and snake_case", "[five] 2 * 3", "six",
    ]  # fmt: skip


def test_places_count_from_one_and_survive_all_that_stands_before() -> None:
    script = parse("# One\n\n>  *I* was here. [4s] And there.\n<!-- a\nb --> More.")
    places = [(item.place.line, item.place.column) for line in script.lines for item in line.items]
    assert places == [(3, 5), (3, 18), (3, 23), (5, 7), (4, 1)]


def test_blanks_and_invisible_characters() -> None:
    assert said(parse("\ufeffA\u00a0no\u00adte.\r\nTwo\tthree.\rFour\u200b.\u2028Five.")) == [
        "A note.",
        "Two three.",
        "Four.",
        "Five.",
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "told"),
    [
        ("A. [fooo]", 1, 4, "not a mark I know"),
        ("A. [inhail 4s]", 1, 4, "Did you mean inhale"),
        ("A.\n [4s", 2, 2, "never closed"),
        ("A. 4s]", 1, 6, "without a ["),
        ("wo[4s]rd", 1, 3, "middle of a word"),
        ("A. [4]", 1, 4, "no unit"),
        ("A. [4 parsecs]", 1, 4, "not a duration"),
        ("A. [13h]", 1, 4, "twelve hours"),
        ("A. [inhale]", 1, 4, "needs a length"),
        ("A. [hold 0s]", 1, 4, "has no length"),
        ("A. []", 1, 4, "not a mark"),
        ("A. [[4s]]", 1, 4, "never closed"),
        ("A.\n#", 2, 1, "no title"),
        ("A. <!-- b", 1, 4, "never closed"),
        ("A.\nB\0C", 2, 2, "NUL"),
        ("A.\x1b[31m", 1, 3, "control character"),
        ("A \ud800.", 1, 3, "half of a character"),
        ("", 1, 0, "no words"),
        ("# Only a title\n[4s]", 1, 0, "no words"),
        ("---\ntitle: a\n---\n", 4, 0, "no words"),
    ],
)
def test_a_bad_script_is_told_with_its_place(text: str, line: int, column: int, told: str) -> None:
    with pytest.raises(ScriptError, match=r"test\.md") as caught:
        parse(text, "test.md")
    error = caught.value
    assert told in str(error)
    assert error.at is not None
    assert (error.at.line, error.at.column) == (line, column)
    assert error.at.text == text.replace("\ufeff", "").split("\n")[line - 1]
    assert error.exit_code == 65


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("\ufeffWörter.".encode())
    assert said(read(path)) == ["Wörter."]
    path.write_bytes("Wörter.".encode("utf-16"))
    assert said(read(path)) == ["Wörter."]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no file"):
        read(tmp_path / "none.md")
    with pytest.raises(StorageError, match="directory"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"A.\nB \xff\xfe.", "2:3: This is not text in UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0", "not text in UTF-8"),
        (b"ID3\x04\0\0", "control character|NUL"),
        (b"a " * 300_000, "larger than 500 kB"),
        (b"a " * 70_000, "more than 60,000"),
        ("你".encode() * 110_000, "more than 60,000"),
        (b"\xff\xfeA\xd8", "not text"),
    ],
)
def test_a_file_that_is_no_script_is_told(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    with pytest.raises(ScriptError, match=told):
        read(path)
