"""SSML, the speech markup of the W3C, into a script.

Read with expat itself: every place is known, and a document that declares a type or an entity is refused before
anything in it can unfold. Nothing is fetched.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from slowly.errors import ScriptError
from slowly.intake.lines import cut, merge_pauses
from slowly.intake.model import Block, Draft, Gap, Line, Note, Piece, Remark, Words
from slowly.intake.ssml_elements import ELEMENTS, Effect, Element, Open
from slowly.intake.ssml_values import LANGUAGE, at_language
from slowly.intake.transcript import name_title
from slowly.script.source import Source

DEEPEST = 100
_NAMESPACE = "http://www.w3.org/2001/10/synthesis"
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_SEPARATORS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})


def read_ssml(source: Source) -> Draft:
    """The draft of a script. Raises ScriptError, with its place, where the document is not well-formed or not safe."""
    source = Source(source.file, source.text.translate(_SEPARATORS))
    reader = _Reader(source)
    try:
        reader.parse()
    except expat.ExpatError as error:
        told = expat.ErrorString(error.code)
        raise source.error(
            f"This is not well-formed XML: {told}.", error.lineno, error.offset + 1, hint=_HINTS.get(told)
        ) from error
    return reader.draft()


_HINTS = {
    "undefined entity": "XML knows &amp; &lt; &gt; &quot; and &apos;. Write others as numbers, such as &#160; for "
    "&nbsp;.",
    "not well-formed (invalid token)": "A & or a < among the words is written &amp; or &lt;.",
    "junk after document element": "Put everything between <speak> and </speak>.",
}


class _Reader:
    """Takes what expat finds, in order, and puts lines and paragraphs together."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.buffer_size = 1 << 16
        self._parser.ordered_attributes = False
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.CommentHandler = self._comment
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._stack: list[Open] = []
        self._pieces: list[Piece] = []
        self._blocks: list[Block] = []
        self._remarks: list[Remark] = []
        self._prefixes: dict[str, str] = {}
        self._language: str | None = None

    def parse(self) -> None:
        """Read the whole document."""
        self._parser.Parse(self._source.text.encode(), True)

    def draft(self) -> Draft:
        """What was read. When all of it is said at one rate, that is the pace of the whole."""
        rates = {words.rate for words in self._all_words() if words.text.strip()}
        pace = _PACES.get(next(iter(rates)) or "", "gentle") if len(rates) == 1 else "gentle"
        blocks = self._blocks
        if len(rates) == 1:
            blocks = [_unhurried(block) if isinstance(block, Line) else block for block in blocks]
        return Draft(
            blocks=tuple(blocks), remarks=tuple(self._remarks), title=name_title(self._source.file),
            pace=pace, language=self._language,
        )  # fmt: skip

    def _all_words(self) -> list[Words]:
        return [
            piece
            for block in self._blocks
            if isinstance(block, Line)
            for piece in block.pieces
            if isinstance(piece, Words)
        ]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._stack) == DEEPEST:
            raise self._error(f"The elements are nested more than {DEEPEST} deep.", "Is this a document someone wrote?")
        for key, value in attributes.items():
            if key.startswith("xmlns:"):
                self._prefixes[key[6:]] = value
        element = self._element(name)
        opened = Open(name, element, attributes, self._stack[-1].style if self._stack else Words(""))
        unspoken = any(other.silent is not None for other in self._stack)
        self._stack.append(opened)
        if unspoken:
            opened.element = None
            self._text(" ")
            return
        if len(self._stack) == 1:
            self._language = at_language(attributes)
        if element is None:
            self._remark(f"<{name}> is not part of SSML; its words are kept.")
            return
        if element.ends:
            self._flush(paragraph=element.ends == "paragraph")
        effect = element.read(opened)
        self._apply(effect)
        opened.style, opened.silent, opened.spells = effect.style or opened.style, effect.silent, effect.spells
        unused = [key for key in attributes if key not in element.used and not _is_quiet(key)]
        if unused:
            named = ", ".join(f'{key}="{attributes[key][:40]}"' for key in unused)
            self._remark(f"<{name} {named}> has no counterpart; the words are kept.")
        language = at_language(attributes)
        if language and self._language and language != self._language and element is not ELEMENTS["lang"]:
            self._remark(f'{LANGUAGE}="{language}" on <{name}> has no counterpart; one voice reads it all.')

    def _end(self, _name: str) -> None:
        opened = self._stack.pop()
        if opened.silent is not None:
            text = " ".join("".join(opened.gathered).split())
            if opened.element is not None and (note := opened.element.keep(opened, text)):
                self._pieces.append(Note(note))
        elif opened.spells is not None:
            words, told = opened.spelled()
            self._pieces.append(words)
            if told:
                self._remark(told)
        if opened.element is not None and opened.element.ends:
            self._flush(paragraph=opened.element.ends == "paragraph")

    def _text(self, text: str) -> None:
        opened = self._stack[-1] if self._stack else None
        keeper = next(
            (other for other in reversed(self._stack) if other.silent is not None or other.spells is not None), None
        )
        if keeper is not None:
            keeper.gathered.append(text)
            return
        style = opened.style if opened else Words("")
        for number, part in enumerate(_BLANK_LINE.split(text)):
            if number:
                self._flush(paragraph=True)
            if part:
                self._pieces.append(style._replace(text=part))

    def _comment(self, text: str) -> None:
        if text.strip():
            self._pieces.append(Note(text))

    def _instruction(self, target: str, _data: str) -> None:
        self._remark(f"<?{target}?> is left out.")

    def _refuse(self, *_declared: object) -> None:
        before = self._source.text[: max(self._source.text.find("<!DOCTYPE"), 0)].split("\n")
        raise self._source.error(
            "This document declares a type or an entity, which is not read: a few bytes of it can stand for gigabytes.",
            len(before),
            len(before[-1]) + 1,
            hint="Take the <!DOCTYPE …> out; SSML needs none.",
        )

    def _element(self, name: str) -> Element | None:
        prefix, colon, local = name.rpartition(":")
        if colon and self._prefixes.get(prefix) != _NAMESPACE:
            return None
        return ELEMENTS.get(local)

    def _apply(self, effect: Effect) -> None:
        if effect.pieces:
            self._pieces += [Words(" "), *effect.pieces]
        for told in effect.told:
            self._remark(told)

    def _flush(self, *, paragraph: bool) -> None:
        """The end of a sentence, or of a paragraph."""
        if any(not isinstance(piece, Words) or piece.text.strip() for piece in self._pieces):
            self._blocks += [merge_pauses(line, sum) for line in cut(self._pieces)]
        self._pieces = []
        if paragraph and self._blocks and not isinstance(self._blocks[-1], Gap):
            self._blocks.append(Gap())

    def _remark(self, what: str) -> None:
        self._remarks.append(Remark(self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1, what))

    def _error(self, message: str, hint: str) -> ScriptError:
        return self._source.error(
            message, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1, hint=hint
        )


_PACES = {"x-slow": "slowest", "slow": "slow", "medium": "gentle", "fast": "natural", "x-fast": "natural"}


def _unhurried(line: Line) -> Line:
    return line._replace(pieces=tuple(p._replace(rate=None) if isinstance(p, Words) else p for p in line.pieces))


def _is_quiet(key: str) -> bool:
    """Attributes that say nothing about how a thing sounds."""
    return key.startswith(("xml:", "xmlns", "xsi:")) or key in ("version", "id", "onlangfailure")
