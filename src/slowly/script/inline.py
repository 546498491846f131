"""The words and marks inside one line."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from slowly.script.entities import sign_of
from slowly.script.marks import UnknownMarkError, read_mark
from slowly.script.model import RATES, Item, Note, Place, Say, Way
from slowly.script.sentences import speaks
from slowly.script.source import MOST_WORDS, Source
from slowly.script.words import Words

_TOKEN = re.compile(
    r"""
      \\(?=[ ]*(?:\n|\Z))                       # at the end of a line, where Markdown breaks it
    | (?P<literal>(?:\\[!-/:-@\[-`{-~])+)      # a backslash makes the next sign an ordinary one
    | (?P<entity>&(?:\#\d{1,7}|\#[xX][\dA-Fa-f]{1,6}|[A-Za-z][A-Za-z\d]{1,31});)
    | <!--(?P<note>.*?)-->
    | <(?P<tag>/?[A-Za-z][^<>]*)>              # the tag of another format
    | (?P<close>\)(?:\{(?P<said>[^{}\n]*)\}|\[(?P<change>\s*(?:rate|sub|emphasis)\b[^\[\]\n]*)\]))
    | (?P<open>\()
    | (?P<shut>\))
    | \[(?P<mark>[^\[\]]*)\]
    | (?P<loose>[\[\]{}])
    | (?P<lean>(?<![\w*])\*{1,3}(?=[^\s*]))    | (?P<unlean>(?<=[^\s*])\*{1,3}(?![\w*]))
    | (?P<within>(?<=[^\s*])\*{1,3}(?=[^\W_]))
    | (?P<under>(?<![\w])_{1,3}(?=[^\s_])) | (?P<ununder>(?<=[^\s_])_{1,3}(?![\w]))
    | `+ | (?<![\w~])~~(?=[^\s~]) | (?<=[^\s~])~~(?![\w~]) | (?<![\w=])==(?=[^\s=]) | (?<=[^\s=])==(?![\w=])
    """,
    re.VERBOSE | re.DOTALL,
)
DEEPEST = 20
"""Round brackets within each other whose words can be said otherwise."""

_HTML = re.compile(
    r"/?(?:a|b|blockquote|br|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|span|strong|u|ul)\b", re.IGNORECASE
)
_CLOSES_SOON = re.compile(r"[^\s*]{1,60}\*")
_OPENING = "\"“„«‘‚'(¿¡"
_SLOT = re.compile(r"\{([A-Za-z_][\w-]{0,40})\}")
_TIME = re.compile(r"""break\s+time\s*=\s*(["'])(?P<time>[^"'<>]*)\1\s*/?\s*""", re.IGNORECASE)
_CHANGE = re.compile(r"""\s*(?P<key>\w+)\s*(?::\s*"?(?P<value>[^"]*?)"?)?\s*""")


def read_line(
    text: str,
    line: int,
    source: Source,
    *,
    start: int = 0,
    stop: int | None = None,
    leaning: bool = False,
    closes_later: Callable[[], bool] = lambda: False,
) -> tuple[list[Item], bool]:
    """The items of one line, or of a part of it. A comment may carry the text over several lines of the source.

    Words may be leaned on from the line before, and go on to be on the next, where `closes_later`; whether they do is
    what comes second. A comment does not break the sentence it stands in; it comes after it. Raises ScriptError at the
    mark that is unknown, unclosed or in the middle of a word.
    """
    reader = _Reader(text if stop is None else text[:stop], line, source, leaning=leaning)
    return reader.items(start, closes_later), reader.leaning


class _Reader:
    """Reads one line, token by token."""

    def __init__(self, text: str, line: int, source: Source, *, leaning: bool) -> None:
        self._text, self._source = text, source
        self._cursor = _Cursor(text, line)
        self._words = Words()
        self._items: list[Item] = []
        self._last: int | None = None
        """The latest sentence among the items."""
        self._signs: int | None = None
        """Signs without a word, which wait for a sentence to belong to."""
        self._notes: list[Note] = []
        self._lean: int | None = 0 if leaning else None
        """Where the words that are leaned on began."""
        self._open: deque[int] = deque(maxlen=DEEPEST)
        """The round brackets that are open: where their words begin."""

    @property
    def leaning(self) -> bool:
        """Whether words were still leaned on at the end of what was read."""
        return self._lean is not None

    def items(self, offset: int, closes_later: Callable[[], bool]) -> list[Item]:
        count = 0
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
                self._token(token, place)
        self._words.add(self._text[offset:], self._cursor.place(offset))
        if self._lean is not None and not closes_later():
            self._lean = None
        self._take()
        return [*self._items, *self._notes]

    def _token(self, token: re.Match[str], place: Place) -> None:
        words = self._words
        match token.lastgroup:
            case "literal" | "entity":
                words.add(token["literal"][1::2] if token["literal"] else sign_of(token["entity"]), place)
            case "note":
                self._notes.append(Note(" ".join(token["note"].split()), place))
            case "tag":
                self._take()
                self._items.append(self._tag(token, place))
            case "mark":
                self._take()
                self._items.append(self._mark(token["mark"], token, place))
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
            case "lean" | "under" | "unlean" | "ununder" | "within":
                self._star(token, place)

    def _star(self, token: re.Match[str], place: Place) -> None:
        """A star or its like: words are leaned on from here, or up to here."""
        kind = token.lastgroup
        before, after = self._text[max(token.start() - 1, 0) : token.start()], self._text[token.end() : token.end() + 1]
        if kind == "within" and before.isdigit() and after.isdigit():
            self._words.add(token[0], place)  # 2*3
        elif self._lean is not None:
            if kind not in ("lean", "under") or not (after.isalnum() or before.isspace() or not before):
                self._words.touch(self._lean, Way.LEAN)
                self._lean = None
        elif kind in ("lean", "under") or (kind == "within" and _CLOSES_SOON.match(self._text, token.end())):
            self._lean = self._words.length
        elif kind == "within":
            self._words.add(token[0], place)

    def _take(self) -> None:
        """The sentences so far. Words leaned on go on behind a mark; round brackets do not reach over one."""
        if self._lean is not None:
            self._words.touch(self._lean, Way.LEAN)
            self._lean = 0
        self._open.clear()
        closing, says = self._words.take(goes_on=self._last is not None)
        self._join(closing)
        for say in says:
            if say.has_words:
                self._say(say)
            elif self._last is not None:
                self._join(f" {say.text}")
            elif self._signs is not None:
                self._grow(self._signs, f" {say.text}")
            else:
                self._signs = len(self._items)
                self._items.append(say)

    def _say(self, say: Say) -> None:
        """Take a sentence, and the signs that waited for it."""
        if self._signs is not None:
            signs = self._items.pop(self._signs)
            if isinstance(signs, Say):
                lead = signs.text if signs.text[-1] in _OPENING else f"{signs.text} "
                touches = tuple(
                    replace(touch, start=touch.start + len(lead), end=touch.end + len(lead)) for touch in say.touches
                )
                say = Say(lead + say.text, signs.place, touches)
            self._signs = None
        self._last = len(self._items)
        self._items.append(say)

    def _join(self, signs: str) -> None:
        """Signs without a word belong to the sentence before them, though a mark stands between."""
        if signs and self._last is not None:
            self._grow(self._last, signs)

    def _grow(self, index: int, signs: str) -> None:
        item = self._items[index]
        if isinstance(item, Say):
            self._items[index] = replace(item, text=item.text + signs)

    def _change(self, token: re.Match[str], place: Place) -> None:
        """The end of round brackets whose words are to be said otherwise. The brackets themselves are not spoken."""
        if not self._open:
            raise self._error("This ) has no ( before it on its line.", place, "Write (word){said so}.")
        begun = self._open.pop()
        if token["said"] is not None:
            said = " ".join(token["said"].split())
            if not speaks(said):
                raise self._error(
                    "There is nothing between these braces that could be said.", place, "Write (word){said so}."
                )
            self._words.hide(begun - 1)
            self._words.touch(begun, Way.SAID, said)
            return
        found = _CHANGE.fullmatch(" ".join(token["change"].split()))
        key, value = (found["key"].lower(), (found["value"] or "").strip()) if found else ("", "")
        self._words.hide(begun - 1)
        if key == "rate" and value.lower() in RATES:
            self._words.touch(begun, Way.RATE, value.lower())
        elif key == "sub" and speaks(value):
            self._words.touch(begun, Way.SAID, value)
        elif key == "emphasis":
            self._words.touch(begun, Way.LEAN)
        else:
            hint = f'Write (words)[rate:"slow"]; the rates are {", ".join(RATES)}.'
            raise self._error(f"[{token['change'].strip()[:40]}] is not a change I know.", place, hint)

    def _mark(self, inside: str, token: re.Match[str], place: Place) -> Item:
        text = self._text
        before, after = text[max(token.start() - 1, 0) : token.start()], text[token.end() : token.end() + 1]
        try:
            item = read_mark(inside, place)
        except UnknownMarkError as error:
            hint = _link_hint(inside, before, after) or error.hint
            raise self._error(f"{error}.", place, hint) from error
        except ValueError as error:
            sentence = str(error)
            raise self._error(f"{sentence[:1].upper()}{sentence[1:]}.", place) from error
        if before.isalnum() and after.isalnum():
            raise self._error("A mark stands in the middle of a word.", place, "Put a space before and after it.")
        return item

    def _tag(self, token: re.Match[str], place: Place) -> Item:
        found = _TIME.fullmatch(token["tag"])
        if found is None:
            shown = token["tag"] if len(token["tag"]) <= 40 else token["tag"][:39] + "…"
            hint = "`slowly import` turns SSML into a script; write \\< for the sign itself."
            if _HTML.match(token["tag"]):
                hint = "That is HTML; leave it out, or write \\< for the sign itself."
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


def _link_hint(inside: str, before: str, after: str) -> str | None:
    """What to do about Markdown that a listener could not follow."""
    if after in ("(", "[") and before == "!":
        return "A picture cannot be heard; leave it out, or make it a comment: <!-- … -->."
    if inside.startswith("^"):
        return "A footnote cannot be heard; leave it out, or make it a comment: <!-- … -->."
    if after in ("(", "[") and inside.strip():
        shown = inside.strip() if len(inside) <= 40 else f"{inside.strip()[:39]}…"
        return f"A link cannot be heard; write its words alone: {shown}"
    return None


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
