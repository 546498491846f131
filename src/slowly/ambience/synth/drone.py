"""A warm drone: a root, its fifth and its octave with their first overtones, each part swelling in its own time."""

from __future__ import annotations

import numpy as np

from slowly.ambience.synth.noise import Floats, sampled, slow_curve
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

ROOT_HZ = 73.4
"""D2: low enough to be warm; its octave and fifth carry it where a small loudspeaker has no lows."""

PARTS = (
    # ratio to the root, level in dB
    (1.0, 0.0),
    (1.5, -3.0),
    (2.0, -3.5),
    (3.0, -8.0),
    (4.0, -11.0),
    (4.5, -15.0),
    (6.0, -17.0),
    (8.0, -22.0),
    (9.0, -25.0),
    (12.0, -29.0),
)
"""The first overtones of root, fifth and octave; each is 7 to 9 dB an octave weaker, as bowed strings sound from afar."""

STEP_HZ = 1 / 12
"""All frequencies are odd multiples of this. So the pieces of an endless drone, whole minutes long, fit together in
phase; and where a track of 84 s is crossed over into itself in 3 s at equal power, the two are a quarter turn apart,
which is just what keeps the level of a tone constant there."""

DETUNED_STEPS = (-2, 0, 2)
"""Each part is three voices a sixth of a hertz apart: they beat once in 3 to 6 seconds."""

PLACES = (-0.75, 0.1, 0.65)

CROSS_SECONDS = 6.0


def drone(frames: int, rng: np.random.Generator) -> Samples:
    """A piece of the drone, shape (frames + spill, 2): laid one after another every `frames`, pieces go on for ever.

    Phases are the same in every piece, levels and the wandering of the phases are not; both ends are faded in
    amplitude, not in power, because tones of one phase add up that way.
    """
    seconds = frames / SAMPLE_RATE
    cross = min(CROSS_SECONDS, seconds / 4)
    whole = frames + round(cross * SAMPLE_RATE)
    time = np.arange(whole) / SAMPLE_RATE
    pair = np.zeros((2, whole), dtype=np.float32)
    for part, (ratio, level_db) in enumerate(PARTS):
        swell = _swell(whole, rng, level_db)
        for voice, (steps, place) in enumerate(zip(DETUNED_STEPS, PLACES, strict=True)):
            odd = 2 * round((ROOT_HZ * ratio / STEP_HZ - 1) / 2) + 1 + steps
            hz = round(odd * STEP_HZ * seconds) / seconds
            phase = 2.399 * (3 * part + voice)  # the golden angle: no two alike, so that no peak builds up
            tone = np.sin(_turning(time, hz, phase) + _drift(whole, rng, cross)).astype(np.float32) * swell
            side = place * (1 if part % 2 else -1) * min(ratio / 2, 1)  # the root stays near the middle
            angle = np.pi / 4 * (1 + side)
            pair[0] += np.float32(np.cos(angle)) * tone
            pair[1] += np.float32(np.sin(angle)) * tone
    fade = np.clip(np.minimum(np.arange(whole) + 0.5, whole - np.arange(whole) - 0.5) / (whole - frames), 0, 1)
    pair *= (np.sin(np.pi / 2 * fade) ** 2).astype(np.float32)
    return np.ascontiguousarray(pair.T)


def _turning(time: Floats, hz: float, phase: float) -> Floats:
    angle: Floats = (2 * np.pi) * np.modf(hz * time)[0] + phase
    return angle


def _swell(frames: int, rng: np.random.Generator, level_db: float) -> Samples:
    """The slow coming and going of one part, by 3 dB or so."""
    curve = slow_curve(frames, rng, 40, 9)
    level = 10 ** ((level_db + 2.6 * np.clip(curve, -2, 2)) / 20)
    return _drawn(level, frames)


def _drift(frames: int, rng: np.random.Generator, cross: float) -> Samples:
    """How a voice strays from its pitch, in radians: by hundredths of a hertz, and back at both ends."""
    curve = slow_curve(frames, rng, 60, 14)
    place = np.arange(len(curve)) / len(curve) * frames / SAMPLE_RATE
    end = frames / SAMPLE_RATE - place
    home = np.sin(np.pi / 2 * np.clip((np.minimum(place, end) - 1.1 * cross) / (1.5 * cross), 0, 1)) ** 2
    return _drawn(1.3 * curve * home, frames)


def _drawn(curve: Floats, frames: int) -> Samples:
    seconds = frames / SAMPLE_RATE
    fine = sampled(curve, np.arange(0, frames, 64) / SAMPLE_RATE, seconds)
    return np.interp(np.arange(frames), np.arange(0, frames, 64), fine).astype(np.float32)
