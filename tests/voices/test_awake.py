"""Workers begun ahead of time are taken by the engine that needs them, and missed by nobody if it does not."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import deque

import pytest

from slowly.voices import awake
from slowly.voices.process import Worker, WorkerLostError
from slowly.voices.system import SystemEngine


@pytest.fixture(autouse=True)
def none_awake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(awake, "_awake", deque())


def test_the_engine_takes_what_was_woken() -> None:
    awake.wake(None)
    woken = [worker._running and worker._running.process for worker in awake._awake]
    assert woken
    assert None not in woken
    engine = SystemEngine(len(woken))
    try:
        assert not awake._awake
        assert engine.speak("You can take your time.", engine.resolve(None, "en"), 110).seconds > 0.5
        assert [worker._running and worker._running.process for worker in engine._processes] == woken
    finally:
        engine.close()
    assert all(process is not None and process.poll() is not None for process in woken)


def test_waking_twice_wakes_no_more() -> None:
    awake.wake(None)
    count = len(awake._awake)
    awake.wake("en-us+f3")
    assert len(awake._awake) == count
    SystemEngine(count).close()


def test_a_voice_of_another_engine_wakes_none() -> None:
    awake.wake("silent")
    assert not awake._awake


def test_one_that_cannot_be_started_is_told_when_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(_: Worker) -> None:
        raise WorkerLostError("no process could be started")

    monkeypatch.setattr(Worker, "begin", lost)
    awake.wake(None)
    assert not awake._awake


@pytest.mark.skipif(sys.platform == "win32", reason="asking for a process ends it there")
def test_one_that_nobody_takes_ends_with_us() -> None:
    program = "from slowly.voices import awake; awake.wake(None); print(awake._awake[0].pid)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(int(ran.stdout), 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    pytest.fail("it is still there")
