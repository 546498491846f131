"""The real voice: what it refuses, and that one bad answer is asked for again."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from slowly.errors import VoiceError
from slowly.sound import decode
from slowly.voices.process import WORKER, Reply, WorkerError, WorkerLostError
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
        WorkerError("the rate cannot be set to 110"),
    ],
    ids=["empty", "garbage", "no frames", "silence", "cut off", "endless", "crash", "refusal"],
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
        if worker.pid is not None:
            os.kill(worker.pid, signal.SIGKILL)
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
    folder = tmp_path / "sounds"
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, str(WORKER), str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdin is not None
    process.stdout.readline()
    (folder / "speech.wav").write_bytes(b"half of it")
    process.stdin.close()  # as the system does when the parent ends in whatever way
    assert process.wait(10) == 0
    process.stdout.close()
    assert not list(tmp_path.iterdir())


def test_standard_output_of_the_worker_carries_replies_only(tmp_path: Path) -> None:
    request = b'{"do": "speak", "text": "Hello there.", "voice": "en-us", "rate": 120}\n'
    folder = tmp_path / "sounds"
    folder.mkdir()
    command = [sys.executable, str(WORKER), str(folder)]
    done = subprocess.run(command, input=request, capture_output=True, check=True, timeout=60)
    hello, header, payload = done.stdout.split(b"\n", 2)
    assert b"ready" in hello
    assert b'"bytes": %d' % len(payload) in header
    assert decode(payload).seconds > 0.5


LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="eSpeak NG is the voice of Linux")


@LINUX
def test_a_disk_that_takes_no_sound_is_told_by_the_worker(tmp_path: Path) -> None:
    """pyttsx3 swallows what the system says of it, and would never finish."""
    import resource

    request = b'{"do": "speak", "text": "Hello there.", "voice": "en-us", "rate": 120}\n'
    done = subprocess.run(
        [sys.executable, str(WORKER), str(tmp_path)], input=request, capture_output=True, check=True, timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000)),
    )  # fmt: skip
    answer = json.loads(done.stdout.splitlines()[1])
    assert answer["no_room"] == errno.EFBIG
    assert answer["error"] == "File too large"


@LINUX
def test_a_system_espeak_that_does_not_start_gives_way_to_ours_whoever_finds_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import espeakng_loader

    libraries, temporary = tmp_path / "libraries", tmp_path / "temporary"
    libraries.mkdir()
    temporary.mkdir()
    (libraries / "libespeak-ng.so.1").symlink_to(espeakng_loader.get_library_path())  # without its data it ends
    monkeypatch.setenv("LD_LIBRARY_PATH", str(libraries))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    engine = SystemEngine(3)
    try:
        with ThreadPoolExecutor(6) as pool:
            lines = [f"This is line {number}." for number in range(12)]
            sounds = list(pool.map(lambda line: engine.speak(line, "en-us", 130), lines))
        assert min(sound.seconds for sound in sounds) > 0.5
        assert "espeakng-loader" in engine.identity("en-us")
    finally:
        engine.close()
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("delay", [0.0, 0.002, 0.005, 0.01, 0.03, 0.1])
def test_an_engine_that_is_closed_while_it_starts_leaves_no_process(
    monkeypatch: pytest.MonkeyPatch, delay: float
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def popen(*arguments: Any, **keywords: Any) -> subprocess.Popen[bytes]:
        started.append(real(*arguments, **keywords))
        return started[-1]

    monkeypatch.setattr("slowly.voices.process.subprocess.Popen", popen)
    engine = SystemEngine(2)
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(engine.speak, "I may rest.", "en-us", 130) for _ in range(2)]
        time.sleep(delay)
        engine.close()
        for future in asked:
            with suppress(VoiceError):
                assert future.result(20).seconds > 0.3
    assert all(process.poll() is not None for process in started)
    assert not engine._embedded


@pytest.mark.parametrize(
    ("default", "language", "chosen"),
    [
        ("german", "en", "british"),
        ("german", "de", "german"),
        ("german", "de_DE", "german"),
        ("german", "en_US", "american"),
        ("american", "en", "american"),
        ("american", "en-gb", "british"),
        ("", "pt_BR", "brazilian"),
        ("unknown", "en", ""),
        ("unknown", "pt", "brazilian"),
    ],
)
def test_elsewhere_the_voice_that_fits_a_language_best_speaks_it(
    engine: SystemEngine, monkeypatch: pytest.MonkeyPatch, default: str, language: str, chosen: str
) -> None:
    languages = {
        "german": ["de_DE"], "british": ["en_GB"], "american": ["en-US"], "brazilian": ["pt-BR"], "unknown": [],
    }  # fmt: skip
    listed = [{"id": name, "name": name, "languages": codes, "gender": None} for name, codes in languages.items()]
    monkeypatch.setattr("slowly.voices.system._is_linux", lambda: False)
    monkeypatch.setattr(engine, "_ask", lambda *_: Reply({"voices": listed, "default": default}, b""))
    assert engine.resolve(None, language) == chosen
    with pytest.raises(VoiceError, match="speaks “sv”"):
        engine.resolve(None, "sv")


@LINUX
@pytest.mark.parametrize("embedded", [False, True])
@pytest.mark.parametrize(
    ("voice", "language", "chosen"),
    [
        (None, "en", "en-us+f5"),
        (None, "en-GB", "en+f5"),
        (None, "de_DE", "de+f5"),
        (None, "fr-fr", "fr+f5"),
        (None, "pt", "pt-br+f5"),
        (None, "zh", "cmn-latn-pinyin+f5"),
        ("en-gb+m3", "en", "en+m3"),
        ("+m3", "de", "de+m3"),
    ],
)
def test_a_voice_is_found_by_the_language_it_speaks(
    engine: SystemEngine, voice: str | None, language: str, chosen: str, embedded: bool
) -> None:
    engine._embedded = engine._settled = embedded
    found = engine.resolve(voice, language)
    assert found == chosen
    assert engine.speak("Mama 123.", found, 130).seconds > 0.3


@LINUX
@pytest.mark.parametrize(("voice", "language"), [(None, "xx"), ("de-de+nobody", "en"), ("de-xx", "en")])
def test_what_nobody_speaks_is_told(engine: SystemEngine, voice: str | None, language: str) -> None:
    with pytest.raises(VoiceError, match=r"No voice here speaks|There is no voice"):
        engine.resolve(voice, language)
