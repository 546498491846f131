"""The mix as physics: what goes in comes out where it should, as loud as it should, however it is cut."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from slowly.ambience.bed import Bed
from slowly.loudness import integrated_lufs, lufs, measure_lufs, window_powers
from slowly.mix import Balance, Beds, Mix, mixer
from slowly.mix.balance import balance_of
from slowly.mix.ducking import Ducking, Gap
from slowly.mix.mixer import FADE_IN_MS, FADE_OUT_MS
from slowly.mix.swell import swell
from slowly.script.model import Phase
from slowly.sound import Samples, Sound
from slowly.speech.clip import VOICE_LUFS, Clip, level
from slowly.timeline import Breathed, End, Event, Quiet, Spoken, Struck, Turned
from slowly.units import Frames

SECOND = 44_100
BALANCE = Balance(under_lu=20.0, rise_lu=6.0)


def voice(seconds: float, seed: int = 0) -> Clip:
    rng = np.random.default_rng(seed)
    time = np.arange(int(seconds * SECOND)) / SECOND
    noise = rng.standard_normal(len(time)) * (0.55 - 0.45 * np.cos(2 * np.pi * 4 * time))
    return Clip(level(noise.astype(np.float32), SECOND))


def lines(*starts: float, seconds: float = 3.0, end: float) -> list[Event]:
    spoken = [Spoken(Frames(int(start * SECOND)), voice(seconds, seed)) for seed, start in enumerate(starts)]
    return [*spoken, End(Frames(int(end * 100) * 441))]


def no_strike(name: str) -> Sound:
    raise AssertionError(name)


def under(bed: Bed | None, balance: Balance = BALANCE) -> Beds:
    return Beds(lambda _: bed or Bed(Path()), balance, "bed" if bed else None)


def mixed(
    events: list[Event], bed: Bed | None = None, *, lengths: Iterator[int] | None = None, **keywords: float
) -> np.ndarray:
    blocks = list(Mix(events, under(bed), no_strike, BALANCE, **keywords).blocks(lengths))
    assert [block.start for block in blocks] == [0, *itertools.accumulate(block.frames for block in blocks)][:-1]
    return np.concatenate([block.samples for block in blocks])


@pytest.fixture
def noise(tmp_path: Path) -> Path:
    sound = np.random.default_rng(9).standard_normal((SECOND * 12, 2)) * 0.1
    soundfile.write(tmp_path / "noise.wav", sound, SECOND, subtype="FLOAT")
    return tmp_path / "noise.wav"


def test_silence_in_silence_out() -> None:
    assert not mixed([End(Frames(441 * 500))]).any()


def test_a_clip_is_heard_at_its_frame_and_nowhere_else() -> None:
    events = lines(2.0, 8.0, end=14)
    out = mixed(events)
    assert len(out) == 14 * SECOND
    for event in events[:-1]:
        assert isinstance(event, Spoken)
        assert np.allclose(out[event.start : event.end, 0], event.clip.samples, atol=1e-5)
        assert not out[event.start - 1_000 : event.start].any()
        assert not out[event.end : event.end + 1_000].any()


@settings(max_examples=25)
@given(st.lists(st.integers(4, 60), min_size=1, max_size=12))
def test_the_size_of_the_blocks_does_not_change_the_sound(tens: list[int]) -> None:
    events = lines(1.0, 5.5, seconds=2.0, end=12)
    bed_path = Path(__file__).parents[2] / "audio" / "rain.ogg"
    whole = mixed(events, Bed(bed_path), tail_ms=4_000)
    pieces = mixed(events, Bed(bed_path), lengths=itertools.cycle([each * 441 for each in tens]), tail_ms=4_000)
    assert np.allclose(whole, pieces, atol=1e-6)


def test_what_comes_before_the_words_does_not_wait_for_them(noise: Path) -> None:
    bell = Sound(np.tile(np.linspace(0.2, 0, SECOND, dtype=np.float32)[:, np.newaxis], 2), SECOND)

    def events() -> Iterator[Event]:
        yield Struck(Frames(0), "bell")
        yield Quiet(Frames(6 * SECOND))
        raise AssertionError("the voice was asked for")

    blocks = Mix(events(), under(Bed(noise)), lambda _: bell, BALANCE).blocks(itertools.repeat(SECOND // 10))
    early = np.concatenate([next(blocks).samples for _ in range(50)])
    whole = [Struck(Frames(0), "bell"), Spoken(Frames(6 * SECOND), voice(2)), End(Frames(20 * SECOND))]
    known = np.concatenate([b.samples for b in Mix(whole, under(Bed(noise)), lambda _: bell, BALANCE).blocks()])
    assert np.allclose(early, known[: len(early)], atol=1e-6)


class Even:
    """A bed that is 1 everywhere, so that what is heard of it is what the mix makes of it."""

    lufs = VOICE_LUFS - BALANCE.under_lu

    def read(self, frames: int) -> Samples:
        return np.ones((frames, 2), dtype=np.float32)


SILENT_LINE = Clip(np.zeros(2 * SECOND, dtype=np.float32))


def even(events: Iterator[Event] | list[Event], lengths: Iterator[int] | None = None, **keywords: float) -> np.ndarray:
    """What a mix makes of such a bed, one channel of it."""
    mix = Mix(events, Beds(lambda _: Even(), BALANCE, "bed"), no_strike, BALANCE, **keywords)
    return np.concatenate([block.samples[:, 0] for block in mix._raw(lengths or mixer.block_lengths())])


def breathing(start: float, end: float) -> Iterator[Event]:
    """In and out, five seconds each; when each of them ends is known before the next."""
    for at in itertools.takewhile(lambda at: at < end, itertools.count(start, 10)):
        for phase, begin in ((Phase.INHALE, at), (Phase.EXHALE, at + 5)):
            yield Breathed(Frames(int(begin * SECOND)), 5 * SECOND, phase)
            yield Quiet(Frames(int((begin + 5) * SECOND)))


def test_a_long_gap_is_mixed_before_its_end_is_known_and_just_as_it_would_be_after() -> None:
    def events() -> Iterator[Event]:
        yield Spoken(Frames(6 * SECOND), SILENT_LINE)
        for at in range(9, 60, 3):
            yield Quiet(Frames(at * SECOND))
        yield Spoken(Frames(60 * SECOND), SILENT_LINE)
        yield Spoken(Frames(67 * SECOND), SILENT_LINE)
        yield Quiet(Frames(75 * SECOND))
        yield End(Frames(82 * SECOND))

    gaps = [Gap(0, 6 * SECOND, head=True), Gap(8 * SECOND, 60 * SECOND), Gap(62 * SECOND, 67 * SECOND)]
    gaps.append(Gap(69 * SECOND, 82 * SECOND, tail=True))
    wanted = Ducking(BALANCE.rise_lu).gains(0, 82 * SECOND, gaps)
    faded = slice(5 * SECOND, 70 * SECOND)
    for length in (441 * 10, 441 * 170):
        assert np.allclose(even(events(), itertools.repeat(length))[faded], wanted[faded], atol=1e-5)


def test_a_block_needs_nothing_that_is_far_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[Phase, int]] = []
    at = 0

    def counted(phase: Phase, frames: int, **keywords: float) -> Samples:
        made.append((phase, frames))
        return swell(phase, frames, **keywords)

    def events() -> Iterator[Event]:
        yield Spoken(Frames(SECOND), voice(2))
        for event in breathing(5, 1e9):
            assert event.start < at + 30 * SECOND
            yield event

    monkeypatch.setattr(mixer, "swell", counted)
    mix = Mix(events(), under(None), no_strike, BALANCE)
    heard = 0
    for block in mix.blocks():
        at = block.end
        heard += bool(block.start > 5 * SECOND and block.samples.any())
        assert len(made) <= (at > 4 * SECOND) + (at > 9 * SECOND)  # the limiter holds back one block
        if at > 180 * SECOND:
            break
    assert heard > 150
    assert made == [(Phase.INHALE, 5 * SECOND), (Phase.EXHALE, 5 * SECOND)]


@pytest.mark.parametrize("tens", [[7], [25, 100, 3], [60, 240]])
def test_breaths_beds_and_bells_in_a_gap_do_not_hang_on_the_size_of_the_blocks(tens: list[int]) -> None:
    bell = Sound(np.tile(np.linspace(0.1, 0, SECOND, dtype=np.float32)[:, np.newaxis], 2), SECOND)

    def made(lengths: Iterator[int] | None) -> np.ndarray:
        beds = Beds(lambda _: Even(), BALANCE, "bed, bowl every 2-5s")
        events = [
            Spoken(Frames(2 * SECOND), voice(1.0)),
            *breathing(5.2, 15),
            Turned(Frames(18 * SECOND), "other, bell every 3-4s"),
            Turned(Frames(18 * SECOND + 20_000), "third, bell every 3-4s"),
            Quiet(Frames(31 * SECOND)),
            Spoken(Frames(31 * SECOND), voice(1.0)),
            Turned(Frames(34 * SECOND), None),
            End(Frames(46 * SECOND)),
        ]
        return np.concatenate([b.samples for b in Mix(events, beds, lambda _: bell, BALANCE).blocks(lengths)])

    assert np.allclose(made(None), made(itertools.cycle([each * 441 for each in tens])), atol=1e-6)


def test_no_fade_begins_before_the_last_word_however_short_the_tail_has_become() -> None:
    events: list[Event] = [Spoken(Frames(start * SECOND), SILENT_LINE) for start in (6, 9, 12)]
    out = even([*events, End(Frames(15 * SECOND))], tail_ms=FADE_OUT_MS)
    assert np.allclose(out[6 * SECOND : 14 * SECOND], 1, atol=1e-5)
    assert out[-1] == pytest.approx(0, abs=1e-6)
    bell = Sound(np.full((30 * SECOND, 2), 0.05, dtype=np.float32), SECOND)
    rings = [Struck(Frames(0), "bell"), *events, End(Frames(15 * SECOND))]
    blocks = Mix(rings, under(None), lambda _: bell, BALANCE, tail_ms=FADE_OUT_MS).blocks()
    assert np.allclose(np.concatenate([block.samples for block in blocks])[: 14 * SECOND], 0.05, atol=1e-6)


def test_the_bed_lies_as_far_under_the_voice_as_it_should_and_comes_up_in_a_pause(noise: Path) -> None:
    out = mixed(lines(6.0, 12.0, 40.0, end=60), Bed(noise))
    short_pause = lufs(float(window_powers(out[int(9.5 * SECOND) : int(11.9 * SECOND)], SECOND).mean()))
    long_pause = lufs(float(window_powers(out[18 * SECOND : 38 * SECOND], SECOND).mean()))
    assert short_pause == pytest.approx(VOICE_LUFS - 20, abs=0.5)
    assert long_pause - short_pause == pytest.approx(6, abs=0.5)


def test_the_ends_come_in_and_go_out_slowly(noise: Path) -> None:
    out = mixed(lines(6.0, end=30), Bed(noise))
    power = (out.reshape(-1, 4_410, 2) ** 2).mean(axis=(1, 2))
    steady = power[130:170].mean()
    assert power[0] < steady * 1e-4
    assert power[int(FADE_IN_MS / 100) + 2] == pytest.approx(steady, rel=0.4)
    assert (np.diff(power[:35:5]) > 0).all()
    tail = power[-int(FADE_OUT_MS / 100) :: 10]
    assert (np.diff(tail) < 0).all()
    assert power[-1] < steady * 1e-3


def test_nothing_jumps_that_does_not_jump_in_its_source(noise: Path) -> None:
    time = np.arange(SECOND * 8) / SECOND
    tone = 0.1 * np.sin(2 * np.pi * 110 * time)
    soundfile.write(noise.parent / "tone.wav", np.stack((tone, tone), axis=1), SECOND, subtype="FLOAT")
    clip = Clip((0.2 * np.sin(2 * np.pi * 150 * time[: 2 * SECOND]) * np.hanning(2 * SECOND)).astype(np.float32))
    events: list[Event] = [Spoken(Frames(start * SECOND), clip) for start in (6, 9, 25)] + [End(Frames(45 * SECOND))]
    out = mixed(events, Bed(noise.parent / "tone.wav"))
    largest = np.abs(np.diff(tone)).max() + np.abs(np.diff(clip.samples)).max()
    assert np.abs(np.diff(out, axis=0)).max() < largest


@pytest.mark.parametrize("target", [-16.0, -18.0, -23.0])
@pytest.mark.parametrize("gap", [2.0, 8.0, 30.0])
def test_a_session_is_as_loud_as_asked_for_whatever_its_pauses(noise: Path, target: float, gap: float) -> None:
    starts = [6.0 + number * (3.0 + gap) for number in range(8)]
    events = lines(*starts, end=starts[-1] + 16)
    mix = Mix(
        events,
        under(Bed(noise), balance_of(3.0 / (3.0 + gap))),
        no_strike,
        balance_of(3.0 / (3.0 + gap)),
        loudness_lufs=target,
    )
    out = np.concatenate([block.samples for block in mix.blocks()])
    assert measure_lufs(out, SECOND) == pytest.approx(target, abs=0.3)


def test_the_voice_alone_is_as_loud_as_asked_for() -> None:
    assert integrated_lufs(window_powers(mixed(lines(1, 6, 11, end=18)), SECOND)) == pytest.approx(VOICE_LUFS, abs=0.3)


def test_a_bell_rings_on_under_what_follows() -> None:
    ring = Sound(np.full((5 * SECOND, 2), 0.05, dtype=np.float32), SECOND)
    events: list[Event] = [
        Struck(Frames(SECOND), "bell"),
        Spoken(Frames(3 * SECOND), voice(1.0)),
        End(Frames(20 * SECOND)),
    ]
    out = np.concatenate([block.samples for block in Mix(events, under(None), lambda _: ring, BALANCE).blocks()])
    assert np.allclose(out[SECOND : 3 * SECOND], 0.05, atol=1e-6)
    assert np.allclose(out[4 * SECOND : 6 * SECOND], 0.05, atol=1e-6)
    assert not out[6 * SECOND :].any()


def test_what_still_rings_at_the_end_is_faded() -> None:
    ring = Sound(np.full((30 * SECOND, 2), 0.05, dtype=np.float32), SECOND)
    out = np.concatenate(
        [
            block.samples
            for block in Mix(
                [Struck(Frames(0), "bell"), End(Frames(10 * SECOND))], under(None), lambda _: ring, BALANCE
            ).blocks()
        ]
    )
    assert len(out) == 10 * SECOND
    assert abs(out[-1, 0]) < 1e-4
    assert out[7 * SECOND, 0] == pytest.approx(0.05, abs=1e-6)


def test_the_first_block_needs_no_voice_where_the_bed_begins_alone(noise: Path) -> None:
    def never() -> Iterator[Event]:
        raise AssertionError("the voice was asked for")
        yield

    blocks = Mix(never(), under(Bed(noise)), no_strike, BALANCE, head_ms=5_000).blocks()
    assert next(blocks).samples.any()


def test_only_what_is_needed_is_asked_for() -> None:
    taken = []

    def lazily() -> Iterator[Event]:
        for event in lines(*range(5, 200, 5), end=220):
            taken.append(event)
            yield event

    blocks = Mix(lazily(), under(None), no_strike, BALANCE).blocks()
    next(blocks)
    assert len(taken) <= 2
