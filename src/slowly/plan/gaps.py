"""What is left between two sounds: what the author wrote, or else what a sentence, line, paragraph or chapter leaves.

What an author writes counts as written. Between two written gaps the longer one counts, they never add up; where
nothing is written, the longest of the gaps that are implied. The room to say a slow line back counts as written, but
gives way to a pause that is to be exact.
"""

from __future__ import annotations

from dataclasses import replace

from slowly.plan.cues import Rest
from slowly.script.model import Give
from slowly.units import Ms


class Gaps:
    """The gap that is open, until the next sound settles it."""

    def __init__(self) -> None:
        self._implied_ms = 0
        self._written: Rest | None = None

    def imply(self, ms: int) -> None:
        """A gap that nobody wrote."""
        self._implied_ms = max(self._implied_ms, ms)

    def write(self, rest: Rest) -> None:
        """A gap that the author wrote, or that a slow line leaves for its echo."""
        if self._written is None or (rest.give is Give.EXACT and not self._written.ms):
            self._written = rest
            return
        if self._written.give is Give.EXACT and not rest.ms:
            return
        longer, shorter = (rest, self._written) if rest.ms >= self._written.ms else (self._written, rest)
        echo = None if Give.EXACT in (longer.give, shorter.give) else longer.echo or shorter.echo
        self._written = replace(longer, echo=echo)

    def close(self) -> None:
        """Nothing is to be left here but what is written from now on."""
        self._implied_ms, self._written = 0, Rest(Ms(0))

    def clear(self) -> None:
        """Forget what is implied."""
        self._implied_ms = 0

    def settle(self, *, last: bool = False) -> Rest | None:
        """The gap, if there is one, before the next sound, or after the last one, where nothing is implied."""
        rest = self._written or (None if last else Rest(Ms(self._implied_ms), implied=True))
        self._implied_ms, self._written = 0, None
        return rest if rest is not None and (rest.ms or rest.echo) else None
