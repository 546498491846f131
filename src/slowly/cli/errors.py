"""An error as it is shown: one line, and for a place in a script the line itself with a caret under it."""

from __future__ import annotations

import unicodedata

from slowly.errors import SlowlyError, Spot

WIDEST = 100

JOINERS = "\u200c\u200d"
"""They take no room, and without them Persian, Hindi and some emoji come out misspelt."""


def describe(error: SlowlyError) -> str:
    """The text for standard error."""
    lines = [f"slowly: {safe(str(error))}"]
    if error.at is not None and error.at.text.strip():
        lines += _pointed(error.at)
    return "\n".join(lines)


def _pointed(spot: Spot) -> list[str]:
    """The line of the script, cut to a screen's width, and a caret under the column."""
    start = max(spot.column - 1 - WIDEST * 2 // 3, 0) if len(spot.text) > WIDEST else 0
    shown = [_shown(sign) for sign in spot.text[start : start + WIDEST]]
    lines = ["    " + "".join(shown)]
    if spot.column:
        before = "".join(shown[: spot.column - 1 - start])
        lines.append("    " + " " * sum(_width(sign) for sign in before) + "^")
    return lines


def safe(text: str) -> str:
    """One line, with nothing in it that could move the cursor or colour the screen."""
    plain = (" " if sign == "\t" else sign for sign in text)
    return "".join(sign if sign.isprintable() or sign in JOINERS else "\ufffd" for sign in plain)


def _shown(sign: str) -> str:
    """A sign of a line that is shown: a blank of any kind, or of no width, as a blank, so that it can be pointed at.

    What only chooses how the sign before it is drawn is left out, since terminals do not agree on how wide that is.
    """
    if sign in "\ufe0e\ufe0f":
        return ""
    return " " if sign.isspace() or unicodedata.category(sign) == "Cf" else safe(sign)


def _width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me") or sign in JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
