from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.script.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Find a place. You can stay.", ["Find a place.", "You can stay."]),
        ('She said "stop." Then she left.', ['She said "stop."', "Then she left."]),
        ("Mr. Lee came home. J. Smith too.", ["Mr. Lee came home.", "J. Smith too."]),
        ("It may be you, or I. Then rest.", ["It may be you, or I.", "Then rest."]),
        ("And then... nothing. And then… More!", ["And then... nothing.", "And then…", "More!"]),
        ("Take 3.5 breaths. Really? Yes.", ["Take 3.5 breaths.", "Really?", "Yes."]),
        ("A line without an end", ["A line without an end"]),
        ("私はここにいる。あなたも。", ["私はここにいる。", "あなたも。"]),
        ("  spaces  around.  ", ["spaces  around."]),
        ("", []),
        ("Some things, e.g. a lamp. Others.", ["Some things, e.g. a lamp.", "Others."]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [sentence for _, sentence in split_sentences(text)] == sentences


@given(st.text(alphabet="ab .!?…\"'。M r.", max_size=80))
def test_every_word_is_in_exactly_one_sentence_at_its_offset(text: str) -> None:
    found = list(split_sentences(text))
    assert re.sub(r"\s", "", "".join(sentence for _, sentence in found)) == re.sub(r"\s", "", text)
    for offset, sentence in found:
        assert text[offset : offset + len(sentence)] == sentence
