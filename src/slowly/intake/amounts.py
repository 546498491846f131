"""How long a pause is, as people write it: `3s`, `3 sec`, `ten seconds`, `half a minute`, `a few breaths`."""

from __future__ import annotations

import re

from slowly.units import LONGEST_MS, write_duration

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60,
    "ninety": 90, "half a": 0.5, "a couple of": 2, "a couple": 2, "a few": 3, "several": 5, "a few more": 3,
    "another": 1, "a few slow": 3, "a few deep": 3, "couple of": 2, "few": 3,
}  # fmt: skip
_MS = {"ms": 1, "s": 1_000, "m": 60_000}
_WORDS = "|".join(sorted((re.escape(name) for name in _NUMBERS), key=len, reverse=True))

NUMBER = rf"\d{{1,5}}(?:[.,]\d{{1,3}})?|(?:{_WORDS})(?![\w-])"
"""A number in figures or words, as part of a larger pattern."""

UNIT = r"milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|breaths?|counts?"
"""A unit, as part of a larger pattern."""


def read_number(text: str) -> float:
    """The number that NUMBER found."""
    known = _NUMBERS.get(" ".join(text.lower().split()))
    return known if known is not None else float(text.replace(",", "."))


def mark_for(number: str, unit: str | None) -> str | None:
    """The inside of the mark for so many seconds, minutes or breaths; None when no pause can be so long, or none."""
    count = read_number(number)
    name = (unit or "s").lower()
    if name.startswith("breath"):
        whole = max(1, round(count))
        return ("breath" if whole == 1 else f"{whole} breaths") if whole <= 99 else None
    key = "ms" if name.startswith(("ms", "milli")) else "m" if name.startswith("m") else "s"
    ms = round(count * _MS[key])
    return write_duration(ms) if 0 < ms <= LONGEST_MS else None
