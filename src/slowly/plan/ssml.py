"""A plan as SSML 1.1, for speech engines that take it: sentences, breaks, rates, emphasis and pronunciations."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from slowly.plan.cues import BedChange, ChapterStart, Phrase, Plan, Utterance
from slowly.plan.rhythm import DEFAULT_WPM
from slowly.plan.schedule import schedule
from slowly.script.model import Guided, Strike
from slowly.units import frames_from_ms, ms_from_frames

LONGEST_BREAK_MS = 10_000
"""Some engines refuse a longer break; longer silences are several."""


def as_ssml(plan: Plan) -> str:
    """The document. Chapters and bells are marks, since SSML has neither; rates are in per cent of an ordinary pace."""
    body = "\n".join(_body(plan))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang={quoteattr(plan.language)}>\n'
        f"{body}\n</speak>\n"
    )


def _body(plan: Plan) -> Iterator[str]:
    chapters = bells = 0
    for placed in schedule(plan, (frames_from_ms(said.target_ms) for said in plan.utterances)):
        match placed.cue:
            case Utterance() as said:
                yield f"<s>{_rate(said)}</s>"
            case ChapterStart(title=title):
                chapters += 1
                yield f"<!-- {_comment(title)} -->\n<mark name={quoteattr(f'chapter-{chapters}')}/>"
            case Strike(sound=sound):
                bells += 1
                yield f"<mark name={quoteattr(f'{sound}-{bells}')}/>"
            case Guided() if placed.frames:
                yield from _breaks(round(ms_from_frames(placed.frames)))
            case BedChange() | None:
                pass
            case _:
                yield from _breaks(round(ms_from_frames(placed.frames)))


def _rate(said: Utterance) -> str:
    inside = " ".join(_phrase(phrase) for phrase in said.phrases)
    rate = round(100 * said.pace_wpm / DEFAULT_WPM)
    return inside if rate == 100 else f'<prosody rate="{rate}%">{inside}</prosody>'


def _phrase(phrase: Phrase) -> str:
    text = escape(phrase.text)
    if phrase.said != phrase.text:
        text = f"<sub alias={quoteattr(phrase.said)}>{text}</sub>"
    return f'<emphasis level="strong">{text}</emphasis>' if phrase.lean else text


def _breaks(ms: int) -> Iterator[str]:
    while ms > 0:
        yield f'<break time="{min(ms, LONGEST_BREAK_MS)}ms"/>'
        ms -= LONGEST_BREAK_MS


def _comment(text: str) -> str:
    return escape(text.replace("--", "- -").rstrip("-"))
