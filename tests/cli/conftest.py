"""Two ways to run the command line: in this process, for the many quick cases, and as the process that people start."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from slowly.cli.main import main

SLOWLY = (sys.executable, "-m", "slowly")
LONG = 30.0
"""Seconds after which something hangs, however loaded the machine is."""


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, and an environment in which a process behaves as it does for anyone."""
    for name in ("PYTHONUNBUFFERED", "PYTHONIOENCODING", "FORCE_COLOR", "TTY_COMPATIBLE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def slowly(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""

    def run(*arguments: str) -> Ran:
        capsys.readouterr()
        code = main(list(arguments))
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture
def process() -> Run:
    """Run a command as a process of its own, and fail if it hangs."""

    def run(*arguments: str | bytes, program: Sequence[str] = SLOWLY, **keywords: object) -> Ran:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **keywords}
        done = subprocess.run([*program, *arguments], check=False, timeout=LONG, **streams)  # type: ignore[call-overload]
        return Ran(done.returncode, (done.stdout or b"").decode(), (done.stderr or b"").decode())

    return run


@pytest.fixture
def started() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start commands as processes. One that hangs is ended after a while, and whatever is left at the end, too."""
    processes: list[subprocess.Popen[bytes]] = []
    watches: list[threading.Timer] = []

    def start(*arguments: str, program: Sequence[str] = SLOWLY, **keywords: object) -> subprocess.Popen[bytes]:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **keywords}
        processes.append(subprocess.Popen([*program, *arguments], **streams))  # type: ignore[call-overload]
        watches.append(threading.Timer(LONG, processes[-1].kill))
        watches[-1].start()
        return processes[-1]

    yield start
    for watch, process in zip(watches, processes, strict=True):
        watch.cancel()
        if process.poll() is None:
            process.kill()
        process.communicate()


@dataclass
class Terminal:
    """A pseudo-terminal of 80 columns."""

    end: int
    """What to give a process for its output."""
    _other: int

    def shown(self) -> str:
        """All that is written on it until the last process that has it is gone; to be asked once, after the start."""
        self._close_end()
        parts = []
        try:
            while part := os.read(self._other, 65_536):
                parts.append(part)
        except OSError:  # how Linux tells that nobody can write any more
            pass
        return b"".join(parts).decode()

    def close(self) -> None:
        self._close_end()
        os.close(self._other)

    def _close_end(self) -> None:
        if self.end >= 0:
            os.close(self.end)
        self.end = -1


@pytest.fixture
def terminals() -> Iterator[Callable[[], Terminal]]:
    """Make terminals."""
    import fcntl  # not on Windows, like the terminals themselves
    import pty
    import struct
    import termios

    made: list[Terminal] = []

    def make() -> Terminal:
        other, end = pty.openpty()
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        made.append(Terminal(end, other))
        return made[-1]

    yield make
    for terminal in made:
        terminal.close()
