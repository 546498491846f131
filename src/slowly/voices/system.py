"""The voices of the system, through pyttsx3: SAPI 5 on Windows, the speech synthesiser of macOS, eSpeak NG on Linux."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import platform
import queue
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from slowly.errors import SoundError, VoiceError
from slowly.nearest import did_you_mean
from slowly.sound import Sound, decode
from slowly.voices.engine import Trouble, VoiceInfo
from slowly.voices.process import Reply, Worker, WorkerError, WorkerLostError

TRIES = 3
"""About 1 in 4,000 lines comes out empty under heavy load; three tries gave 0 failures in 4,800."""

LONGEST_TEXT = 1_500
"""Characters; eSpeak NG crashes from about 14,500, and its time grows with the square."""

DEFAULT_VARIANT = "f5"
"""eSpeak NG's variant with the fewest words lost, of 95 heard by a recogniser; see the design notes in the README."""

ESPEAK_DEFAULTS = {"en": "en-us", "pt": "pt-br", "es": "es", "zh": "cmn", "no": "nb"}

DEFAULT_LANGUAGE = "en"
"""There is a voice for it wherever there is one at all; for every other it is tried out first."""

TRY_SECONDS = 10.0

log = logging.getLogger(__name__)


class NoVoiceError(VoiceError):
    """The engine does not know a voice of that name."""


class SystemEngine:
    """pyttsx3 in guarded worker processes, one for each phrase that is spoken at once."""

    name = "system"
    audible = True
    rates = (100, 110, 120, 130, 150, 170, 200)

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        self._processes = [Worker() for _ in range(workers)]
        for worker in reversed(self._processes):
            self._idle.put(worker)
        self._embedded = False
        self._closed = False
        self.formant = _is_linux()
        """eSpeak NG's voices are; those of macOS and Windows are recordings or better, and stay as they are."""
        self._voices: tuple[VoiceInfo, ...] | None = None

    def check(self) -> Trouble | None:
        """Start an engine and see."""
        try:
            self._ask({"do": "voices"}, 10.0)
        except VoiceError as error:
            return Trouble(error.message, error.hint or "Install slowly again with pip install .")
        return None

    def voices(self) -> Sequence[VoiceInfo]:
        """All voices of the system; the default one first. Raises VoiceError."""
        if self._voices is None:
            listed = self._ask({"do": "voices"}, 10.0).header["voices"]
            found = [
                VoiceInfo(_short(voice["id"]), voice["name"], tuple(voice["languages"]), voice["gender"])
                for voice in listed
            ]
            if _is_linux():
                found.insert(0, VoiceInfo(self.resolve(None, "en"), "English (America), variant", ("en-us",)))
            self._voices = tuple(found)
        return self._voices

    def resolve(self, voice: str | None, language: str) -> str:
        """The id to speak with. On Linux the default voice is eSpeak NG's for the language, with DEFAULT_VARIANT."""
        if _is_linux():
            return self._resolve_espeak(voice, language)
        if voice is None:
            if language == DEFAULT_LANGUAGE:
                return ""
            speaking = [info for info in self.voices() if any(_speaks(own, language) for own in info.languages)]
            if not speaking:
                raise _unspoken(language)
            return speaking[0].id
        for info in self.voices():
            if voice.casefold() in (info.id.casefold(), info.name.casefold()):
                return info.id
        raise self._unknown(voice)

    def identity(self, voice: str) -> str:
        """The voice, pyttsx3, and what speaks behind it."""
        return f"{self.name}:{voice}:pyttsx3 {_version('pyttsx3')}:{self._behind()}"

    def speak(self, text: str, voice: str, rate: int) -> Sound:
        """One phrase, checked: it has sound in it, and about as much as its length asks for. Raises VoiceError."""
        if len(text) > LONGEST_TEXT:
            raise VoiceError(f"There are {len(text):,} characters without a break, more than a voice can say.")
        if "\0" in text or not text.strip():
            raise VoiceError("There is nothing here that a voice could say.")
        request = {"do": "speak", "text": text, "voice": voice, "rate": rate}
        trouble = "it gave no sound"
        for attempt in range(TRIES):
            try:
                reply = self._ask(request, 15.0 + len(text) / 20)
                sound = decode(reply.payload)
            except WorkerLostError as error:
                trouble = str(error)
            except SoundError as error:
                trouble = error.message
            else:
                fault = _fault(sound, text)
                if fault is None:
                    return sound
                trouble = fault
            log.info("try %d of %d: %s", attempt + 1, TRIES, trouble)
        raise VoiceError(f"The voice {voice or 'of the system'} could not say this: {trouble}.")

    def close(self) -> None:
        """End all workers, in the middle of a word if need be."""
        self._closed = True
        for worker in self._processes:
            worker.close()

    def _ask(self, request: dict[str, object], seconds: float) -> Reply:
        """Ask a free worker. For speech WorkerLostError is passed on, to try again; all else becomes VoiceError."""
        try:
            with self._worker() as worker:
                self._start(worker)
                return worker.ask(request, seconds)
        except WorkerError as error:  # the worker is free again: to name the nearest voices, one is asked for them
            if str(error).startswith("no voice "):
                raise self._unknown(str(request.get("voice"))) from error
            raise VoiceError(f"The system's speech does not work: {error}.", hint="Type `slowly doctor`.") from error
        except WorkerLostError as error:
            if request["do"] == "speak" and worker.library:
                raise
            raise VoiceError(f"The system's speech does not start: {error}.", hint="Type `slowly doctor`.") from error

    def _start(self, worker: Worker) -> None:
        """Start a worker, unless all is over; with the embedded eSpeak NG if the system's own ends it at once."""
        if self._closed:
            raise VoiceError("The voice was ended.")
        try:
            worker.start()
        except WorkerLostError:
            if not _is_linux() or self._embedded:
                raise
            log.warning("the system's eSpeak NG does not start; using the embedded one")
            self._embedded = True
            for each in self._processes:
                each.use("--embedded")
            worker.start()

    @contextlib.contextmanager
    def _worker(self) -> Iterator[Worker]:
        worker = self._idle.get()
        try:
            yield worker
        finally:
            self._idle.put(worker)

    def _resolve_espeak(self, voice: str | None, language: str) -> str:
        wanted = language.strip().lower().replace("_", "-")
        base = ESPEAK_DEFAULTS.get(wanted, wanted)
        if voice is not None:
            found = base + voice if voice.startswith("+") else voice
            self._try(found)
            return found
        found = f"{base}+{DEFAULT_VARIANT}"
        if wanted != DEFAULT_LANGUAGE:
            try:
                self._try(found)
            except NoVoiceError as error:
                raise _unspoken(language) from error
        return found

    def _try(self, voice: str) -> None:
        """Have the engine take a voice: variants are not in its list. Raises NoVoiceError when it does not."""
        self._ask({"do": "try", "voice": voice}, TRY_SECONDS)

    def _unknown(self, voice: str) -> NoVoiceError:
        base, _, variant = voice.partition("+")
        try:
            names = [info.id for info in self.voices()]
        except VoiceError:
            names = []
        message, hint = f"There is no voice “{voice}” here.", "Type `slowly voices` for those there are."
        if variant and base in names:
            return NoVoiceError(message, hint=f"{base} is here, but no variant “{variant}”; try {base}+f3 or +m3.")
        return NoVoiceError(message, hint=did_you_mean(base, names) or hint)

    def _behind(self) -> str:
        if not _is_linux():
            return platform.platform()
        embedded = f"espeakng-loader {_version('espeakng-loader')}"
        if self._embedded:
            return embedded
        try:
            library = ctypes.CDLL("libespeak-ng.so.1")
        except OSError:
            return embedded
        library.espeak_Info.restype = ctypes.c_char_p
        return f"espeak-ng {library.espeak_Info(None).decode()}"


def _fault(sound: Sound, text: str) -> str | None:
    """What is wrong with a phrase's sound, or None. Long for its text is a hang of a kind, short is a sound cut off."""
    signs = sum(sign.isalnum() for sign in text)
    if not len(sound.samples) or sound.peak < 0.005:
        return "it gave no sound"
    if not np.isfinite(sound.samples).all():
        return "its sound is damaged"
    if sound.seconds < 0.012 * signs:
        return f"it gave only {sound.seconds:.2f} s of sound"
    if sound.seconds > 5.0 + 1.5 * len(text):
        return f"it gave {sound.seconds:.0f} s of sound"
    return None


def _short(voice_id: str) -> str:
    return voice_id.rpartition("/")[2] if _is_linux() else voice_id


def _unspoken(language: str) -> NoVoiceError:
    hint = "Write it as a code, such as de or pt-br; `slowly voices` lists those there are."
    return NoVoiceError(f"No voice here speaks “{language}”.", hint=hint)


def _speaks(own: str, language: str) -> bool:
    return own.lower().replace("_", "-").split("-")[0] == language.lower().split("-")[0]


def _is_linux() -> bool:
    return sys.platform.startswith("linux")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
