"""The label of a file, read back by mutagen as any player would read it."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3, CTOCFlags

from slowly.export.tags import MOST_LISTED, Tags, render_tags
from slowly.timeline import Span
from slowly.units import SAMPLE_RATE, Frames

TAGS = Tags("Before sleep", 2026)
HOURS = 12 * 3_600 * SAMPLE_RATE
TITLES = [
    "Rain 🌧 and a 👩‍👩‍👧 at the window",
    "“You may rest,” it said; 'really' \"so\"",
    "שלום, ולילה טוב",
    "وقت الراحة \u200f(٢)",
    "眠る前に",
    "a/b; c\\d & <e> [f] {g} %s",
    "(12) 007",
    "e\u0301 and é",
    "very long " * 2_000,
]


def chapters_of(titles: Sequence[str], length: int = 60 * SAMPLE_RATE + 17) -> list[Span]:
    return [Span(Frames(number * length), Frames((number + 1) * length), title) for number, title in enumerate(titles)]


def read(data: bytes) -> ID3:
    return ID3(io.BytesIO(data))


def text(tags: ID3, name: str) -> list[str]:
    return [str(part) for frame in tags.getall(name) for part in frame.text]


def chapter_titles(tags: ID3) -> dict[str, str]:
    return {chapter.element_id: str(chapter.sub_frames["TIT2"]) for chapter in tags.getall("CHAP")}


def test_title_artist_album_genre_and_year_are_read_back() -> None:
    tags = read(render_tags(Tags("Before sleep", 2026, "A. Writer", "Evenings", "Spoken & Audio"), []))
    found = {name: text(tags, name) for name in ("TIT2", "TPE1", "TALB", "TCON", "TDRC", "COMM")}
    assert found == {
        "TIT2": ["Before sleep"],
        "TPE1": ["A. Writer"],
        "TALB": ["Evenings"],
        "TCON": ["Spoken & Audio"],
        "TDRC": ["2026"],
        "COMM": [],
    }


def test_what_is_not_given_has_a_name_all_the_same() -> None:
    tags = read(render_tags(TAGS, []))
    assert [text(tags, name) for name in ("TPE1", "TALB", "TCON")] == [["slowly"], ["slowly"], ["Meditation"]]


def test_a_comment_is_read_back_where_there_is_one() -> None:
    tags = read(render_tags(Tags("T", 2026, comment="Made with care, é."), []))
    assert text(tags, "COMM") == ["Made with care, é."]


def test_it_is_the_version_that_everything_reads() -> None:
    data = render_tags(TAGS, chapters_of(["One"]))
    assert data[:5] == b"ID3\x03\x00"
    assert b"TYER" in data
    assert b"TDRC" not in data


def test_chapters_stand_in_the_file_in_order_whatever_the_length_of_their_titles() -> None:
    """Players built on FFmpeg do not look at the list, and show chapters as they come."""
    data = render_tags(TAGS, chapters_of(["A long title to begin with", "B", "The third", *"DEFGHIJK"]))
    assert re.findall(rb"CHAP.{6}chapter(\d+)\0", data, re.DOTALL) == [b"%d" % number for number in range(1, 12)]


def test_chapters_come_in_order_in_a_list_that_names_each() -> None:
    tags = read(render_tags(TAGS, chapters_of(["Arriving", "The coat", "Come back"])))
    (contents,) = tags.getall("CTOC")
    assert contents.flags == CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    assert [chapter_titles(tags)[name] for name in contents.child_element_ids] == ["Arriving", "The coat", "Come back"]
    starts = [tags[f"CHAP:{name}"].start_time for name in contents.child_element_ids]
    assert starts == sorted(starts)


@given(st.lists(st.integers(0, HOURS), min_size=2, max_size=20, unique=True).map(sorted))
def test_times_are_within_a_millisecond_of_the_frames_however_late(edges: list[int]) -> None:
    spans = [Span(Frames(start), Frames(end), "C") for start, end in pairwise(edges)]
    tags = read(render_tags(TAGS, spans))
    for number, span in enumerate(spans, start=1):
        chapter = tags[f"CHAP:chapter{number}"]
        assert abs(chapter.start_time - span.start * 1_000 / SAMPLE_RATE) < 1
        assert abs(chapter.end_time - span.end * 1_000 / SAMPLE_RATE) < 1


def test_a_chapter_ends_where_the_next_begins() -> None:
    tags = read(render_tags(TAGS, chapters_of(["One", "Two", "Three"], length=44_099)))
    found = [tags[f"CHAP:chapter{number}"] for number in (1, 2, 3)]
    assert [chapter.end_time for chapter in found[:-1]] == [chapter.start_time for chapter in found[1:]]


@given(st.integers(1, HOURS // 4))
def test_the_times_do_not_change_the_length(length: int) -> None:
    untimed = [Span(Frames(0), Frames(0), title) for title in ("One", "Two 🌧", "Three")]
    timed = chapters_of([span.text for span in untimed], length)
    assert len(render_tags(TAGS, timed)) == len(render_tags(TAGS, untimed))


@pytest.mark.parametrize("title", TITLES, ids=[title[:12].encode("ascii", "replace").decode() for title in TITLES])
def test_words_survive_in_any_script(title: str) -> None:
    tags = read(render_tags(Tags(title, 2026, artist=title), chapters_of([title, "Plain", title])))
    assert text(tags, "TIT2") == [title]
    assert text(tags, "TPE1") == [title]
    assert list(chapter_titles(tags).values()) == [title, "Plain", title]


def test_without_chapters_there_is_no_list_of_them() -> None:
    tags = read(render_tags(TAGS, []))
    assert tags.getall("CTOC") == []
    assert tags.getall("CHAP") == []


def test_more_chapters_than_a_list_can_name_are_all_there_still() -> None:
    titles = [f"Chapter {number}" for number in range(MOST_LISTED + 45)]
    tags = read(render_tags(TAGS, chapters_of(titles)))
    assert list(chapter_titles(tags).values()) == titles
    (contents,) = tags.getall("CTOC")
    assert [chapter_titles(tags)[name] for name in contents.child_element_ids] == titles[:MOST_LISTED]


def test_there_is_room_for_whoever_edits_the_tags_later() -> None:
    data = render_tags(TAGS, [])
    assert data.endswith(bytes(2_048))
