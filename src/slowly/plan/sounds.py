"""Whether the sounds that a plan asks for are there, before anything is spoken."""

from __future__ import annotations

from typing import Protocol

from slowly.errors import RequestError, ScriptError
from slowly.plan.cues import BedChange, Plan
from slowly.script.layers import read_layers
from slowly.script.model import Place, Strike


class Finder(Protocol):
    """Whatever can look a sound up."""

    def find(self, name: str) -> object:
        """The sound of that name. Raises LookupError with a sentence when there is none."""


def check_sounds(plan: Plan, finder: Finder) -> None:
    """Look up the bed and every single sound.

    Raises ScriptError, with its place, for one that the script names, and RequestError for a bed that was asked for.
    """
    if plan.bed is not None:
        _check_bed(plan, finder, plan.bed, plan.bed_place)
    seen: set[str] = set()
    for cue in plan.cues:
        if isinstance(cue, Strike | BedChange) and cue.sound is not None and cue.sound not in seen:
            seen.add(cue.sound)
            (_check if isinstance(cue, Strike) else _check_bed)(plan, finder, cue.sound, cue.place)


def _check_bed(plan: Plan, finder: Finder, bed: str, place: Place | None) -> None:
    for layer in read_layers(bed):
        if layer.beat_hz is None:
            _check(plan, finder, layer.sound, place)


def _check(plan: Plan, finder: Finder, name: str, place: Place | None) -> None:
    try:
        finder.find(name)
    except LookupError as error:
        if place is None:
            raise RequestError(str(error.args[0])) from error
        raise ScriptError(str(error.args[0]), at=plan.spot(place)) from error
