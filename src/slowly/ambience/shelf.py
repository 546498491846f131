"""What there is to hear: our sounds and the listener's own, each with its length and what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from slowly.ambience.file import length_ms
from slowly.ambience.library import SoundLibrary
from slowly.ambience.strike import is_shipped
from slowly.ambience.synth.recipes import RECIPES
from slowly.errors import SoundError

BELL_MS = 20_000
"""An own sound up to this long is taken for a bell; nothing hangs on it but the list."""

KINDS = {"bed": "bed", "bell": "bell", "swell": "breath"}


@dataclass(frozen=True)
class Shelved:
    """One sound."""

    name: str
    kind: str
    """bed, bell or breath."""
    seconds: float
    description: str
    path: Path | None
    """None for what is only made when it is asked for."""
    own: bool = False
    error: str | None = None
    """Why it cannot be heard."""


def shelf(library: SoundLibrary) -> Iterator[Shelved]:
    """All of them: ours in the order of the recipes, then the listener's own by name."""
    files = dict(library.names())
    for name, recipe in RECIPES.items():
        path = files.get(name)
        if path is None or is_shipped(path):
            yield Shelved(name, KINDS[recipe.kind], recipe.seconds, recipe.description, path)
    for name, path in files.items():
        if not is_shipped(path):
            yield _own(name, path)


def _own(name: str, path: Path) -> Shelved:
    try:
        ms = length_ms(path)
    except SoundError as error:
        return Shelved(name, "bed", 0.0, f"Yours: {path}", path, own=True, error=str(error))
    return Shelved(name, "bell" if ms <= BELL_MS else "bed", ms / 1_000, f"Yours: {path}", path, own=True)
