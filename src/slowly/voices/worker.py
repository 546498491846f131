"""The process that holds one pyttsx3 engine. Run as a file of its own; it imports nothing of slowly.

pyttsx3 is kept in a process because it can hang, crash or end the interpreter, prints on standard output, and returns
from `runAndWait` before the sound is written. Requests and replies are lines of JSON; the bytes of a sound follow their
reply. The text of a request is data from end to end. When standard input closes, so does the worker, and the folder of
unfinished sounds that it was given goes with it, however the parent ended.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO

LINUX = sys.platform.startswith("linux")
ESPEAK_RATE = 1
"""The number of the rate among eSpeak NG's parameters (speak_lib.h)."""

DEFAULT_RATE = 130

YIELDING = 5
"""Niceness: lines are spoken ahead of time, and give way to whoever mixes, encodes or plays what is due now."""

SETTLE_SECONDS = 2.0
PROBE_SECONDS, PROBE_BYTES = 1.0, 1_000_000
"""A phrase takes a few hundredths of a second; after so long it is looked whether there is room for one."""

FINISH_SECONDS = 120.0
"""The parent gives up long before; this only keeps an abandoned worker from waiting for ever."""


def main() -> None:
    """Answer requests until they end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us by closing our input
    with contextlib.suppress(AttributeError, OSError):
        os.nice(YIELDING)
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # pyttsx3 prints; nothing but replies may reach the parent
    folder = Path(sys.argv[1])
    try:
        serve(folder, replies)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def serve(folder: Path, replies: BinaryIO) -> None:
    """Wake the engine, say so, and answer until there is nothing more to answer."""
    try:
        voice = Speaker(folder, embedded="--embedded" in sys.argv)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent is told in one line and we end
        reply(replies, {"error": f"{type(error).__name__}: {error}"})
        return
    reply(replies, {"ready": True})
    for line in sys.stdin.buffer:
        answer(json.loads(line), voice, replies)


def answer(request: dict[str, Any], voice: Speaker, replies: BinaryIO) -> None:
    """Do what a request asks, or say why it cannot be done."""
    try:
        if request["do"] == "voices":
            reply(replies, {"voices": voice.voices(), "default": voice.default()})
        elif request["do"] == "try":
            voice.set(request["voice"], DEFAULT_RATE)
            reply(replies, {"ok": True})
        else:
            reply(replies, {"ok": True}, voice.speak(request["text"], request["voice"], request["rate"]))
    except NoRoomError as error:
        reply(replies, {"error": error.strerror, "no_room": error.errno})
    except Exception as error:  # noqa: BLE001 - one bad phrase is an answer, not an end
        reply(replies, {"error": f"{error}" or type(error).__name__})


def reply(replies: BinaryIO, header: dict[str, Any], payload: bytes = b"") -> None:
    """Send a header and the bytes that go with it."""
    replies.write(json.dumps({**header, "bytes": len(payload)}).encode() + b"\n" + payload)
    replies.flush()


class NoRoomError(OSError):
    """The folder of unfinished sounds cannot be written to."""


class Speaker:
    """One pyttsx3 engine, one utterance at a time."""

    def __init__(self, folder: Path, *, embedded: bool) -> None:
        self._espeak = load_espeak(embedded=embedded) if LINUX else None
        import pyttsx3  # only after its library is in place

        self._engine = pyttsx3.init()
        self._default = str(self._engine.getProperty("voice") or "")
        self._finished = threading.Event()
        self._failed: list[BaseException] = []
        self._engine.connect("finished-utterance", lambda **_: self._finished.set())
        self._engine.connect("error", self._fail)
        self._file = folder / "speech.wav"

    def voices(self) -> list[dict[str, Any]]:
        """All voices of the engine."""
        return [
            {
                "id": voice.id,
                "name": voice.name,
                "languages": [str(language) for language in voice.languages or []],
                "gender": voice.gender,
            }
            for voice in self._engine.getProperty("voices")
        ]

    def default(self) -> str:
        """The id of the voice that speaks unless another is set."""
        return self._default

    def speak(self, text: str, voice: str, rate: int) -> bytes:
        """The sound file of one phrase. Properties are read back, since an unknown one is ignored without a word."""
        self._finished.clear()
        self._failed.clear()
        self._file.unlink(missing_ok=True)
        self.set(voice, rate)
        self._engine.save_to_file(text, str(self._file))
        self._engine.runAndWait()
        asked = time.monotonic()
        probed = False
        while not self._finished.wait(0.05):
            if self._failed:
                raise RuntimeError(str(self._failed[0]))
            if sys.platform == "win32" and self._file.exists():
                break  # SAPI writes before it returns, and sends no event for a file
            waited = time.monotonic() - asked
            if waited > PROBE_SECONDS and not probed:
                self._probe()
                probed = True
            if waited > FINISH_SECONDS:
                raise TimeoutError("the engine never finished")
        data = self._file.read_bytes()
        self._file.unlink()
        return data

    def set(self, voice: str, rate: int) -> None:
        """Set the voice, then the rate, and wait until they hold; both every time, since an utterance may reset them.

        Left to itself pyttsx3 sets them in the same loop that speaks, and cancels what eSpeak NG has not yet taken in:
        on one core 40 of 100 utterances came out at the rate of the one before. Set before the loop, 0 of 600 did. The
        rate is read from the library itself: pyttsx3 leaves out an argument and now and then gets the default.
        """
        if voice:
            self._engine.setProperty("voice", voice)
        self._engine.setProperty("rate", int(rate))
        self._engine.proxy.setBusy(False)  # carries out what is queued
        deadline = time.monotonic() + SETTLE_SECONDS
        while self._espeak is not None and self._espeak.espeak_GetParameter(ESPEAK_RATE, 1) != rate:
            if time.monotonic() > deadline:
                raise RuntimeError(f"the rate cannot be set to {rate}")
            time.sleep(0.002)
        self._engine.proxy.setBusy(True)  # as it is between two loops
        if voice and not same_voice(voice, str(self._engine.getProperty("voice") or "")):
            raise LookupError(f"no voice {voice}")

    def _probe(self) -> None:
        """See whether a sound can be written at all: pyttsx3 swallows what a full disk says, and never finishes."""
        probe = self._file.with_name("probe")
        try:
            probe.write_bytes(bytes(PROBE_BYTES))
        except OSError as error:
            raise NoRoomError(error.errno, error.strerror) from error
        finally:
            probe.unlink(missing_ok=True)

    def _fail(self, exception: BaseException | None = None, **_: object) -> None:
        self._failed.append(exception or RuntimeError("pyttsx3 reported an error"))


def same_voice(wanted: str, got: str) -> bool:
    """Whether the voice in use is the one asked for; eSpeak NG gives `gmw/en-us+f5` for `en-us+f5`."""
    return got.lower() == wanted.lower() or got.lower().rpartition("/")[2] == wanted.lower().rpartition("/")[2]


def load_espeak(*, embedded: bool) -> ctypes.CDLL:
    """Make eSpeak NG available to pyttsx3: the system's if it has one, or the one in the espeakng-loader package.

    pyttsx3 opens `libespeak-ng.so.1` by name, and finds the library that is already open under that name. The data of
    the embedded one must be named before it starts: without it, it ends the process. The system's must not be given it.
    """
    if not embedded:
        try:
            return ctypes.CDLL("libespeak-ng.so.1", ctypes.RTLD_GLOBAL)
        except OSError:
            pass
    import espeakng_loader  # Linux only

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    return ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)


if __name__ == "__main__":
    main()
