"""A warm drone: a root, its fifth and its octave with their first overtones, each part swelling in its own time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from slowly.ambience.synth.noise import Floats, high_pass, sampled, samples_of, slow_curve, tilt, wide_noise
from slowly.sound import Samples, resample
from slowly.units import SAMPLE_RATE

ROOT_HZ = 73.4
"""D2: low enough to be warm; its octave and fifth carry it where a small loudspeaker has no lows."""

PARTS = (
    # ratio to the root, level in dB
    (1.0, 0.0),
    (1.5, -2.5),
    (2.0, -3.0),
    (3.0, -6.5),
    (4.0, -9.5),
    (4.5, -13.0),
    (6.0, -15.0),
    (8.0, -20.0),
    (9.0, -22.0),
    (12.0, -27.0),
)
"""The first overtones of root, fifth and octave, 5 to 10 dB weaker an octave up, as bowed strings sound from afar."""

STEP_HZ = 1 / 12
"""All frequencies are odd multiples of this. So the pieces of an endless drone, whole minutes long, fit together in
phase; and where a track of 84 s is crossed over into itself in 3 s at equal power, the two are a quarter turn apart,
which is just what keeps the level of a tone constant there."""

VOICES = ((-2, -10.0, -0.95), (0, 0.0, 0.3), (2, -10.0, 0.95))
"""Each part is three voices: steps apart, level in dB, place between the channels. A sixth of a hertz apart, they beat
once in 3 to 6 seconds, and with the outer ones softer no beat is a hole."""

CROSS_SECONDS = 6.0
AIR_DB = -30.0

APART = 1.25
"""Radians between left and right: enough for the tone to stand around the listener; played as one it loses 2 dB."""

RATE = SAMPLE_RATE // 12
"""The highest part is at 881 Hz, so all of it is made at 3,675 frames a second and brought up at the end."""


def drone(frames: int, rng: np.random.Generator) -> Samples:
    """A piece of the drone, shape (frames + spill, 2): laid one after another every `frames`, pieces go on for ever.

    Phases are the same in every piece, levels and the wandering of the phases are not; both ends are faded in
    amplitude, not in power, because tones of one phase add up that way.
    """
    seconds = frames / SAMPLE_RATE
    cross = min(CROSS_SECONDS, seconds / 4)
    whole = round((seconds + cross) * RATE)
    time = np.arange(whole) / RATE
    pair = np.zeros((2, whole))
    for part, (ratio, level_db) in enumerate(PARTS):
        for voice, (steps, softer_db, place) in enumerate(VOICES):
            odd = 2 * round((ROOT_HZ * ratio / STEP_HZ - 1) / 2) + 1 + steps
            hz = round(odd * STEP_HZ * seconds) / seconds
            phase = 2.399 * part + 2.1 * voice  # the golden angle: no two alike, so that no peak builds up
            turn = 2 * np.pi * hz * time + phase + _drift(seconds + cross, rng, cross)(time)
            swell = _swell(seconds + cross, rng, level_db + softer_db)(time)
            side = place * (1 if part % 2 else -1) * min(0.5 + ratio / 4, 1)
            for channel, gain in enumerate(_gains(side)):
                pair[channel] += gain * swell * np.sin(turn + (channel - 0.5) * APART * (-1) ** voice)
    fade = np.clip(np.minimum(time, seconds + cross - time) / cross, 0, 1)
    pair *= np.sin(np.pi / 2 * fade) ** 2
    tones = resample(samples_of(pair), RATE)
    return tones + _air(len(tones), rng, len(tones) - frames)


def _air(frames: int, rng: np.random.Generator, cross: int) -> Samples:
    """A little breath around the tones, 30 dB under them: without it they would be as clean as a test signal."""
    pair = wide_noise(frames, rng, lambda hz: high_pass(hz, 90, 2) * tilt(hz, 220, -7.5), 0.3)
    fade = np.clip(np.minimum(np.arange(frames), np.arange(frames, 0, -1)) / cross, 0, 1)
    pair *= (10 ** (AIR_DB / 20) * np.sin(np.pi / 2 * fade)).astype(np.float32)
    return samples_of(pair)


def _gains(side: float) -> Floats:
    angle = np.pi / 4 * (1 + side)
    return np.array((np.cos(angle), np.sin(angle)))


def _swell(seconds: float, rng: np.random.Generator, level_db: float) -> Callable[[Floats], Floats]:
    """The slow coming and going of one voice, by 3 dB or so."""
    curve = slow_curve(round(seconds * SAMPLE_RATE), rng, 40, 9)
    level = 10 ** ((level_db + 2.0 * np.clip(curve, -2, 2)) / 20)
    return lambda time: sampled(level, time, seconds)


def _drift(seconds: float, rng: np.random.Generator, cross: float) -> Callable[[Floats], Floats]:
    """How a voice strays from its pitch, in radians: by hundredths of a hertz, and back at both ends."""
    curve = slow_curve(round(seconds * SAMPLE_RATE), rng, 60, 14)
    place = np.arange(len(curve)) / len(curve) * seconds
    home = np.sin(np.pi / 2 * np.clip((np.minimum(place, seconds - place) - 1.1 * cross) / (1.5 * cross), 0, 1)) ** 2
    curve = 1.3 * curve * home
    return lambda time: sampled(curve, time, seconds)
