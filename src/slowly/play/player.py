"""Playing blocks: one thread makes them a little ahead, the device's thread takes them, and this one watches and tells.

Nothing here waits for ever: a source that fails, a device that stops asking, and a listener who has had enough each end
the playing, the last with a fade.
"""

from __future__ import annotations

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

LEAVE_SECONDS = 0.5

PATIENCE_SECONDS = 0.5
"""How long the device may be kept waiting for a block before it is given silence instead."""

LOST_SECONDS = 5.0
"""A device that asks for nothing for so long has gone away."""

GONE_SECONDS = 1.0
"""The same when somebody waits for the end, who is not to wait for a device as well."""

TICK_SECONDS = 0.05


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
        self._ended = False
        self._given = 0
        self._asked_at = time.monotonic()
        self._fade_left: int | None = None
        self._fade_frames = 1
        self.gaps = 0
        """How often the device had to be given silence because the mix was late."""

    def play(self) -> None:
        """Play to the end. Raises DeviceError, and what making the blocks raises.

        A KeyboardInterrupt fades out over STOP_SECONDS before it goes on its way, Terminated a good deal quicker; a
        second one does not wait.
        """
        maker = threading.Thread(target=self._make, name="mix", daemon=True)
        maker.start()
        try:
            self._first_block()
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
        self._asked_at = time.monotonic()
        while not self._done.wait(TICK_SECONDS):
            check()
            self._on_time(max(self._given - LATENCY_FRAMES, 0))
            if self._failed and self._fade_left is None:
                self._fade_to_end(STOP_SECONDS)
                return
            if time.monotonic() - self._asked_at > (LOST_SECONDS if self._fade_left is None else GONE_SECONDS):
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
        out = np.zeros((frames, 2), dtype=np.float32)
        filled = 0
        while filled < frames and not self._ended:
            if not len(self._current) and not self._next_block():
                break
            take = min(frames - filled, len(self._current))
            out[filled : filled + take] = self._current[:take]
            self._current = self._current[take:]
            filled += take
        if self._fade_left is not None:
            self._fade(out)
        self._given += filled
        if self._ended or self._fade_left == 0:
            self._done.set()
        return Block(0, out).pcm()

    def _next_block(self) -> bool:
        """Take the next block; False when there is none, for now or for good."""
        try:
            block = self._blocks.get(timeout=PATIENCE_SECONDS if self._fade_left is None else TICK_SECONDS)
        except queue.Empty:
            self.gaps += 1
            return False
        if block is None:
            self._ended = True
            return False
        self._current = block.samples
        return True

    def _fade(self, out: Samples) -> None:
        """Bring what is given down towards silence, and keep it there."""
        left = self._fade_left or 0
        shares = np.clip((left - np.arange(len(out))) / self._fade_frames, 0.0, 1.0)
        out *= (0.5 - 0.5 * np.cos(np.pi * shares)).astype(np.float32)[:, np.newaxis]
        self._fade_left = max(left - len(out), 0)
