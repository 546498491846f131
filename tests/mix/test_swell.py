from __future__ import annotations

import numpy as np
import pytest

from slowly.mix.swell import LONGEST_SECONDS, swell
from slowly.script.model import Phase
from slowly.units import SAMPLE_RATE


def test_a_swell_is_as_long_as_its_breath_and_rises_or_falls() -> None:
    for phase, late in ((Phase.INHALE, True), (Phase.EXHALE, False)):
        sound = swell(phase, 4 * SAMPLE_RATE)
        assert sound.shape == (4 * SAMPLE_RATE, 2)
        assert np.array_equal(sound, swell(phase, 4 * SAMPLE_RATE))
        early, end = (float((part**2).mean()) for part in np.split(sound[:, 0], 2))
        assert (end > early) == late


@pytest.mark.parametrize("frames", [0, 1, 44, 441, 8_000])
def test_what_is_too_short_to_be_a_breath_is_silent(frames: int) -> None:
    sound = swell(Phase.EXHALE, frames)
    assert sound.shape == (frames, 2)
    assert not sound.any()


def test_of_what_is_too_long_to_be_followed_a_beginning_is_heard() -> None:
    sound = swell(Phase.INHALE, 12 * 3_600 * SAMPLE_RATE)
    assert len(sound) == LONGEST_SECONDS * SAMPLE_RATE
    assert np.abs(sound[-441:]).max() < 1e-3 < np.abs(sound).max()
