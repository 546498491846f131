"""Playing blocks: one thread makes them a little ahead, the device's thread takes them, and this one watches and tells.

Nothing here waits for ever: a source that fails, a device that stops asking, and a listener who has had enough each end
the playing, the last with a fade.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import numpy as np

from slowly.errors import DeviceError, Terminated
from slowly.interrupt import check
from slowly.mix.block import Block
from slowly.play.device import HINT, LATENCY_FRAMES, Device
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

AHEAD_BLOCKS = 10
"""With blocks of a second, some ten seconds ahead."""

STOP_SECONDS, TERMINATE_SECONDS = 1.7, 0.8
"""From asking to stop to silence, what the device holds included; with the tidying up after it some two seconds."""

LAST_BLOCKS = 3
"""When making blocks has failed, those made before are heard until there are so many, the end among them: enough to
fade over."""

LEAVE_SECONDS = 0.5

PATIENCE_SECONDS = 0.15
"""How long the device may be kept waiting for a block before it is given silence instead; less than what it holds, or
it would break off in the middle of a wave."""

EDGE_FRAMES = SAMPLE_RATE // 100
"""10 ms, in which the sound goes out before such a silence and comes in after it. So much is always held back."""

LOST_SECONDS = 5.0
"""A device that asks for nothing for so long has gone away."""

GONE_SECONDS = 1.0
"""The same when somebody waits for the end, who is not to wait for a device as well."""

TICK_SECONDS = 0.05

STOPPED_SECONDS = 1.0
"""A tick that took so long means that all of this was stopped for a while, by Ctrl-Z or a closed lid."""

GAPS_HINT = "This machine did not make it in time; a file from `slowly export` plays without."

log = logging.getLogger(__name__)


class Player:
    """One session being played."""

    def __init__(
        self, blocks: Iterator[Block], device: Device, on_time: Callable[[int], None] = lambda _: None
    ) -> None:
        """`on_time` is told, on the thread that calls play(), the frame that is heard now."""
        self._device = device
        self._source = blocks
        self._on_time = on_time
        self._blocks: queue.Queue[Block | None] = queue.Queue(AHEAD_BLOCKS)
        self._failed: list[BaseException] = []
        self._quit = threading.Event()
        self._done = threading.Event()
        self._current: Samples = np.zeros((0, 2), dtype=np.float32)
        """What is at hand to be given."""
        self._whole = False
        """Nothing comes after it."""
        self._late = False
        """It ends in a fade, since what comes after it is not there yet."""
        self._given = 0
        self._asked = 0
        """Frames, silence included."""
        self._started_at = 0.0
        self._asked_at = time.monotonic()
        self._fade_left: int | None = None
        self._fade_frames = 1
        self.gaps = 0
        """How often there was silence because the mix was late."""
        self.gap_frames = 0
        """How much of it, in all."""

    def play(self) -> None:
        """Play to the end. Raises DeviceError, and what making the blocks raises. Gaps are told of in the log.

        A KeyboardInterrupt fades out over STOP_SECONDS before it goes on its way, Terminated a good deal quicker; a
        second one does not wait.
        """
        maker = threading.Thread(target=self._make, name="mix", daemon=True)
        maker.start()
        try:
            self._first_block()
            self._started_at = time.monotonic()
            self._device.start(self._give)
            try:
                self._watch()
            except KeyboardInterrupt:
                self._fade_to_end(STOP_SECONDS)
                raise
            except Terminated:
                self._fade_to_end(TERMINATE_SECONDS)
                raise
        finally:
            self._quit.set()
            self._drain()
            maker.join(LEAVE_SECONDS)  # it may be waiting for the voice, which the session ends when it is left
            self._tell_gaps()
        if self._failed:
            raise self._failed[0]

    def _fade_to_end(self, seconds: float) -> None:
        """Fade out, so that all is silent so many seconds from now, what the device holds included."""
        if self._fade_left is None:
            self._fade_frames = max(int(seconds * SAMPLE_RATE) - LATENCY_FRAMES, SAMPLE_RATE // 20)
            self._fade_left = self._fade_frames
        with suppress(DeviceError):  # one that has gone away is silent already; there is another reason to end
            self._watch()

    def _first_block(self) -> None:
        """Wait for something to play before the device is started, so that it does not begin with a gap."""
        while self._blocks.empty() and not self._failed:
            check()
            time.sleep(0.002)

    def _watch(self) -> None:
        self._asked_at = ticked_at = time.monotonic()
        while not self._done.wait(TICK_SECONDS):
            check()
            now = time.monotonic()
            if now - ticked_at > STOPPED_SECONDS:
                self._asked_at = now  # the device could not ask either
            ticked_at = now
            self._on_time(max(self._given - LATENCY_FRAMES, 0))
            if self._failed and self._fade_left is None and self._blocks.qsize() <= LAST_BLOCKS:
                self._fade_to_end(STOP_SECONDS)
                return
            if now - self._asked_at > (LOST_SECONDS if self._fade_left is None else GONE_SECONDS):
                raise DeviceError("The sound device went away.", hint=HINT)
        time.sleep(LATENCY_FRAMES / SAMPLE_RATE)
        self._on_time(self._given)

    def _make(self) -> None:
        """Make blocks until they end, fail, or nobody wants more."""
        try:
            for block in self._source:
                while not self._quit.is_set():
                    try:
                        self._blocks.put(block, timeout=TICK_SECONDS)
                        break
                    except queue.Full:
                        continue
                if self._quit.is_set():
                    return
        except BaseException as error:  # noqa: BLE001 - carried to the thread that plays, whatever it is
            self._failed.append(error)
        finally:
            self._end_of_blocks()

    def _end_of_blocks(self) -> None:
        while not self._quit.is_set():
            with suppress(queue.Full):
                self._blocks.put(None, timeout=TICK_SECONDS)
                break

    def _drain(self) -> None:
        with suppress(queue.Empty):
            while True:
                self._blocks.get_nowait()

    def _give(self, frames: int) -> bytes:
        """The next frames, on the device's thread: session, then silence. Must never raise and never wait for long."""
        self._asked_at = time.monotonic()
        self._asked += frames
        out = np.zeros((frames, 2), dtype=np.float32)
        taken = self._take(frames)
        out[: len(taken)] = taken
        ended = self._whole and not len(self._current)
        if self._late and not ended and self._fade_left is None:
            self.gap_frames += frames - len(taken)
        if self._fade_left is not None:
            self._fade(out)
        self._given += len(taken)
        if ended or self._fade_left == 0:
            self._done.set()
        return Block(0, out).pcm()

    def _take(self, frames: int) -> Samples:
        """The next frames of the session: fewer at its end, and where what comes next is not there yet."""
        while not self._whole and len(self._current) < frames + EDGE_FRAMES and self._next_block():
            pass
        if not self._whole and len(self._current) < frames + EDGE_FRAMES and not self._late:
            self._late = True
            self.gaps += self._fade_left is None  # while it goes out nobody minds
            self._current = _edged(self._current, falling=True)
        taken, self._current = self._current[:frames], self._current[frames:]
        return taken

    def _next_block(self) -> bool:
        """Have more at hand; False when there is no more, for now or for good."""
        hurried = self._late or self._fade_left is not None
        try:
            block = self._blocks.get(timeout=TICK_SECONDS if hurried else PATIENCE_SECONDS)
        except queue.Empty:
            return False
        if block is None:
            self._whole = True
            return False
        samples = _edged(block.samples, falling=False) if self._late else block.samples
        self._current = np.concatenate((self._current, samples))
        self._late = False
        return True

    def _tell_gaps(self) -> None:
        """A warning, unless the device takes more than anybody can hear: one that writes a file is always too early."""
        if self.gaps:
            seconds = self.gap_frames / SAMPLE_RATE
            passed = time.monotonic() - self._started_at
            in_time = self._asked / SAMPLE_RATE < 1.01 * passed + 1.0  # no two clocks are the same
            level = logging.WARNING if in_time else logging.INFO
            log.log(level, "Gaps in the sound: %d, %.1f s in all. %s", self.gaps, seconds, GAPS_HINT)

    def _fade(self, out: Samples) -> None:
        """Bring what is given down towards silence, and keep it there."""
        left = self._fade_left or 0
        shares = np.clip((left - np.arange(len(out))) / self._fade_frames, 0.0, 1.0)
        out *= (0.5 - 0.5 * np.cos(np.pi * shares)).astype(np.float32)[:, np.newaxis]
        self._fade_left = max(left - len(out), 0)


def _edged(samples: Samples, *, falling: bool) -> Samples:
    """The same, going out in its last EDGE_FRAMES or coming in in its first: a half cosine."""
    edge = min(EDGE_FRAMES, len(samples))
    rise = (0.5 - 0.5 * np.cos(np.pi * (np.arange(edge) + 0.5) / max(edge, 1))).astype(np.float32)[:, np.newaxis]
    edged = samples.copy()
    if falling:
        edged[len(samples) - edge :] *= rise[::-1]
    else:
        edged[:edge] *= rise
    return edged
