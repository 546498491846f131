from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.units import LONGEST_MS, clock, frames_from_ms, ms_from_frames, parse_duration, write_duration


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("4s", 4_000),
        ("500ms", 500),
        ("1m30s", 90_000),
        ("1.5s", 1_500),
        (" 2 minutes ", 120_000),
        ("1h", 3_600_000),
        ("0s", 0),
        ("1h 2m 3s 4ms", 3_723_004),
        (".5s", 500),
        ("8 hours", 28_800_000),
    ],
)
def test_durations_are_read(text: str, ms: int) -> None:
    assert parse_duration(text) == ms


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4", "no unit"),
        ("", "not a duration"),
        ("soon", "not a duration"),
        ("4x", "not a duration"),
        ("-4s", "not a duration"),
        ("nan", "not a duration"),
        ("4s and a bit", "not a duration"),
        ("13h", "twelve hours"),
        ("9" * 400 + "s", "twelve hours"),
    ],
)
def test_what_is_no_duration_is_told(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_duration(text)


@given(st.integers(0, LONGEST_MS))
def test_a_written_duration_reads_back(ms: int) -> None:
    assert parse_duration(write_duration(ms)) == ms


@given(st.integers(0, LONGEST_MS))
def test_frames_and_milliseconds_agree_within_half_a_frame(ms: int) -> None:
    assert abs(ms_from_frames(frames_from_ms(ms)) - ms) <= 500 / 44_100 + 1e-9


@pytest.mark.parametrize(("ms", "shown"), [(0, "0:00"), (245_000, "4:05"), (3_729_000, "1:02:09"), (59_600, "1:00")])
def test_clock(ms: int, shown: str) -> None:
    assert clock(ms) == shown
