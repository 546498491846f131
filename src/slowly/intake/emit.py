"""Writes a draft down in our format. Here alone is known how words are kept from reading as marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from slowly.intake.model import Draft, Gap, Heading, Line, Mark, Note, Piece, Words
from slowly.script.model import NOWHERE, Place

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SIGNS = re.compile(r"[\\\[\]{}`*]|(?<!\w)_|_(?!\w)|<(?=[!/?A-Za-z])")
_ROUND = re.compile(r"[()]")
_FIRST = re.compile(r"[#>]|[-+](?=\s)|([-=_~])(?=\s*\1\s*\1)")
_BACKSLASHED = r"\\\g<0>"
_PLAIN_VALUE = re.compile(r"[A-Za-z][\w '’,.;!?()/-]*")
_SPACED = re.compile(r"[^\w*]")
_HEADING_SIGNS = re.compile(r"[\\{}\[\]#<*_`]")
_SAID_SIGNS = str.maketrans({"{": "(", "}": ")", "<": "‹"})
_LONGEST_VALUE = 160


def emit(draft: Draft) -> tuple[str, tuple[Place, ...]]:
    """The text of a script, and where the words of each of its lines stand in what it was made from."""
    lines = [*((line, NOWHERE) for line in (*_header(draft), "")), *_tidy(_body(draft))]
    return "\n".join(line for line, _ in lines) + "\n", tuple(place for _, place in lines)


def escape(text: str) -> str:
    """Words as they are written so that every sign in them is read as the sign itself."""
    return _SIGNS.sub(_BACKSLASHED, _level(text))


def write_note(text: str) -> str:
    """A comment that nothing in it can close."""
    return f"<!-- {' '.join(_level(text).split()).replace('-->', '-- >') or '…'} -->"


def write_line(line: Line) -> str:
    """One line: its words, marks and comments, one blank between them."""
    text = " ".join(_write(_joined(line.pieces)).split()).lstrip("• ")
    if _FIRST.match(text):
        text = "\\" + text
    return f"> {text}" if line.slow and text else text


def write_heading(title: str) -> str:
    """A heading, or nothing when no title is left."""
    clean = " ".join(_level(title).split())
    return f"# {_HEADING_SIGNS.sub(_BACKSLASHED, clean)}" if any(sign.isalnum() for sign in clean) else ""


def _level(text: str) -> str:
    return _CONTROLS.sub(" ", text)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces, with neighbouring words of one style in one."""
    joined: list[Piece] = []
    for spoken, group in groupby(pieces, lambda piece: piece.style if isinstance(piece, Words) else None):
        if spoken is None:
            joined.extend(group)
        else:
            words = [piece for piece in group if isinstance(piece, Words)]
            joined.append(words[0]._replace(text="".join(piece.text for piece in words)))
    return joined


def _write(pieces: list[Piece]) -> str:
    parts: list[str] = []
    for index, piece in enumerate(pieces):
        if isinstance(piece, Mark):
            parts.append(f" [{piece.inside}] ")
        elif isinstance(piece, Note):
            parts.append(f" {write_note(piece.text)} ")
        else:
            before = pieces[index - 1] if index else None
            after = pieces[index + 1] if index + 1 < len(pieces) else None
            parts.append(_styled(piece, _edge(before, -1), _edge(after, 0)))
    return "".join(parts)


def _edge(piece: Piece | None, index: int) -> str:
    return piece.text[index] if isinstance(piece, Words) and piece.text else " "


def _styled(words: Words, before: str, after: str) -> str:
    """Words in the dress of their style."""
    text = words.text.strip()
    if words.style == (False, None, None) or not any(sign.isalnum() for sign in text):
        return escape(words.text)
    head, tail = words.text[: len(words.text) - len(words.text.lstrip())], words.text[len(words.text.rstrip()) :]
    written = escape(text)
    if words.leaned:
        # Stars are read as stars in the middle of a word, or next to another one.
        bare = not (head or _SPACED.match(before)) or not (tail or _SPACED.match(after))
        written = (
            f"({_round(written)})[emphasis]"
            if bare or not (text[0].isalnum() and (text[-1].isalnum() or text[-1] in ".,;:!?…"))
            else f"*{written}*"
        )
    if words.alias is not None and words.alias.strip():
        said = " ".join(_level(words.alias).translate(_SAID_SIGNS).split())
        written = f"({written if words.leaned else _round(written)}){{{said}}}"
    if words.rate is not None:
        nested = words.leaned or words.alias is not None
        written = f'({written if nested else _round(written)})[rate:"{words.rate}"]'
    return head + written + tail


def _round(text: str) -> str:
    return _ROUND.sub(_BACKSLASHED, text)


def _header(draft: Draft) -> Iterator[str]:
    yield "---"
    for key, value in (
        ("title", draft.title), ("summary", draft.summary), ("pace", draft.pace), ("ambient", "rain"),
        ("language", draft.language),
    ):  # fmt: skip
        if value and (written := _value(value)):
            yield f"{key}: {written}"
    yield "---"


def _value(text: str) -> str:
    """A value that YAML reads as these very words."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    if len(text) > _LONGEST_VALUE:
        text = text[:_LONGEST_VALUE].rsplit(" ", 1)[0] + "…"
    if not text or _PLAIN_VALUE.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _body(draft: Draft) -> Iterator[tuple[str, Place]]:
    for note in draft.notes:
        yield write_note(note), NOWHERE
    if draft.notes:
        yield "", NOWHERE
    for block in draft.blocks:
        if isinstance(block, Gap):
            yield "", NOWHERE
        elif isinstance(block, Heading):
            yield from (("", NOWHERE), (write_heading(block.title), NOWHERE), ("", NOWHERE))
        else:
            yield write_line(block), block.place


def _tidy(lines: Iterable[tuple[str, Place]]) -> Iterator[tuple[str, Place]]:
    """The lines, with never more than one empty line in a row and none at either end."""
    empty = True
    waiting = False
    for line, place in lines:
        if not line:
            waiting = not empty
            continue
        if waiting:
            yield "", NOWHERE
        yield line, place
        empty = waiting = False
