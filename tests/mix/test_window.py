from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.mix.window import HEADROOM, Window


@given(st.integers(1, 60), st.data())
def test_a_sound_lands_on_its_exact_frame(tens: int, data: st.DataObject) -> None:
    frames = tens * 441
    at = data.draw(st.integers(0, frames - 1))
    length = data.draw(st.integers(1, frames - at))
    sound = np.linspace(0.1, 0.9, length, dtype=np.float32)
    window = Window(frames)
    window.lay(sound, at)
    laid = window.samples
    assert laid.shape == (frames, 2)
    assert np.allclose(laid[at : at + length, 0], sound, atol=1e-6)
    assert not laid[:at].any()
    assert not laid[at + length :].any()


def test_sounds_add_up_past_full_scale_without_clipping() -> None:
    window = Window(441)
    for _ in range(3):
        window.lay(np.full((441, 2), 0.9, dtype=np.float32), 0)
    assert np.allclose(window.samples, 2.7, atol=1e-6)
    assert HEADROOM > 2.7


def test_what_is_beyond_the_headroom_is_as_loud_as_can_be_and_never_turned_round() -> None:
    loud = np.array([5.0, -5.0, 1e5, -1e5, HEADROOM, 3.9], dtype=np.float32)
    window = Window(441)
    window.lay(loud, 0)
    window.lay(np.full(2, 0.25, dtype=np.float32), 4)
    assert window.samples[:6, 0].tolist() == pytest.approx([4, -4, 4, -4, 4, 4], rel=1e-6)


def test_one_channel_is_heard_in_both_and_two_stay_two() -> None:
    window = Window(441)
    window.lay(np.full(441, 0.25, dtype=np.float32), 0)
    window.lay(np.stack((np.full(441, 0.5), np.zeros(441)), axis=1).astype(np.float32), 0)
    assert np.allclose(window.samples[0], [0.75, 0.25], atol=1e-6)


def test_a_window_that_pydub_would_round_is_refused() -> None:
    with pytest.raises(ValueError, match="10 ms"):
        Window(440)
