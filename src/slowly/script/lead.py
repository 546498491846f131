"""What stands before the words of a line: signs of a quotation, and bullets, typed or pasted."""

from __future__ import annotations

import re

BULLETS = "•‣⁃◦○●■□▪▫·∙→➢➤✓✔–\uf0a7\uf0b7\uf0d8"
"""What word processors and the web put before the points of a list; typed ones are - * and +."""

_LEAD = re.compile(rf"(?:\s*+(?:>|[-*+{BULLETS}]\s++(?=\S)))*+")
_NUMBERED = re.compile(r"\s*\d{1,3}[.)]\s+>")


def without_lead(text: str, bare: str, raw: str) -> tuple[str, int, bool]:
    """A line whose lead is blanks, where its words begin, and whether it is a quotation.

    `bare` is the line without its comments, and `raw` as it was before its tabs became blanks. No column moves.
    """
    bullet = len(raw) - len(raw.lstrip())
    if raw[bullet : bullet + 2] == "o\t":  # a hollow bullet of a word processor
        text, bare = (f"{line[:bullet]} {line[bullet + 1 :]}" for line in (text, bare))
    lead = _LEAD.match(bare)
    end = lead.end() if lead else 0
    quotes = ">" in bare[:end]
    if end:
        text = "".join(sign if bare[at].isspace() else " " for at, sign in enumerate(text[:end])) + text[end:]
    numbered = _NUMBERED.match(bare, end)
    if numbered:  # 1. > a quotation in a list
        quotes = True
        text = f"{text[: numbered.end() - 1]} {text[numbered.end() :]}"
    return text, end, quotes


def has_lead(text: str) -> bool:
    """Whether something stands before the words of a line."""
    lead = _LEAD.match(text)
    return lead is not None and bool(lead[0].strip())
