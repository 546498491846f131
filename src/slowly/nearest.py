"""“Did you mean …?” for every name a person can mistype."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(wrong: str, known: Iterable[str], *, most: int = 3) -> str | None:
    """A question that names the nearest known names, or None when none is near."""
    names = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(wrong.casefold()[:80], names, n=most, cutoff=0.55)
    if not near:
        near = [name for name in names if wrong and (wrong.casefold() in name or name in wrong.casefold())][:most]
    if not near:
        return None
    words = [names[name] for name in near]
    listed = words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]
    return f"Did you mean {listed}?"
