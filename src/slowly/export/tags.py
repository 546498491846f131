"""What a player shows of an exported file: names, year and chapters (ID3v2.3, which everything reads)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slowly.timeline import Span
from slowly.units import ms_from_frames

ALBUM, ARTIST, GENRE = "slowly", "slowly", "Meditation"

PADDING_BYTES = 2_048
"""Room for whoever edits the tags later."""

HEADER_BYTES = 10

MOST_LISTED = 255
"""Chapters in the list of them, whose count is one byte; a player that asks the list finds no more."""

_UTF16 = 1


@dataclass(frozen=True)
class Tags:
    """The words on the label."""

    title: str
    year: int
    artist: str = ARTIST
    album: str = ALBUM
    genre: str = GENRE
    comment: str | None = None
    track: tuple[int, int] | None = None
    """Its number, and of how many."""


def render_tags(tags: Tags, chapters: Sequence[Span]) -> bytes:
    """The tags as they stand at the front of an MP3 file; as long as the words are, whatever the times.

    So room for them is made before the times are known, and the file need not be moved when they are. Chapters are CHAP
    frames, listed in a CTOC frame without which players ignore them.
    """
    from mutagen.id3 import CHAP, COMM, CTOC, TALB, TCON, TDRC, TIT2, TPE1, TRCK, CTOCFlags  # only an export needs it

    words: list[Any] = [
        TIT2(encoding=_UTF16, text=tags.title),
        TPE1(encoding=_UTF16, text=tags.artist),
        TALB(encoding=_UTF16, text=tags.album),
        TCON(encoding=_UTF16, text=tags.genre),
        TDRC(encoding=_UTF16, text=str(tags.year)),
    ]
    if tags.track:
        words.append(TRCK(encoding=_UTF16, text=f"{tags.track[0]}/{tags.track[1]}"))
    if tags.comment:
        words.append(COMM(encoding=_UTF16, lang="eng", desc="", text=tags.comment))
    names = [f"chapter{number}" for number in range(1, len(chapters) + 1)]
    if names:
        flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
        title = [TIT2(encoding=_UTF16, text=tags.title)]
        words.append(CTOC(element_id="contents", flags=flags, child_element_ids=names[:MOST_LISTED], sub_frames=title))
    frames = _frames(*words)
    for name, chapter in zip(names, chapters, strict=True):
        # One at a time: mutagen puts shorter frames first, and players built on FFmpeg list chapters as they come.
        frames += _frames(
            CHAP(
                element_id=name,
                start_time=round(ms_from_frames(chapter.start)),
                end_time=round(ms_from_frames(chapter.end)),
                start_offset=0xFFFFFFFF,
                end_offset=0xFFFFFFFF,
                sub_frames=[TIT2(encoding=_UTF16, text=chapter.text)],
            )
        )
    size = len(frames) + PADDING_BYTES
    header = b"ID3\x03\x00\x00" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return header + frames + bytes(PADDING_BYTES)


def _frames(*frames: Any) -> bytes:
    """ID3v2.3 frames as they stand in a file, without the header before all of them."""
    from mutagen.id3 import ID3  # only an export needs it

    id3 = ID3()
    for frame in frames:
        id3.add(frame)
    id3.update_to_v23()
    out = io.BytesIO()
    id3.save(out, v1=0, v2_version=3, padding=lambda _: 0)
    return out.getvalue()[HEADER_BYTES:]
