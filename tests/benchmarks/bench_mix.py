"""Mixing ten minutes with three layers on one core, and making a bed, each beside the time that they last."""

from __future__ import annotations

import itertools
import os
import time

import numpy as np

from slowly.ambience import Bed, SoundLibrary
from slowly.ambience.synth import endless
from slowly.config import shipped
from slowly.mix import Beds, Mix
from slowly.mix.balance import balance_of
from slowly.speech.clip import Clip, level
from slowly.timeline import End, Event, Spoken
from slowly.units import SAMPLE_RATE, Frames

SECONDS = 600
LAYERS = "rain, ocean, bowl every 40-90s"


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    took = _timed(lambda: [block.frames for block in _mix().blocks()])
    print(f"  ten minutes, three layers: {SECONDS / took:.0f} times faster than real time (wanted: at least 60)")
    for name in ("rain", "night", "drone"):
        took = _timed(lambda name=name: list(itertools.islice(endless(name, 7), SECONDS // 2)))
        print(f"  making {name}: {SECONDS / 2 / took:.0f} times faster than real time (wanted: at least 20)")


def _timed(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


def _mix() -> Mix:
    library = SoundLibrary([shipped("audio")])
    rng = np.random.default_rng(1)
    clip = Clip(level(rng.standard_normal(4 * SAMPLE_RATE).astype(np.float32), SAMPLE_RATE))
    events: list[Event] = [Spoken(Frames(at * SAMPLE_RATE), clip) for at in range(6, SECONDS - 20, 9)]
    levels = balance_of(0.45)
    beds = Beds(lambda name: Bed(library.find(name)), levels, LAYERS)
    return Mix([*events, End(Frames(SECONDS * SAMPLE_RATE))], beds, library.strike, levels)


if __name__ == "__main__":
    main()
