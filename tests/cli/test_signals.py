"""Being told to stop: at any moment the right exit code, nothing left behind, no child alive, and no traceback."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from subprocess import Popen
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from slowly import interrupt
from slowly.config import shipped
from slowly.units import SAMPLE_RATE

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.conftest import FileDevice

Start = Callable[..., "Popen[bytes]"]

AT_MOST = 5.0
"""Seconds; two are promised, and the machine may be loaded."""

INTERRUPTED, TERMINATED = 130, 143


def children(pid: int) -> set[int]:
    """The processes that have this one for a parent."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has just ended
            continue
        if parent == pid:
            found.add(int(entry.parent.name))
    return found


def opened(pid: int) -> set[Path]:
    """The files that a process has open."""
    found = set()
    for entry in Path(f"/proc/{pid}/fd").glob("*"):
        with suppress(OSError):  # it has just been closed
            found.add(entry.readlink())
    return found


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if Path(f"/proc/{pid}").exists()}


def until(reached: Callable[[], object], what: str, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, f"never {what}"
        time.sleep(0.005)


def listens(process: Popen[bytes]) -> bool:
    """Whether slowly has set its handlers, SIGTERM's last but one; before that a signal is Python's own affair."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    caught = next(int(line.split()[1], 16) for line in lines if line.startswith("SigCgt"))
    return bool(caught >> (signal.SIGTERM - 1) & 1)


def entries(home: Path) -> int:
    return len(list((home / "cache" / "speech").glob("??/*.entry")))


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where processes put what is temporary, empty."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, INTERRUPTED), (signal.SIGTERM, TERMINATED), (signal.SIGHUP, TERMINATED)],
)
def test_an_export_that_is_stopped_leaves_nothing_behind(
    started: Start, desk: Path, home: Path, temporary: Path, number: signal.Signals, code: int
) -> None:
    running = started("export", "grief")
    until(lambda: entries(home) > 5, "spoke")
    until(lambda: any(desk.iterdir()), "wrote")
    voices = children(running.pid)
    assert voices
    assert any(temporary.iterdir())
    told = time.monotonic()
    running.send_signal(number)
    out, err = running.communicate(timeout=20)
    assert time.monotonic() - told < AT_MOST
    assert running.returncode == code
    assert out == b""
    assert err.strip() == b""
    assert alive(voices) == set()
    assert list(desk.iterdir()) == []
    assert list(temporary.iterdir()) == []
    assert list((home / "cache").rglob("*.partial")) == []


def test_telling_it_twice_is_as_good_as_once(started: Start, desk: Path, home: Path, temporary: Path) -> None:
    running = started("export", "grief")
    until(lambda: entries(home) > 5 and any(desk.iterdir()), "wrote")
    voices = children(running.pid)
    for _ in range(3):
        running.send_signal(signal.SIGINT)
        time.sleep(0.03)
    err = running.communicate(timeout=20)[1]
    assert running.returncode == INTERRUPTED
    assert b"Traceback" not in err
    assert list(desk.iterdir()) == []
    until(lambda: not alive(voices), "ended its voices", AT_MOST)


def test_a_track_that_takes_long_to_be_measured_is_not_waited_for(started: Start, desk: Path, temporary: Path) -> None:
    (desk / "short.md").write_text("I may rest.\n")
    with soundfile.SoundFile(desk / "silent.flac", "w", SAMPLE_RATE, 2) as file:
        for _ in range(40):  # minutes
            file.write(np.zeros((60 * SAMPLE_RATE, 2), dtype=np.float32))
    before = set(desk.iterdir())
    running = started("export", "short.md", "--voice", "silent", "--ambient", "./silent.flac")
    until(lambda: desk / "silent.flac" in opened(running.pid), "opened the track")
    told = time.monotonic()
    running.send_signal(signal.SIGINT)
    err = running.communicate(timeout=20)[1]
    assert time.monotonic() - told < AT_MOST
    assert running.returncode == INTERRUPTED
    assert err.strip() == b""
    assert set(desk.iterdir()) == before


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.06, 0.1, 0.2, 0.4, 0.7])
def test_ctrl_c_at_any_early_moment_is_no_traceback(started: Start, desk: Path, temporary: Path, delay: float) -> None:
    running = started("export", "grief")
    until(lambda: listens(running), "set its handlers")
    time.sleep(delay)
    voices = children(running.pid)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert running.returncode == INTERRUPTED
    assert out == b""
    assert err.strip() == b""
    assert list(desk.iterdir()) == []
    assert list(temporary.iterdir()) == []
    assert alive(voices) == set()


@pytest.mark.parametrize(
    "where",
    [
        "exec('os.kill(os.getpid(), signal.SIGINT); sum(range(1000))')",
        "type('Kind', (), {'field': type('Field', (), {'__set_name__': lambda *_: interrupt()})()})",
        "try: interrupt()\n    except BaseException: pass",
    ],
    ids=["in generated code", "in the making of a class", "where everything is swallowed"],
)
def test_ctrl_c_counts_wherever_it_comes(process: Run, desk: Path, where: str) -> None:
    program = f"""
import os, signal
from slowly.script import themes
def interrupt():
    os.kill(os.getpid(), signal.SIGINT)
    sum(range(1000))
real = themes.find
def find(*arguments):
    {where}
    return real(*arguments)
themes.find = find
from slowly.__main__ import run
run()
"""
    (desk / "program.py").write_text(program)
    ran = process("show", "grief", program=[sys.executable, "-m", "program"])
    assert ran.code == INTERRUPTED
    assert ran.out == ""
    assert ran.err.strip() == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_told_again_while_the_interpreter_ends_changes_nothing(process: Run, desk: Path, number: int) -> None:
    """Its last steps are its own: it puts back the system's handlers, and then a signal would end it by itself."""
    program = f"""
import os, sys
class Last:
    def __del__(self, kill=os.kill, pid=os.getpid()):
        kill(pid, {int(number)})
sys.modules["last"] = Last()  # let go of when all handlers are Python's no more
from slowly.cli import main
main.main = lambda args: 130
main.run_and_exit()
"""
    (desk / "ending.py").write_text(program)
    ran = process(program=[sys.executable, str(desk / "ending.py")])
    assert (ran.code, ran.err) == (130, "")


def test_a_ctrl_c_that_nothing_heeds_is_heeded_the_second_time(started: Start, desk: Path) -> None:
    program = """
import time
from slowly import interrupt
from slowly.cli import main
def deaf(args):
    with interrupt.deferred():
        print("listening", flush=True)
        time.sleep(0.2)
        for _ in range(600):
            time.sleep(0.1)
main.main = deaf
main.run_and_exit()
"""
    (desk / "deaf.py").write_text(program)
    running = started(program=[sys.executable, str(desk / "deaf.py")])
    assert running.stdout is not None
    assert running.stdout.readline() == b"listening\n"
    running.send_signal(signal.SIGINT)
    time.sleep(interrupt.HEEDED_SECONDS + 0.3)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == INTERRUPTED


@pytest.mark.parametrize(
    "arguments", [["new", "evening"], ["import", "talk.txt", "-o", "talk.md"], ["preview", "grief", "-o", "grief.svg"]]
)
def test_a_file_that_is_soon_written_is_written_whole_or_not_at_all_too(
    process: Run, desk: Path, arguments: list[str]
) -> None:
    program = """
import os, signal
from pathlib import Path
real = Path.write_text
def write_text(*arguments, **keywords):
    os.kill(os.getpid(), signal.SIGINT)
    return real(*arguments, **keywords)
Path.write_text = write_text
from slowly.__main__ import run
run()
"""
    (desk / "program.py").write_text(program)
    (desk / "talk.txt").write_text("You may rest now.\n")
    before = {path.name for path in desk.iterdir()}
    ran = process(*arguments, program=[sys.executable, "-m", "program"])
    assert ran.code == INTERRUPTED
    assert ran.out == ""
    assert ran.err.strip() == ""
    assert {path.name for path in desk.iterdir()} - {"__pycache__"} - before <= {arguments[-1], "evening.md"}


def test_a_killed_export_goes_on_where_it_stopped(started: Start, process: Run, desk: Path, home: Path) -> None:
    text = (shipped("scripts") / "grief.md").read_text(encoding="utf-8")
    (desk / "half.md").write_text(text.split("# The coat")[0].replace("ambient: rain\n", ""))
    running = started("export", "half.md", "-o", "x.wav")
    until(lambda: entries(home) > 10, "spoke")
    voices = children(running.pid)
    running.kill()
    running.communicate(timeout=20)
    until(lambda: not alive(voices), "ended its voices", AT_MOST)
    kept = entries(home)
    assert not (desk / "x.wav").exists()
    again = process("export", "half.md", "-o", "x.wav", "--json")
    assert again.code == 0
    told = json.loads(again.out)
    assert told["phrases_from_cache"] >= kept - 1  # one entry is how fast the voice is
    assert told["phrases_spoken"] > 0
    assert (desk / "x.wav").stat().st_size == 44 + round(told["seconds"] * SAMPLE_RATE) * 4


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, INTERRUPTED), (signal.SIGTERM, TERMINATED)])
def test_playing_that_is_stopped_fades_out(
    started: Start, device: FileDevice, temporary: Path, number: signal.Signals, code: int
) -> None:
    running = started("play", "grief")
    assert running.stdout is not None
    shown = [running.stdout.readline().decode() for _ in range(4)]
    assert shown == ["\n", "Arriving\n", "\n", "  You made your way here.\n"]
    voices = children(running.pid)
    told = time.monotonic()
    running.send_signal(number)
    err = running.communicate(timeout=20)[1]
    assert time.monotonic() - told < AT_MOST
    assert running.returncode == code
    assert err.strip() == b""
    assert alive(voices) == set()
    assert list(temporary.iterdir()) == []
    played = np.abs(device.played.astype(np.int32)).max(axis=1)
    assert not played[-SAMPLE_RATE // 20 :].any()
    heard = np.flatnonzero(played)
    assert len(heard) > SAMPLE_RATE
    end, moment = heard[-1] + 1, SAMPLE_RATE // 20
    before, last = played[end - 3 * SAMPLE_RATE : end], played[end - moment : end]
    assert 0 < last.max() < 0.05 * before.max()


@pytest.mark.parametrize("arguments", [["play", "grief"], ["loop", "I may rest."]])
def test_without_a_device_export_is_named(
    process: Run, desk: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    (desk / "asound.conf").write_text("")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(desk / "asound.conf"))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{desk / 'none'}")
    ran = process(*arguments)
    assert ran.code == 69
    assert ran.out == ""
    assert ran.err.startswith("slowly: There is no sound device to play through. `slowly export`")
    assert len(ran.err.splitlines()) == 1
