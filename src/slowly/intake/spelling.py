"""What SSML calls say-as, and Speech Markdown a modifier: how a bit of text is to be read out."""

from __future__ import annotations

import re

_MONTHS = ("January February March April May June July August September October November December").split()
_SPELLED = frozenset("characters chars spell-out spell verbatim digits character letters".split())
_PHONE = frozenset("telephone phone".split())
_ORDERS = {"mdy": "mdy", "dmy": "dmy", "ymd": "ymd", "ydm": "ydm", "md": "md", "dm": "dm", "ym": "ym", "my": "my"}
LONGEST = 200


def spell(text: str, manner: str, form: str = "") -> str | None:
    """How to say a text in a manner such as `characters` or `date`; None where the words are best left to the voice."""
    manner = manner.lower().rsplit(":", 1)[-1]
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    if manner in _SPELLED:
        return " ".join(sign.upper() for sign in text if not sign.isspace())
    if manner in _PHONE:
        groups = re.findall(r"\d+", text)
        return ", ".join(" ".join(group) for group in groups) if groups else None
    if manner == "ordinal" and re.fullmatch(r"\d{1,6}", text):
        return text + _suffix(int(text))
    if manner == "date":
        return _date(text, form.lower())
    return None


def _suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _date(text: str, form: str) -> str | None:
    order = _ORDERS.get(re.sub(r"[^dmy]", "", re.sub(r"(.)\1+", r"\1", form)))
    parts = re.findall(r"\d+", text)
    if re.search(r"[^\d\s/.\-]", text) or order is None:
        return None
    if len(parts) == 1 and order == "ymd" and len(text) == 8:
        parts = [text[:4], text[4:6], text[6:]]
    if len(parts) != len(order):
        return None
    found = dict(zip(order, parts, strict=True))
    month, day = int(found.get("m", "0")[:4]), int(found.get("d", "1")[:4])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    said = [_MONTHS[month - 1]]
    if "d" in found:
        said.append(f"{day}{_suffix(day)}")
    return " ".join(said) + (f", {found['y']}" if "y" in found else "")
