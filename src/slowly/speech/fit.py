"""Fitting what a voice said to the time it was meant to take: more room between phrases first, then a little stretch.

A voice keeps its clarity when it is left at a speed it sounds good at and given room between phrases; stretching is
kept small. The recogniser hears slow stretched speech no better than slow speech of the engine's own.
"""

from __future__ import annotations

from dataclasses import dataclass

LEAST_GAP_MS, EASY_GAP_MS, MOST_GAP_MS = 120.0, 600.0, 1_500.0
"""Between two phrases of a sentence: never less, gladly, and no more than this before they fall apart."""

UNHEARD = 0.02
"""So little stretch is better given to the gaps: no stretching is better than any."""

EASY_STRETCH, MOST_STRETCH, LEAST_STRETCH = 1.08, 1.9, 0.75


@dataclass(frozen=True)
class Fit:
    """How to bring phrases to a length."""

    stretch: float
    """The length of each phrase as a multiple of what it was."""
    gap_ms: float
    """Between each two phrases."""

    def length_ms(self, natural_ms: float, gaps: int) -> float:
        """What it comes to."""
        return self.stretch * natural_ms + gaps * self.gap_ms


def fit(natural_ms: float, gaps: int, target_ms: float) -> Fit:
    """The gentlest way to bring phrases of `natural_ms` in all, with so many gaps, to `target_ms`.

    The length comes out exactly, unless that would take a stretch outside LEAST_STRETCH to MOST_STRETCH.
    """
    if natural_ms <= 0:
        return Fit(1.0, max(target_ms / gaps, 0.0) if gaps else 0.0)
    if gaps == 0:
        return Fit(_within(target_ms / natural_ms), 0.0)
    gap_ms = min(max((target_ms - natural_ms) / gaps, LEAST_GAP_MS), EASY_GAP_MS)
    stretch = (target_ms - gaps * gap_ms) / natural_ms
    if stretch > EASY_STRETCH:
        gap_ms = min((target_ms - natural_ms * EASY_STRETCH) / gaps, MOST_GAP_MS)
        stretch = (target_ms - gaps * gap_ms) / natural_ms
    alone_ms = (target_ms - natural_ms) / gaps
    if abs(stretch - 1) < UNHEARD and alone_ms >= LEAST_GAP_MS / 2:
        return Fit(1.0, alone_ms)
    return Fit(_within(stretch), gap_ms)


def _within(stretch: float) -> float:
    return min(max(stretch, LEAST_STRETCH), MOST_STRETCH)
