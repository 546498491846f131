"""What a player shows of an exported file: names, year and chapters (ID3v2.3, which everything reads)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from slowly.timeline import Span
from slowly.units import ms_from_frames

ALBUM, ARTIST, GENRE = "slowly", "slowly", "Meditation"

PADDING_BYTES = 2_048
"""Room for whoever edits the tags later."""

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


def render_tags(tags: Tags, chapters: Sequence[Span]) -> bytes:
    """The tags as they stand at the front of an MP3 file; as long as the words are, whatever the times.

    So room for them is made before the times are known, and the file need not be moved when they are. Chapters are CHAP
    frames, listed in a CTOC frame without which players ignore them.
    """
    from mutagen.id3 import (  # only an export needs it
        CHAP,
        COMM,
        CTOC,
        ID3,
        TALB,
        TCON,
        TDRC,
        TIT2,
        TPE1,
        CTOCFlags,
    )

    id3 = ID3()
    id3.add(TIT2(encoding=_UTF16, text=tags.title))
    id3.add(TPE1(encoding=_UTF16, text=tags.artist))
    id3.add(TALB(encoding=_UTF16, text=tags.album))
    id3.add(TCON(encoding=_UTF16, text=tags.genre))
    id3.add(TDRC(encoding=_UTF16, text=str(tags.year)))
    if tags.comment:
        id3.add(COMM(encoding=_UTF16, lang="eng", desc="", text=tags.comment))
    names = [f"chapter{number}" for number in range(1, len(chapters) + 1)]
    if names:
        flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
        title = [TIT2(encoding=_UTF16, text=tags.title)]
        id3.add(CTOC(element_id="contents", flags=flags, child_element_ids=names, sub_frames=title))
    for name, chapter in zip(names, chapters, strict=True):
        id3.add(
            CHAP(
                element_id=name,
                start_time=round(ms_from_frames(chapter.start)),
                end_time=round(ms_from_frames(chapter.end)),
                start_offset=0xFFFFFFFF,
                end_offset=0xFFFFFFFF,
                sub_frames=[TIT2(encoding=_UTF16, text=chapter.text)],
            )
        )
    id3.update_to_v23()
    out = io.BytesIO()
    id3.save(out, v1=0, v2_version=3, padding=lambda _: PADDING_BYTES)
    return out.getvalue()
