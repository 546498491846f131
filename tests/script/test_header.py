from __future__ import annotations

import pytest

from slowly.errors import ScriptError
from slowly.script import Script, parse, write
from slowly.script.header import read_pace


def script(header: str) -> Script:
    return parse(f"---\n{header}\n---\nHello.", "test.md")


def test_the_header_is_read() -> None:
    header = script(
        "title: A title\ntheme: grief\npace: slow\nambient: rain\nvoice: en-us+f3\nsummary: |\n  two\n  lines"
    ).header
    assert (header.title, header.theme, header.pace_wpm) == ("A title", "grief", 90)
    assert (header.ambient, header.voice, header.summary) == ("rain", "en-us+f3", "two lines")


def test_values_stay_the_text_they_are() -> None:
    assert script("title: 1:30").header.title == "1:30"
    assert script("title: no").header.title == "no"
    assert script("title: 012").header.title == "012"


def test_an_empty_header_is_a_header() -> None:
    assert script("").header.title is None
    assert script("# nothing but a remark").header.title is None


@pytest.mark.parametrize(
    ("header", "line", "said"),
    [
        ("titel: x", 2, "Did you mean title"),
        ("title: a\npace: fast", 3, "not a pace"),
        ("pace: 20", 2, "not a pace"),
        ("pace: 90.5", 2, "not a pace"),
        ("title: [a, b]", 2, "expected words, not a list"),
        ("title: {a: b}", 2, "expected words, not a map"),
        ("title:", 2, "it is empty"),
        ("title: a\ntitle: b", 3, "here twice"),
        ("a: &x 1\nb: *x", 2, "Anchors and aliases"),
        ("title: !!python/object:os.system x", 2, "Tags"),
        ("title: {a: {b: {c: {d: e}}}}", 2, "nested too deeply"),
        ("- a\n- b", 2, "not made of keys and values"),
        ("title: [a", 2, "not good YAML"),
        ("title: a: b", 2, "not good YAML"),
        ("? [a]\n: b", 2, "must be a word"),
        ("title: 'a", 2, "not good YAML"),
        ("\ttitle: a", 2, "not good YAML"),
        ("x: " + "y" * 20_000, 2, "too long"),
    ],
)
def test_a_bad_header_is_told_with_its_line(header: str, line: int, said: str) -> None:
    with pytest.raises(ScriptError, match=said) as caught:
        script(header)
    assert caught.value.at is not None
    assert caught.value.at.line == line or "YAML" in said


def test_an_alias_bomb_is_refused_at_once() -> None:
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "\n".join(
        f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)
    )
    with pytest.raises(ScriptError, match="Anchors"):
        script(bomb)


def test_a_header_that_never_closes_is_told() -> None:
    with pytest.raises(ScriptError, match="never closed"):
        parse("---\ntitle: a\nHello.")


@pytest.mark.parametrize(
    ("text", "wpm"), [("natural", 130), ("Gentle", 105), (" slowest ", 75), ("60", 60), ("160 wpm", 160)]
)
def test_paces(text: str, wpm: int) -> None:
    assert read_pace(text) == wpm


@pytest.mark.parametrize(
    "text",
    [
        "\n \n---\ntitle: A\n---\nHello.",
        "----\ntitle: A\n----\nHello.",
        "\n-----\ntitle: A\n---\nHello.",
    ],
)
def test_a_header_may_come_after_blank_lines_and_between_longer_rows(text: str) -> None:
    script = parse(text)
    assert script.header.title == "A"
    assert [say.text for line in script.lines for say in line.sentences] == ["Hello."]
    assert parse(write(script)) == script


@pytest.mark.parametrize(
    "text", ["\n---\nHello: you.\n---\nThere.", "------\nHello.", "One.\n---\nsay: this\nThen.\n---\nTwo."]
)
def test_a_row_of_dashes_before_words_is_no_header(text: str) -> None:
    script = parse(text)
    assert script.header == parse("a").header
    assert script.title.startswith(("Hello", "One"))


@pytest.mark.parametrize("before", ["Hello.\n", "<!-- a note -->\n\n", "# A\nHello.\n\n"])
def test_a_header_further_down_is_told(before: str) -> None:
    with pytest.raises(ScriptError, match="looks like a header") as caught:
        parse(f"{before}---\ntitle: A\npace: slow\n---\nHello.")
    assert caught.value.at is not None
    assert caught.value.at.text == "---"
