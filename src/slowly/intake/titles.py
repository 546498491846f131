"""Lines that stand alone in a plain text and are titles, though nothing marks them as such."""

from __future__ import annotations

import re

from slowly.intake.directions import names_a_sound, read_direction
from slowly.intake.english import IMPERATIVES, words_of

_BOLD = re.compile(r"(\*{2,3}|__)(?P<title>[^*_]{2,60}[^*_.,;:!?…\s])(?:\1)")
_NUMBERED = re.compile(
    r"(?:part|chapter|section|week|day|session)\s+(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|[ivx]{1,5})"
    r"\b[^.!?]{0,60}", re.IGNORECASE
)  # fmt: skip


def title_of(text: str) -> str | None:
    """The title in a line that stands alone; None when it may well be there to be spoken."""
    if bold := _BOLD.fullmatch(text):
        text = bold["title"]
        return text if words_of(text) and not read_direction(text) else None
    if _NUMBERED.fullmatch(text):
        return text
    words = text.split()
    if not 1 <= len(words) <= 8 or text[-1] in '.!?,;…:"”)]*_' or text[0] in '([<{*-"“' or read_direction(text):
        return None
    if text.isupper() and len(text) >= 4 and not names_a_sound(text):
        return text.capitalize()
    capital = [word for word in words if word[0].isupper()]
    small = [word for word in words if not word[0].isupper() and len(word) > 4]
    lead = words_of(text)
    return text if len(capital) >= 2 and not small and lead and lead[0] not in IMPERATIVES else None
