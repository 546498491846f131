from __future__ import annotations

from pathlib import Path

import pytest
import soundfile

from slowly.ambience.swing import SHIPPED_LU, swing_lu, swing_of
from slowly.config import shipped
from slowly.loudness import window_powers

BEDS = sorted(path for path in shipped("audio").glob("*.ogg") if path.stem not in ("bell", "bowl"))


@pytest.mark.parametrize("path", BEDS, ids=lambda path: path.stem)
def test_what_is_written_of_our_tracks_is_so(path: Path) -> None:
    samples, rate = soundfile.read(path, dtype="float32")
    assert swing_lu(path) == SHIPPED_LU[path.stem]
    assert swing_of(window_powers(samples, rate)) == pytest.approx(SHIPPED_LU[path.stem], abs=0.3)


def test_a_track_of_the_listeners_is_measured(tmp_path: Path) -> None:
    samples, rate = soundfile.read(shipped("audio") / "ocean.ogg", dtype="float32")
    soundfile.write(tmp_path / "mine.wav", samples, rate)
    assert swing_lu(tmp_path / "mine.wav") > 4
