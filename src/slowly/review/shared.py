"""Phrases that stand in more than one script: who listens to several hears the mould they came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from slowly.review.rules import Remark, answers_in, is_answered
from slowly.script.model import Place, Script

RUN = 5
"""So many words in a row, in the same order, are a phrase."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL = frozenset(
    """a an the this that these those it its is are was were be been am do does did not no nor or and but if so as at by
    for from in into of off on onto out over to up with you your yours i me my we our there here what which who when
    where how than then them they their he she his her one some any all can could may might will would shall should must
    have has had just only more most very too again now""".split()
)


def shared_phrases(scripts: Sequence[Script]) -> Iterator[tuple[Script, Remark]]:
    """A remark for each phrase that an earlier script has too, at its place in the later one.

    A run of nothing but small words is no phrase: two of its words must mean something.
    """
    first: dict[tuple[str, ...], str] = {}
    for script in scripts:
        told = -1
        answers = answers_in(script)
        for run, place, position in list(_runs(script)):
            other = first.setdefault(run, script.file)
            if other == script.file or position < told:
                continue
            told = position + RUN  # the rest of the same phrase
            remark = Remark(
                "shared", f"“{' '.join(run)}” stands in {other} too", place, "Find words of its own for it."
            )
            if not is_answered(remark, answers):
                yield script, remark


def _runs(script: Script) -> Iterator[tuple[tuple[str, ...], Place, int]]:
    """Every phrase of a script with its place, and how many words came before it."""
    before = 0
    for line in script.lines:
        for say in line.sentences:
            words = [word.lower().replace("’", "'") for word in _WORD.findall(say.text)]
            for start in range(len(words) - RUN + 1):
                run = tuple(words[start : start + RUN])
                if sum(word not in _SMALL for word in run) >= 2:
                    yield run, say.place, before + start
            before += len(words)
