"""Where a careful speaker would pause inside a sentence.

A pause may come after a comma and its like, before a conjunction or a relative word, and before a preposition; never
between a small word and what it belongs to. Among the ways to cut a sentence into phrases of a wished size, the one of
least total cost is taken.
"""

from __future__ import annotations

import re

_AFTER_SIGN = re.compile(r"[,;:—–…)\"”»]$|--$|\.\.\.$")
_BEFORE = {
    1.0: """and or but nor so yet because although though while when where wherever until till before after since unless
        if than that which who whom whose as""",
    2.0: """for with without from into onto through under over between among across against along around at by in on to
        inside beside behind beyond near toward towards about like not""",
    4.0: "of",
}
_COST_BEFORE = {word: cost for cost, words in _BEFORE.items() for word in words.split()}
_BOUND = frozenset(
    """a an the my your his her its our their this that these those some any no every each another of to in on at by for
    with from into as and or but if i you we they he she it who which not very too so more most is are was were be been
    am do does did has have had will would can could may might must shall should don't i'm you're there's
    there""".split()
)
_FREE_COST = 5.0
_BOUND_COST = 4.0
_UNEVEN = 0.15
LONGEST_PHRASE = 400
"""Characters. Engines take time with the square of the length, and the one on Linux dies of far longer texts."""


def split_phrases(text: str, *, most: int, least: int = 2, language: str = "en") -> tuple[str, ...]:
    """Cut a sentence into phrases of `least` to about `most` words; joined with blanks they are the sentence again.

    Outside English only signs such as commas are taken, since the words to pause before are not known.
    """
    words = text.split()
    english = language.split("-", maxsplit=1)[0].lower() == "en"
    pieces: list[list[str]] = [[]]
    for index, word in enumerate(words):
        pieces[-1].append(word)
        ahead = len(words) - index - 1
        if _AFTER_SIGN.search(word) and len(pieces[-1]) >= least and ahead >= least:
            pieces.append([])
    if english:
        pieces = [part for piece in pieces for part in _cut(piece, most, least)]
    return tuple(part for piece in pieces if piece for part in _short_enough(piece))


def _short_enough(words: list[str]) -> list[str]:
    """The words joined, in as many parts as LONGEST_PHRASE asks for."""
    parts = [words[0]]
    for word in words[1:]:
        if len(parts[-1]) + len(word) < LONGEST_PHRASE:
            parts[-1] += " " + word
        else:
            parts.append(word)
    return parts


def _cut(words: list[str], most: int, least: int) -> list[list[str]]:
    """The cheapest way to cut words into runs of `least` to `most`, longer only where no cut is good."""
    count = len(words)
    if count <= most:
        return [words]
    ideal = count / -(-count // most)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, count + 1):
        choices = [(float("inf"), 0)]
        for start in range(max(0, end - 2 * most), end - least + 1):
            size = end - start
            over = max(size - most, 0) ** 2 * 1.5
            cost = best[start][0] + over + _UNEVEN * abs(size - ideal)
            if start:
                cost += _cost(words[start - 1], words[start])
            choices.append((cost, start))
        best.append(min(choices))
    cuts, end = [], count
    while end:
        start = best[end][1]
        cuts.append(words[start:end])
        end = start
    return cuts[::-1]


def _cost(before: str, after: str) -> float:
    cost = _COST_BEFORE.get(after.strip("\"“'‘(").lower(), _FREE_COST)
    return cost + (_BOUND_COST if before.lower().replace("’", "'") in _BOUND else 0.0)
