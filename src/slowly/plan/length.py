"""Fitting a session to a length: which gap gives how much. Only numbers here; the voice is never touched.

Gaps give in order of their rank. Those of the first rank give all they can before those of the next give anything, and
within a rank all give the same share of what they have to give.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Elastic:
    """A gap that can give: how long it is, and how short and long it may become, in whole milliseconds."""

    ms: int
    least_ms: int
    most_ms: int
    rank: int = 0
    """Lower gives first."""


class UnreachableError(ValueError):
    """The gaps cannot come to the sum that was asked for; `least_ms` and `most_ms` are what they can come to."""

    def __init__(self, least_ms: int, most_ms: int) -> None:
        super().__init__(f"the gaps can be from {least_ms} to {most_ms} ms")
        self.least_ms, self.most_ms = least_ms, most_ms


def fit_gaps(gaps: Sequence[Elastic], total_ms: int) -> list[int]:
    """Lengths for the gaps, in milliseconds, whose sum is exactly `total_ms`.

    Each stays between its least and its most; a larger total makes none shorter; and of two gaps of one rank with the
    same shares to give, the longer one stays the longer. Raises UnreachableError.
    """
    least, most = sum(gap.least_ms for gap in gaps), sum(gap.most_ms for gap in gaps)
    if not least <= total_ms <= most:
        raise UnreachableError(least, most)
    fitted = [gap.ms for gap in gaps]
    missing = total_ms - sum(fitted)
    for rank in sorted({gap.rank for gap in gaps}):
        own = [index for index, gap in enumerate(gaps) if gap.rank == rank]
        room = [(gaps[index].most_ms if missing > 0 else gaps[index].least_ms) - gaps[index].ms for index in own]
        given = _shared(room, missing)
        for index, ms in zip(own, given, strict=True):
            fitted[index] += ms
        missing -= sum(given)
    return fitted


def _shared(room: Sequence[int], wanted: int) -> list[int]:
    """`wanted`, or all there is, shared out in proportion to the room each has; whole numbers, all of one sign.

    Milliseconds are handed out as seats in a parliament are by the method of Jefferson: each the share it has for
    certain, and what is left to whoever has most room for the next. So one more to share never takes any away.
    """
    whole, sign = abs(sum(room)), 1 if wanted > 0 else -1
    if whole == 0 or abs(wanted) >= whole:
        return list(room)
    shares = [abs(own) * abs(wanted) // whole for own in room]
    claims = [(-Fraction(abs(own), shares[index] + 1), index) for index, own in enumerate(room)]
    heapq.heapify(claims)
    for _ in range(abs(wanted) - sum(shares)):
        _, index = claims[0]
        shares[index] += 1
        heapq.heapreplace(claims, (-Fraction(abs(room[index]), shares[index] + 1), index))
    return [sign * share for share in shares]
