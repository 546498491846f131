from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slowly.ambience.strike import STRIKE_LUFS
from slowly.mix.chimes import AFTER_MS, PATIENCE_MS, ROOM_MS, Chimes
from slowly.mix.ducking import Gap
from slowly.script.layers import read_layers
from slowly.sound import Sound
from slowly.units import SAMPLE_RATE, frames_from_ms, gain_from_db

SECOND = SAMPLE_RATE


def ring(_: str) -> Sound:
    return Sound(np.ones((100, 2), dtype=np.float32), SECOND)


def chimes(text: str = "bowl every 20-40s") -> Chimes:
    own = Chimes(ring)
    own.turn(read_layers(text), 0)
    return own


def gaps(seconds: list[tuple[float, float]]) -> list[Gap]:
    """Gaps of so many seconds, each after so many of speech."""
    found, at = [], 0
    for spoken, quiet in seconds:
        at += int(spoken * SECOND)
        found.append(Gap(at, at + int(quiet * SECOND)))
        at = found[-1].end
    return found


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(1, 20), st.floats(0.3, 60)), min_size=1, max_size=40))
def test_they_come_in_pauses_and_under_a_line_only_after_long(lengths: list[tuple[float, float]]) -> None:
    own, last = chimes(), 0
    for gap in gaps(lengths):
        for at, _ in own.within(gap):
            assert at >= last
            inside = gap.start + frames_from_ms(AFTER_MS) <= at <= gap.end - frames_from_ms(ROOM_MS)
            assert inside or at == gap.start
            last = at


def test_they_are_as_far_apart_as_written() -> None:
    [gap] = gaps([(1, 3_600)])
    times = [at / SECOND for at, _ in chimes().within(gap)]
    apart = np.diff(times)
    assert len(times) > 80
    assert apart.min() >= 20
    assert apart.max() <= 40
    assert np.unique(np.round(apart, 2)).size > 60


def test_without_pauses_they_wait_and_then_come_all_the_same() -> None:
    own = chimes()
    placed = [at for gap in gaps([(10, 1.0)] * 40) for at, _ in own.within(gap)]
    assert placed
    assert placed[0] / SECOND >= 20
    assert np.diff(placed).min() / SECOND >= PATIENCE_MS / 1_000


def test_the_same_session_has_them_at_the_same_times_and_another_sound_at_others() -> None:
    long = gaps([(5, 300)])[0]
    times = [at for at, _ in chimes().within(long)]
    assert [at for at, _ in chimes().within(long)] == times
    assert [at for at, _ in chimes("bell every 20-40s").within(long)] != times


@pytest.mark.parametrize(("text", "level"), [("bowl every 20s", -26.0), ("bowl -35dB every 20s", -35.0)])
def test_their_loudest_moment_is_at_the_level_written(text: str, level: float) -> None:
    [(_, sound), *_] = chimes(text).within(gaps([(1, 60)])[0])
    assert sound[0, 0] == pytest.approx(gain_from_db(-16 + level - STRIKE_LUFS))


def test_another_bed_has_its_own() -> None:
    own = chimes()
    own.turn((), 10 * SECOND)
    assert list(itertools.chain.from_iterable(own.within(gap) for gap in gaps([(20, 600)]))) == []
