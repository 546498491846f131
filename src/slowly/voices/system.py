"""The voices of the system, through pyttsx3: SAPI 5 on Windows, the speech synthesiser of macOS, eSpeak NG on Linux."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import platform
import queue
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from slowly.errors import SoundError, VoiceError
from slowly.nearest import did_you_mean
from slowly.sound import Sound, decode
from slowly.voices import awake
from slowly.voices.engine import Trouble, VoiceInfo
from slowly.voices.faults import fault_of
from slowly.voices.languages import SAME_LANGUAGE, SAME_REGION, best_for
from slowly.voices.process import LEAVE_SECONDS, Reply, Worker, WorkerError, WorkerLostError

TRIES = 3
"""About 1 in 4,000 lines comes out empty under heavy load; three tries gave 0 failures in 4,800."""

LONGEST_TEXT = 1_500
"""Characters; eSpeak NG crashes from about 14,500, and its time grows with the square."""

DEFAULT_VARIANT = "f5"
"""eSpeak NG's variant with the fewest words lost, of 95 heard by a recogniser; see the design notes in the README."""

_MANDARIN = "cmn-latn-pinyin"

ESPEAK_DEFAULTS = {"en": "en-us", "pt": "pt-br", "es": "es", "no": "nb", "zh": _MANDARIN, "cmn": _MANDARIN}
"""Where a language's name is not its voice's, or names a poorer one: `cmn` of 1.51 reads Mandarin as English."""

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
        self._processes = [awake.worker() for _ in range(workers)]
        for worker in reversed(self._processes):
            self._idle.put(worker)
        self._embedded = False
        self._settled = False
        """Whether it is known that what a worker starts with does start."""
        self._settling = threading.Lock()
        self._closed = False
        self.formant = _is_linux()
        """eSpeak NG's voices are; those of macOS and Windows are recordings or better, and stay as they are."""
        self._voices: tuple[VoiceInfo, ...] | None = None
        self._default = ""
        """The id of the system's own default voice, where it is known."""

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
            listed = self._ask({"do": "voices"}, 10.0).header
            found = [
                VoiceInfo(_short(voice["id"]), voice["name"], tuple(voice["languages"]), voice["gender"])
                for voice in listed["voices"]
            ]
            self._default = str(listed["default"])
            if _is_linux():
                found.insert(0, VoiceInfo(self.resolve(None, "en"), "English (America), variant", ("en-us",)))
            self._voices = tuple(found)
        return self._voices

    def resolve(self, voice: str | None, language: str) -> str:
        """The id to speak with. On Linux the default voice is eSpeak NG's for the language, with DEFAULT_VARIANT."""
        if _is_linux():
            return self._resolve_espeak(voice, language)
        if voice is None:
            return self._speaking(language)
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
            except (WorkerLostError, WorkerError) as error:
                trouble = str(error)
            except SoundError as error:
                trouble = error.message
            else:
                fault = fault_of(sound, text)
                if fault is None:
                    return sound
                trouble = fault
            log.info("try %d of %d: %s", attempt + 1, TRIES, trouble)
        raise VoiceError(f"The voice {voice or 'of the system'} could not say this: {trouble}.")

    def close(self) -> None:
        """End all workers, in the middle of a word if need be."""
        self._closed = True
        for worker in self._processes:
            worker.let_go()
        deadline = time.monotonic() + LEAVE_SECONDS
        for worker in self._processes:
            worker.close(max(deadline - time.monotonic(), 0.0))

    def _ask(self, request: dict[str, object], seconds: float) -> Reply:
        """Ask a free worker. What goes wrong with a phrase is passed on, to try again; all else becomes VoiceError.

        Raises StorageError when there is no room for temporary files.
        """
        started = False
        try:
            with self._worker() as worker:
                self._start(worker)
                started = True
                return worker.ask(request, seconds)
        except WorkerError as error:  # the worker is free again: to name the nearest voices, one is asked for them
            if str(error).startswith("no voice "):
                raise self._unknown(str(request.get("voice"))) from error
            if started and request["do"] == "speak":
                raise
            raise VoiceError(f"The system's speech does not work: {error}.", hint="Type `slowly doctor`.") from error
        except WorkerLostError as error:
            if self._closed:
                raise VoiceError("The voice was ended.") from error
            if started and request["do"] == "speak":
                raise
            raise VoiceError(f"The system's speech does not start: {error}.", hint="Type `slowly doctor`.") from error

    def _start(self, worker: Worker) -> None:
        """Have a worker running. The first start shows whether the system's own eSpeak NG works; else it is ours."""
        if self._closed:
            raise VoiceError("The voice was ended.")
        worker.begin()
        if not self._settled:
            with self._settling:
                if not self._settled:
                    self._settle(worker)
                    self._settled = True
        if self._embedded and not worker.embedded:
            worker.embed()
        worker.start()

    def _settle(self, worker: Worker) -> None:
        """Start a first worker, with the embedded eSpeak NG if the system's own ends it at once."""
        try:
            worker.start()
        except WorkerLostError:
            if not _is_linux() or self._closed:
                raise
            log.warning("the system's eSpeak NG does not start; using the embedded one")
            worker.embed()
            worker.start()
            self._embedded = True

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
            return self._taken(base + voice if voice.startswith("+") else voice, SAME_REGION)
        found = f"{base}+{DEFAULT_VARIANT}"
        if wanted == DEFAULT_LANGUAGE:
            return found
        try:
            return self._taken(found)
        except NoVoiceError as error:
            raise _unspoken(language) from error

    def _taken(self, name: str, least: int = SAME_LANGUAGE) -> str:
        """A voice of eSpeak NG by its name, or by a language that it speaks: en-gb is spoken by the one called en.

        `least` is how well the language has to fit. Raises NoVoiceError.
        """
        try:
            self._try(name)
        except NoVoiceError:
            base, plus, variant = name.partition("+")
            found = best_for(base, [info for info in self.voices() if "+" not in info.id], least=least)
            if found is None:
                raise
            name = found.id + plus + variant
            self._try(name)
        return name

    def _speaking(self, language: str) -> str:
        """The voice of macOS or Windows that fits a language best; their own default one where others fit no better."""
        voices = self.voices()
        default = [info for info in voices if info.id == self._default]
        if language == DEFAULT_LANGUAGE and not any(info.languages for info in default):
            return ""  # nothing is known of it; it is what the listener hears everywhere else
        found = best_for(language, [*default, *voices])
        if found is None:
            raise _unspoken(language)
        return found.id

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
        own = None if self._embedded else _system_espeak()
        return own or f"espeakng-loader {_version('espeakng-loader')}"


def _short(voice_id: str) -> str:
    return voice_id.rpartition("/")[2] if _is_linux() else voice_id


def _unspoken(language: str) -> NoVoiceError:
    hint = "Write it as a code, such as de or pt-br; `slowly voices` lists those there are."
    return NoVoiceError(f"No voice here speaks “{language}”.", hint=hint)


def _is_linux() -> bool:
    return sys.platform.startswith("linux")


@cache
def _system_espeak() -> str | None:
    """The system's own eSpeak NG with its version, or None where there is none."""
    try:
        library = ctypes.CDLL("libespeak-ng.so.1")
    except OSError:
        return None
    library.espeak_Info.restype = ctypes.c_char_p
    return f"espeak-ng {library.espeak_Info(None).decode()}"


@cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "?"
