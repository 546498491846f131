"""The arc of a session: pace and gaps that drift, too slowly to be noticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from slowly.plan.cues import Cue, Rest, Utterance
from slowly.script.model import SLOWEST_WPM, Arc, Give, Guided, Strike
from slowly.units import Ms


@dataclass(frozen=True)
class Drift:
    """Where an arc leads to by the end of a session, as multiples of where it began."""

    pace: float
    gaps: float
    tail_ms: float | None = None
    """The fade at the end, where it is longer than any other."""
    closing_bell: bool = True


DRIFTS = {Arc.SETTLE: Drift(0.78, 1.8), Arc.SLEEP: Drift(0.72, 2.5, tail_ms=60_000, closing_bell=False)}
"""A script of 110 words per minute settles to about 85. Nothing goes under the slowest pace there is."""


def drifted(cues: Sequence[Cue], drift: Drift) -> list[Cue]:
    """The cues on their way along a drift, by the share of the session that has passed. Exact pauses stay."""
    kept = list(cues) if drift.closing_bell else _without_closing_bell(cues)
    total = sum(_length_ms(cue) for cue in kept)
    passed, out = 0.0, []
    for cue in kept:
        share = passed / total if total else 0.0
        out.append(_at(cue, 1 + (drift.pace - 1) * share, 1 + (drift.gaps - 1) * share))
        passed += _length_ms(cue)
    return out


def _at(cue: Cue, pace: float, gaps: float) -> Cue:
    match cue:
        case Utterance():
            wpm = max(cue.pace_wpm * pace, min(cue.pace_wpm, SLOWEST_WPM))
            return replace(cue, pace_wpm=wpm, target_ms=cue.target_ms * cue.pace_wpm / wpm)
        case Rest() if cue.give is not Give.EXACT:
            return replace(cue, ms=Ms(round(cue.ms * gaps)))
    return cue


def _length_ms(cue: Cue) -> float:
    match cue:
        case Utterance():
            return cue.target_ms
        case Rest() | Guided():
            return cue.ms
    return 0.0


def _without_closing_bell(cues: Sequence[Cue]) -> list[Cue]:
    last = max((index for index, cue in enumerate(cues) if isinstance(cue, Utterance)), default=-1)
    return [cue for index, cue in enumerate(cues) if index < last or not isinstance(cue, Strike)]
