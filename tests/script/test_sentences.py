from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.script.sentences import speaks, split_sentences


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
        ("Let it drop . . . and then rest.", ["Let it drop . . . and then rest."]),
        ("Let it drop . . . Then rest.", ["Let it drop . . .", "Then rest."]),
        ("— Hello. — World. —", ["— Hello.", "— World. —"]),
        ("... - ...", ["... - ..."]),
        (
            "„Du darfst.“ Das reicht. »Ruhe.« Dann ‚Still.‘ Und.",
            ["„Du darfst.“", "Das reicht.", "»Ruhe.«", "Dann ‚Still.‘", "Und."],
        ),
        ("« Tout va bien. » Puis « oui ? » Là.", ["« Tout va bien. »", "Puis « oui ? »", "Là."]),
        ("Dr. Müller kam, z. B. Montags, bzw. Dienstags.", ["Dr. Müller kam, z. B. Montags, bzw. Dienstags."]),
        ("Am 1. Januar, z.B. Abends. Beim 3. Atemzug.", ["Am 1. Januar, z.B. Abends.", "Beim 3. Atemzug."]),
        ("La Sra. Pérez. M. Dupont et Mme. Roux.", ["La Sra. Pérez.", "M. Dupont et Mme. Roux."]),
        (
            "Adams (b. 1950) of the U.S. Navy. The Ph.D. Thesis.",
            ["Adams (b. 1950) of the U.S. Navy.", "The Ph.D. Thesis."],
        ),
        ("Wake at 7 a.m. Then breathe.", ["Wake at 7 a.m.", "Then breathe."]),
        ("Tea etc. Then they slept.", ["Tea etc.", "Then they slept."]),
        ("Plan B. Sit down. At 20°C. On we go.", ["Plan B.", "Sit down.", "At 20°C.", "On we go."]),
        ("J. R. R. Tolkien. It was me.", ["J. R. R. Tolkien.", "It was me."]),
        ("No. That is not it. See no. 5 there.", ["No.", "That is not it.", "See no. 5 there."]),
        ("Relax.\u200e And rest.\u200f Now.", ["Relax.\u200e", "And rest.\u200f", "Now."]),
        ("1. Sit down. 2. Close them.", ["1. Sit down.", "2.", "Close them."]),
        ("3. 2. 1. Rest.", ["3.", "2.", "1.", "Rest."]),
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
    assert all(speaks(sentence) for _, sentence in found) or not speaks(text)
