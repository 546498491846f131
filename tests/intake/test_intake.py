"""What holds for every import: the kind is found, no word is lost, and the result is a script."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.errors import ScriptError
from slowly.intake.detect import detect
from slowly.intake.intake import intake
from slowly.intake.model import Imported, Kind
from slowly.script import parse
from slowly.script.source import LARGEST_BYTES


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The sea is calm.", "", Kind.TRANSCRIPT),
        ("", "", Kind.TRANSCRIPT),
        ("# The shore\n\nThe sea is calm.", "a.md", Kind.TRANSCRIPT),
        ("---\ntitle: The sea\n---\nThe sea is calm.", "a.txt", Kind.SCRIPT),
        ("\ufeff---\npace: slow\n---\nThe sea (pause).", "a.txt", Kind.SCRIPT),
        ("---\nlayout: post\n---\nThe sea is calm.", "a.md", Kind.TRANSCRIPT),
        ("# Sea\n\nThe sea is calm. [4s]\n\n> I am calm.", "", Kind.SCRIPT),
        ("The sea is calm. [8s+]", "", Kind.SCRIPT),
        ("The sea is calm. [bell] [nonsense]", "", Kind.CUES),
        ("The sea is calm. [pause:3s]", "", Kind.CUES),
        ("The sea is calm. (pause)", "", Kind.CUES),
        ("The sea is calm.\nPAUSE\n", "", Kind.CUES),
        ("The sea is calm (ten minutes).", "", Kind.TRANSCRIPT),
        ("1\n00:00:01,000 --> 00:00:02,000\nThe sea [pause]\n", "", Kind.TRANSCRIPT),
        ("The sea [pause]\n", "a.srt", Kind.TRANSCRIPT),
        (" <speak>The sea</speak>", "", Kind.SSML),
        ("<?xml version='1.0'?><a/>", "", Kind.SSML),
        ("<!-- a --><x:speak>The sea</x:speak>", "", Kind.SSML),
        ("<b>The sea</b>", "", Kind.TRANSCRIPT),
        ('The (sea)[rate:"slow"]', "", Kind.SPEECH_MARKDOWN),
        ("The ++sea++", "", Kind.SPEECH_MARKDOWN),
        ('#[voice:"Ann"]\nThe sea', "", Kind.SPEECH_MARKDOWN),
        ("The sea [3s] is calm.", "a.smd", Kind.SPEECH_MARKDOWN),
    ],
)
def test_the_kind_of_a_text_is_found(text: str, name: str, kind: Kind) -> None:
    assert detect(text, name) is kind


@pytest.mark.parametrize(
    "text", ["---\ntitle: A\n---\n\n# A\n\nB. [4s]\n", "\ufeff---\r\ntitle: A\r\n---\r\nB. [wrong]"]
)
def test_a_script_of_ours_comes_back_as_it_is(text: str) -> None:
    found = intake(text, "a.md")
    assert (found.script, found.kind, found.report) == (text, Kind.SCRIPT, ())


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "no words"), ("\n...\n", "no words"), ("&amp; &mdash;", "no words"),
     ("[4s]", "no words"), ("a\0", "NUL"), ("a " * 60_001, "60,000 words"),
     ("a" * (LARGEST_BYTES + 1), "larger than"), ("a[" * 100_000 + "b", "60,000 words"), ("a \ud800", "half of")],
)  # fmt: skip
def test_what_cannot_be_imported_is_one_error_with_a_place(text: str, told: str) -> None:
    with pytest.raises(ScriptError, match=told) as caught:
        intake(text, "a.txt")
    assert caught.value.at is not None
    assert caught.value.at.line >= 1


def test_a_comment_cannot_be_closed_from_inside(heard) -> None:
    script = heard(intake("Calm. [note --> <b> [4s] <!-- x -->]", "a.txt").script)
    assert script.lost("Calm note b x") == set()
    assert script.lines == ["Calm."] or "Calm." in script.lines


SNIPPETS = st.sampled_from(
    ["---\n", "# ", "> ", "[4s]", "[", "]", "<!--", "-->", "*", "_", "\\", "`", "\n", "\n\n", " ", ". ", "(pause)", "(",
     ")", "{", "}", "<", "&", '[rate:"slow"]', "{x y}", "++a++", "-b-", "/ˈd/", "#[voice:'K']", "![\"u\"]", "$[a]",
     "...",
     "…", '"', "“", "”", "'", "Say this slowly. ", "I am here. ", "Breathe in", " and breathe out. ", "Anna: ", "0:12 ",
     "00:01,000 --> 00:02,000\n", "1\n", "Here's another thing. ", "<speak>", "</speak>", "<break time='3s'/>", "<s>",
     "</s>", "&amp;", "•", "PAUSE\n", "\n===\n", "[Music]", "Take a breath. ",
     "\u2028", "\x85", "\ufeff", "é", "🌧", "- "]
)  # fmt: skip
TEXTS = st.lists(st.one_of(SNIPPETS, st.text(max_size=5)), max_size=30).map("".join)
NAMES = st.sampled_from(["a.txt", "a.smd", "a.srt", "a.ssml", ""])


def attempt(text: str, name: str) -> Imported | None:
    """The import, or None where it is refused; a refusal has a place."""
    try:
        return intake(text, name)
    except ScriptError as error:
        spot = error.at
    assert spot is not None
    assert spot.line >= 1
    return None


@given(st.one_of(st.text(max_size=100), TEXTS, TEXTS.map(lambda text: f"<speak>{text}</speak>")), NAMES)
def test_any_text_gives_a_script_that_can_be_read_or_one_error_with_a_place(text: str, name: str) -> None:
    found = attempt(text, name)
    if found is None:
        return
    again = intake(found.script, name)
    assert again.script == found.script
    assert all(remark.line >= 1 and remark.column >= 1 for remark in found.report)
    if found.kind is not Kind.SCRIPT:
        assert again.kind is Kind.SCRIPT
        assert any(line.sentences for line in parse(found.script).lines)


WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyzéß", min_size=1, max_size=9)
SENTENCE = st.lists(WORD, min_size=1, max_size=9).map(lambda words: " ".join(words).capitalize() + ".")
PLAIN = st.lists(st.tuples(SENTENCE, st.sampled_from([" ", "\n", "\n\n", " (pause) ", " [pause 3] ", "\n- ", " ... "])))
DRESSED = {
    Kind.TRANSCRIPT: st.sampled_from([("{}", "\n"), ("“{}”", " "), ("I {}", " "), ("Say this slowly. {}", "\n\n")]),
    Kind.CUES: st.sampled_from([("{} (pause)", "\n"), ("*{}*", " [pause:3s] "), ("{} (x)", "\n\n"), ("- {}", "\n")]),
    Kind.SSML: st.sampled_from(
        [("<s>{}</s>", " "), ("<p>{}</p>", ""), ("<prosody rate='slow'>{}</prosody>", "\n"), ("{}", "<break/>"),
         ("<emphasis>{}</emphasis>", " "), ("<audio src='a'>{}</audio>", "\n\n"), ("<desc>{}</desc>", " ")]),
    Kind.SPEECH_MARKDOWN: st.sampled_from(
        [('({})[rate:"slow"]', "\n"), ("++{}++", " [2s] "), ("({}){{so}}", "\n\n"), ("{}", ' [mark:"m"] ')]),
}  # fmt: skip
NAMED = {Kind.SSML: "a.ssml", Kind.SPEECH_MARKDOWN: "a.smd"}


@pytest.mark.parametrize("kind", DRESSED)
@given(data=st.data())
def test_no_word_is_lost(kind: Kind, heard, data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.tuples(SENTENCE, DRESSED[kind]), min_size=1, max_size=12))
    text = "Sea. " + "".join(dress.format(sentence) + after for sentence, (dress, after) in parts)
    found = intake(f"<speak>{text}</speak>" if kind is Kind.SSML else text, NAMED.get(kind, "a.txt"))
    assert heard(found.script).lost(" ".join(sentence for sentence, _ in parts)) == set()


@given(PLAIN.filter(bool))
def test_plain_words_are_all_spoken_in_their_order(heard, parts: list[tuple[str, str]]) -> None:
    text = "".join(sentence + after for sentence, after in parts)
    spoken = re.findall(r"\w+", " ".join(heard(intake(text, "a.txt").script).lines))
    assert spoken == re.findall(r"\w+", " ".join(sentence for sentence, _ in parts))


@pytest.mark.parametrize(
    "text",
    [
        "The sea is calm today. " * 4_000, "... " * 4_000 + "a", "\n" * 499_000 + "a", "PAUSE\n" * 5_000 + "a",
        "(" * 499_999,
        "*a " * 25_000, "Say this slowly. I am. " * 2_500,
        "breathe in, " * 8_000, "#" + " " * 400_000 + "a",
        "." * 499_999,
        "<speak>" + "<s>a</s>" * 8_000 + "</speak>", "<speak>" + " " * 400_000 + "a</speak>",
        "++a++ " + '["a' * 100_000,
        "++a++ " + "(((a)" * 90_000, "“" * 160_000, "0:12 a\n" * 12_000, "title: " + " " * 400_000 + "a",
    ],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_even_a_hostile_text_is_done_with_soon(text: str) -> None:
    begun = time.process_time()
    attempt(text, "a.txt")
    assert time.process_time() - begun < 4.0  # well under a second where nothing else runs; this tells linear from not
