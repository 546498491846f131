"""Where a careful speaker would pause inside a sentence.

A pause may come after a comma and its like, before a conjunction or a relative word, and before a preposition; never
between a small word and what it belongs to, nor within a few words in brackets. Among the ways to cut a sentence into
phrases of a wished size, the one of least total cost is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from slowly.plan.words import count_dense

_AFTER_SIGN = re.compile(r"[,;:—–…)\"”»，、；：。！？|]$|[，、；：…][”’」』）]$|--$|\.\.\.$")
_DATE = re.compile(r"\d{1,2},"), re.compile(r"\d{4}\b")
_BEFORE = {
    1.0: """and or but nor so yet because although though while when where wherever until till before after since unless
        if than that which who whom whose as""",
    2.0: """for with without from into onto through under over between among across against along around at by in on to
        inside beside behind beyond near toward towards about like not""",
    4.0: "of",
}
_COST_BEFORE = {word: cost for cost, words in _BEFORE.items() for word in words.split()}
_ARTICLES = frozenset("a an the my your his her its our their".split())
_BOUND = frozenset(
    """this that these those some any no every each another of to in on at by for
    with from into as and or but if i you we they he she it who which not very too so more most is are was were be been
    am do does did has have had will would can could may might must shall should don't i'm you're there's
    there next last first second third other same own few two three four five six seven eight nine ten twelve twenty
    thirty forty fifty hundred thousand half""".split()
)
_BEFORE_TO = frozenset("have has had having going want wanted need needed used able ought like get got".split())
"""Words that “to” belongs to: what she had to do."""
_BEFORE_NOT = frozenset(
    "am is are was were do does did have has had can could may might must will would should".split()
)
_FREE_COST = 5.0
_BOUND_COST = 4.0
_ARTICLE_COST = 5.0
_TIED_COST = 7.0
_BRACKET_COST = 12.0
_UNEVEN = 0.15
LONGEST_PHRASE = 400
"""Characters. Engines take time with the square of the length, and the one on Linux dies of far longer texts."""


def phrase_ends(words: Sequence[str], *, most: int, least: int = 2, language: str = "en") -> list[int]:
    """Where each phrase of a sentence ends, as a count of its words; a phrase has `least` to about `most` of them.

    Outside English only signs such as commas are taken, since the words to pause before are not known.
    """
    sizes = [max(count_dense(word), 1) for word in words]
    inside = _in_brackets(words, most)
    ends: list[int] = []
    own, ahead = 0, sum(sizes)
    for index, word in enumerate(words):
        own += sizes[index]
        ahead -= sizes[index]
        if own >= least and ahead >= least and _AFTER_SIGN.search(word) and not inside[index + 1]:
            if _DATE[0].fullmatch(word) and _DATE[1].match(words[index + 1]):
                continue  # January 5, 2024
            ends.append(index + 1)
            own = 0
    ends.append(len(words))
    if language.split("-", maxsplit=1)[0].lower() != "en":
        return ends
    cut: list[int] = []
    for start, end in zip([0, *ends], ends, strict=False):
        cut += [start + at for at in _cut(words[start:end], inside[start:end], most, least)]
    return cut


def split_phrases(text: str, *, most: int, least: int = 2, language: str = "en") -> tuple[str, ...]:
    """The phrases of a sentence with blanks between its words; joined with blanks they are the sentence again."""
    words = text.split()
    ends = phrase_ends(words, most=most, least=least, language=language)
    return tuple(" ".join(words[start:end]) for start, end in zip([0, *ends], ends, strict=False))


def _in_brackets(words: Sequence[str], most: int) -> list[bool]:
    """Whether a cut before each word, or at the end, would fall within a few words in brackets."""
    inside = [False] * (len(words) + 1)
    opened: int | None = None
    for index, word in enumerate(words):
        if word[:1] == "(" and ")" not in word:
            opened = index
        elif opened is not None and ")" in word:
            if index - opened < most:
                inside[opened + 1 : index + 1] = [True] * (index - opened)
            opened = None
    return inside


def _cut(words: Sequence[str], inside: Sequence[bool], most: int, least: int) -> list[int]:
    """The ends of the cheapest runs of `least` to `most` words, longer only where no cut is good."""
    count = len(words)
    if count <= most:
        return [count]
    ideal = count / -(-count // most)
    sizes = [max(size - most, 0) ** 2 * 1.5 + _UNEVEN * abs(size - ideal) for size in range(2 * most + 1)]
    costs = [0.0, *(_cost(before, after) for before, after in pairwise(words))]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, count + 1):
        choices = [(float("inf"), 0)]
        for start in range(max(0, end - 2 * most), end - least + 1):
            cost = best[start][0] + sizes[end - start] + costs[start] + (_BRACKET_COST if inside[start] else 0.0)
            choices.append((cost, start))
        best.append(min(choices))
    cuts, end = [], count
    while end:
        cuts.append(end)
        end = best[end][1]
    return cuts[::-1]


def _cost(before: str, after: str) -> float:
    last, first = before.lower().replace("’", "'"), after.strip("\"“'‘(").lower()
    if (first == "to" and last in _BEFORE_TO) or (first == "not" and last in _BEFORE_NOT):
        return _TIED_COST
    if last == "one" and first in ("hundred", "thousand"):
        return _FREE_COST + _BOUND_COST
    bound = _ARTICLE_COST if last in _ARTICLES else _BOUND_COST if last in _BOUND else 0.0
    return _COST_BEFORE.get(first, _FREE_COST) + bound
