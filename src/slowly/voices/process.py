"""A worker process under guard: started when needed, asked with a deadline, ended when it hangs, never left behind."""

from __future__ import annotations

import json
import logging
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from slowly.errors import StorageError, reason
from slowly.interrupt import POLL_SECONDS, check

WORKER = Path(__file__).with_name("worker.py")
START_SECONDS = 30.0
LEAVE_SECONDS = 0.5
"""How long a worker that is let go may take to end by itself."""

log = logging.getLogger(__name__)


class WorkerLostError(Exception):
    """The worker crashed, hung past its deadline, or could not be started. Ask again and a new one is started."""


class WorkerError(Exception):
    """The worker answered that it cannot do what it was asked."""


@dataclass(frozen=True)
class Reply:
    """What a worker answered: a header, and the bytes that came with it."""

    header: dict[str, Any]
    payload: bytes


@dataclass(frozen=True)
class _Running:
    """A process, its folder for unfinished sounds, and what it has answered; None is the end of its answers."""

    process: subprocess.Popen[bytes]
    folder: Path
    replies: queue.SimpleQueue[Reply | None]

    def let_go(self) -> None:
        """Close its input, at the end of which it ends."""
        _close(self.process.stdin)

    def end(self) -> None:
        """End it at once, and remove its folder."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            _close(pipe)
        shutil.rmtree(self.folder, ignore_errors=True)


class Worker:
    """One worker process. Asked by one thread at a time; any thread may end it for good."""

    def __init__(self, command: Path = WORKER) -> None:
        self._command = command
        self._lock = threading.Lock()
        """Held to change what runs, never to wait for it."""
        self._running: _Running | None = None
        self._greeted = False
        """Whether the running process has said hello."""
        self._ended = False
        self.embedded = False
        """Whether it is started with the speech engine that comes with slowly, whatever the system has."""

    @property
    def pid(self) -> int | None:
        """The running process, if there is one."""
        running = self._running
        return None if running is None else running.process.pid

    def embed(self) -> None:
        """Use the speech engine that comes with slowly, from the next start on; a running process is ended."""
        self.embedded = True
        self.kill()

    def begin(self) -> None:
        """Begin to start the process, if none runs, and do not wait for it.

        Raises WorkerLostError when it was ended or cannot be started, StorageError without room for its sounds.
        """
        with self._lock:
            if self._ended:
                raise WorkerLostError("it was ended")
            if self._running is None:
                self._running, self._greeted = self._started(), False

    def start(self) -> None:
        """Have the process running.

        Raises what begin() does, WorkerLostError when it ends at once, and WorkerError when it says why it cannot.
        """
        self.begin()
        if not self._greeted:
            self._next(START_SECONDS)
            self._greeted = True

    def ask(self, request: dict[str, Any], seconds: float) -> Reply:
        """Ask, and wait for the reply.

        Raises what start() does, WorkerLostError past the deadline, WorkerError for a refusal, StorageError when the
        worker has no room for its sounds.
        """
        self.start()
        running = self._running
        if running is None or running.process.stdin is None:
            raise WorkerLostError("it was ended")
        try:
            running.process.stdin.write(json.dumps(request).encode() + b"\n")
            running.process.stdin.flush()
        except (OSError, ValueError) as error:  # ValueError: closed by another thread, at the end of a session
            self.kill()
            raise WorkerLostError("it ended unexpectedly") from error
        return self._next(seconds)

    def kill(self) -> None:
        """End the process, if one runs; the next request starts another."""
        with self._lock:
            running, self._running = self._running, None
        if running is not None:
            running.end()

    def let_go(self) -> None:
        """Start nothing from now on, and let the process end by itself, as it does at the end of its input."""
        with self._lock:
            self._ended = True
            running = self._running
        if running is not None:
            running.let_go()

    def close(self, leave_seconds: float = LEAVE_SECONDS) -> None:
        """End for good: give the process a moment to end by itself, then make sure. May be called twice."""
        self.let_go()
        running = self._running
        if running is not None:
            try:
                running.process.wait(leave_seconds)
            except subprocess.TimeoutExpired:
                log.info("worker %d did not end by itself", running.process.pid)
        self.kill()

    def _started(self) -> _Running:
        try:
            folder = Path(tempfile.mkdtemp(prefix="slowly-voice-"))
        except OSError as error:
            raise no_room(error) from error
        options = ("--embedded",) if self.embedded else ()
        try:
            process = subprocess.Popen(
                [sys.executable, "-P", "-X", "utf8", str(self._command), str(folder), *options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=sys.platform != "win32",  # a Ctrl-C at the terminal is for us alone
            )
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise WorkerLostError(f"no process could be started: {reason(error)}") from error
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        replies: queue.SimpleQueue[Reply | None] = queue.SimpleQueue()
        threading.Thread(target=_read, args=(process.stdout, replies), daemon=True).start()
        return _Running(process, folder, replies)

    def _next(self, seconds: float) -> Reply:
        running = self._running
        if running is None:
            raise WorkerLostError("it was ended")
        deadline = time.monotonic() + seconds
        while True:
            try:
                reply = running.replies.get(timeout=POLL_SECONDS)
                break
            except queue.Empty:
                check()
            if time.monotonic() > deadline:
                self.kill()
                raise WorkerLostError(f"it gave no answer for {seconds:.0f} s")
        if reply is None:
            self.kill()
            raise WorkerLostError("it ended unexpectedly")
        if "no_room" in reply.header:
            raise no_room(OSError(reply.header["no_room"], reply.header["error"]))
        if "error" in reply.header:
            raise WorkerError(reply.header["error"])
        return reply


def no_room(error: OSError) -> StorageError:
    """The error for a machine with no place for temporary files."""
    return StorageError(
        f"There is no room for temporary files in {tempfile.gettempdir() if tempfile.tempdir else 'any folder'}: "
        f"{reason(error)}.",
        hint="Free some, or set TMPDIR to a folder that has.",
    )


def _read(stream: IO[bytes], replies: queue.SimpleQueue[Reply | None]) -> None:
    """Pass on replies until the stream ends; then None, once."""
    try:
        while line := stream.readline():
            header = json.loads(line)
            payload = stream.read(header["bytes"])
            if len(payload) < header["bytes"]:
                break
            replies.put(Reply(header, payload))
    except (OSError, ValueError):  # the pipe was closed on us, or the worker died in the middle of a line
        log.debug("the worker's output ended early", exc_info=True)
    replies.put(None)


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:  # what was still in the pipe cannot be delivered any more; nobody waits for it
        log.debug("closing a worker's pipe", exc_info=True)
