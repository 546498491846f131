"""The words and marks inside one line."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from slowly.script.marks import UnknownMarkError, read_mark
from slowly.script.model import RATES, Item, Note, Place, Way
from slowly.script.source import MOST_WORDS, Source
from slowly.script.words import Words

_TOKEN = re.compile(
    r"""
      (?P<literal>(?:\\[!-/:-@\[-`{-~])+)      # a backslash makes the next sign an ordinary one
    | <!--(?P<note>.*?)-->
    | <(?P<tag>/?[A-Za-z][^<>]*)>              # the tag of another format
    | (?P<close>\)(?:\{(?P<said>[^{}\n]*)\}|\[(?P<change>\s*(?:rate|sub|emphasis)\b[^\[\]\n]*)\]))
    | (?P<open>\()
    | (?P<shut>\))
    | \[(?P<mark>[^\[\]]*)\]
    | (?P<loose>[\[\]{}])
    | (?P<lean>(?<![\w*])\*{1,3}(?=[^\s*]))    | (?P<unlean>(?<=[^\s*])\*{1,3}(?![\w*]))
    | (?P<under>(?<![\w])_{1,3}(?=[^\s_])) | (?P<ununder>(?<=[^\s_])_{1,3}(?![\w]))
    | `+
    """,
    re.VERBOSE | re.DOTALL,
)
DEEPEST = 20
"""Round brackets within each other whose words can be said otherwise."""

_SLOT = re.compile(r"\{([A-Za-z_][\w-]{0,40})\}")
_TIME = re.compile(r"""break\s+time\s*=\s*(["'])(?P<time>[^"'<>]*)\1\s*/?\s*""", re.IGNORECASE)
_CHANGE = re.compile(r"""\s*(?P<key>\w+)\s*(?::\s*"?(?P<value>[^"]*?)"?)?\s*""")


def read_line(text: str, start: int, line: int, source: Source) -> Iterator[Item]:
    """The items of one line from offset `start` on. A comment may carry the text over several lines of the source.

    A comment does not break the sentence it stands in; it comes after it. Raises ScriptError at the mark that is
    unknown, unclosed or in the middle of a word.
    """
    yield from _Reader(text, start, line, source).items()


class _Reader:
    """Reads one line, token by token."""

    def __init__(self, text: str, start: int, line: int, source: Source) -> None:
        self._text, self._start, self._source = text, start, source
        self._cursor = _Cursor(text, line)
        self._words = Words()
        self._notes: list[Note] = []
        self._lean: int | None = None
        """Where the words that are leaned on began."""
        self._open: deque[int] = deque(maxlen=DEEPEST)
        """The round brackets that are open: where their words begin."""

    def items(self) -> Iterator[Item]:
        offset, count = self._start, 0
        while (token := _TOKEN.search(self._text, offset)) is not None:
            count += 1
            if count > MOST_WORDS:
                raise self._source.too_long()
            self._words.add(self._text[offset : token.start()], self._cursor.place(offset))
            place = self._cursor.place(token.start())
            offset = token.end()
            slot = _SLOT.match(self._text, token.start()) if token["loose"] == "{" else None
            if slot is not None:
                offset = slot.end()
                begun = self._words.length
                self._words.add(slot[0], place)
                self._words.touch(begun, Way.SLOT, slot[1])
            else:
                yield from self._token(token, place)
        self._words.add(self._text[offset:], self._cursor.place(offset))
        self._lean = None
        yield from self._take()
        yield from self._notes

    def _token(self, token: re.Match[str], place: Place) -> Iterator[Item]:
        words = self._words
        match token.lastgroup:
            case "literal":
                words.add(token["literal"][1::2], place)
            case "note":
                self._notes.append(Note(" ".join(token["note"].split()), place))
            case "tag":
                yield from self._take()
                yield self._tag(token, place)
            case "mark":
                yield from self._take()
                yield self._mark(token["mark"], token, place)
            case "open":
                words.add("(", place)
                self._open.append(words.length)
            case "shut":
                words.add(")", place)
                if self._open:
                    self._open.pop()
            case "close":
                self._change(token, place)
            case "loose":
                raise self._loose(token["loose"], place)
            case "lean" | "under":
                self._lean = words.length if self._lean is None else self._lean
            case "unlean" | "ununder" if self._lean is not None:
                words.touch(self._lean, Way.LEAN)
                self._lean = None

    def _take(self) -> Iterator[Item]:
        """The sentences so far. Words leaned on go on behind a mark; round brackets do not reach over one."""
        if self._lean is not None:
            self._words.touch(self._lean, Way.LEAN)
            self._lean = 0
        self._open.clear()
        yield from self._words.take()

    def _change(self, token: re.Match[str], place: Place) -> None:
        """The end of round brackets whose words are to be said otherwise. The brackets themselves are not spoken."""
        if not self._open:
            raise self._error("This ) has no ( before it on its line.", place, "Write (word){said so}.")
        begun = self._open.pop()
        if token["said"] is not None:
            said = " ".join(token["said"].split())
            if not said:
                raise self._error("There is nothing between these braces.", place, "Write (word){said so}.")
            self._words.hide(begun - 1)
            self._words.touch(begun, Way.SAID, said)
            return
        found = _CHANGE.fullmatch(token["change"])
        key, value = (found["key"].lower(), (found["value"] or "").strip()) if found else ("", "")
        self._words.hide(begun - 1)
        if key == "rate" and value.lower() in RATES:
            self._words.touch(begun, Way.RATE, value.lower())
        elif key == "sub" and value:
            self._words.touch(begun, Way.SAID, value)
        elif key == "emphasis":
            self._words.touch(begun, Way.LEAN)
        else:
            hint = f'Write (words)[rate:"slow"]; the rates are {", ".join(RATES)}.'
            raise self._error(f"[{token['change'].strip()[:40]}] is not a change I know.", place, hint)

    def _mark(self, inside: str, token: re.Match[str], place: Place) -> Item:
        text = self._text
        before, after = text[max(token.start() - 1, 0) : token.start()], text[token.end() : token.end() + 1]
        if before.isalnum() and after.isalnum():
            raise self._error("A mark stands in the middle of a word.", place, "Put a space before and after it.")
        try:
            return read_mark(inside, place)
        except UnknownMarkError as error:
            raise self._error(f"{error}.", place, error.hint) from error
        except ValueError as error:
            sentence = str(error)
            raise self._error(f"{sentence[:1].upper()}{sentence[1:]}.", place) from error

    def _tag(self, token: re.Match[str], place: Place) -> Item:
        found = _TIME.fullmatch(token["tag"])
        if found is None:
            shown = token["tag"] if len(token["tag"]) <= 40 else token["tag"][:39] + "…"
            hint = "`slowly import` turns SSML into a script; write \\< for the sign itself."
            raise self._error(f"<{shown}> is not a mark of a script.", place, hint)
        return self._mark(f"pause {found['time']}", token, place)

    def _loose(self, sign: str, place: Place) -> Exception:
        if sign == "[":
            return self._error("The mark that opens here is never closed.", place, "End it with ]")
        if sign == "{":
            hint = "Write {name} for a word the listener fills in, or \\{ for the sign itself."
            return self._error("This { does not open a slot.", place, hint)
        other = "[" if sign == "]" else "{"
        return self._error(
            f"There is a {sign} here without a {other} before it.", place, f"Write \\{sign} for the sign."
        )

    def _error(self, message: str, place: Place, hint: str | None = None) -> Exception:
        return self._source.error(message, place.line, place.column, hint=hint)


class _Cursor:
    """Turns offsets, asked for in rising order, into places; the text starts on `line` and may run over several."""

    def __init__(self, text: str, line: int) -> None:
        self._text, self._line, self._start, self._seen = text, line, 0, 0

    def place(self, offset: int) -> Place:
        """The place of an offset."""
        while (newline := self._text.find("\n", self._seen, offset)) >= 0:
            self._line, self._start, self._seen = self._line + 1, newline + 1, newline + 1
        self._seen = offset
        return Place(self._line, offset - self._start + 1)
