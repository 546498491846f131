"""The mix: events laid on windows, the bed under them, fades at the ends, and the limiter over all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial

import numpy as np

from slowly.mix.balance import Balance
from slowly.mix.beds import SETTLED_MS, Beds
from slowly.mix.block import Block
from slowly.mix.chimes import ROOM_MS, Chimes
from slowly.mix.ducking import FALL_MS, RISE_MS, Ducking, Gap
from slowly.mix.limiter import limited
from slowly.mix.swell import KEPT, swell, swell_level_db
from slowly.mix.window import Window
from slowly.plan.rhythm import LEAST_HEAD_MS
from slowly.script.mixing import AS_IT_IS, Mixing
from slowly.sound import Samples, Sound
from slowly.speech.clip import VOICE_LUFS
from slowly.timeline import Breathed, End, Event, Quiet, Spoken, Struck, Turned
from slowly.units import FRAMES_PER_10_MS, Frames, frames_from_ms, gain_from_db

FADE_IN_MS, FADE_OUT_MS = 4_000.0, 12_000.0
"""Of the bed, at the ends of the session; a longer tail is faded all along, and no fade begins before the last word."""

LEAD = frames_from_ms(LEAST_HEAD_MS)
"""The bed comes in after this; before it nothing is heard of a session."""

LAST_FADE_MS = 2_000.0
"""Of all that still sounds when the session ends, such as a bell."""

FIRST_FRAMES, MOST_FRAMES = 25 * FRAMES_PER_10_MS, 100 * FRAMES_PER_10_MS
"""Blocks grow from 0.25 s, so that the first is there at once, to 1 s: longer ones do not fit into a processor's
nearest memory, and mixing them takes a good deal longer."""


def block_lengths() -> Iterator[int]:
    """The lengths of a session's blocks, in frames: doubling from FIRST_FRAMES to MOST_FRAMES."""
    frames = FIRST_FRAMES
    while True:
        yield min(frames, MOST_FRAMES)
        frames = min(frames * 2, MOST_FRAMES)


class Mix:
    """One session being mixed. `blocks` is taken once."""

    def __init__(
        self,
        events: Iterable[Event],
        beds: Beds,
        strike: Callable[[str], Sound],
        balance: Balance,
        *,
        loudness_lufs: float = VOICE_LUFS,
        head_ms: float = 0.0,
        tail_ms: float = FADE_OUT_MS,
        mixing: Mixing = AS_IT_IS,
    ) -> None:
        """`head_ms` is how long nothing but the bed is heard, which is then mixed without waiting for the voice."""
        self._events = iter(events)
        self._beds = beds
        self._strike = strike
        self._swell = lru_cache(KEPT)(partial(swell, level_db=swell_level_db(balance.loudest_db)))
        self._chimes = Chimes(strike, balance.loudest_db)
        self._chimes.turn(beds.layers, 0)
        fall = FALL_MS if mixing.fall_ms is None else mixing.fall_ms
        rise = RISE_MS if mixing.rise_ms is None else mixing.rise_ms
        self._ducking = Ducking(balance.rise_lu, frames_from_ms(fall), frames_from_ms(rise))
        self._gain = gain_from_db(loudness_lufs - VOICE_LUFS)
        self._fade_in = frames_from_ms(FADE_IN_MS if mixing.fade_in_ms is None else mixing.fade_in_ms)
        fade_out = max(FADE_OUT_MS, tail_ms) if mixing.fade_out_ms is None else mixing.fade_out_ms
        self._fade_out = frames_from_ms(min(fade_out, tail_ms))
        self._last_fade = frames_from_ms(min(LAST_FADE_MS, tail_ms))
        self._sounds: list[tuple[int, Samples]] = []
        """What is heard or will be soon, each with its first frame."""
        self._breaths: list[Breathed] = []
        """The same of breaths, which are made only when a window comes to them: there may be many in one gap."""
        self._gaps: list[Gap] = []
        self._speech_end: int | None = None
        self._known = int(frames_from_ms(head_ms))
        """Nothing more begins before this frame."""
        self._end: Frames | None = None
        self._ahead = max(self._ducking.fall, frames_from_ms(SETTLED_MS))
        """So much has to be known beyond a window, for what begins there to be prepared in it."""
        self._far = max(self._ahead, frames_from_ms(ROOM_MS), self._fade_out, self._last_fade)
        """And so much in a gap whose end is not known, which may turn out to be the end of all."""

    def blocks(self, lengths: Iterable[int] | None = None) -> Iterator[Block]:
        """The session from its first frame to its last, in blocks of these lengths, or as block_lengths() gives them.

        Lengths are whole numbers of 10 ms, of at least 30 ms; ValueError is raised for others. Taking blocks also
        raises what taking the events does, and SoundError for a bed or a bell that fails.
        """
        return limited(self._raw(lengths or block_lengths()))

    def _raw(self, lengths: Iterable[int]) -> Iterator[Block]:
        start = 0
        for length in lengths:
            self._look_ahead(start + length)
            frames = length if self._end is None else min(length, self._end - start)
            if frames <= 0:
                return
            yield Block(start, self._window(start, frames))
            start += frames
            self._forget(start)

    def _look_ahead(self, end: int) -> None:
        """Take events until everything that sounds, ducks or fades before `end` is known."""
        while self._end is None and not self._enough(end):
            event = next(self._events)
            self._known = event.start
            match event:
                case Spoken():
                    self._sounds.append((event.start, event.clip.samples))
                    self._take_gap(self._gap(event.start, last=False))
                    self._speech_end = event.end
                case Struck():
                    self._sounds.append((event.start, self._strike(event.sound).samples))
                case Turned():
                    self._beds.turn(event.sound, event.start)
                    self._chimes.turn(self._beds.layers, event.start)
                case Quiet():
                    pass  # what is known now is all that it says
                case Breathed():
                    self._breaths.append(event)
                case End():
                    self._end = event.start
                    self._take_gap(self._gap(event.start, last=True))
                    self._fade_out = min(self._fade_out, Frames(self._gaps[-1].frames))
                    self._last_fade = min(self._last_fade, Frames(self._gaps[-1].frames))
            for gap in self._open_gap():
                self._ring_in(gap)

    def _enough(self, end: int) -> bool:
        if self._speech_end is None or self._speech_end >= end:
            return self._known >= end + self._ahead
        return bool(self._open_gap()) and self._known >= end + self._far

    def _gap(self, end: int, *, last: bool) -> Gap:
        return Gap(self._speech_end or 0, end, head=self._speech_end is None, tail=last)

    def _open_gap(self) -> list[Gap]:
        """The gap that goes on beyond what is known; none where it may yet be a short one, with the bed down."""
        if self._end is not None:
            return []
        gap = self._gap(self._known, last=True)
        return [gap] if gap.head or gap.frames >= self._ducking.long else []

    def _take_gap(self, gap: Gap) -> None:
        """A gap whose end has come."""
        self._gaps.append(gap)
        self._ring_in(gap)

    def _ring_in(self, gap: Gap) -> None:
        """Single sounds of the bed come in gaps; in the first one, of which some may have been heard already, none."""
        if not gap.head:
            self._sounds += self._chimes.within(gap)

    def _window(self, start: int, frames: int) -> Samples:
        window = Window(frames)
        reached = [breath for breath in self._breaths if breath.start < start + frames]
        breaths = [(breath.start, self._swell(breath.phase, breath.frames)) for breath in reached]
        for at, samples in (*self._sounds, *breaths):
            first, last = max(at, start), min(at + len(samples), start + frames)
            if first < last:
                window.lay(samples[first - at : last - at], first - start)
        underneath = self._beds.read(start, frames)
        if underneath is not None:
            window.lay(underneath * self._bed_curve(start, frames)[:, np.newaxis], 0)
        mixed = window.samples * np.float32(self._gain)
        if self._end is not None and start + frames > self._end - self._last_fade:
            mixed *= _fade(self._end - np.arange(start, start + frames), self._last_fade)[:, np.newaxis]
        return mixed

    def _bed_curve(self, start: int, frames: int) -> Samples:
        """The factor of the bed at each frame: the ducking, and the fades at the ends."""
        curve = self._ducking.gains(start, frames, self._gaps + self._open_gap())
        if start < LEAD + self._fade_in:
            curve *= _fade(np.arange(start, start + frames) - LEAD, self._fade_in)
        if self._end is not None and start + frames > self._end - self._fade_out:
            curve *= _fade(self._end - np.arange(start, start + frames), self._fade_out)
        return curve

    def _forget(self, start: int) -> None:
        """Let go of what has been heard to its end."""
        self._sounds = [(at, samples) for at, samples in self._sounds if at + len(samples) > start]
        self._breaths = [breath for breath in self._breaths if breath.start + breath.frames > start]
        self._gaps = [gap for gap in self._gaps if gap.end > start]


def _fade(left: np.ndarray, length: int) -> Samples:
    """The factor `left` frames away from silence, with a fade of some length: a quarter sine, squared."""
    return np.asarray(np.sin(np.pi / 2 * np.clip(left / max(length, 1), 0.0, 1.0)) ** 2, dtype=np.float32)
