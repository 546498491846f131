from __future__ import annotations

import numpy as np
import pytest

from slowly.ambience.layered import Binaural, Layered
from slowly.loudness import measure_lufs
from slowly.script.layers import read_layers
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

SECOND = SAMPLE_RATE


class Noise:
    lufs = 0.0

    def __init__(self, name: str) -> None:
        self._rng = np.random.default_rng(len(name))
        self.lufs = measure_lufs(np.random.default_rng(len(name)).standard_normal((SECOND, 2)) * 0.1, SECOND)

    def read(self, frames: int) -> Samples:
        return (self._rng.standard_normal((frames, 2)) * 0.1).astype(np.float32)


def layered(text: str, under: float = 20.0, loudest: float = -10.0) -> Layered:
    return Layered(read_layers(text), Noise, -16.0, under, loudest)


@pytest.mark.parametrize(
    ("text", "level"),
    [("a", -20.0), ("a, bb", -20.0), ("a -26dB", -26.0), ("a -26dB, bb -26dB", -23.0), ("a -23dB, bb", -18.2)],
)
def test_layers_lie_together_as_far_under_the_voice_as_they_should(text: str, level: float) -> None:
    bed = layered(text)
    assert bed.level_db == pytest.approx(level, abs=0.1)
    assert measure_lufs(bed.read(5 * SECOND), SECOND) == pytest.approx(-16.0 + level, abs=0.4)


def test_no_layer_counts_as_speech() -> None:
    bed = layered("a -8dB, bb -8dB", loudest=-14.0)
    assert bed.level_db == pytest.approx(-14.0)


@pytest.mark.parametrize("hz", [2.0, 6.0, 40.0])
def test_binaural_tones_are_so_far_apart_and_go_on_without_a_step(hz: float) -> None:
    tones = Binaural(hz)
    sound = np.concatenate([tones.read(frames) for frames in (SECOND, 17, 3 * SECOND - 17)])
    peaks = [np.abs(np.fft.rfft(sound[:, channel])).argmax() / 4 for channel in (0, 1)]
    assert peaks[1] - peaks[0] == pytest.approx(hz, abs=0.3)
    assert np.abs(np.diff(sound, axis=0)).max() < 0.1 * 2 * np.pi * 222 / SECOND * 1.02
    assert measure_lufs(sound, SECOND) == pytest.approx(tones.lufs, abs=0.1)
