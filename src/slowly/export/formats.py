"""The formats of exported files: one row each, an encoder that takes samples and gives bytes."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from slowly.errors import RequestError
from slowly.export.tags import Tags, render_tags
from slowly.timeline import Span
from slowly.units import SAMPLE_RATE

FRAME_BYTES = 4
"""Of 16-bit samples in two channels."""

MP3_KBPS = 128
MP3_QUALITY = 5
"""LAME's scale, 0 best; 5 takes a third of the time of 2."""

MP3_DELAY = 1_105
"""Frames by which a decoder lies behind where no header tells it: 576 of LAME's and 529 of its own."""

MP3_GAIN = 1 / 0.95
"""LAME makes everything at 128 kbps 0.45 dB softer (measured: 0.950 from 96 to 160 kbps); this makes up for it."""

WAV_LIMIT_BYTES = 2**32 - 1


class Encoder(Protocol):
    """Turns interleaved 16-bit samples into the bytes of a file."""

    gain: float
    """By which amplitude the samples it is given have to be multiplied."""

    def encode(self, pcm: bytes) -> bytes:
        """The bytes that these samples complete."""

    def finish(self) -> bytes:
        """The bytes that are left."""


@dataclass(frozen=True)
class Format:
    """A row: a kind of file."""

    suffix: str
    start: Callable[[int], Encoder]
    """Makes an encoder for a session of so many frames, as meant."""
    front: Callable[[Tags, Sequence[Span], int], bytes]
    """What stands before the sound: tags, or a header. Its length does not depend on the times or the frames in it."""


class Mp3Encoder:
    """MP3, constant bit rate: its length and every place in it can be told without a header."""

    def __init__(self, frames: int) -> None:
        import lameenc  # only an export needs it

        del frames
        self._lame = lameenc.Encoder()
        self._lame.set_channels(2)
        self._lame.set_in_sample_rate(SAMPLE_RATE)
        self._lame.set_bit_rate(MP3_KBPS)
        self._lame.set_quality(MP3_QUALITY)
        if hasattr(self._lame, "silence"):
            self._lame.silence()
        self.gain = MP3_GAIN
        self._skip = MP3_DELAY * FRAME_BYTES
        self._begun = False

    def encode(self, pcm: bytes) -> bytes:
        """Bytes of whole MP3 frames. The codec's delay is taken out of the silence that every session begins with.

        That silence is LEAST_HEAD_MS long and more; so nothing is lost, and everything is heard in its time.
        """
        skipped = min(self._skip, len(pcm))
        self._skip -= skipped
        if skipped == len(pcm):
            return b""
        self._begun = True
        return bytes(self._lame.encode(pcm[skipped:]))

    def finish(self) -> bytes:
        """The last frames."""
        return bytes(self._lame.flush()) if self._begun else b""


class WavEncoder:
    """16-bit PCM."""

    def __init__(self, frames: int) -> None:
        _wav_header(frames * FRAME_BYTES)
        self.gain = 1.0

    def encode(self, pcm: bytes) -> bytes:
        """The samples as they are."""
        return pcm

    def finish(self) -> bytes:
        """Nothing is left over."""
        return b""


def _wav_header(size: int) -> bytes:
    """The header for so many bytes of samples. Raises RequestError for more than it can tell of."""
    if 36 + size > WAV_LIMIT_BYTES:
        raise RequestError("A WAV file holds at most 6.7 hours.", hint="Export to .mp3 instead.")
    rate, width = SAMPLE_RATE, FRAME_BYTES
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        36 + size,
        b"WAVE",
        b"fmt ",
        16,
        1,
        2,
        rate,
        rate * width,
        width,
        16,
        b"data",
        size,
    )


def _wav_front(tags: Tags, chapters: Sequence[Span], frames: int) -> bytes:
    del tags, chapters  # WAV has no place for them that players read
    return _wav_header(frames * FRAME_BYTES)


def _mp3_front(tags: Tags, chapters: Sequence[Span], frames: int) -> bytes:
    del frames
    return render_tags(tags, chapters)


FORMATS = {row.suffix: row for row in (Format(".mp3", Mp3Encoder, _mp3_front), Format(".wav", WavEncoder, _wav_front))}


def format_of(path: Path) -> Format:
    """The format of a file by its name. Raises RequestError for one that is not written."""
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        what = f"“{path.suffix}” files are not written" if path.suffix else f"{path.name} has no ending"
        raise RequestError(f"{what}; the formats are {', '.join(FORMATS)}.", hint=f"Try -o {path.stem}.mp3")
    return found
