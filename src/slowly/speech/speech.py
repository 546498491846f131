"""Speaking a plan: the utterances as clips in order, several at once, a little ahead of whoever takes them."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from slowly.errors import SlowlyError, VoiceError
from slowly.interrupt import POLL_SECONDS, check
from slowly.plan.cues import Plan, Utterance
from slowly.sound import Sound, decode, encode_flac, in_16_bits
from slowly.speech import stretch
from slowly.speech.cache import Cache
from slowly.speech.calibration import Calibration, calibrate
from slowly.speech.clip import GATE_LU, Clip, make_clip, trim
from slowly.voices.cast import Cast, Role
from slowly.voices.faults import fault_of

AHEAD = 12
"""How many utterances are made before they are asked for; with clips of some seconds that is a few megabytes."""

YIELDING = 5
"""The niceness of the threads that make clips."""

LEAN_SHARE = 0.8
"""A word that is leaned on is spoken at a rate for this share of the pace."""

log = logging.getLogger(__name__)


@dataclass
class SpeechCount:
    """What was done so far."""

    utterances: int = 0
    """Finished, in order."""
    spoken: int = 0
    """Phrases that the voice had to speak."""
    cached: int = 0
    """Phrases that were there already."""


class Speech:
    """The voice of one session, which begins to speak at once. Used as a context, it ends what it has begun."""

    def __init__(self, plan: Plan, cast: Cast, cache: Cache, gate_lu: float = GATE_LU) -> None:
        """`gate_lu` is where the relative gate of BS.1770 will lie in the session, against the voice."""
        self._gate_lu = gate_lu
        self._plan = plan
        self._cast = cast
        self._cache = cache
        self._made: OrderedDict[Utterance, Future[Clip]] = OrderedDict()
        self._pool = ThreadPoolExecutor(cast.workers, "speech", _give_way)
        self._lock = threading.Lock()
        self._calibrations: dict[str, Calibration] = {}
        self._calibrating = threading.Lock()
        self.count = SpeechCount()
        self._pool.submit(stretch.load)  # while the voice is being measured
        self._utterances = (cue for cue in plan.playing if isinstance(cue, Utterance))
        self._waiting = deque((said, self._begin(said)) for said in islice(self._utterances, AHEAD))

    def __enter__(self) -> Speech:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget what was not asked for yet, end the voices, and bring the cache under its limit."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._cast.close()
        self._pool.shutdown(wait=True)
        self._cache.trim()

    def clips(self, on_clip: Callable[[SpeechCount], None] = lambda _: None) -> Iterator[Clip]:
        """The clip of each utterance in playing order; for a loop, for ever.

        Raises VoiceError with the place in the script when one cannot be spoken.
        """
        while self._waiting:
            said, future = self._waiting.popleft()
            self._waiting += [(more, self._begin(more)) for more in islice(self._utterances, 1)]
            clip = self._result(said, future)
            self.count.utterances += 1
            on_clip(self.count)
            yield clip

    def _begin(self, said: Utterance) -> Future[Clip]:
        """Have an utterance made, or take the one that is being made or was made lately: loops say things again."""
        future = self._made.get(said)
        if future is None:
            try:
                future = self._made[said] = self._pool.submit(self._make, said)
            except RuntimeError as error:  # the pool's word for having been shut down, by another thread
                raise _ended() from error
        self._made.move_to_end(said)
        while len(self._made) > 2 * AHEAD:
            self._made.popitem(last=False)
        return future

    def _result(self, said: Utterance, future: Future[Clip]) -> Clip:
        while not future.done():  # a future that was cancelled is done, though nothing that waits for it is told
            wait((future,), timeout=POLL_SECONDS)
            check()
        try:
            return future.result()
        except CancelledError as error:
            raise _ended() from error
        except VoiceError as error:
            spot = self._plan.spot(said.place)
            raise VoiceError(error.message, hint=error.hint, at=replace(spot, text=spot.text or said.text)) from error

    def _make(self, said: Utterance) -> Clip:
        role = self._cast.role(said.voice)
        speeds, rates = self._calibrated(role), role.engine.rates
        gaps = len(said.phrases) > 1
        sounds = []
        for index, phrase in enumerate(said.phrases):
            rate = speeds.rate_for(said.pace_wpm * (LEAN_SHARE if phrase.lean else 1.0), rates, gaps=gaps)
            text = phrase.said if index == len(said.phrases) - 1 else leading_on(phrase.said)
            sounds.append(self._phrase(role, text, rate))
        leans = [phrase.lean for phrase in said.phrases]
        return make_clip(
            sounds, said.target_ms, leans, voicing=role.formant and not self._plan.dry, gate_lu=self._gate_lu
        )

    def _phrase(self, role: Role, text: str, rate: int) -> Sound:
        """A phrase at a rate, trimmed, from the cache or the voice."""
        kept = self._cache.get(_key(role, text, rate))
        if kept is not None:
            with self._lock:
                self.count.cached += 1
            return decode(kept)
        # In 16 bits now as in the cache, so that a session sounds the same the second time.
        sound = in_16_bits(_spoken(role, text, rate))
        self._cache.put(_key(role, text, rate), encode_flac(sound))  # asked anew: speaking may have shown who speaks
        with self._lock:
            self.count.spoken += 1
        return sound

    def _calibrated(self, role: Role) -> Calibration:
        """The speed of a voice, measured once and kept."""
        with self._calibrating:
            known = self._calibrations.get(role.identity)
            if known is None:
                rates = role.engine.rates
                kept = self._cache.get(_calibration_key(role))
                if kept is not None:
                    known = Calibration.from_json(kept)
                else:
                    known = calibrate(lambda text, rate: _spoken(role, text, rate), rates, at_once=role.engine.workers)
                    self._cache.put(_calibration_key(role), known.to_json())
                    log.info("calibrated %s: %s", role.identity, known.speeds_wpm)
                self._calibrations[role.identity] = known
            return known


def _ended() -> VoiceError:
    return VoiceError("The voice was ended.")


def _key(role: Role, text: str, rate: int) -> str:
    return Cache.key(voice=role.identity, rate=rate, text=text)


def _calibration_key(role: Role) -> str:
    return Cache.key(calibration=role.identity, rates=role.engine.rates)


def _spoken(role: Role, text: str, rate: int) -> Sound:
    """A phrase from the voice, trimmed. Raises VoiceError for whatever an engine does instead of speaking."""
    try:
        sound = role.engine.speak(text, role.voice, rate)
    except SlowlyError:
        raise
    except Exception as error:  # engines are anybody's, and may fail in any way
        told = f"{type(error).__name__}: {error}".rstrip(": ")
        raise VoiceError(f"The engine “{role.engine.name}” failed at this: {told}.") from error
    fault = fault_of(sound, text, audible=role.engine.audible)
    if fault is not None:
        raise VoiceError(f"The engine “{role.engine.name}” could not say this: {fault}.")
    return trim(sound)


def leading_on(phrase: str) -> str:
    """A phrase that is not the last of its sentence, so that the voice does not come to rest on it."""
    return phrase if phrase[-1] in ",;:—–…!?" else phrase + ","


def _give_way() -> None:
    """Have this thread give way to those that mix, encode or play what is due now; where threads can, as on Linux.

    With two cores an export waits for its encoder, which lost a twentieth of its time to clips made far ahead.
    """
    if sys.platform.startswith("linux"):
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), YIELDING)
