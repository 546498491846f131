"""One sentence to a line: pieces as they come, cut where a sentence ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from slowly.intake.model import Line, Mark, Note, Piece, Words
from slowly.script.sentences import split_sentences
from slowly.units import LONGEST_MS, parse_duration, write_duration

LONGEST_SENTENCE, LONGEST_UNMARKED = 60, 28
"""Words in one breath, with commas and without. Captions with no full stops run on for pages; they are cut up."""

_PHRASE = 16
_ENDED = re.compile(r"[.!?…。！？．।॥؟۔][)\]\"'”’»」』）]*\s*\Z")
_STOP = re.compile(r"\s*[.,;:!?]{1,3}[)\]\"'”’]{0,3}(?=\s|\Z)")
_OPEN_END = re.compile(r"\w[)\]\"'”’]{0,3}\s*\Z")
_WORD = re.compile(r"\S+")
_TURN = frozenset("and but so then now because when while or as if which where until".split())


def cut(pieces: Iterable[Piece]) -> Iterator[Line]:
    """The lines of one paragraph. A mark stays with the words before it; a comment follows the sentence it stood in."""
    line: list[Piece] = []
    ended = False
    for is_mark, group in groupby(_tucked(pieces), lambda piece: isinstance(piece, Mark)):
        if is_mark:
            line.extend(group)
            continue
        for number, sentence in enumerate(_sentences(list(group))):
            text = "".join(piece.text for piece in sentence if isinstance(piece, Words)).strip()
            goes_on = not number and (
                text[:1].islower() or text[:1].isdigit() or not (ended or (line and _begins(line[-1], text)))
            )
            if line and text and not goes_on:
                yield Line(tuple(line))
                line = []
            line.extend(sentence)
            ended = bool(_ENDED.search(text[-8:])) if text else ended
    if line:
        yield Line(tuple(line))


def _tucked(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, with a full stop or comma that a mark has cut off put back behind its word."""
    waiting: list[Piece] = []
    for piece in pieces:
        stop = _STOP.match(piece.text) if isinstance(piece, Words) and len(waiting) > 1 else None
        if (
            stop is not None
            and isinstance(piece, Words)
            and isinstance(waiting[0], Words)
            and _OPEN_END.search(waiting[0].text[-8:])
        ):
            waiting[0] = waiting[0]._replace(text=waiting[0].text.rstrip() + stop[0].strip())
            piece = piece.part(stop.end(), len(piece.text))  # noqa: PLW2901 - what is left of it
        if isinstance(piece, Words):
            if piece.text.strip() or not waiting:
                yield from waiting
                waiting = []
            waiting.append(piece)
        elif waiting:
            waiting.append(piece)
        else:
            yield piece
    yield from waiting


def merge_pauses(line: Line, merge: Callable[[Iterable[int]], int]) -> Line:
    """The line with neighbouring pauses as one: the longest of them, or their sum, as `merge` says."""
    if sum(map(_is_pause, line.pieces)) < 2:
        return line
    merged: list[Piece] = []
    for is_pause, group in groupby(_without_blanks(line.pieces), _is_pause):
        pieces = list(group)
        lengths = [_ms(piece.inside) for piece in pieces if isinstance(piece, Mark)] if is_pause else []
        known = [ms for ms in lengths if ms is not None]
        if len(known) < 2 or len(known) < len(pieces):
            merged += pieces
        else:
            merged.append(Mark(write_duration(min(merge(known), LONGEST_MS))))
    return line._replace(pieces=tuple(merged))


def _is_pause(piece: Piece) -> bool:
    return isinstance(piece, Mark) and piece.inside[:1].isdigit()


def _without_blanks(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, without the blanks behind marks and comments, which bring their own."""
    after_words = True
    for piece in pieces:
        is_words = isinstance(piece, Words)
        if after_words or not is_words or piece[0].strip():
            yield piece
            after_words = is_words


def _ms(inside: str) -> int | None:
    return None if "breath" in inside else parse_duration(inside)


def _begins(before: Piece, text: str) -> bool:
    """Whether a sentence begins after a mark, though the one before has no full stop."""
    return isinstance(before, Mark) and text[:1].isupper() and not re.match(r"I\b", text)


def _sentences(run: list[Piece]) -> Iterator[list[Piece]]:
    """Words and comments with no mark between them, sentence by sentence."""
    text = "".join(piece.text for piece in run if isinstance(piece, Words))
    spans = [span for offset, sentence in split_sentences(text) for span in _phrases(sentence, offset)]
    if not spans:
        yield run
        return
    pieces, offset = iter(run), 0
    piece = next(pieces, None)
    for number, (_, end) in enumerate(spans):
        found: list[Piece] = []
        last = number == len(spans) - 1
        while piece is not None:
            if isinstance(piece, Words):
                if offset + len(piece.text) > end and not last:
                    found.append(piece.part(0, end - offset))
                    piece, offset = piece.part(end - offset, len(piece.text)), end
                    break
                offset += len(piece.text)
            found.append(piece)
            piece = next(pieces, None)
            if offset == end and not last and not isinstance(piece, Note):
                break
        yield [item for item in found if not isinstance(item, Note)] + [
            item for item in found if isinstance(item, Note)
        ]


def _phrases(sentence: str, offset: int) -> Iterator[tuple[int, int]]:
    """Where a sentence, or each phrase of one that is far too long, begins and ends."""
    if sentence.count(" ") < (LONGEST_SENTENCE if "," in sentence else LONGEST_UNMARKED):
        yield offset, offset + len(sentence)
        return
    words = list(_WORD.finditer(sentence))
    start = 0
    for number, word in enumerate(words):
        count = number - start
        ripe = word[0].lower() in _TURN or words[number - 1][0][-1] in ",;:—"
        if len(words) - number > 4 and (count >= _PHRASE * 2 or (count >= _PHRASE // 2 and ripe)):
            yield offset + words[start].start(), offset + words[number - 1].end()
            start = number
    yield offset + words[start].start(), offset + len(sentence)
