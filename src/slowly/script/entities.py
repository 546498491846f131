"""Signs that are written as HTML writes them: `&mdash;` and its like."""

from __future__ import annotations


def sign_of(entity: str) -> str:
    """The sign that an entity such as `&mdash;` or `&#8212;` stands for; what stands for none is left as it is."""
    from html import unescape  # its table of two thousand names is not needed for most scripts

    sign = unescape(entity)
    shown = bool(sign) and "\ufffd" not in sign and (sign.isprintable() or sign.isspace())
    return sign if shown else entity
