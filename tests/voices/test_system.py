"""The real voice: what it refuses, and that one bad answer is asked for again."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from slowly.errors import VoiceError
from slowly.sound import decode
from slowly.voices.process import WORKER, Reply, WorkerLostError
from slowly.voices.system import TRIES, SystemEngine


@pytest.fixture
def engine() -> Iterator[SystemEngine]:
    opened = SystemEngine(2)
    yield opened
    opened.close()


def wav(samples: np.ndarray, rate: int = 22_050) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32_000).astype("<i2").tobytes())
    return out.getvalue()


GOOD = wav(np.sin(np.arange(30_000) / 30))


def answers(engine: SystemEngine, monkeypatch: pytest.MonkeyPatch, *replies: bytes | Exception) -> list[int]:
    """Let the engine's worker give these answers in turn; the list counts them."""
    asked: list[int] = []
    waiting = iter(replies)

    def ask(request: object, seconds: float) -> Reply:
        asked.append(1)
        answer = next(waiting)
        if isinstance(answer, Exception):
            raise answer
        return Reply({"ok": True}, answer)

    monkeypatch.setattr(engine, "_ask", ask)
    return asked


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"not a sound at all",
        wav(np.zeros(0)),
        wav(np.zeros(40_000)),
        wav(np.sin(np.arange(100))),
        wav(np.sin(np.arange(22_050 * 60))),
        WorkerLostError("it ended unexpectedly"),
    ],
    ids=["empty", "garbage", "no frames", "silence", "cut off", "endless", "crash"],
)
def test_a_bad_answer_is_asked_for_again(
    engine: SystemEngine, monkeypatch: pytest.MonkeyPatch, bad: bytes | Exception
) -> None:
    asked = answers(engine, monkeypatch, bad, bad, GOOD)
    assert engine.speak("Hello there, you.", "en-us", 110).seconds == pytest.approx(30_000 / 22_050)
    assert len(asked) == 3


def test_after_three_bad_answers_the_line_is_refused(engine: SystemEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answers(engine, monkeypatch, *[wav(np.zeros(40_000))] * 5)
    with pytest.raises(VoiceError, match="gave no sound"):
        engine.speak("Hello there, you.", "en-us", 110)
    assert len(asked) == TRIES


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("...", "gave no sound"),
        ("—", "gave no sound"),
        (" ", "nothing here"),
        ("a\0b", "nothing here"),
        ("hi " * 600, "characters"),
    ],
)
def test_what_no_voice_can_say_is_told(engine: SystemEngine, text: str, told: str) -> None:
    with pytest.raises(VoiceError, match=told):
        engine.speak(text, engine.resolve(None, "en"), 110)


def test_text_is_data(engine: SystemEngine) -> None:
    voice = engine.resolve(None, "en")
    for text in (
        '"; import os; os._exit(9) #',
        "$(touch x) `id`",
        "<break time='9s'/> word",
        "\\n {} %s",
        "émigré 🌧 naïve",
    ):
        assert engine.speak(text, voice, 150).seconds > 0.3


def test_a_worker_that_is_killed_is_replaced_in_the_middle_of_things(engine: SystemEngine) -> None:
    voice = engine.resolve(None, "en")
    engine.speak("Hello there.", voice, 110)
    for worker in engine._processes:
        if worker._process is not None:
            os.kill(worker._process.pid, signal.SIGKILL)
    assert engine.speak("Hello again.", voice, 110).seconds > 0.5


def test_the_rate_holds_from_the_first_utterance_on_even_on_one_core(engine: SystemEngine) -> None:
    """pyttsx3 sets a rate too late now and then, and the utterance comes out at the rate of the one before."""
    voice = engine.resolve(None, "en")
    text = "There is a place in you that learned to stay awake."
    lengths: dict[int, set[float]] = {}
    if hasattr(os, "sched_getaffinity"):
        before = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(before)})
    try:
        for number in range(45):
            rate = (100, 120, 150)[number % 3]
            lengths.setdefault(rate, set()).add(round(engine.speak(text, voice, rate).seconds, 1))
    finally:
        if hasattr(os, "sched_getaffinity"):
            os.sched_setaffinity(0, before)
    assert all(max(each) - min(each) < 0.15 for each in lengths.values()), lengths
    assert min(lengths[100]) > max(lengths[120]) > max(lengths[150])


def test_after_closing_nothing_is_started_again(engine: SystemEngine) -> None:
    engine.close()
    with pytest.raises(VoiceError, match="was ended"):
        engine.speak("Hello.", "en-us", 110)


def test_the_worker_leaves_nothing_behind_when_its_parent_is_gone(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, str(WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    assert process.stdin is not None
    process.stdout.readline()
    assert list(tmp_path.iterdir())
    process.stdin.close()  # as the system does when the parent ends in whatever way
    assert process.wait(10) == 0
    process.stdout.close()
    assert not list(tmp_path.iterdir())


def test_standard_output_of_the_worker_carries_replies_only(tmp_path: Path) -> None:
    request = b'{"do": "speak", "text": "Hello there.", "voice": "en-us", "rate": 120}\n'
    done = subprocess.run([sys.executable, str(WORKER)], input=request, capture_output=True, check=True, timeout=60)
    hello, header, payload = done.stdout.split(b"\n", 2)
    assert b"ready" in hello
    assert b'"bytes": %d' % len(payload) in header
    assert decode(payload).seconds > 0.5
