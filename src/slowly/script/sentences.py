"""Where one sentence ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"""
    [.!?…]+ [)\]"'”’»]* (?=\s)      # a full stop and whatever closes with it, before a blank
    | [。！？．]+ [」』）”’]*           # scripts that put no blank between sentences
    | [।॥؟۔]+ (?=\s|$)
    """,
    re.VERBOSE,
)
_SHORT_FORMS = frozenset("""mr mrs ms dr prof st jr sr vs etc e.g i.e cf approx no fig vol ch p pp a.m p.m""".split())
_LAST_WORD = re.compile(r"([\w.]+)\.$")


def split_sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence of a text with the offset of its first character; every word is in exactly one.

    A full stop ends a sentence unless it closes a short form or an initial, or the next word starts in lower case.
    """
    start = 0
    for end in _END.finditer(text):
        if not _ends_here(text, start, end):
            continue
        yield from _stripped(text, start, end.end())
        start = end.end()
    yield from _stripped(text, start, len(text))


def _ends_here(text: str, start: int, end: re.Match[str]) -> bool:
    after = text[end.end() : end.end() + 8].lstrip()  # a peek: a line may be very long
    if after[:1].islower():
        return False
    stop = end[0].rstrip(")]\"'”’»")
    if stop != ".":
        return True
    word = _LAST_WORD.search(text[max(start, end.start() - 16) : end.start() + 1])
    if word is None:
        return True
    last = word[1].lower()
    initial = len(last) == 1 and last.isalpha() and last != "i" and after[:1].isupper()
    return not (last in _SHORT_FORMS or initial)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    piece = text[start:end]
    words = piece.strip()
    if words:
        yield start + len(piece) - len(piece.lstrip()), words
