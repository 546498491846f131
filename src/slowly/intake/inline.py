"""Words with stage directions and a little Markdown among them, as people type them, taken apart into pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slowly.intake.directions import names_a_sound, read_break, read_direction
from slowly.intake.gathered import Gathered
from slowly.intake.model import Mark, Note, Piece, Remark, Words

_TOKEN = re.compile(
    r"""
      <!--(?P<comment>.{0,2000}?)-->
    | (?P<break></?\s*break\b[^<>]{0,100}>)
    | \[(?P<text>[^\[\]]{1,200})\]\((?P<link>[^\s()]{1,500})\)
    | \[(?P<square>[^\[\]]{1,300})\]
    | \((?P<round>[^()]{1,80})\)
    | \{(?P<curly>[^{}]{1,80})\}
    | <(?P<angle>[^<>]{1,80})>
    | (?<![\w*])(?P<stars>\*{1,3})(?P<star>[^\s*](?:[^*]{0,300}[^\s*])?)(?P=stars)(?![\w*])
    | (?<![\w_])(?P<lows>_{1,3})(?P<low>[^\s_](?:[^_]{0,300}[^\s_])?)(?P=lows)(?![\w_])
    | (?<!\S)(?P<dash>[-–—~=|/]{1,3})\s{0,3}(?P<between>[A-Za-z\d](?:[\w .:=]{0,40}[\w.])?)\s{0,3}(?P=dash)(?!\S)
    | (?P<dots>\.{3,}|…+|\.(?:\s\.){2,})
    """,
    re.VERBOSE | re.DOTALL,
)
_AFTER_SENTENCE = re.compile(r"(?:^|[.!?…:)\]\"”’])\s*\Z")


def read_inline(gathered: Gathered, remarks: list[Remark]) -> Iterator[Piece]:
    """The pieces of a paragraph. What stands in square brackets and is no mark is kept as a comment, and named."""
    text = gathered.text
    done = 0
    for token in _TOKEN.finditer(text):
        pieces = list(_read(token, gathered, remarks))
        if not pieces:
            continue
        yield from gathered.words(done, token.start())
        if not any(isinstance(piece, Words) for piece in pieces):
            yield Words(" ")  # what stood between two words keeps them apart
        yield from pieces
        done = token.end()
    yield from gathered.words(done, len(text))


def _read(token: re.Match[str], gathered: Gathered, remarks: list[Remark]) -> Iterator[Piece]:
    """What a token stands for; nothing when it is words after all."""
    if token["dots"]:
        yield from gathered.words(token.start(), token.end())
        after = gathered.text[token.end() : token.end() + 8].lstrip()
        yield Mark(("1s" if after[0].isdigit() else "2s") if after else "4s")
    elif token["comment"] is not None:
        yield Note(token["comment"])
    elif token["break"]:
        mark = read_break(token["break"])
        yield Mark(mark) if mark else Note(token["break"])
    elif token["link"]:
        yield from gathered.words(token.start("text"), token.end("text"))
        yield Note(token["link"])
        _remark(token, gathered, remarks, "This link is kept as a comment.")
    elif token["star"] or token["low"]:
        name = "star" if token["star"] else "low"
        marks = read_direction(token[name])
        if marks:
            yield from map(Mark, marks)
        else:
            yield from gathered.words(token.start(name), token.end(name), leaned=True)
    elif token["square"]:
        yield from _square(token, gathered, remarks)
    else:
        name = next(name for name in ("round", "curly", "angle", "between") if token[name])
        before = gathered.text[max(token.start() - 4, 0) : token.start()]
        alone = name != "round" or _AFTER_SENTENCE.search(before) is not None
        marks = read_direction(token[name], alone=alone)
        if marks:
            yield from map(Mark, marks)
        elif name == "round" and alone and names_a_sound(token[name]):
            yield Note(token[0])
            _remark(token, gathered, remarks, f"“{token[0]}” is kept as a comment.")


def _square(token: re.Match[str], gathered: Gathered, remarks: list[Remark]) -> Iterator[Piece]:
    marks = read_direction(token["square"])
    if marks:
        yield from map(Mark, marks)
        return
    yield Note(token[0])
    if not re.fullmatch(r"\s*\d+\s*", token["square"]):
        known = "" if names_a_sound(token["square"]) else "is not a mark I know; it "
        _remark(token, gathered, remarks, f"“{_short(token[0])}” {known}is kept as a comment.")


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _remark(token: re.Match[str], gathered: Gathered, remarks: list[Remark], what: str) -> None:
    place = gathered.place(token.start())
    remarks.append(Remark(place.line, place.column, what))
