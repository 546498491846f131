from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.plan.phrases import split_phrases

SENTENCES = st.lists(
    st.sampled_from("the a of and when rest, I may be here; where light falls. with-out – my own hands".split(" ")),
    min_size=1,
    max_size=60,
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("I was living with too little safety.", ("I was living", "with too little safety.")),
        ("I may rest before it is finished.", ("I may rest", "before it is finished.")),
        ("You can keep your eyes open, or let them close.", ("You can keep your eyes open,", "or let them close.")),
        ("I am here.", ("I am here.",)),
        ("It was one hundred percent enough for me.", ("It was one hundred percent enough", "for me.")),
        ("It was January 5, 2024 when you came.", ("It was January 5, 2024", "when you came.")),
        ("Something else (one, two) and we watched.", ("Something else (one, two)", "and we watched.")),
        ("Nobody here is going to call that foolish.", ("Nobody here is going to call", "that foolish.")),
        ("Nobody does not have to be given it.", ("Nobody does not have", "to be given it.")),
    ],
)
def test_a_sentence_is_cut_where_a_careful_speaker_would(text: str, phrases: tuple[str, ...]) -> None:
    assert split_phrases(text, most=5) == phrases


def test_outside_english_only_signs_are_taken() -> None:
    text = "Du darfst dich ausruhen bevor alles fertig ist, wenn du magst."
    assert split_phrases(text, most=4, language="de") == (
        "Du darfst dich ausruhen bevor alles fertig ist,",
        "wenn du magst.",
    )


@given(SENTENCES, st.integers(2, 10), st.integers(2, 3))
def test_phrases_joined_are_the_sentence(text: str, most: int, least: int) -> None:
    phrases = split_phrases(text, most=most, least=least)
    assert " ".join(phrases) == text
    assert all(len(phrase.split()) >= least or len(phrases) == 1 for phrase in phrases)


PIECES = st.lists(
    st.sampled_from(["the light", "falls", "a small room", "my own hands", "when", "rest", "slowly"]), min_size=3
)


@given(PIECES.map(" ".join))
def test_no_phrase_ends_on_a_word_that_leans_on_the_next(text: str) -> None:
    for phrase in split_phrases(text, most=6)[:-1]:
        assert phrase.split()[-1] not in ("the", "a", "my")
