from __future__ import annotations

import numpy as np
import pytest

from slowly.speech.stretch import stretch

RATE = 22_050


def tone(hz: float, seconds: float = 1.5) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    return (0.4 * np.sin(2 * np.pi * hz * time)).astype(np.float32)


@pytest.mark.parametrize("ratio", [0.75, 0.9, 1.08, 1.25, 1.6])
def test_the_length_is_exact_and_the_pitch_stays(ratio: float) -> None:
    sound = tone(180)
    longer = stretch(sound, RATE, ratio)
    assert len(longer) == round(len(sound) * ratio)
    middle = longer[4_000:-4_000]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), 1 << 17))
    assert spectrum.argmax() * RATE / (1 << 17) == pytest.approx(180, abs=2)


def test_the_level_stays() -> None:
    sound = tone(180)
    longer = stretch(sound, RATE, 1.25)[4_000:-4_000]
    assert np.sqrt((longer**2).mean()) == pytest.approx(np.sqrt((sound**2).mean()), rel=0.08)


def test_no_step_is_larger_than_those_of_the_sound() -> None:
    sound = tone(180) * np.hanning(len(tone(180))).astype(np.float32)
    assert np.abs(np.diff(stretch(sound, RATE, 1.25))).max() < 1.5 * np.abs(np.diff(sound)).max()


def test_what_need_not_be_stretched_is_left_alone() -> None:
    sound = tone(180)
    assert stretch(sound, RATE, 1.0) is sound
    assert len(stretch(sound[:0], RATE, 1.5)) == 0
