from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from slowly.config import Folders
from slowly.loudness import measure_lufs
from slowly.mix import balance, makeup
from slowly.mix.swell import swell
from slowly.plan import Plan
from slowly.script.model import Phase
from slowly.session import open_session, sounds_of
from slowly.sound import Samples, Sound
from slowly.units import SAMPLE_RATE

PlanOf = Callable[..., Plan]
SCRIPTS = {
    "talk": "You can rest here for a while, in your own time. " * 8,
    "sparse": "You can rest here. [25s]\n" * 4,
    "bells": "[bell] [9s] " + "You can rest here for a while. [9s] And again, if you like. [9s]\n" * 3 + "[bell]",
    "word": "Rest.",
    "slow": "> I may rest before it is finished.\n\n> I may stay.\n",
    "many bells": "[bell] [6s] You are here. That is enough. [4s]\n\n> I was never too much.\n\n[bell]",
    "breaths": "Breathe in. [inhale 4s] And out. [exhale 6s]\n" * 4 + "That is all there is to it.",
}


VERY_SPARSE = "You can rest here. [3m]\nYou can stay. [3m]\nThat is all there is to it. [3m]\n"
BEDS = ("rain", "ocean", "bowls -22dB, rain, bell every 10-20s", "off")


@pytest.mark.parametrize(
    ("script", "bed"),
    [(script, bed) for script in SCRIPTS.values() for bed in BEDS] + [(VERY_SPARSE, bed) for bed in ("ocean", "off")],
)
def test_every_session_comes_out_at_one_loudness(
    plan_of: PlanOf, folders: Folders, monkeypatch: pytest.MonkeyPatch, warm_home: object, script: str, bed: str
) -> None:
    monkeypatch.setenv("SLOWLY_HOME", str(warm_home))
    plan = plan_of(script, ambient=bed, breath_sound=True)
    with open_session(plan, Folders.find(), loudness_lufs=-16.0) as session:
        sound = np.concatenate([block.samples for block in session.blocks])
    assert measure_lufs(sound, SAMPLE_RATE) == pytest.approx(-16.0, abs=0.4)


def test_where_the_gate_will_lie_depends_on_how_much_is_said_and_on_what_else_sounds(
    plan_of: PlanOf, folders: Folders
) -> None:
    def gate_lu(text: str, bed: str) -> float:
        plan = plan_of(text, ambient=bed)
        library = sounds_of(plan, folders)
        return makeup.make_up(plan, library.strike, balance(plan)).gate_lu

    talk, sparse = SCRIPTS["talk"], SCRIPTS["sparse"]
    assert gate_lu(talk, "off") == pytest.approx(-10, abs=0.2)  # silence does not count
    assert gate_lu(sparse, "off") == pytest.approx(-10, abs=0.2)
    assert gate_lu(sparse, "rain") < gate_lu(talk, "rain") - 5
    assert gate_lu(SCRIPTS["bells"], "off") < -11


def no_strike(name: str) -> Sound:
    raise AssertionError(name)


def test_breaths_of_a_hundred_lengths_are_not_made_a_hundred_times(
    plan_of: PlanOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []

    def counted(phase: Phase, frames: int, level_db: float) -> Samples:
        made.append(frames)
        return swell(phase, frames, level_db)

    monkeypatch.setattr(makeup, "swell", counted)
    plans = [
        plan_of("Rest now.\n" + "\n".join(f"[inhale {length}]" for length in lengths), breath_sound=True)
        for lengths in ([f"{4_000 + number}ms" for number in range(-50, 50)], ["4s"] * 100)
    ]
    various, same = (makeup.make_up(plan, no_strike, balance(plan)).gain_db for plan in plans)
    assert made == [4 * SAMPLE_RATE] * 2
    assert various == pytest.approx(same, abs=0.01)
