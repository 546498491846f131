"""The mix: events laid on windows, the bed under them, fades at the ends, and the limiter over all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from slowly.mix.balance import Balance
from slowly.mix.beds import Beds
from slowly.mix.block import Block
from slowly.mix.chimes import Chimes
from slowly.mix.ducking import FALL_MS, RISE_MS, Ducking, Gap
from slowly.mix.limiter import limited
from slowly.mix.swell import swell, swell_level_db
from slowly.mix.window import Window
from slowly.script.mixing import AS_IT_IS, Mixing
from slowly.sound import Samples, Sound
from slowly.speech.clip import VOICE_LUFS
from slowly.timeline import Breathed, End, Event, Quiet, Spoken, Struck, Turned
from slowly.units import FRAMES_PER_10_MS, Frames, frames_from_ms, gain_from_db

FADE_IN_MS, FADE_OUT_MS = 4_000.0, 12_000.0
"""Of the bed, at the ends of the session; a longer tail is faded all along, and no fade begins before the last word."""

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
        self._swell_db = swell_level_db(balance.loudest_db)
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
        self._gaps: list[Gap] = []
        self._speech_end: int | None = None
        self._known = int(frames_from_ms(head_ms))
        self._end: Frames | None = None

    def blocks(self, lengths: Iterable[int] | None = None) -> Iterator[Block]:
        """The session from its first frame to its last. Lengths are whole numbers of 10 ms, of at least 30 ms."""
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
        """Take events until everything that sounds or ducks before `end` is known: the gap that is open there, too."""
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
                    self._sounds.append((event.start, swell(event.phase, event.frames, self._swell_db)))
                case End():
                    self._end = event.start
                    self._take_gap(self._gap(event.start, last=True))

    def _take_gap(self, gap: Gap) -> None:
        self._gaps.append(gap)
        if not gap.head:  # some of it may have been heard already
            self._sounds += self._chimes.within(gap)

    def _enough(self, end: int) -> bool:
        known = self._known >= end + self._ducking.fall
        return known and (self._speech_end is None or self._speech_end >= end)

    def _gap(self, end: int, *, last: bool) -> Gap:
        return Gap(self._speech_end or 0, end, head=self._speech_end is None, tail=last)

    def _window(self, start: int, frames: int) -> Samples:
        window = Window(frames)
        for at, samples in self._sounds:
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
        gaps = self._gaps if self._speech_end is not None or self._end else [Gap(0, self._known, head=True)]
        curve = self._ducking.gains(start, frames, gaps)
        if start < self._fade_in:
            curve *= _fade(np.arange(start, start + frames), self._fade_in)
        if self._end is not None and start + frames > self._end - self._fade_out:
            curve *= _fade(self._end - np.arange(start, start + frames), self._fade_out)
        return curve

    def _forget(self, start: int) -> None:
        """Let go of what has been heard to its end."""
        self._sounds = [(at, samples) for at, samples in self._sounds if at + len(samples) > start]
        self._gaps = [gap for gap in self._gaps if gap.end > start]


def _fade(left: np.ndarray, length: int) -> Samples:
    """The factor `left` frames away from silence, with a fade of some length: a quarter sine, squared."""
    return np.asarray(np.sin(np.pi / 2 * np.clip(left / max(length, 1), 0.0, 1.0)) ** 2, dtype=np.float32)
