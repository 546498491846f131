"""Speech Markdown into a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slowly.intake.directions import BREAKS, read_break, read_direction
from slowly.intake.gathered import Gathered
from slowly.intake.lines import cut, merge_pauses
from slowly.intake.model import Block, Draft, Gap, Heading, Mark, Note, Piece, Remark, Words
from slowly.intake.modifiers import read_modifiers, styled
from slowly.intake.ssml_values import audio, read_rate, read_time
from slowly.intake.transcript import name_title
from slowly.script.model import Place
from slowly.script.source import Source, level

_QUOTED = r"(?:\"[^\"\n]{0,2000}\"|'[^'\n]{0,2000}')"
_INSIDE = rf"(?:[^\[\]\"'\n]|{_QUOTED}){{0,200}}"
_TOKEN = re.compile(
    rf"""
      <!--(?P<comment>.{{0,2000}}?)-->
    | !\[\s*(?P<src>{_QUOTED})\s*(?P<caption>{_QUOTED})?\s*\]
    | !\((?P<label>[^()\n]{{0,200}})\)\[\s*(?P<labelled>{_QUOTED})\s*\]
    | \#\[(?P<section>{_INSIDE})\]
    | \$\[(?P<variable>[^\[\]\n]{{0,200}})\]
    | \((?P<text>(?:[^()\n]|\([^()\n]{{0,80}}\)){{1,600}})\)
      (?:\[(?P<modifiers>{_INSIDE})\]|\{{(?P<alias>[^{{}}\n]{{1,300}})\}}|/(?P<ipa>[^/\s][^/\n]{{0,100}})/)
    | \[(?P<mark>{_INSIDE})\]
    | <(?P<tag>/?[A-Za-z][\w:-]{{0,40}}(?:\s[^<>]{{0,300}})?/?)>
    | (?<![\w+])\+\+(?P<strong>[^\s+](?:[^+\n]{{0,300}}[^\s+])?)\+\+(?![\w+])
    | (?<![\w+])\+(?P<moderate>[^\s+](?:[^+\n]{{0,300}}[^\s+])?)\+(?![\w+])
    | (?<![\w~])~(?P<none>[^\s~](?:[^~\n]{{0,300}}[^\s~])?)~(?![\w~])
    | (?<![\w-])-(?P<reduced>[^\s-](?:[^-\n]{{0,300}}[^\s-])?)-(?![\w-])
    | (?<![\w/])/(?P<bare>[^/\s\n]{{1,60}})/(?![\w/])
    """,
    re.VERBOSE | re.DOTALL,
)
_HEADING = re.compile(r"#{1,6}\s+(?P<title>\S.*)")
_VALUE = re.compile(rf"\s*(?P<key>[A-Za-z-]{{1,30}})\s*:\s*(?P<value>{_QUOTED}|[\w.%+-]{{1,30}})\s*;?\s*")


def read_speech_markdown(source: Source) -> Draft:
    """The draft of a script. A line ends a line, an empty one a paragraph, a section a paragraph too."""
    reader = _Reader()
    blocks: list[Block] = []
    title = None
    for number, raw in enumerate(source.lines, 1):
        text = level(raw).strip()
        heading = _HEADING.fullmatch(text)
        if not text:
            blocks.append(Gap())
        elif heading:
            title = title or heading["title"].rstrip("# ")
            blocks.append(Heading(heading["title"].rstrip("# ")))
        else:
            gathered = Gathered()
            gathered.add(text, Place(number, raw.find(text[0]) + 1 if text[0] in raw else 1))
            blocks += [merge_pauses(line, sum) for line in cut(reader.read(gathered))]
    return Draft(tuple(blocks), tuple(reader.remarks), title=title or name_title(source.file), language=reader.language)


class _Reader:
    """Reads the words and marks of one line after another; a section's rate goes on over lines."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self.language: str | None = None
        self._rate: str | None = None
        self._spoken = False
        self._place = Place(1, 1)

    def read(self, gathered: Gathered) -> Iterator[Piece]:
        """The pieces of one line."""
        text, done = gathered.text, 0
        for token in _TOKEN.finditer(text):
            self._place = gathered.place(token.start())
            pieces = self._token(token, gathered)
            if pieces is None:
                continue
            yield from self._plain(gathered, done, token.start())
            if not any(isinstance(piece, Words) for piece in pieces):
                yield Words(" ")  # what stood between two words keeps them apart
            yield from pieces
            done = token.end()
        yield from self._plain(gathered, done, len(text))

    def _plain(self, gathered: Gathered, start: int, end: int) -> Iterator[Words]:
        for words in gathered.words(start, end):
            self._spoken = True
            yield words._replace(rate=self._rate)

    def _token(self, token: re.Match[str], gathered: Gathered) -> list[Piece] | None:
        """The pieces that a token stands for; None when it is words after all."""
        name = token.lastgroup or ""
        match name:
            case "comment":
                return [Note(token["comment"])]
            case "src" | "caption" | "labelled":
                return self._audio(
                    _unquoted(token["src"] or token["labelled"]), _unquoted(token["caption"] or "") or token["label"]
                )
            case "section":
                return self._section(token["section"])
            case "variable":
                self._tell(f"“{token[0][:40]}” is filled in by a program; it is kept as a comment.")
                return [Note(token[0])]
            case "modifiers":
                return self._modified(token, gathered)
            case "alias":
                return [Words(token["text"], rate=self._rate, alias=token["alias"], place=self._place)]
            case "ipa" | "bare":
                return self._ipa(token)
            case "mark":
                return self._mark(token["mark"])
            case "tag":
                return self._tag(token[0])
            case "none" | "reduced":
                if name == "reduced":
                    self._tell(f"“{token[name][:40]}” is to be said with less weight, which has no counterpart.")
                return list(gathered.words(token.start(name), token.end(name)))
        return [
            words._replace(rate=self._rate) for words in gathered.words(token.start(name), token.end(name), leaned=True)
        ]

    def _modified(self, token: re.Match[str], gathered: Gathered) -> list[Piece] | None:
        modifiers = read_modifiers(token["modifiers"])
        if not modifiers:
            return None
        start, end = token.start("text"), token.end("text")
        words, told = styled(Words(gathered.text[start:end], rate=self._rate, place=self._place), modifiers)
        for what in told:
            self._tell(what)
        return [words]

    def _ipa(self, token: re.Match[str]) -> list[Piece] | None:
        sounds = token["ipa"] or token["bare"]
        if token["bare"] and sounds.isascii():
            return None  # a date, or this/that
        self._tell(f"The pronunciation /{sounds[:60]}/ has no counterpart; write (word){{said so}} in plain letters.")
        if token["bare"]:
            return [Note(f"pronunciation: /{sounds}/")]
        return [Words(token["text"], rate=self._rate, place=self._place)]

    def _audio(self, src: str, caption: str | None) -> list[Piece]:
        pieces, told = audio(src)
        self._tell(told)
        return [*pieces, *([Note(f"caption: {caption}")] if caption else [])]

    def _section(self, inside: str) -> list[Piece]:
        """A section's start. Its rate lasts until the next one; a language before any word is that of the whole."""
        values = read_modifiers(inside, anything=True)
        rate = values.pop("rate", None)
        self._rate = read_rate(rate) if rate else None
        self._rate = None if self._rate == "medium" else self._rate
        if (
            "lang" in values
            and not self._spoken
            and self.language is None
            and re.fullmatch(r"[A-Za-z]{2,8}(-\w{1,8}){0,3}", values["lang"])
        ):
            self.language = values.pop("lang")
        if values:
            self._tell(f"The section “{inside[:60]}” has no counterpart; its words are kept.")
        return [Note(f"section: {inside}")]

    def _mark(self, inside: str) -> list[Piece] | None:
        found = _VALUE.fullmatch(inside)
        key, value = (found["key"].lower(), _unquoted(found["value"])) if found else ("", "")
        time = read_time(value if key == "break" else inside)
        if time:
            return [Mark(time)]
        if key == "break" and value.lower() in BREAKS:
            strength = BREAKS[value.lower()]
            return [Mark(strength)] if strength else []
        if key == "audio":
            return self._audio(value, None)
        if marks := read_direction(inside):
            return [Mark(mark) for mark in marks]
        self._tell(f"“[{inside[:40]}]” has no counterpart; it is kept as a comment.")
        return [Note(f"[{inside}]")]

    def _tag(self, tag: str) -> list[Piece]:
        mark = read_break(tag)
        if mark:
            return [Mark(mark)]
        if tag.startswith("</"):
            return []
        self._tell(f"“{tag[:40]}” is SSML inside Speech Markdown; it is kept as a comment.")
        return [Note(tag)]

    def _tell(self, what: str) -> None:
        self.remarks.append(Remark(self._place.line, self._place.column, what))


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0] else text
