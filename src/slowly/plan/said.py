"""What a voice is given for words as they are written: how they are pronounced, without what is only for the eye."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_CORE = re.compile(r"^(\W*)(.*?)(['’]s)?(\W*)$", re.DOTALL)
_UNSAID = re.compile(
    r"""
      [\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299]
      (?:[\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f]|\u200d(?=\W))*   # emoji and their like: voices spell out their names
    | [\ufe0e\ufe0f\u20e3\ufffc\u200e\u200f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\U000f0000-\U0010ffff]
    | [`~|] | (?<!\d)\*+ | \*+(?!\d)
    """,
    re.VERBOSE,
)
_BETWEEN = re.compile(r"(?<=\d)[-‐‑‒–](?=\d)|\\")
"""A hyphen between figures, which is not to be said as “dash”."""
_ENCLOSED = re.compile(r"[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf]")
"""Numbers in circles and brackets, which voices pass over."""
_RUN = re.compile(r"([^\w\s])\1{3,}")
_SIGNS = re.compile(r"([^\w\s]{12})[^\w\s]+")


def spoken(word: str) -> str:
    """A word, or signs, as a voice is given them; it may be nothing."""
    if word.isalpha():
        return word
    kept = _UNSAID.sub(lambda found: found[0] if found[0].isalnum() else "", word)
    kept = _ENCLOSED.sub(lambda found: f"{unicodedata.numeric(found[0]):g}", kept)
    kept = _BETWEEN.sub(" ", kept).strip()
    return _SIGNS.sub(r"\1", _RUN.sub(r"\1\1\1", kept))


class Pronunciations:
    """Words, or several in a row, and what is said for them."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._said = {" ".join(words.lower().split()): said for words, said in pairs}
        self._longest: dict[str, int] = {}
        """How many words the longest entry has that begins with a word."""
        for words in self._said:
            first, count = words.split(" ", 1)[0], words.count(" ") + 1
            self._longest[first] = max(count, self._longest.get(first, 0))

    def find(self, words: Sequence[str], at: int) -> tuple[int, str] | None:
        """How many words from `at` on are said otherwise, and how; None where the first of them is not."""
        if not self._said:
            return None
        before, core, own, after = _taken_apart(words[at])
        most = self._longest.get(core.lower(), 0)
        for count in range(min(most, len(words) - at), 0, -1):
            middle, first = [core], own + after
            if count > 1:
                if first:
                    continue
                more = [_taken_apart(word) for word in words[at + 1 : at + count]]
                if any(part[0] for part in more) or any(part[2] or part[3] for part in more[:-1]):
                    continue
                middle += [part[1] for part in more]
                own, after = more[-1][2:]
            said = self._said.get(" ".join(middle).lower())
            if said is not None:
                return count, before + said + own + after
        whole = self._said.get(words[at].lower())  # a sign, such as &
        return None if whole is None else (1, whole)


def _taken_apart(word: str) -> tuple[str, str, str, str]:
    """The signs before a word, the word, the ’s of a possessor, and the signs after."""
    found = _CORE.match(word)
    return found.groups(default="") if found else ("", word, "", "")  # type: ignore[return-value]  # it has four groups
