"""Finding engines by name, and taking `--voice` apart: `VOICE`, `ENGINE` or `ENGINE:VOICE`."""

from __future__ import annotations

import logging
import os
from importlib.metadata import entry_points

from slowly.errors import VoiceError
from slowly.voices.engine import Engine

GROUP = "slowly.voices"
DEFAULT_ENGINE = "system"
MOST_WORKERS = 4

log = logging.getLogger(__name__)


def engines() -> list[str]:
    """The names of all engines, ours first."""
    names = {point.name for point in entry_points(group=GROUP)}
    return sorted(names, key=lambda name: (name != DEFAULT_ENGINE, name == "silent", name))


def engine_of(voice: str | None) -> tuple[str, str | None]:
    """The name of the engine that `--voice` names, and the part of it that is left for the engine to resolve."""
    name, _, rest = (voice or "").partition(":")
    if name in {point.name for point in entry_points(group=GROUP)}:
        return name, rest or None
    return DEFAULT_ENGINE, voice


def open_engine(voice: str | None) -> tuple[Engine, str | None]:
    """The engine that `--voice` names, and the part of it that is left for the engine to resolve.

    Raises VoiceError when the engine cannot be loaded.
    """
    known = {point.name: point for point in entry_points(group=GROUP)}
    name, wanted = engine_of(voice)
    if name not in known:
        raise VoiceError(
            "slowly is not installed whole: its voices are not registered.", hint="Install it again with pip install ."
        )
    try:
        engine: Engine = known[name].load()(workers=workers())
    except (ImportError, AttributeError, TypeError) as error:
        raise VoiceError(f"The engine “{name}” cannot be loaded: {error}.") from error
    return engine, wanted


def workers() -> int:
    """How many phrases to speak at once: one for each core we may use, a few at most."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS and Windows have no affinity to ask for
        cores = os.cpu_count() or 1
    return max(1, min(cores, MOST_WORKERS))
