"""Speaking a plan: the utterances as clips in order, several at once, a little ahead of whoever takes them."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import islice

from slowly.errors import VoiceError
from slowly.interrupt import POLL_SECONDS, check
from slowly.plan.cues import Plan, Utterance
from slowly.sound import Sound, decode, encode_flac
from slowly.speech.cache import Cache
from slowly.speech.calibration import Calibration, calibrate
from slowly.speech.clip import Clip, make_clip, trim
from slowly.voices.cast import Cast, Role

AHEAD = 12
"""How many utterances are made before they are asked for; with clips of some seconds that is a few megabytes."""

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

    def __init__(self, plan: Plan, cast: Cast, cache: Cache) -> None:
        self._plan = plan
        self._cast = cast
        self._cache = cache
        self._made: OrderedDict[Utterance, Future[Clip]] = OrderedDict()
        self._pool = ThreadPoolExecutor(cast.workers, thread_name_prefix="speech")
        self._lock = threading.Lock()
        self._calibrations: dict[str, Calibration] = {}
        self._calibrating = threading.Lock()
        self.count = SpeechCount()
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
            future = self._made[said] = self._pool.submit(self._make, said)
        self._made.move_to_end(said)
        while len(self._made) > 2 * AHEAD:
            self._made.popitem(last=False)
        return future

    def _result(self, said: Utterance, future: Future[Clip]) -> Clip:
        while not wait((future,), timeout=POLL_SECONDS).done:
            check()
        try:
            return future.result()
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
        return make_clip(sounds, said.target_ms, leans, voicing=role.formant and not self._plan.dry)

    def _phrase(self, role: Role, text: str, rate: int) -> Sound:
        """A phrase at a rate, trimmed, from the cache or the voice."""
        key = Cache.key(voice=role.identity, rate=rate, text=text)
        kept = self._cache.get(key)
        if kept is not None:
            with self._lock:
                self.count.cached += 1
            return decode(kept)
        sound = trim(role.engine.speak(text, role.voice, rate))
        data = encode_flac(sound)
        self._cache.put(key, data)
        with self._lock:
            self.count.spoken += 1
        return decode(data)  # the same 16 bits as from the cache, so that a session sounds the same the second time

    def _calibrated(self, role: Role) -> Calibration:
        """The speed of a voice, measured once and kept."""
        with self._calibrating:
            known = self._calibrations.get(role.identity)
            if known is None:
                rates = role.engine.rates
                key = Cache.key(calibration=role.identity, rates=rates)
                kept = self._cache.get(key)
                if kept is not None:
                    known = Calibration.from_json(kept)
                else:
                    known = calibrate(
                        lambda text, rate: trim(role.engine.speak(text, role.voice, rate)),
                        rates,
                        at_once=role.engine.workers,
                    )
                    self._cache.put(key, known.to_json())
                    log.info("calibrated %s: %s", role.identity, known.speeds_wpm)
                self._calibrations[role.identity] = known
            return known


def leading_on(phrase: str) -> str:
    """A phrase that is not the last of its sentence, so that the voice does not come to rest on it."""
    return phrase if phrase[-1] in ",;:—–…!?" else phrase + ","
