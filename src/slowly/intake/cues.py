"""Cues inside the sentences themselves: “take a slow breath”, “pause here”, “notice your hands”.

The sentence stays spoken; what it asks for is given time. One row for each sort of sentence; the first that fits
counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from slowly.intake.amounts import NUMBER, UNIT, mark_for, read_number
from slowly.intake.model import Line, Mark, Note, Words

_LEAD = (
    r"(?:(?:(?:and|now|so|then|just|gently|slowly|softly|simply|again|next|once more|one more time|let's|let us|let’s"
    r"|please"
    r"|you (?:can|may|might|could)|if you (?:like|want|wish|can)|when you(?:'re|’re| are) ready|for a moment|here"
    r"|perhaps"
    r"|maybe|i(?:'d like|’d like| want| invite) you to|i invite you to|see if you can|try to|begin to|start to"
    r"|allow yourself to"
    r"|take a moment to|we(?:'ll|’ll| will| can)|as you do|before we begin|to begin|first|finally"
    r"|together)\b[,\s]*){0,4})"
)
_ADJECTIVES = (
    r"(?:(?:deep|deeper|slow|long|full|gentle|soft|big|easy|nice|cleansing|good|conscious|quiet|small|mindful)"
    r"(?:,| and)?\s+){0,3}"
)

Found = re.Match[str]


class Cue(NamedTuple):
    """One row: a sentence that has it, what to look for, and the marks that follow."""

    example: str
    pattern: re.Pattern[str]
    marks: Callable[[Found], tuple[str, ...]]


def _row(example: str, pattern: str, *marks: str, asked: bool = False) -> Cue:
    def given(found: Found) -> tuple[str, ...]:
        if asked and found["number"]:
            mark = mark_for(found["number"], found["unit"])
            return (mark,) if mark else marks
        return marks

    return Cue(example, re.compile(pattern, re.IGNORECASE), given)


def _breath_row(example: str, pattern: str) -> Cue:
    def given(found: Found) -> tuple[str, ...]:
        mark = mark_for(found["number"], "breaths") if found["number"] else None
        return (mark or "breath",)

    return Cue(example, re.compile(pattern, re.IGNORECASE), given)


_FOR = (
    rf"for\s+(?:about\s+|around\s+)?(?P<number>{NUMBER})\s*-?\s*(?:more\s+)?(?:(?:full|slow|deep|whole|quiet)\s+)?"
    rf"(?P<unit>{UNIT})\b"
)

CUES: tuple[Cue, ...] = (
    _row("Pause for ten seconds.",
         rf"^{_LEAD}(?:pause|rest|wait|stay|sit|be|breathe|remain|stop|be still|stand|lie)\b[^.]{{0,60}}?\b{_FOR}",
         "8s", asked=True),
    _row("We sit in silence for one minute.",
         rf"\b(?:silence|stillness|quiet|quietly|silently)\b[^.]{{0,30}}?\b{_FOR}", "8s", asked=True),
    _breath_row("Take three slow breaths.",
                rf"^{_LEAD}(?:take|have|enjoy|let yourself take)\s+(?:(?P<number>{NUMBER})\s+)?(?:more\s+|other\s+)?"
                rf"{_ADJECTIVES}breaths?\b(?!\s+(?:in|out)\b)"),
    _breath_row("Stay for three breaths.", rf"\bfor\s+(?P<number>{NUMBER})\s+(?:more\s+)?{_ADJECTIVES}breaths\b"),
    _row("Pause here for a moment.",
         rf"^{_LEAD}(?:take a\s+)?pause\b(?=[.!…,]?$|\s+(?:here|now|for|with|and|a))", "6s"),
    _row("Take your time.", rf"^{_LEAD}take (?:all the|your|as much) time\b", "8s"),
    _row("Take a moment.",
         rf"^{_LEAD}(?:take|give (?:yourself|it)|spend|use)\s+(?:a|this|another|some|one|your|a few|few|a little)\s+"
         r"(?:quiet\s+)?(?:moments?|minutes?|time|while|seconds?)\b", "6s"),
    _row("A moment of silence.", r"\b(?:moments?|minutes?) of (?:silence|stillness|quiet|rest)\b", "8s"),
    _row("Imagine a warm light.",
         rf"^{_LEAD}(?:imagine|picture|visuali[sz]e|see yourself|remember a|recall|think of|bring to mind)\b", "6s"),
    _row("Rest in this feeling.",
         rf"^{_LEAD}(?:rest|stay|sit|be|linger|dwell|remain)\s+(?:here|with|in|there|for a|as long)\b", "8s"),
    _row("Notice your hands.",
         rf"^{_LEAD}(?:notice|feel|sense|observe|become aware|be aware|listen|scan"
         r"|bring (?:your|the|all your) (?:attention|awareness|focus)|turn your attention|let your attention"
         r"|see (?:if|what|how|whether)|watch)\b", "5s"),
    _row("Just breathe in and out.", rf"^{_LEAD}breathe\s+(?:\w+\s+)?in\s+and\s+out\b", "2 breaths"),
    _row("Breathe.", rf"^{_LEAD}breathe\b", "breath"),
    _row("Close your eyes.",
         rf"^{_LEAD}(?:close|soften|relax|release|unclench|drop|lower|let go|let your|let the|allow|settle|sit|lie"
         r"|find a|place|put (?:a|one|your)|rest your|lean|open your eyes|wiggle)\b", "4s"),
)  # fmt: skip

_ASKS = re.compile(
    r"\b(?:pause|rest|wait|stay|sit|be|breathe|breaths?|remain|stop|stand|lie|silen|still|quiet|take|have|enjoy|give|spend|use"
    r"|moment|minute|imagine|picture|visuali|see|remember|recall|think|bring|linger|dwell|notice|feel|sense|observe|become"
    r"|listen|scan|turn|let|watch|close|soften|relax|release|unclench|drop|lower|allow|settle|find|place|put|lean|open"
    r"|wiggle)", re.IGNORECASE
)  # fmt: skip
"""Every row has one of these: most sentences have none, and are done with sooner."""

_NOT_AFTER = "".join(rf"(?<!\b{word} )" for word in "you to the your each every that next long we i an".split())
_PHASES = re.compile(
    rf"""
      (?P<inhale> {_NOT_AFTER}\b(?:breathe\s+(?:\w+\s+)?in\b(?!\s+and\s+out\b(?!,|\s+\w))|inhale\b)
                  | \b(?:take|draw)\s+(?:a|an|another|one|in\s+a)\s+{_ADJECTIVES}(?:breath\s+in|inhale|in-?breath)\b)
    | (?P<exhale> \b(?:a|one|with\s+a)\s+{_ADJECTIVES}(?:breath\s+out|out-?breath)\b
                  | {_NOT_AFTER}\b(?:breathe\s+(?:\w+\s+)?out\b|exhale\b)
                  | \b(?:and|then)\s+(?:slowly\s+|gently\s+)?out\b (?!\sof)
                  | (?:,|\band|\bthen)\s+out\s+(?:for|through|slowly|again)\b
                  | \blet\s+(?:it|the\s+breath|that\s+breath|this\s+breath)\s+(?:all\s+)?(?:go|out)\b)
    | (?P<hold> \bhold\b(?!\s+(?:on|your\s+(?:hand|heart|gaze|attention)|yourself|space|the\s+(?:image|feeling))) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DOTS = re.compile(r"…|\.{3}")
_BREATHES = re.compile(r"breath|hale|hold|\b(?:in|out|go)\b", re.IGNORECASE)
_COUNT = re.compile(rf"\bfor\s+(?:a\s+|the\s+)?(?:(?:slow\s+)?count\s+of\s+)?(?P<number>{NUMBER})\b", re.IGNORECASE)
_START = re.compile(rf"^{_LEAD}$", re.IGNORECASE)
_WITH = re.compile(r"(?:as|when|while|if|each|every|whenever|with)\b", re.IGNORECASE)
_JOIN = re.compile(r"(?:[,;…]?\s+(?:and\s+then|and|then|now)|[,;…])?\s*\Z", re.IGNORECASE)
_SHORT_OUT = re.compile(
    r"^(?:and |then |now |slowly |gently |and then )*(?:out|let (?:it|that)(?: all)? (?:go|out))\b", re.IGNORECASE
)
_SHORT_IN = re.compile(r"^(?:and |then |now |once more,? |again,? |and once more,? )*in\b", re.IGNORECASE)
_USUAL = {"inhale": 4, "hold": 2, "exhale": 6}


def marks_after(text: str) -> tuple[str, ...]:
    """The marks that a sentence asks to be followed by; none for most."""
    head = text[:200]
    if not _ASKS.search(head):
        return ()
    return next((row.marks(found) for row in CUES if (found := row.pattern.search(head))), ())


def guide_breath(line: Line, before: str | None) -> tuple[Line, str | None]:
    """A line with the breath it leads set into it, and the last phase of it: `inhale`, `hold`, `exhale` or None.

    `before` is what the line before ended with, so that “And out.” is understood.
    """
    text = line.text
    # Where dots stand, the breath itself takes the place of the pause they would be.
    marks = {piece.inside for piece in line.pieces if isinstance(piece, Mark)}
    leaned = any(isinstance(piece, Words) and piece.leaned for piece in line.pieces)
    plain = not leaned and (not marks or (marks <= {"2s", "4s"} and _DOTS.search(text) is not None))
    phases = _phases(text, before) if plain else []
    if not phases:
        return line, None
    pieces: list[Words | Mark] = []
    for number, (start, phase) in enumerate(phases):
        end = phases[number + 1][0] if number + 1 < len(phases) else len(text)
        count = _COUNT.search(text, start, end)
        seconds = read_number(count["number"]) if count else _USUAL[phase]
        seconds = seconds if 1 <= seconds <= 20 else _USUAL[phase]
        begin = 0 if number == 0 else start
        pieces += [Words(text[begin:end].strip(), place=line.place), Mark(f"{phase} {seconds:g}s")]
    rest = [piece for piece in line.pieces if isinstance(piece, Note)]
    return Line((*pieces, *rest), line.slow), phases[-1][1]


def _phases(text: str, before: str | None) -> list[tuple[int, str]]:
    """Where each part of a breath that the sentence leads begins, with the words that join it."""
    if len(text) > 400 or not text or not _BREATHES.search(text):
        return []
    found = [(token, token.lastgroup or "") for token in _PHASES.finditer(text)]
    if not found:
        short = text.count(" ") <= 6
        if short and before in ("inhale", "hold") and _SHORT_OUT.match(text):
            return [(0, "exhale")]
        return [(0, "inhale")] if short and before == "exhale" and _SHORT_IN.match(text) else []
    first, phase = found[0]
    lead = text[: first.start()]
    asked = _START.match(lead) is not None or lead.rstrip().endswith((",", ":", ";", " and", " then"))
    if not asked or _WITH.match(text):
        return []
    if phase == "hold" and before is None and len(found) == 1:
        return []
    kept: list[tuple[int, str]] = []
    for token, name in found:
        if kept and kept[-1][1] == name:
            continue
        join = _JOIN.search(text[: token.start()]) if kept else None
        start = join.start() if join and join[0].strip() else token.start()
        while start < len(text) and (text[start] in ",;… "):
            start += 1
        kept.append((start, name))
    return kept
