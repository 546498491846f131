from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from slowly.config import Folders
from slowly.loudness import measure_lufs
from slowly.plan import Plan
from slowly.session import open_session
from slowly.units import SAMPLE_RATE

PlanOf = Callable[..., Plan]
SCRIPTS = {
    "talk": "You can rest here for a while, in your own time. " * 8,
    "sparse": "You can rest here. [25s]\n" * 4,
    "bells": "[bell] [9s] " + "You can rest here for a while. [9s] And again, if you like. [9s]\n" * 3 + "[bell]",
    "breaths": "Breathe in. [inhale 4s] And out. [exhale 6s]\n" * 4 + "That is all there is to it.",
}


@pytest.mark.parametrize("bed", ["rain", "ocean", "bowls -22dB, rain, bell every 10-20s", "off"])
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_session_comes_out_at_one_loudness(
    plan_of: PlanOf, folders: Folders, monkeypatch: pytest.MonkeyPatch, warm_home: object, script: str, bed: str
) -> None:
    monkeypatch.setenv("SLOWLY_HOME", str(warm_home))
    plan = plan_of(SCRIPTS[script], ambient=bed, breath_sound=True)
    with open_session(plan, Folders.find(), loudness_lufs=-16.0) as session:
        sound = np.concatenate([block.samples for block in session.blocks])
    assert measure_lufs(sound, SAMPLE_RATE) == pytest.approx(-16.0, abs=0.4)
