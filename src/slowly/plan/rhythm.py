"""The rhythm a script is spoken in where its author has not said: gaps, and how slow “say this slowly” is."""

from __future__ import annotations

from slowly.plan.cues import Echo
from slowly.script.model import PACES
from slowly.units import Ms

DEFAULT_WPM = PACES["gentle"]

SENTENCE_MS, LINE_MS, PARAGRAPH_MS, CHAPTER_MS = 900, 1_600, 3_000, 6_000
"""The gap after each, at the default pace. Published scripts leave 2-3 s within a breath and 6-8 s between parts."""

RATE_MS = 120
"""Within a sentence, where the rate changes."""

BREATH_MS = 8_000
"""One breath, in and out, where neither script nor listener has said: some seven a minute, slow but at ease."""

AFTER_BELL_MS = 5_000
"""A bell is let ring this long before the next word, though it rings on under it."""

HEAD_MS, TAIL_MS = 250, 2_500
HEAD_WITH_BED_MS, TAIL_WITH_BED_MS = 5_000, 12_000
"""A bed comes in over 4 s before the first word and goes out over 12 s after the last: never an abrupt end."""

LEAST_HEAD_MS = 30
"""So much silence comes first in every session, whatever is wished. Players are 25 ms late with an MP3, which therefore
leaves out as much of it."""

ECHO = Echo(times=1.2, plus_ms=Ms(800))
"""Room to say a line back, for someone who says it a little slower and needs a moment to begin."""

SLOW_SHARE, SLOW_WPM = 0.85, 90.0
"""A slow line goes at this share of the pace around it, and never faster than that many words per minute."""


def gap_ms(gap_at_default: float, pace_wpm: float) -> Ms:
    """A gap at some pace: as the words slow down, so does the room around them, within reason."""
    return Ms(round(gap_at_default * min(max(DEFAULT_WPM / pace_wpm, 0.8), 1.6)))


def slow_wpm(pace_wpm: float) -> float:
    """The pace of a slow line among others of `pace_wpm`, in words per minute."""
    return min(pace_wpm * SLOW_SHARE, SLOW_WPM)


def phrase_words(pace_wpm: float, *, slow: bool) -> int:
    """About how many words are spoken in one go: the slower, the fewer, and fewer still in a line to be said slowly."""
    return min(max(round(pace_wpm / (18 if slow else 15)), 3), 8)
