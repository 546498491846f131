"""A talk in one block, cut into paragraphs where it turns to something else, and into chapters where it says so."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from slowly.intake.english import SMALL, is_fragment, topics_of, words_of
from slowly.intake.model import Line, Remark
from slowly.intake.passages import Passage

LONGEST_PARAGRAPH = 6
SHORTEST_PARAGRAPH = 3
SETTLED_CHAPTER = 8
"""Sentences. After so many a chapter may end and another begin, when a paragraph says one phrase again and again."""

_ANNOUNCES = re.compile(
    r"(?:(?:and|so|now|but)\s+)*here(?:'s|’s| is) (?P<topic>(?:another|a|an|one|the)\s+(?:[\w'’-]+\s?){1,5})[.:]",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"(?:so|but|now|and so|another|one of|when|here|let|next|finally|if|there|first|becoming)\b", re.IGNORECASE
)
_CARRIES_ON = re.compile(
    r"(?:and|it|that|this|they|these|those|not|he|she|which|because|then|or|also)\b", re.IGNORECASE
)


def shape(passages: list[Passage], remarks: list[Remark]) -> list[Passage]:
    """Shorter paragraphs, each beginning where the talk turns; headings before the sentences that name what follows."""
    own = {passage.title for passage in passages if passage.title}
    shaped: list[Passage] = []
    for passage, following in zip(passages, [*passages[1:], Passage()], strict=False):
        parts = list(_cut(passage, _titles(passage.lines, following.lines[:2])))
        if shaped and parts and not parts[0].title and _is_lone_heading(shaped[-1]):
            # It was left at the end of a paragraph, and belongs to the one it names.
            shaped[-1].lines += parts.pop(0).lines
        shaped += parts
    if not own:
        shaped = _label_long(_spread(shaped))
    for passage in shaped:
        if passage.title and passage.lines and passage.title not in own:
            place = passage.lines[0].place
            remarks.append(
                Remark(max(place.line, 1), max(place.column, 1), f"A chapter begins here: “{passage.title}”.")
            )
    return shaped


def _is_lone_heading(passage: Passage) -> bool:
    return bool(passage.title) and len(passage.lines) == 1 and not passage.lines[0].ends_in_mark


def _titles(lines: list[Line], ahead: list[Line]) -> dict[int, str]:
    """The headings that sentences make for what follows them, by the number of the sentence."""
    found: dict[int, str] = {}
    texts = [line.text for line in [*lines, *ahead]]
    for index, line in enumerate(lines):
        text = texts[index]
        if line.slow or len(text) > 80:
            continue
        if announced := _ANNOUNCES.fullmatch(text):
            title = re.sub(r"^(?:the|one)\s+", "", announced["topic"].strip(), flags=re.IGNORECASE)
            found[index] = title[:1].upper() + title[1:]
        elif is_fragment(text) and _picked_up(text, texts[index + 1 : index + 3]):
            found[index] = text.rstrip(" .:")
    return found


def _picked_up(text: str, following: list[str]) -> bool:
    named = topics_of(text)
    return any(named & topics_of(later) for later in following)


def _cut(passage: Passage, titles: dict[int, str]) -> Iterator[Passage]:
    """One paragraph in several: always before a heading, otherwise only where it is long."""
    lines = passage.lines
    title = passage.title
    starts = [0, *sorted(index for index in titles if index), len(lines)]
    for start, end in itertools.pairwise(starts):
        for first, last in _runs(lines[start:end], headed=start in titles):
            yield Passage(lines[start + first : start + last], titles.get(start + first, title))
            title = None


def _runs(lines: list[Line], *, headed: bool) -> Iterator[tuple[int, int]]:
    """Where to cut a run of sentences so that the cuts fall where the topic changes: the cheapest way through."""
    count = len(lines)
    if count <= LONGEST_PARAGRAPH + 1 or lines[0].slow:
        yield 0, count
        return
    texts = [line.text for line in lines]
    topics = [topics_of(text) for text in texts]
    costs = [0.0, *(_cost(texts[index], topics, index) for index in range(1, count)), 0.0]
    costs[1] += 9.0 * headed  # the sentence that is a heading stays with what it names
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, count + 1):
        options = [
            (best[start][0] + costs[end] + _length_cost(end - start), start)
            for start in range(max(0, end - LONGEST_PARAGRAPH - 2), end)
        ]
        best.append(min(options))
    ends = [count]
    while ends[-1]:
        ends.append(best[ends[-1]][1])
    ends.reverse()
    yield from itertools.pairwise(ends)


def _length_cost(length: int) -> float:
    if length < SHORTEST_PARAGRAPH:
        return 2.0 * (SHORTEST_PARAGRAPH - length)
    return 1.5 * (length - LONGEST_PARAGRAPH) if length > LONGEST_PARAGRAPH else 0.0


def _cost(text: str, topics: list[set[str]], index: int) -> float:
    """What it costs to begin a paragraph with this sentence: little where it turns to something new."""
    before = set().union(*topics[max(0, index - 2) : index])
    after = set().union(*topics[index : index + 2])
    shared = len(before & after) / max(1, min(len(before), len(after)))
    cost = 1.0 + 2.0 * shared
    if _CARRIES_ON.match(text):
        cost += 1.2
    if _TURNS.match(text):
        cost -= 0.6
    return cost


def _spread(passages: list[Passage]) -> list[Passage]:
    """Headings no closer than a paragraph or two: a chapter of one sentence is none."""
    room = SHORTEST_PARAGRAPH
    for passage in passages:
        if passage.title and room < SHORTEST_PARAGRAPH:
            passage.title = None
        room = len(passage.lines) if passage.title else room + len(passage.lines)
    return passages


def _label_long(passages: list[Passage]) -> list[Passage]:
    """Break long stretches with a heading, made of the phrase that a paragraph says again and again."""
    used = {(passage.title or "").lower() for passage in passages}
    counts: dict[int, Counter[str]] = {}
    since = 0
    for index, passage in enumerate(passages):
        if passage.title:
            since = 0
        elif since >= SETTLED_CHAPTER and not passage.lines[0].slow:
            for near in (index, index + 1):
                if near not in counts:
                    counts[near] = _said(passages[near] if near < len(passages) else Passage())
            follows = index + 1 < len(passages) and not passages[index + 1].title
            label = _label(counts[index], counts[index + 1] if follows else Counter(), used)
            if label:
                passage.title, passage.named, since = label, False, 0
                used.add(label.lower())
        since += len(passage.lines)
    return passages


def _label(here: Counter[str], later: Counter[str], used: set[str]) -> str | None:
    """The phrase of two to four words said most, in this paragraph first of all and in the next."""
    again = [(count + later[phrase], count, len(phrase.split()), phrase) for phrase, count in here.items()]
    best = max((row for row in again if row[0] >= 2 and row[3] not in used), default=None)
    return best[3][:1].upper() + best[3][1:] if best else None


def _said(passage: Passage) -> Counter[str]:
    """The phrases of a paragraph and how often it says them; once in a clause is once."""
    clauses = (clause for line in passage.lines for clause in re.split(r"[.,;:!?…—–()\"“”]+", line.text))
    return Counter(phrase for clause in clauses for phrase in set(_phrases(words_of(clause))))


def _phrases(words: list[str]) -> Iterator[str]:
    """Runs of two to four words that begin and end with words that matter."""
    for start, first in enumerate(words):
        if first in SMALL or "'" in first:
            continue
        for end in range(start + 2, min(start + 4, len(words)) + 1):
            last = words[end - 1]
            if "'" in last:
                break
            if last not in SMALL:
                yield " ".join(words[start:end])
            elif last not in _TIES:
                break


_TIES = frozenset("of and the your for".split())
"""Small words that may stand inside a phrase."""
