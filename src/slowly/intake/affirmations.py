"""“Say this slowly.” What is to be repeated becomes slow lines; the sentence that asks for it stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from slowly.intake.english import words_of
from slowly.intake.model import Line, Mark, Piece, Remark, Words
from slowly.intake.passages import Passage

MOST_LINES = 12
"""A longer run of sentences about oneself is a story, not something to repeat."""

BEFORE, AFTER = "6s", "8s"
"""The pauses round a slow passage."""

_STRONG = re.compile(
    r"\b(?:(?:say|repeat|speak|whisper|read|try saying)\s+(?:\w+\s+)?(?:this|these|it|them|after me|with me|along"
    r"|the following"
    r"|these words|the words|the phrases?)|repeat(?:\s+(?:silently|quietly|slowly|gently|inwardly|aloud"
    r"|out loud))?(?=[:,.]|$)"
    r"|after me|out loud|with me)\b", re.IGNORECASE
)  # fmt: skip
_WEAK = re.compile(
    r"\b(?:(?:say|saying|repeat|repeating|tell|telling|whisper|remind|reminding|offer|affirm"
    r"|promise)\s+(?:\w+\s+){0,5}?(?:to yourself|yourself"
    r"|inwardly|silently|quietly|in your mind|slowly|gently)|say (?:quietly|silently|inwardly|slowly|gently|softly"
    r"|aloud)"
    r"|(?:silently|quietly|inwardly|softly|gently)\s+(?:say|repeat|whisper)"
    r"|affirmations?|let (?:these|this|the) (?:words?|phrases?|sentences?)|(?:you (?:can|may|might|could)|let's|and"
    r"|now) say"
    r"|say (?:in|with) your)\b", re.IGNORECASE
)  # fmt: skip
_ASKED = re.compile(
    r"^(?:(?:when|if|as|once|with|while|after|before)\b[^,.]{0,80},\s*)?(?:(?:\W|and|now|so|then|just|gently|slowly|softly|silently|quietly|inwardly|perhaps|maybe|next|again|please"
    r"|let's|let us|here"
    r"|you (?:can|may|might|could)|if (?:you like|it (?:helps|feels right|resonates)|you (?:can|want|wish)|it)"
    r"|when you(?:'re|’re| are) ready"
    r"|i(?:'d like|’d like| want| invite) you to|try to|try|begin to|see if you can|take a moment to|we(?:'ll|’ll"
    r"| will| can)|as you do|together"
    r"|finally|with (?:a|each|every) (?:\w+\s)?breath|hand on heart|on the out-?breath)[,\s]+){0,5}"
    r"(?:say|repeat|speak|whisper|read|tell|remind|offer|affirm|promise|let (?:these|this|the)|affirmations?"
    r"|saying|repeating)\b", re.IGNORECASE
)  # fmt: skip
_FIRST_PERSON = re.compile(
    r"(?:^|\s|[\"“‘'])(?:I|I['’]\w{1,2}|[Mm]y|[Mm]yself|[Mm]ine|[Mm]ay (?:I|you|we|all|he|she|they|my))(?=[\s,.!…]|$)"
)
_TO_LISTENER = re.compile(
    r"\bI(?:['’]d| would| want| will|['’]ll| invite|['’]m (?:going|inviting)| am (?:going|inviting)| ask| encourage"
    r"| suggest| like)\b.*"
    r"\b(?:you|this|that)\b|\b(?:your|yourself)\b|\bI(?:['’]ll| will) (?:be|guide|ring|let|give|leave|stay|pause)\b"
    r"|\bnotice\b"
    r"|^(?:now|next|as|when|let|and now)\b", re.IGNORECASE
)  # fmt: skip
_OPENING = re.compile(r"(?P<cue>.{0,200}?[,:—–]\s*|.{0,200}?\s)(?P<quote>[\"“‘«'])(?=\S)")
_UNMARKED = re.compile(
    r".{0,160}?\b(?:yourself|after me|silently|quietly|inwardly)\s+(?=(?:I|I['’]m|[Mm]y|[Mm]ay I)\s)", re.IGNORECASE
)
"""What captions without punctuation leave of “say to yourself: I am safe”."""
_QUOTES = re.compile(r"[\"“”«»]|(?<!\w)[‘']|[’'](?!\w)")
_CLOSING = {'"': '"', "“": "”", "‘": "’", "«": "»", "'": "'"}


def slow_down(passages: list[Passage], remarks: list[Remark]) -> list[Passage]:
    """The paragraphs, with slow lines made of what the text asks to be repeated. They are a paragraph of their own."""
    finder = _Finder(remarks)
    slowed: list[Passage] = []
    for passage in passages:
        lines = [line for old in passage.lines for line in finder.take(old)]
        title = passage.title
        for _, group in groupby(lines, lambda line: line.slow):
            slowed.append(Passage(list(group), title))
            title = None
        if title is not None:
            slowed.append(Passage(title=title))
    finder.close()
    _leave_room([line_at for passage in slowed for line_at in _places(passage)])
    return slowed


class _Finder:
    """Goes through the lines in order and knows whether a passage to be repeated is open."""

    def __init__(self, remarks: list[Remark]) -> None:
        self._remarks = remarks
        self._cue: Line | None = None
        self._strong = False
        self._count = 0
        self._last = ""
        self._quote: str | None = None
        """The sign that closes a quotation still open."""

    def take(self, line: Line) -> Iterator[Line]:
        text = line.text
        if line.slow or not text:
            yield line
            return
        if self._quote is not None:
            yield self._slow(line)
            return
        strong = _STRONG.search(text) is not None
        if _ASKED.search(text[:300]) and (strong or _WEAK.search(text[:300])):
            self.close()
            yield from self._open(line, strong=strong)
        elif self._cue is not None and self._goes_on(text):
            yield self._slow(line)
        else:
            self.close()
            yield line

    def close(self) -> None:
        """The passage has ended."""
        if self._cue is not None and self._count:
            place = self._cue.place
            lines = "line" if self._count == 1 else "lines"
            self._remarks.append(
                Remark(
                    max(place.line, 1),
                    max(place.column, 1),
                    f"“{_short(self._cue.text)}” makes {self._count} slow {lines} of what follows.",
                )
            )
        self._cue, self._count, self._last, self._quote = None, 0, "", None

    def _open(self, line: Line, *, strong: bool) -> Iterator[Line]:
        """The cue itself, and what it may already quote."""
        self._cue, self._strong = line, strong
        text = "".join(piece.text for piece in line.pieces if isinstance(piece, Words))
        quoted = _OPENING.match(text)
        colon = None if quoted else re.match(r".{0,200}?:\s+(?=\S)", text)
        bare = None if quoted or colon else _UNMARKED.match(text)
        start = quoted.start("quote") if quoted else colon.end() if colon else bare.end() if bare else None
        if start is None or not (quoted or _FIRST_PERSON.search(text[start:])):
            yield line
            return
        before, after = _split(line, start)
        self._cue = before
        yield before
        yield self._slow(after)

    def _goes_on(self, text: str) -> bool:
        """Whether a sentence still belongs to what is to be repeated."""
        if self._count >= MOST_LINES:
            return False
        text = text[:400]
        quoted = text[0] in _CLOSING
        first_person = _FIRST_PERSON.search(text) is not None and not _TO_LISTENER.search(text)
        words = words_of(text)
        same = self._count > 0 and words[:1] == words_of(self._last)[:1] and words[:1] not in (["it"], ["the"], ["and"])
        alone = self._strong and self._count == 0 and len(words) <= 12 and not _TO_LISTENER.search(text)
        return quoted or first_person or same or alone

    def _slow(self, line: Line) -> Line:
        self._count += 1
        self._last = line.text
        opened = line.text[:1] if line.text[:1] in _CLOSING else None
        closing = self._quote or (_CLOSING[opened] if opened else None)
        if closing is not None:
            rest = line.text[1:] if opened and self._quote is None else line.text
            # An apostrophe inside a word closes nothing.
            ended = re.search(rf"{re.escape(closing)}(?!\w)", rest) is not None
            self._quote = None if ended or self._count >= MOST_LINES else closing
        return Line(tuple(_unquoted(line.pieces)) if closing is not None else line.pieces, slow=True)


def _split(line: Line, start: int) -> tuple[Line, Line]:
    """A line in two, at an offset of its words."""
    before: list[Piece] = []
    after: list[Piece] = []
    for piece in line.pieces:
        if not isinstance(piece, Words):
            (before if start > 0 else after).append(piece)
            continue
        if start > 0:
            before.append(piece.part(0, start))
        if start < len(piece.text):
            after.append(piece.part(max(start, 0), len(piece.text)))
        start -= len(piece.text)
    return Line(tuple(before)), Line(tuple(after))


def _unquoted(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    for piece in pieces:
        yield piece._replace(text=_QUOTES.sub("", piece.text)) if isinstance(piece, Words) else piece


def _places(passage: Passage) -> Iterator[tuple[Passage, int]]:
    return ((passage, index) for index in range(len(passage.lines)))


def _leave_room(places: list[tuple[Passage, int]]) -> None:
    """A longer pause before a slow passage and one after it, where the text brings none of its own."""
    for (passage, index), (after, index_after) in pairwise(places):
        line, following = passage.lines[index], after.lines[index_after]
        if line.slow == following.slow or line.ends_in_mark or not (line.text and following.text):
            continue
        passage.lines[index] = line.plus(Mark(AFTER if line.slow else BEFORE))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
