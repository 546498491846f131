"""Any text at all gives a Script or one ScriptError, soon; and no word is lost or said twice."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from slowly.errors import ScriptError
from slowly.script import parse, write
from slowly.script.source import decode

SNIPPETS = st.sampled_from(
    ["---\n", "# ", "> ", "[4s]", "[", "]", "<!--", "-->", "*", "_", "\\", "`", "\n", "\n\n", " ", ". ", "[inhale 4s]",
     "[bell]", "title: a\n", "\ufeff", "\r\n", "\t", "«", "é", "🌧", "\u200d", "{a}", "(b)[c]", "- ", "0", "[8s+]",
     "[3 breaths]", "[ambient sea]", "[repeat 2]", "{name}", "(a){b}", '(a b)[rate:"slow"]', "*a*", " *", "* ",
     "_", ")", "(", "){x}",
     "• ", "▪ ", "– ", "o\t", "1. ", "| ", "|---|", "|", "==", "~~", "&amp;", "&mdash;", "&#8226; ",
     "-----\n", "=====\n", "...", "—", "“",
     "\\\n", "z*y*x", "```text\n", "~~~", " {pace=slow}", "<break time=\"2s\"/>", ")[emphasis]", "a. B", "e.g. "]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.one_of(SNIPPETS, st.text(max_size=5)), max_size=40).map("".join))
WORDS = st.lists(st.text(alphabet="abcdefgéß", min_size=1, max_size=8), min_size=1, max_size=5)


@given(TEXTS)
@example("<!---->")
@example("\\<!-- a")
def test_any_text_gives_a_script_or_one_error_with_a_place(text: str) -> None:
    try:
        script = parse(text, "test.md")
    except ScriptError as error:
        spot = error.at
    else:
        assert any(line.sentences for line in script.lines)
        return
    assert spot is not None
    assert 1 <= spot.line <= len(text) + 1


@given(TEXTS)
@settings(max_examples=400)
def test_a_script_that_is_written_is_read_back_the_same(text: str) -> None:
    try:
        script = parse(text)
    except ScriptError:
        return
    assert parse(write(script)) == script


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_one_error(data: bytes) -> None:
    try:
        decode(data, "test.md")
    except ScriptError as error:
        spot = error.at
    else:
        return
    assert spot is not None


@given(
    st.lists(
        st.tuples(st.sampled_from(["", "> ", "- ", "# "]), WORDS, st.sampled_from(["", " [4s]", " <!-- no -->", "."])),
        min_size=1,
    )
)
def test_every_word_is_said_once_or_is_a_title(lines: list[tuple[str, list[str], str]]) -> None:
    lines = [(before, words, "" if before == "# " and "[" in after else after) for before, words, after in lines]
    text = "\n".join(before + " ".join(words) + after for before, words, after in lines)
    spoken = [words for before, words, _ in lines if before != "# "]
    if not spoken:
        return
    script = parse(text.replace("# ", "# ").replace(" [4s]", " [4s]"), "test.md")
    heard = [word for line in script.lines for say in line.sentences for word in re.findall(r"\w+", say.text)]
    assert heard == [word for words in spoken for word in words]


@pytest.mark.parametrize(
    "text",
    [
        "word. " * 59_000,
        "*a* " * 59_000,
        "[4s] " * 59_000 + "a",
        "<!-- \n" * 80_000 + "-->a",
        "a\n" * 59_000,
        "[" * 499_999,
        "Mr. " * 59_000,
        "\\[" * 249_000,
        "a\\[a" * 120_000,
        "\n" * 499_999 + "a",
        "a<!--x-->" * 55_000,
        "# a\n" * 29_000 + "b",
    ],
    ids=lambda text: text[:8],
)
def test_even_a_hostile_script_is_done_with_soon(text: str) -> None:
    start = time.process_time()
    with contextlib.suppress(ScriptError):
        parse(text)
    assert time.process_time() - start < 5.0  # a second where nothing else runs; this only tells linear from quadratic


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "." * (n * 20),
        lambda n: "a" + "." * (n * 20) + "b",
        lambda n: ". . a" * n,
        lambda n: "# a" + " " * (n * 20) + "{",
        lambda n: "# " + "a {" * (n * 10),
        lambda n: "{name}" * n,
        lambda n: '(a)[rate:"slow"] ' * n,
        lambda n: "*a* b " * n,
        lambda n: "a [4s]. " * n,
        lambda n: "(a){b}" * n,
        lambda n: "[4" + " " * (n * 20) + "x]",
        lambda n: "(a)[rate:" + " " * (n * 20) + '"x" y]',
        lambda n: "| a " * (n * 5) + "|",
    ],
    ids=range(13),
)
def test_four_times_as_much_takes_about_four_times_as_long(
    make: Callable[[int], str], growth: Callable[..., float]
) -> None:
    def run(size: int) -> None:
        with contextlib.suppress(ScriptError):
            parse(make(size))

    assert growth(run) < 9
