"""The serial number of an Ogg stream, which libsndfile draws by chance: with our own, one sound is always one file."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import BinaryIO

_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))

_HEADER = 27
"""Bytes of a page before its table of segments; the serial number is at 14, the checksum at 22 (RFC 3533)."""


def with_serial(data: bytes, serial: int) -> bytes:
    """The same Ogg file with another serial number on each of its pages, and their checksums put right."""
    stream = io.BytesIO(data)
    _put_serial(stream, serial)
    return stream.getvalue()


def put_serial(path: Path, serial: int) -> None:
    """Do the same to a file where it lies, page by page."""
    with path.open("r+b") as stream:
        _put_serial(stream, serial)


def _put_serial(stream: BinaryIO, serial: int) -> None:
    start = 0
    while head := stream.read(_HEADER):
        segments = stream.read(head[26])
        body = segments + stream.read(sum(segments))
        own = head[:14] + serial.to_bytes(4, "little") + head[18:22]
        page = own + checksum(own + bytes(4) + head[26:] + body).to_bytes(4, "little") + head[26:] + body
        stream.seek(start)
        stream.write(page)
        start += len(page)
        stream.seek(start)


def checksum(page: bytes) -> int:
    """Ogg's CRC-32: zlib's polynomial, but from the highest bit down, and neither begun nor ended with ones."""
    mirrored = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)
