from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.sound import Sound
from slowly.speech.calibration import ROOM_WITH_GAPS, Calibration, calibrate

RATES = (100, 120, 150, 200)


def test_a_voice_is_measured_at_its_slowest_middle_and_fastest() -> None:
    asked = []

    def speak(text: str, rate: int) -> Sound:
        asked.append(rate)
        return Sound(np.zeros(int(22_050 * len(text) / rate), dtype=np.float32), 22_050)

    found = calibrate(speak, RATES)
    assert sorted(set(asked)) == [100, 150, 200]
    assert found.wpm(200) == pytest.approx(2 * found.wpm(100), rel=0.01)
    assert found.wpm(120) == pytest.approx(1.2 * found.wpm(100), rel=0.01)


@given(st.floats(40, 250), st.booleans())
def test_the_slowest_rate_that_leaves_room_is_taken(pace: float, gaps: bool) -> None:
    found = Calibration(((100, 118.0), (150, 180.0), (200, 290.0)))
    rate = found.rate_for(pace, RATES, gaps=gaps)
    room = ROOM_WITH_GAPS if gaps else 1.05
    slower = [other for other in RATES if other < rate]
    assert all(found.wpm(other) < pace * room for other in slower)
    assert found.wpm(rate) >= pace * room or rate == RATES[-1]


def test_it_is_kept_as_it_was() -> None:
    found = Calibration(((100, 118.25), (200, 290.5)))
    assert Calibration.from_json(found.to_json()) == found


def test_one_measurement_is_enough_for_an_engine_of_one_rate() -> None:
    assert Calibration(((100, 120.0),)).wpm(110) == pytest.approx(132)
