"""What is shown of a session while it plays, and that the sound does not hang on whether anybody can see it."""

from __future__ import annotations

import os
import pty
import signal
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen
from typing import TYPE_CHECKING

import pytest

from slowly.cli.ears import to_ears
from slowly.config import Folders
from slowly.plan import Plan, estimated_ms
from slowly.timeline import Timeline
from slowly.units import SAMPLE_RATE

if TYPE_CHECKING:
    from tests.cli.conftest import Run
    from tests.conftest import FileDevice

Start = Callable[..., "Popen[bytes]"]

LINES = "# One\n\nYou may rest. [2s]\n\n# Two\n\n> The rain goes on. [2s]\n"


def seconds(plan: Plan) -> float:
    """How long a session of the silent voice is, which takes exactly as long as is meant."""
    return estimated_ms(plan) / 1_000


@pytest.fixture
def script(desk: Path) -> str:
    (desk / "short.md").write_text(LINES)
    return "short.md"


def test_chapters_and_lines_are_shown_in_order(slowly: Run, script: str, device: FileDevice) -> None:
    ran = slowly("play", script, script, "--voice", "silent")
    assert (ran.code, ran.err) == (0, "")
    once = ["", "One", "", "  You may rest.", "", "Two", "", "  The rain goes on."]
    assert ran.out.split("\n") == [*once, *once, ""]


def test_many_chapters_are_not_counted_anew_at_every_tick(
    plan_of: Callable[..., Plan],
    folders: Folders,
    device: FileDevice,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def counted(_: Timeline) -> None:
        raise AssertionError("all chapters were made anew")

    monkeypatch.setattr(Timeline, "chapters", property(counted))
    plan = plan_of("# A\n" * 2_000 + "You may rest.", voice="silent")
    to_ears(plan, folders=folders, loudness=-16.0)
    assert capsys.readouterr().out.split("\n") == ["", "A", ""] * 2_000 + ["  You may rest.", ""]


def test_nothing_in_the_words_moves_the_cursor_and_joined_letters_stay_joined(
    slowly: Run, desk: Path, device: FileDevice
) -> None:
    (desk / "own.md").write_text("# \u202eOne\n\nRest \u202enow, می\u200cشود 👩\u200d🌾.\n")
    ran = slowly("play", "own.md", "--voice", "silent")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split("\n") == ["", "\ufffdOne", "", "  Rest \ufffdnow, می\u200cشود 👩\u200d🌾.", ""]


def test_when_nobody_reads_the_lines_the_sound_goes_on(
    process: Run, script: str, device: FileDevice, plan_of: Callable[..., Plan]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = process("play", script, "--voice", "silent", stdout=writing)
    os.close(writing)
    assert ran.code == 0
    assert ran.err == "slowly: The words cannot be shown any more (Broken pipe). The sound goes on.\n"
    assert len(device.played) >= seconds(plan_of(LINES)) * SAMPLE_RATE


def test_a_terminal_that_is_closed_ends_the_sound_gently_and_with_its_own_code(
    started: Start, device: FileDevice
) -> None:
    other, end = pty.openpty()
    running = started("play", "grief", "--voice", "silent", stdout=end, stderr=end)
    os.close(end)
    while b"Arriving" not in os.read(other, 1_000):
        pass
    os.close(other)  # from now on writing fails
    heard = len(device.played)
    deadline = time.monotonic() + 20
    while len(device.played) < heard + 60 * SAMPLE_RATE:  # beyond some more lines
        assert running.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    running.send_signal(signal.SIGHUP)
    assert running.wait(20) == 143
    assert not device.played[-SAMPLE_RATE // 20 :].any()
