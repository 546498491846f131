"""What an engine is. Anyone can add one through the entry-point group `slowly.voices`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from slowly.sound import Sound  # brings numpy with it


@dataclass(frozen=True)
class VoiceInfo:
    """One voice of an engine."""

    id: str
    """What `--voice` takes."""
    name: str
    languages: tuple[str, ...] = ()
    gender: str | None = None


@dataclass(frozen=True)
class Trouble:
    """Why an engine cannot run here, and what would mend it."""

    reason: str
    fix: str


class Engine(Protocol):
    """A way to speak. `speak` may be called from several threads at once.

    An entry point of the group names a callable that takes `workers` (how many phrases to speak at once) and gives one.
    """

    name: str
    """As in `--voice NAME:voice`."""
    workers: int
    """How many phrases it can speak at once."""
    audible: bool
    """False for an engine whose speech is silence, so that silence is no fault in it."""
    rates: tuple[int, ...]
    """The engine's own rates, slowest first, at which it sounds good; nominal words per minute."""

    def check(self) -> Trouble | None:
        """Why it cannot run, or None when it can."""

    def voices(self) -> Sequence[VoiceInfo]:
        """All voices. Raises VoiceError."""

    def resolve(self, voice: str | None, language: str) -> str:
        """The id of the voice asked for, or of the default one for a language. Raises VoiceError with the nearest."""

    def identity(self, voice: str) -> str:
        """Everything but text and rate that decides how it sounds, versions included; part of the cache's key."""

    def speak(self, text: str, voice: str, rate: int) -> Sound:
        """One phrase, one channel, as the engine gives it. Raises VoiceError when it cannot be spoken."""

    def close(self) -> None:
        """End whatever it started. May be called twice."""
