"""Giving memory back. Sound comes and goes in arrays of a megabyte or so, and what is freed should be free."""

from __future__ import annotations

import contextlib
import ctypes
import sys

_MMAP_THRESHOLD = -3
"""M_MMAP_THRESHOLD of glibc's malloc.h."""

LARGE_BYTES = 1_000_000


def give_back_large() -> None:
    """Have arrays from LARGE_BYTES on taken from the system and given back to it, one by one, for this process.

    Left alone, glibc raises that limit as it goes and keeps what is freed, in pieces that fit nothing: an export of
    three hours crept from 196 to 227 MB, and the same export now stays between 164 and 186. Elsewhere, nothing.
    """
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, LARGE_BYTES)
