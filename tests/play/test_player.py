"""Playing, through a real device that writes to a file and through one in memory whose time and manners are ours."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import count, pairwise

import numpy as np
import pytest

from slowly.errors import DeviceError, Terminated, VoiceError
from slowly.interrupt import arrive, deferred
from slowly.mix.block import Block
from slowly.play import Player, find_device, player
from slowly.play.device import LATENCY_FRAMES
from slowly.units import SAMPLE_RATE

PERIOD = SAMPLE_RATE // 10
CYCLE = 441
"""Frames of one cycle of the tone, so that blocks of whole cycles join without a seam."""


class Ears:
    """A device in memory: asks on a thread of its own, so many times as fast as a real one, until it is closed."""

    def __init__(self, speed: float, asks: int | None) -> None:
        self._speed = speed
        self._asks = asks
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None
        self._given: list[bytes] = []

    def start(self, give: Callable[[int], bytes]) -> None:
        self._thread = threading.Thread(target=self._ask, args=(give,), name="ears")
        self._thread.start()

    def _ask(self, give: Callable[[int], bytes]) -> None:
        while len(self._given) != self._asks and not self._closed.wait(PERIOD / SAMPLE_RATE / self._speed):
            self._given.append(give(PERIOD))

    @property
    def played(self) -> np.ndarray:
        """Samples of shape (frames, 2), 16-bit."""
        return np.frombuffer(b"".join(self._given), "<i2").reshape(-1, 2)

    def close(self) -> None:
        self._closed.set()
        if self._thread is not None:
            self._thread.join()


@pytest.fixture
def ears() -> Iterator[Callable[..., Ears]]:
    opened: list[Ears] = []

    def make(speed: float = 20.0, asks: int | None = None) -> Ears:
        opened.append(Ears(speed, asks))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture(autouse=True)
def nothing_has_arrived(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test leaves unchecked is not to be raised in the next."""
    monkeypatch.setattr("slowly.interrupt._pending", None)


def noise(*lengths: int) -> list[Block]:
    rng = np.random.default_rng(1)
    starts = np.cumsum([0, *lengths]).tolist()
    return [
        Block(start, rng.uniform(-1, 1, (length, 2)).astype(np.float32))
        for start, length in zip(starts, lengths, strict=False)
    ]


def tone(seconds: float = 1.0) -> Block:
    """At its crest where the device asks for more, so that a step there would be a large one."""
    wave = 0.5 * np.cos(2 * np.pi * np.arange(int(seconds * SAMPLE_RATE)) / CYCLE)
    return Block(0, np.stack((wave, wave), axis=1).astype(np.float32))


def endless(block: Block) -> Iterator[Block]:
    return (Block(number * block.frames, block.samples) for number in count())


def samples_of(blocks: Iterable[Block]) -> np.ndarray:
    return np.frombuffer(b"".join(block.pcm() for block in blocks), "<i2").reshape(-1, 2)


def telling(*told: BaseException, after: int = 0) -> Callable[[int], None]:
    """An `on_time` through which signals arrive, one at each call, once so many frames have been heard."""
    waiting = list(told)

    def on_time(frame: int) -> None:
        if waiting and frame >= after:
            arrive(waiting.pop(0))

    return on_time


def levels(played: np.ndarray) -> np.ndarray:
    """The peak of each cycle of the tone."""
    return np.abs(played[: len(played) // CYCLE * CYCLE, 0].astype(int)).reshape(-1, CYCLE).max(axis=1)


def assert_fades(played: np.ndarray, seconds: float) -> None:
    """The tone goes out without a step or a return, and all is silent so long after the device was told."""
    own_step = np.abs(np.diff(samples_of([tone()])[:, 0].astype(int))).max()
    assert np.abs(np.diff(played[:, 0].astype(int))).max() <= own_step + 1
    level = levels(played)
    begins, silent = np.flatnonzero(level >= level[0] - 1)[-1], np.flatnonzero(level == 0)[0]
    assert (np.diff(level) <= 1).all()
    assert not played[silent * CYCLE :].any()
    taken = (silent - begins) * CYCLE + LATENCY_FRAMES  # what the device held was heard at its full level before
    assert taken / SAMPLE_RATE == pytest.approx(seconds, abs=0.05)


def mixing() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "mix"]


def test_what_is_played_is_what_was_made_bit_for_bit(device: object) -> None:
    blocks = noise(*[11_025, 22_050, 44_100] * 4)
    with find_device() as opened:
        watched = Player(iter(blocks), opened)
        watched.play()
    made, played = samples_of(blocks), device.played
    assert np.array_equal(played[: len(made)], made)
    assert not played[len(made) :].any()
    assert watched.gaps == 0


def test_blocks_of_any_length_join_without_a_seam(ears: Callable[..., Ears]) -> None:
    blocks, heard = noise(441, 1, 10 * PERIOD + 7, PERIOD, PERIOD - 1, 2, 30_000), ears(speed=50)
    Player(iter(blocks), heard).play()
    made = samples_of(blocks)
    assert np.array_equal(heard.played[: len(made)], made)
    assert not heard.played[len(made) :].any()


def test_a_session_of_no_blocks_ends(ears: Callable[..., Ears]) -> None:
    times: list[int] = []
    Player(iter(()), ears(), times.append).play()
    assert times[-1] == 0


def test_time_only_goes_forward_never_ahead_of_what_was_given_and_ends_at_the_whole_length(
    ears: Callable[..., Ears],
) -> None:
    blocks, heard, times = noise(*[SAMPLE_RATE] * 4, 4_321), ears(speed=5), []

    def on_time(frame: int) -> None:
        assert threading.current_thread() is threading.main_thread()
        times.append(frame)
        assert frame <= len(heard.played) + PERIOD  # the device keeps what it was given a moment after it is counted

    Player(iter(blocks), heard, on_time).play()
    assert len(set(times)) > 3
    assert all(before <= after for before, after in pairwise(times))
    assert times[-1] == 4 * SAMPLE_RATE + 4_321


def test_the_first_sound_is_heard_before_the_last_block_is_made(ears: Callable[..., Ears]) -> None:
    heard = ears()

    def source() -> Iterator[Block]:
        first, last = noise(SAMPLE_RATE, SAMPLE_RATE)
        yield first
        deadline = time.monotonic() + 10
        while not heard.played.any():
            assert time.monotonic() < deadline
            time.sleep(0.001)
        yield last

    Player(source(), heard).play()
    assert heard.played[: SAMPLE_RATE // 2].any()


def test_only_a_little_is_made_ahead(ears: Callable[..., Ears]) -> None:
    heard, ahead = ears(), []

    def source() -> Iterator[Block]:
        for block in noise(*[PERIOD] * 40):
            ahead.append(block.end - len(heard.played))
            yield block

    Player(source(), heard).play()
    assert max(ahead) <= (player.AHEAD_BLOCKS + 4) * PERIOD  # these, one at each end, and the one being given


def test_a_late_source_is_silence_for_a_while_and_not_the_end(
    ears: Callable[..., Ears], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "PATIENCE_SECONDS", 0.02)
    blocks, heard = noise(10_000, 10_000, 10_000), ears(speed=1_000)

    def source() -> Iterator[Block]:
        yield blocks[0]
        while watched.gap_frames < 3 * PERIOD:
            time.sleep(0.001)
        yield from blocks[1:]

    watched = Player(source(), heard)
    watched.play()
    assert watched.gaps == 1
    first, last = samples_of(blocks[:1]), samples_of(blocks[1:])
    played, edge = heard.played, player.EDGE_FRAMES
    assert np.array_equal(played[: len(first) - edge], first[:-edge])
    assert not played[len(first) : len(first) + watched.gap_frames].any()
    again = played[len(first) + watched.gap_frames :]
    assert np.array_equal(again[edge : len(last)], last[edge:])
    assert not again[len(last) :].any()


@pytest.mark.parametrize("length", [1.0, 0.104, 0.1, 0.004])
def test_the_sound_goes_out_before_a_gap_and_comes_in_after_it(
    ears: Callable[..., Ears], monkeypatch: pytest.MonkeyPatch, length: float, caplog: pytest.LogCaptureFixture
) -> None:
    """Blocks that end at the crest of the tone, at any place within what the device asks for."""
    monkeypatch.setattr(player, "PATIENCE_SECONDS", 0.02)
    caplog.set_level(logging.INFO)
    block, heard = tone(length), ears(speed=1_000)

    def source() -> Iterator[Block]:
        yield tone(1.0)
        for number in (1, 2, 3):
            while watched.gaps < number:
                time.sleep(0.001)
            silent = watched.gap_frames
            while watched.gap_frames < silent + PERIOD:
                time.sleep(0.001)
            yield block

    watched = Player(source(), heard)
    watched.play()
    assert watched.gaps == 3
    steepest = 2 * np.abs(np.diff(samples_of([tone()])[:, 0].astype(int))).max()
    end = SAMPLE_RATE + 3 * block.frames + watched.gap_frames
    assert np.abs(np.diff(heard.played[:end, 0].astype(int))).max() < steepest
    assert not heard.played[end:].any()
    [told] = caplog.records
    assert told.getMessage().startswith(f"Gaps in the sound: 3, {watched.gap_frames / SAMPLE_RATE:.1f} s in all. ")
    assert told.levelno == logging.INFO  # nobody hears a thousand times as fast


def test_a_listener_is_told_of_gaps_once_and_what_helps(
    ears: Callable[..., Ears], caplog: pytest.LogCaptureFixture
) -> None:
    def source() -> Iterator[Block]:
        for _ in range(2):
            yield tone(0.5)
            gaps = watched.gaps
            while watched.gaps == gaps:
                time.sleep(0.001)

    watched = Player(source(), ears(speed=1))
    watched.play()
    [told] = caplog.records
    assert told.levelno == logging.WARNING
    assert told.getMessage().startswith("Gaps in the sound: 2, ")
    assert "`slowly export`" in told.getMessage()


def test_when_a_source_fails_what_was_made_before_is_heard_and_goes_out_in_a_fade(ears: Callable[..., Ears]) -> None:
    block, heard = tone(2.0), ears(speed=4)

    def source() -> Iterator[Block]:
        for number in range(player.AHEAD_BLOCKS + 2):
            yield Block(number * block.frames, block.samples)
        raise VoiceError("It cannot be said.")

    with pytest.raises(VoiceError, match="It cannot be said"):
        Player(source(), heard).play()
    whole = player.AHEAD_BLOCKS - player.LAST_BLOCKS
    assert np.array_equal(heard.played[: whole * block.frames], samples_of([block] * whole))
    assert_fades(heard.played, player.STOP_SECONDS)
    assert not mixing()


def test_a_fade_that_has_begun_is_not_begun_again(ears: Callable[..., Ears], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player, "STOP_SECONDS", 6.0)
    block, heard = tone(2.0), ears(speed=6)

    def source() -> Iterator[Block]:
        for number in range(player.AHEAD_BLOCKS + 2):
            yield Block(number * block.frames, block.samples)
        raise VoiceError("It cannot be said.")

    with pytest.raises(KeyboardInterrupt), deferred():
        Player(source(), heard, telling(KeyboardInterrupt(), after=3 * SAMPLE_RATE)).play()
    assert_fades(heard.played, player.STOP_SECONDS)


def test_what_was_made_before_a_failure_is_heard(device: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player, "PATIENCE_SECONDS", 0.02)
    blocks = noise(SAMPLE_RATE)

    def source() -> Iterator[Block]:
        yield from blocks
        while not watched.gaps:
            time.sleep(0.001)
        raise MemoryError  # what is heard of the block has gone out before the gap

    with find_device() as opened:
        watched = Player(source(), opened)
        with pytest.raises(MemoryError):
            watched.play()
    whole = SAMPLE_RATE - player.EDGE_FRAMES
    assert np.array_equal(device.played[:whole], samples_of(blocks)[:whole])


def test_a_source_that_fails_at_once_is_told_and_nothing_is_heard(device: object) -> None:
    def source() -> Iterator[Block]:
        raise VoiceError("There is no voice.")
        yield

    with find_device() as opened, pytest.raises(VoiceError, match="There is no voice"):
        Player(source(), opened).play()
    assert not device.played.any()
    assert not mixing()


def test_a_device_that_does_not_start_is_told_and_leaves_nothing_behind() -> None:
    class Dead:
        def start(self, give: Callable[[int], bytes]) -> None:
            raise DeviceError("The sound device does not start: no.")

    with pytest.raises(DeviceError, match="does not start"):
        Player(endless(tone()), Dead()).play()
    assert not mixing()


@pytest.mark.parametrize("asks", [0, 3])
def test_a_device_that_goes_away_is_told(asks: int, ears: Callable[..., Ears], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player, "LOST_SECONDS", 0.4)
    with pytest.raises(DeviceError, match=r"went away.*slowly export"):
        Player(endless(tone()), ears(asks=asks)).play()
    assert not mixing()


STOPPED = """
import threading, time
import numpy as np
from slowly.mix.block import Block
from slowly.play import Player, player

class Ears:
    def start(self, give):
        threading.Thread(target=self.ask, args=(give,), daemon=True).start()
    def ask(self, give):
        while True:
            time.sleep(0.1)
            give(4_410)

player.LOST_SECONDS = 1.0
silence = np.zeros((44_100, 2), dtype=np.float32)
print("begins", flush=True)
Player((Block(second * 44_100, silence) for second in range(5)), Ears()).play()
print("ends", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no Ctrl-Z")
def test_what_was_stopped_for_a_while_goes_on() -> None:
    """Several times, since it is a matter of chance which thread wakes first."""
    with subprocess.Popen([sys.executable, "-c", STOPPED], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "begins\n"
        for _ in range(4):
            time.sleep(0.5)
            running.send_signal(signal.SIGSTOP)
            time.sleep(1.5)
            running.send_signal(signal.SIGCONT)
        assert running.stdout.read() == "ends\n"
    assert running.returncode == 0


def test_being_told_to_stop_does_not_wait_for_a_device_that_has_gone_away(
    ears: Callable[..., Ears], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(player, "LOST_SECONDS", 60.0)
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt), deferred():
        Player(endless(tone()), ears(asks=3), telling(KeyboardInterrupt())).play()
    assert time.monotonic() - start < 10
    assert not mixing()


@pytest.mark.parametrize(
    ("told", "seconds"),
    [(KeyboardInterrupt(), player.STOP_SECONDS), (Terminated(), player.TERMINATE_SECONDS)],
    ids=["interrupted", "terminated"],
)
def test_being_told_to_stop_fades_out(told: BaseException, seconds: float, device: object) -> None:
    with pytest.raises(type(told)), deferred(), find_device() as opened:
        Player(endless(tone()), opened, telling(told, after=SAMPLE_RATE)).play()
    assert_fades(device.played, seconds)
    assert not mixing()


def test_terminating_takes_about_a_second_in_real_time(ears: Callable[..., Ears]) -> None:
    told_at = []

    def on_time(frame: int) -> None:
        if not told_at:
            told_at.append(time.monotonic())
            arrive(Terminated())

    with pytest.raises(Terminated), deferred():
        Player(endless(tone()), ears(speed=1), on_time).play()
    assert time.monotonic() - told_at[0] < 5  # two are promised, and the machine may be loaded


def test_a_second_time_does_not_wait_for_the_fade(ears: Callable[..., Ears], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player, "STOP_SECONDS", 60.0)
    heard = ears(speed=1)
    with pytest.raises(KeyboardInterrupt), deferred():
        Player(endless(tone()), heard, telling(KeyboardInterrupt(), KeyboardInterrupt())).play()
    assert len(heard.played) < 10 * SAMPLE_RATE
    assert levels(heard.played)[-1] > 0
    assert not mixing()


def test_a_stop_while_the_source_is_late_does_not_wait_for_it(
    ears: Callable[..., Ears], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were each part of the fade to wait for a block first, a stop in a gap would take seventeen seconds here."""
    monkeypatch.setattr(player, "PATIENCE_SECONDS", 1.0)
    let_go = threading.Event()

    def source() -> Iterator[Block]:
        yield tone(0.1)
        let_go.wait(60)

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt), deferred():
        Player(source(), ears(), telling(KeyboardInterrupt())).play()
    let_go.set()
    assert time.monotonic() - start < 8


def test_a_gap_in_a_fade_is_not_the_end_of_it(ears: Callable[..., Ears]) -> None:
    told, heard = threading.Event(), ears(speed=1_000)

    def source() -> Iterator[Block]:
        while not told.is_set():
            yield tone(0.1)
        time.sleep(4 * player.TICK_SECONDS)  # the fade begins with the next tick
        while True:
            yield tone(0.1)

    def on_time(frame: int) -> None:
        if frame >= SAMPLE_RATE and not told.is_set():
            told.set()
            arrive(KeyboardInterrupt())

    with pytest.raises(KeyboardInterrupt), deferred():
        Player(source(), heard, on_time).play()
    level = levels(heard.played)
    assert 0 < level[np.flatnonzero(level)[-1]] < 0.05 * level.max()


def test_a_stop_before_the_first_sound_ends_at_once(ears: Callable[..., Ears]) -> None:
    let_go, heard = threading.Event(), ears()

    def source() -> Iterator[Block]:
        arrive(KeyboardInterrupt())
        let_go.wait(60)
        yield tone()

    with pytest.raises(KeyboardInterrupt), deferred():
        Player(source(), heard).play()
    let_go.set()
    assert not len(heard.played)


@pytest.mark.parametrize("ending", ["well", "stopped"])
def test_nothing_mixes_on_when_it_is_over(ending: str, ears: Callable[..., Ears]) -> None:
    if ending == "well":
        Player(iter(noise(PERIOD)), ears()).play()
    else:
        with pytest.raises(Terminated), deferred():
            Player(endless(tone()), ears(), telling(Terminated())).play()
    assert not mixing()
