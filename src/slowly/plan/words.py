"""Counting words and syllables, the measures that paces are made of."""

from __future__ import annotations

import re
from functools import lru_cache

from slowly.script.source import DENSE, WORDS_PER_SIGN

_WORD = re.compile(r"\w+(?:[.'’\-]\w+)*")
_VOWELS = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿаеёиоуыэюяіїєαεηιουωάέήίόύώ]+")
_DIGITS = re.compile(r"\d")
_SILENT_E = re.compile(r"(?<=[^aeiouyl])es?$|(?<=[aeiouy]l)es?$|(?<=[^aeiouytd])ed$")

SYLLABLES_PER_DIGIT = 1.5


def count_words(text: str) -> int:
    """How many words a listener hears in a text; at least 1 for a text with anything in it."""
    dense = len(DENSE.findall(text))
    plain = len(_WORD.findall(DENSE.sub(" ", text))) if dense else len(_WORD.findall(text))
    return max(plain + round(dense * WORDS_PER_SIGN), 1 if text.strip() else 0)


def count_dense(text: str) -> int:
    """How many words there are in what East Asian signs stand in a text; 0 where there are none."""
    return round(len(DENSE.findall(text)) * WORDS_PER_SIGN)


def count_syllables(text: str) -> float:
    """About how many syllables a text has: vowel groups, digits as they are read, one for each East Asian sign."""
    return sum(_syllables(word) for word in _WORD.findall(text.lower()))


@lru_cache(maxsize=4096)
def _syllables(word: str) -> float:
    dense = len(DENSE.findall(word))
    digits = len(_DIGITS.findall(word))
    vowels = len(_VOWELS.findall(_SILENT_E.sub("", word)))
    return max(dense + digits * SYLLABLES_PER_DIGIT + vowels, 1.0)
