from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.plan import Plan
from slowly.plan.cues import Phrase, Utterance
from slowly.plan.pace import share_time


def utterance(text: str, pace: float) -> Utterance:
    return Utterance(text, (Phrase(text, text),), len(text.split()), pace, 0.0)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["I", "rest here", "understanding everything", "a b c d e"]), st.sampled_from([75.0, 105.0])
        ),
        min_size=1,
    )
)
def test_each_pace_is_kept_exactly_over_all_that_is_said_at_it(spoken: list[tuple[str, float]]) -> None:
    timed = share_time([utterance(text, pace) for text, pace in spoken])
    words: dict[float, int] = defaultdict(int)
    minutes: dict[float, float] = defaultdict(float)
    for said in timed:
        words[said.pace_wpm] += said.words
        minutes[said.pace_wpm] += said.target_ms / 60_000
    for pace, said_words in words.items():
        assert said_words / minutes[pace] == pytest.approx(pace)


def test_longer_words_take_longer() -> None:
    short, long = share_time(
        [utterance("I am so fond", 100), utterance("understanding irregular generosity eventually", 100)]
    )
    assert long.target_ms > 2 * short.target_ms


def test_a_slow_line_is_slower_than_its_surroundings(plan_of: Callable[..., Plan]) -> None:
    for pace in (60, 90, 105, 160):
        plain, slow = plan_of("I was never too much.\n> I was never too much.", pace_wpm=pace).utterances
        assert slow.pace_wpm < plain.pace_wpm == pace
