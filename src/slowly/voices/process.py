"""A worker process under guard: started when needed, asked with a deadline, ended when it hangs, never left behind."""

from __future__ import annotations

import json
import logging
import queue
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from slowly.interrupt import POLL_SECONDS, check

WORKER = Path(__file__).with_name("worker.py")
START_SECONDS = 30.0

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


class Worker:
    """One worker process. Not for several threads at once."""

    def __init__(self, arguments: tuple[str, ...] = (), command: Path = WORKER) -> None:
        self._command = [sys.executable, "-P", "-X", "utf8", str(command), *arguments]
        self._process: subprocess.Popen[bytes] | None = None
        self._replies: queue.SimpleQueue[Reply | None] = queue.SimpleQueue()
        self._folder: Path | None = None
        self.library = ""
        """What the engine runs on, as the worker tells it: `system` or `embedded` on Linux."""

    def use(self, argument: str) -> None:
        """Give the process one more argument, from its next start on; a running one is ended."""
        self.kill()
        self._command.append(argument)

    def start(self) -> None:
        """Start the process, if none runs. Raises WorkerLostError, or WorkerError when it says why it cannot."""
        if self._process is not None:
            return
        self._replies = queue.SimpleQueue()
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=sys.platform != "win32",  # a Ctrl-C at the terminal is for us alone
            )
        except OSError as error:
            raise WorkerLostError(f"no process could be started: {error.strerror}") from error
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        reader = threading.Thread(target=_read, args=(self._process.stdout, self._replies), daemon=True)
        reader.start()
        hello = self._next(START_SECONDS)
        self._folder = Path(hello.header["folder"])
        self.library = str(hello.header["library"])

    def ask(self, request: dict[str, Any], seconds: float) -> Reply:
        """Ask, and wait for the reply. Raises WorkerLostError past the deadline, WorkerError for a refusal."""
        self.start()
        process = self._process
        if process is None or process.stdin is None:
            raise WorkerLostError("it was ended")
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
        except (OSError, ValueError) as error:  # ValueError: closed by another thread, at the end of a session
            self.kill()
            raise WorkerLostError("it ended unexpectedly") from error
        return self._next(seconds)

    def kill(self) -> None:
        """End the process and remove its folder. Does nothing when none is running."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            _close(pipe)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def close(self) -> None:
        """Let the process end by itself, which it does at the end of its input; then make sure."""
        if self._process is not None:
            _close(self._process.stdin)
            try:
                self._process.wait(0.5)
            except subprocess.TimeoutExpired:
                log.info("worker %d did not end by itself", self._process.pid)
        self.kill()

    def _next(self, seconds: float) -> Reply:
        deadline = time.monotonic() + seconds
        while True:
            try:
                reply = self._replies.get(timeout=POLL_SECONDS)
                break
            except queue.Empty:
                check()
            if time.monotonic() > deadline:
                self.kill()
                raise WorkerLostError(f"it gave no answer for {seconds:.0f} s")
        if reply is None:
            self.kill()
            raise WorkerLostError("it ended unexpectedly")
        if "error" in reply.header:
            raise WorkerError(reply.header["error"])
        return reply


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
