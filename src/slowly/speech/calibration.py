"""What an engine's rates come to. Rates of engines are not comparable with each other, nor with words per minute."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from slowly.plan.pace import SYLLABLES_PER_WORD
from slowly.plan.words import count_syllables
from slowly.sound import Sound

REFERENCE = (
    "The window is open a little, and the evening comes in.",
    "Somebody in the next garden is watering the beans, unhurried, row by row.",
    "You can hear it from here, and nothing about it needs you.",
)
"""Spoken once at a few rates to learn how fast a voice is."""

ROOM_WITH_GAPS, ROOM_WITHOUT = 1.2, 1.05
"""How much faster than its pace a phrase is spoken, to have room between phrases; or when there is nothing between."""


@dataclass(frozen=True)
class Calibration:
    """The speed of one voice: words per minute, of ordinary words, at each of some rates; both rising."""

    speeds_wpm: tuple[tuple[int, float], ...]

    def wpm(self, rate: int) -> float:
        """The speed at a rate, between and beyond those measured along straight lines."""
        points = self.speeds_wpm
        if len(points) == 1:
            return points[0][1] * rate / points[0][0]
        below, above = next(
            (pair for pair in itertools.pairwise(points) if rate <= pair[1][0]), (points[-2], points[-1])
        )
        return below[1] + (above[1] - below[1]) * (rate - below[0]) / (above[0] - below[0])

    def rate_for(self, pace_wpm: float, rates: tuple[int, ...], *, gaps: bool) -> int:
        """The slowest of the engine's good rates that leaves room at a pace; the fastest when none does.

        Only a few rates are ever used, whatever the script: editing one line does not change how others are spoken.
        """
        wanted = pace_wpm * (ROOM_WITH_GAPS if gaps else ROOM_WITHOUT)
        return next((rate for rate in rates if self.wpm(rate) >= wanted), rates[-1])

    def to_json(self) -> bytes:
        """As it is kept in the cache."""
        return json.dumps(self.speeds_wpm).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Calibration:
        """As it was kept."""
        return cls(tuple((int(rate), float(wpm)) for rate, wpm in json.loads(data)))


def calibrate(speak: Callable[[str, int], Sound], rates: tuple[int, ...], *, at_once: int = 1) -> Calibration:
    """Measure a voice at its slowest, middle and fastest rate; `speak` gives the trimmed sound of a text at a rate.

    Speed is measured in syllables, so that the words of the reference do not matter.
    """
    words = sum(count_syllables(text) for text in REFERENCE) / SYLLABLES_PER_WORD
    measured = sorted({rates[0], rates[len(rates) // 2], rates[-1]})
    texts = [(text, rate) for rate in measured for text in REFERENCE]
    with ThreadPoolExecutor(at_once, thread_name_prefix="calibration") as pool:
        seconds = [sound.seconds for sound in pool.map(lambda said: speak(*said), texts)]
    each = len(REFERENCE)
    return Calibration(
        tuple(
            (rate, words / max(sum(seconds[index * each : (index + 1) * each]), 0.001) * 60)
            for index, rate in enumerate(measured)
        )
    )
