"""The serial number of an Ogg stream, which libsndfile draws by chance: with our own, one sound is always one file."""

from __future__ import annotations

import zlib

_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))

_HEADER = 27
"""Bytes of a page before its table of segments; the serial number is at 14, the checksum at 22 (RFC 3533)."""


def with_serial(data: bytes, serial: int) -> bytes:
    """The same Ogg file with another serial number on each of its pages, and their checksums put right."""
    pages, start = [], 0
    while start < len(data):
        segments = data[start + _HEADER : start + _HEADER + data[start + 26]]
        end = start + _HEADER + len(segments) + sum(segments)
        head = data[start : start + 14] + serial.to_bytes(4, "little") + data[start + 18 : start + 22]
        body = data[start + 26 : end]
        pages.append(head + checksum(head + bytes(4) + body).to_bytes(4, "little") + body)
        start = end
    return b"".join(pages)


def checksum(page: bytes) -> int:
    """Ogg's CRC-32: zlib's polynomial, but from the highest bit down, and neither begun nor ended with ones."""
    mirrored = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)
