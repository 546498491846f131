"""What a good editor would say of a script: one rule each, all of them warnings, none of them law.

A writer who means it so says why, in a comment on the line or just above it: `<!-- allow long-line: one breath, tried
aloud -->`. With `everywhere`, as in `<!-- allow fast everywhere: a walking meditation -->`, it holds for the script.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from slowly.plan import Plan, Wishes, plan_script
from slowly.review.language import (
    absolute_in,
    is_imperative,
    is_instruction,
    is_invitation,
    leads_back,
    negation_in,
    offers_way_out,
    speaks_english,
)
from slowly.review.outline import Outline, outline
from slowly.script.model import Arc, Note, Place, Say, Script

LONGEST_WORDS = 20
"""A speaker has breath for some twenty words; at a slow pace for fewer."""

FASTEST_WPM = 125.0
"""Narrators of meditations keep to 80 to 120 words per minute."""

LEAST_TIME_MS = 2_000.0
"""Less than a breath is no time to do anything in."""

LONG_ENOUGH_MS = 4 * 60_000.0
"""A session shorter than this needs no way out of its own."""

NEAR = 4
"""Lines to either side in which an invitation still colours an instruction."""

EARLY, LATE = 0.35, 0.75
"""Shares of a session: a way out stands before the first, and the way back begins after the second."""

_ALLOWED = re.compile(r"allow\s+(?P<rule>[a-z-]+)(?P<everywhere>\s+everywhere)?\s*:\s*(?P<reason>\S.*)", re.IGNORECASE)


_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+|\b[\w.+-]{1,64}@[\w-]{1,63}\.\w[\w.]*", re.IGNORECASE)


@dataclass(frozen=True)
class Remark:
    """A warning at its place."""

    rule: str
    message: str
    place: Place
    hint: str = ""


@dataclass(frozen=True)
class Rule:
    """A thing to look at."""

    name: str
    means: str
    look: Callable[[Script, Outline], Iterator[Remark]]
    english: bool = False
    """Whether it looks at words, and so only speaks of scripts in English."""


def review(script: Script, plan: Plan | None = None) -> list[Remark]:
    """Every remark on a script that its writer has not answered, in the order of its lines."""
    seen = outline(plan or plan_script(script, Wishes()))
    english = speaks_english(script.header.language or "en")
    found = [remark for rule in RULES if english or not rule.english for remark in rule.look(script, seen)]
    answers = answers_in(script)
    kept = [remark for remark in found if not is_answered(remark, answers)]
    return sorted(kept, key=lambda remark: (remark.place, remark.rule))


def is_answered(remark: Remark, answers: frozenset[tuple[str, int]]) -> bool:
    """Whether a comment of the writer's answers a remark."""
    return not answers.isdisjoint({(remark.rule, 0), (remark.rule, remark.place.line)})


def answers_in(script: Script) -> frozenset[tuple[str, int]]:
    """Each rule that a comment answers, with the lines it answers for; 0 is all of them."""
    return frozenset(_answers(script))


def _answers(script: Script) -> Iterator[tuple[str, int]]:
    written = [number for number, line in enumerate(script.source, 1) if line.strip()]
    for line in script.lines:
        for item in line.items:
            found = _ALLOWED.fullmatch(item.text.strip()) if isinstance(item, Note) else None
            if found is None:
                continue
            if found["everywhere"]:
                yield found["rule"].lower(), 0
            else:
                below = bisect_right(written, item.place.line)
                yield found["rule"].lower(), item.place.line
                yield found["rule"].lower(), written[below] if below < len(written) else item.place.line


def _long_lines(_: Script, seen: Outline) -> Iterator[Remark]:
    for line in seen.lines:
        if line.said.words > LONGEST_WORDS:
            message = f"This sentence has {line.said.words} words and takes {line.spoken_ms / 1_000:.0f} s"
            yield Remark("long-line", message, line.said.place, "Cut it where you would take a breath.")


def _fast(_: Script, seen: Outline) -> Iterator[Remark]:
    told: set[float] = set()
    for line in seen.lines:
        if line.said.pace_wpm > FASTEST_WPM and line.said.pace_wpm not in told:
            told.add(line.said.pace_wpm)
            message = f"From here it goes at {line.said.pace_wpm:.0f} words per minute"
            yield Remark("fast", message, line.said.place, f"Meditations are spoken at 80 to {FASTEST_WPM:.0f}.")


def _hurried(_: Script, seen: Outline) -> Iterator[Remark]:
    lines = seen.lines
    for index, line in enumerate(lines):
        if line.said.slow or not is_instruction(line.said.text):
            continue
        soon = lines[index : index + 3]  # an instruction may be explained in a sentence or two before its pause
        if all(after.rest_ms < LEAST_TIME_MS for after in soon):
            message = f"Something to do, and {line.rest_ms / 1_000:.1f} s to do it in"
            yield Remark("hurried", message, line.said.place, "A pause such as [4s] gives it room.")


def _empty_chapters(script: Script, _: Outline) -> Iterator[Remark]:
    for chapter in script.chapters:
        lines = [line for paragraph in chapter.paragraphs for line in paragraph.lines]
        if chapter.title is not None and not any(line.sentences for line in lines):
            message = f"Nothing is said under “{chapter.title}”"
            yield Remark("empty-chapter", message, chapter.place, "Write something under it, or leave it out.")


def _way_out(script: Script, seen: Outline) -> Iterator[Remark]:
    if not script.is_guided or seen.total_ms < LONG_ENOUGH_MS:
        return
    early = [line for line in seen.lines if line.start_ms < EARLY * seen.total_ms]
    if not any(offers_way_out(line.said.text) for line in early):
        hint = "Say early that one may stop at any time."
        yield Remark("no-way-out", "Nothing here tells that one may stop", early[0].said.place, hint)


def _way_back(script: Script, seen: Outline) -> Iterator[Remark]:
    sleeps = script.header.arc is Arc.SLEEP
    if not script.is_guided or seen.total_ms < LONG_ENOUGH_MS or sleeps:
        return
    late = [line for line in seen.lines if line.start_ms > LATE * seen.total_ms]
    titled = leads_back(next((row.title for row in reversed(seen.chapters) if row.title), ""))
    if not titled and not any(leads_back(line.said.text) for line in late):
        place = seen.lines[-1].said.place
        hint = "Lead back to the room: a sound in it, something that moves, eyes that may open."
        yield Remark("no-way-back", "Nothing near the end leads the listener back", place, hint)


def _bare_imperatives(_: Script, seen: Outline) -> Iterator[Remark]:
    lines = seen.lines
    for index, line in enumerate(lines):
        if line.said.slow or not is_imperative(line.said.text) or is_invitation(line.said.text):
            continue
        near = lines[max(index - NEAR, 0) : index + NEAR]
        if not any(is_invitation(other.said.text) for other in near):
            hint = "Leave a choice nearby: “you might”, “if you like”."
            yield Remark("bare-imperative", "An instruction with no invitation near it", line.said.place, hint)


def _absolutes(_: Script, seen: Outline) -> Iterator[Remark]:
    for line in seen.lines:
        word = absolute_in(line.said.text) if line.said.slow else None
        if word:
            message = f"“{word}” in an affirmation is seldom true on a bad day"
            yield Remark("absolute", message, line.said.place, "Say what holds today.")


def _negations(_: Script, seen: Outline) -> Iterator[Remark]:
    for line in seen.lines:
        word = negation_in(line.said.text) if line.said.slow else None
        if word and not absolute_in(line.said.text):
            message = f"An affirmation that says what is not (“{word}”)"
            yield Remark("negated", message, line.said.place, "Say what is, where that is honest.")


def _wordless(script: Script, _: Outline) -> Iterator[Remark]:
    for line in script.lines:
        for item in line.items:
            if isinstance(item, Say) and not item.has_words:
                shown = item.text if len(item.text) <= 20 else f"{item.text[:19]}…"
                hint = "Take it out, or write a pause such as [4s]."
                yield Remark("wordless", f"There is no word in “{shown}”, so nothing is said", item.place, hint)


def _addresses(_: Script, seen: Outline) -> Iterator[Remark]:
    for line in seen.lines:
        found = _ADDRESS.search(line.said.text)
        if found:
            hint = "Say where to look in words, or put it into the summary."
            yield Remark("address", f"“{found[0][:40]}” is read out sign by sign", line.said.place, hint)


def _glued_headings(_: Script, seen: Outline) -> Iterator[Remark]:
    for line in seen.lines:
        if line.said.text.startswith("#"):
            hint = "For a heading, put a blank after the #."
            yield Remark("heading", "This is spoken, the # included", line.said.place, hint)


RULES: tuple[Rule, ...] = (
    Rule("long-line", "a sentence too long for one breath", _long_lines),
    Rule("fast", "faster than meditations are spoken", _fast),
    Rule("hurried", "something to do, and almost no time to do it", _hurried, english=True),
    Rule("wordless", "a line without a word or a number in it", _wordless),
    Rule("address", "an address of the web or of mail, which no one can follow by ear", _addresses),
    Rule("heading", "a heading without its blank, which is spoken", _glued_headings),
    Rule("empty-chapter", "a heading with nothing said under it", _empty_chapters),
    Rule("no-way-out", "nothing early on that tells one may stop", _way_out, english=True),
    Rule("no-way-back", "nothing near the end that leads back to the room", _way_back, english=True),
    Rule("bare-imperative", "an instruction with no invitation near it", _bare_imperatives, english=True),
    Rule("absolute", "always, never and their like in an affirmation", _absolutes, english=True),
    Rule("negated", "an affirmation that says what is not", _negations, english=True),
)
