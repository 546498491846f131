"""Giving memory back. Sound comes and goes in arrays of a megabyte or so, and what is freed should be free."""

from __future__ import annotations

import contextlib
import ctypes
import sys

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
"""M_MMAP_THRESHOLD and M_ARENA_MAX of glibc's malloc.h."""

LARGE_BYTES = 1_000_000
"""What is larger is rare here, a long sentence or a bell; a block is a third of it, and used again at once."""


def give_back_large() -> None:
    """Have arrays from LARGE_BYTES on taken from the system and given back to it, and all threads share one heap.

    For this process, and to be called before it has threads. Left alone, glibc keeps a heap for each thread and in it
    what was freed, in pieces that fit nothing: an export of three hours crept from 196 to 227 MB. Elsewhere, nothing.
    """
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            libc = ctypes.CDLL(None)
            libc.mallopt(_MMAP_THRESHOLD, LARGE_BYTES)
            libc.mallopt(_ARENA_MAX, 1)
