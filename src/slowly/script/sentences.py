"""Where one sentence ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLOSING = ")]\"'”’»“«‘\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What closes with a full stop: in some languages “ « and ‘ do; and signs that only turn the direction of writing."""

_OPENING = " ([\"'“„‘‚«»"

_AFTER = rf"[{re.escape(_CLOSING)}]*+"

_END = re.compile(
    rf"""
      (?<![.!?…]) [.!?…]++ {_AFTER} (?: \s++ [.!?…]++ {_AFTER} (?=\s|$) )*+ (?: \s++ »++ (?=\s|$) )?+ (?=\s|$)
                                    # a full stop and whatever closes with it, before a blank; also . . . and ! »
    | (?<![。！？．]) [。！？．]++ [」』）”’]*+     # scripts that put no blank between sentences
    | (?<![।॥؟۔]) [।॥؟۔]++ {_AFTER} (?=\s|$)
    """,
    re.VERBOSE,
)
_SPOKEN = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W_][\w'’]{0,40}")
_NUMBER = re.compile(r"\W*\d{1,3}\.")
_LAST_WORD = re.compile(r"([\w.]+)\.$")

_NEVER_LAST = frozenset(
    """mr mrs ms dr prof st mt vs e.g i.e cf approx mme mlle sr sra srta dra ud uds dña sig dott hr fr bzw z.b d.h u.a
    bspw ca evtl ggf inkl vgl p.ex p.ej""".split()
)
"""Short forms that something follows, whatever it begins with."""

_BEFORE_NUMBERS = frozenset("no fig vol ch p pp nr núm art b c d née geb".split())
"""Short forms only before a number: “No. 5”, but “No. That is not it.”"""

_SOMETIMES_LAST = frozenset("etc jr usw ecc inc ltd".split())

_BEGIN = frozenset(
    """a an the this that these those there here it its you your i we our my they their he his she her if when while as
    and but or so then now let in on at to for with from by no not nothing yes what where who how why perhaps maybe
    some every each all one after before until once again just only breathe rest sit lie stand walk stop stay notice
    feel listen look open close take begin come go bring allow keep soften relax say repeat drop imagine be""".split()
)
"""Words that begin a sentence far more often than a name does: they end what a short form or an initial leaves open."""

_AFTER_ORDINAL = frozenset(
    """januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert mal tag
    woche atemzug schritt teil kapitel advent""".split()
)
"""In German a full stop after a number makes it an ordinal."""


def speaks(text: str) -> bool:
    """Whether there is a letter or a digit in a text: without one, no voice has anything to say."""
    return _SPOKEN.search(text) is not None


def split_sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence of a text with the offset of its first character; every word is in exactly one.

    A full stop ends a sentence unless it closes a short form or an initial, or the next word starts in lower case.
    Signs without a letter or a digit are no sentence of their own; they stay with the one before, or else after.
    """
    start = 0
    spoken = _SPOKEN.search(text)
    if spoken is None:
        yield from _stripped(text, 0, len(text))
        return
    for end in _END.finditer(text):
        if spoken.start() >= end.start():
            continue
        following = _WORD.search(text, end.end())
        if following is None:
            break
        if _ends_here(text, start, end, following):
            yield from _stripped(text, start, end.end())
            start, spoken = end.end(), following
    yield from _stripped(text, start, len(text))


def _ends_here(text: str, start: int, end: re.Match[str], following: re.Match[str]) -> bool:
    """Whether a sentence ends at a full stop, given the word that follows."""
    if following[0][0].islower() and not text[end.end() : following.start()].strip():
        return False
    if end[0].rstrip(_CLOSING) != ".":
        return True
    follows = following[0].lower()
    if start == 0 and end.end() < 12 and _NUMBER.fullmatch(text, 0, end.end()):
        return follows[0].isdigit()  # 1. Sit down.
    word = _LAST_WORD.search(text[max(start, end.start() - 16) : end.start() + 1])
    if word is None:
        return True
    last = word[1].lower()
    if last.isdigit() and len(last) <= 2 and follows in _AFTER_ORDINAL:
        return False
    if last in _NEVER_LAST or (last in _BEFORE_NUMBERS and follows[0].isdigit()):
        return False
    before = text[max(start, end.start() - len(last) - 1) : end.start() - len(last)]
    alone = not before.strip(_OPENING)
    initial = len(last) == 1 and last.isalpha() and last != "i" and alone and following[0][0].isupper()
    dotted = "." in last.strip(".") and not last.replace(".", "").isdigit()
    return not (initial or dotted or last in _SOMETIMES_LAST) or follows in _BEGIN


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    piece = text[start:end]
    words = piece.strip()
    if words:
        yield start + len(piece) - len(piece.lstrip()), words
