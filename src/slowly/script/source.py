"""The text of a script as it came: decoded, with its lines, and able to point at a place in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from slowly.errors import ScriptError, Spot, StorageError, reason

MOST_WORDS = 60_000
"""With the gaps between sentences and lines, a word takes at least 0.7 s: sixty thousand are about twelve hours."""

LARGEST_BYTES = 500_000

_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BLANKS = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u00ad]")
"""Soft hyphens and zero-width marks, which would break a word in two for a voice."""


DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
WORDS_PER_SIGN = 0.6
"""Chinese, Japanese and Korean put no blank between words; a word there is somewhat under two signs."""


@dataclass(frozen=True)
class Source:
    """A script's text and the name it goes by in errors."""

    file: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines as written, without their ends."""
        return tuple(_LINE_ENDS.split(self.text))

    def error(self, message: str, line: int, column: int = 0, *, hint: str | None = None) -> ScriptError:
        """An error that shows the line it speaks of. Line and column count from 1."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return ScriptError(message, hint=hint, at=Spot(self.file, line, column, text))

    def too_long(self) -> ScriptError:
        """The error for a script that no session has room for."""
        return self.error(
            f"There are more than {MOST_WORDS:,} words and marks here, which is over twelve hours.",
            1,
            hint="A session is at most twelve hours long; cut this into several scripts.",
        )

    def check(self) -> Source:
        """Refuse what is too long, or cannot be spoken: control characters, lone surrogates. Returns itself."""
        dense = 0 if self.text.isascii() else len(DENSE.findall(self.text))
        if max(len(self.text.split()), dense * WORDS_PER_SIGN) > MOST_WORDS:
            raise self.too_long()
        found = _CONTROLS.search(self.text)
        if found is None:
            return self
        before = _LINE_ENDS.split(self.text[: found.start()])
        raise self.error(
            f"There is {_named(found[0])} here, which no voice can say.",
            len(before),
            len(before[-1]) + 1,
            hint="Is this a text file? If so, remove it.",
        )


def decode(data: bytes, file: str) -> Source:
    """Bytes as text. UTF-8, with or without its mark, is what a script is written in; UTF-16 with its mark is read too.

    Raises ScriptError for anything else, and for more than LARGEST_BYTES.
    """
    if len(data) > LARGEST_BYTES:
        raise ScriptError(
            f"This is larger than {LARGEST_BYTES // 1_000} kB, which is the most a script can be.",
            hint="That would be more than twelve hours of speech. Is it a script?",
            at=Spot(file, 1),
        )
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, errors="replace")
        lines = _LINE_ENDS.split(before)
        bad = " ".join(f"{byte:02x}" for byte in data[error.start : error.start + 4])
        raise Source(file, before).error(
            f"This is not text in UTF-8 (bytes {bad}).",
            len(lines),
            len(lines[-1]) + 1,
            hint="Save the script as UTF-8 text.",
        ) from error
    return Source(file, text).check()


def load(path: Path) -> Source:
    """Read a script's file. Raises StorageError when it cannot be read and ScriptError when it is not text."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise StorageError(
            f"There is no file {path}.", hint="Type `slowly list` for the themes that are here."
        ) from error
    except OSError as error:
        raise StorageError(f"Cannot read {path}: {reason(error)}.") from error
    return decode(data, str(path))


def level(line: str) -> str:
    """A line with every kind of blank as a plain space; no column moves."""
    return _BLANKS.sub(" ", line)


def control_in(text: str) -> str | None:
    """What there is in a text that no voice can say, such as `a NUL character`; None where there is nothing such."""
    found = _CONTROLS.search(text)
    return _named(found[0]) if found else None


def _named(control: str) -> str:
    code = ord(control)
    if 0xD800 <= code <= 0xDFFF:
        return f"half of a character (U+{code:04X})"
    return "a NUL character" if code == 0 else f"a control character (U+{code:04X})"


def has_controls(text: str) -> bool:
    """Whether there is anything in a text that could move a cursor or cannot be written to a file."""
    return _CONTROLS.search(text) is not None
