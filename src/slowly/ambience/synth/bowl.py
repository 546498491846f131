"""Singing bowls: struck with a soft mallet, a few partials that are no harmonics, each beating with its twin."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from slowly.ambience.synth.noise import low_pass
from slowly.sound import Samples, resample
from slowly.units import SAMPLE_RATE

LOW_HZ = 136.1

LOW_PARTIALS = (
    # ratio to the lowest, level in dB, seconds to fall by 60 dB, beats a second
    (1.000, 0.0, 44.0, 0.35),
    (2.803, -3.5, 27.0, 0.61),
    (5.232, -11.0, 15.0, 1.05),
    (8.211, -18.0, 8.5, 1.60),
    (11.71, -26.0, 4.5, 2.20),
    (15.72, -33.0, 2.2, 2.90),
)
"""A large bowl: modes (2,0), (3,0) and so on of a thin shell, near 1 : 2.8 : 5.2 : 8.2 as measured on singing bowls
(Terwagne and Bush 2011). Metal loses the quick modes first; no hand-hammered bowl is quite round, so each mode is a
pair that beats."""

RATE = SAMPLE_RATE // 4
"""Nothing of a bowl is above 4 kHz: it rings at a quarter of the rate and is brought up after it."""

APART = (0.7, 1.5)
"""Radians that a partial differs by between left and right: less is narrow, more would be lost in mono."""

LONGEST_DECAYS = 1.1
"""A partial is followed until it has fallen by 66 dB."""


def bowl(frames: int, rng: np.random.Generator) -> Samples:
    """One strike of a large, low bowl, shape (frames, 2); silent at both ends. 30 s let it ring out."""
    return struck(frames, rng, LOW_HZ, LOW_PARTIALS, attack_s=0.022, felt_hz=500, twin=0.4)


def struck(
    frames: int,
    rng: np.random.Generator,
    hz: float,
    partials: Sequence[tuple[float, float, float, float]],
    *,
    attack_s: float,
    felt_hz: float,
    twin: float = 0.55,
) -> Samples:
    """A bowl of a lowest `hz` struck once, shape (frames, 2), its largest sample 1; the last 2.5 s are faded out.

    `partials` are ratio, level in dB, seconds to fall by 60 dB, and beats a second; `attack_s` is how soft the mallet
    is, `felt_hz` how dull the touch of it, and `twin` how deep the beats.
    """
    ring = np.zeros((-(-frames * RATE // SAMPLE_RATE), 2))
    for ratio, level_db, fall_s, beat_hz in partials:
        time = np.arange(min(len(ring), round(LONGEST_DECAYS * fall_s * RATE))) / RATE
        decay = np.exp(-time * (np.log(1_000) / fall_s)) * 10 ** (level_db / 20)
        first, second = rng.uniform(0, 2 * np.pi, 2)
        for channel in range(2):
            twins = np.sin(2 * np.pi * (hz * ratio - beat_hz / 2) * time + first)
            twins += twin * np.sin(2 * np.pi * (hz * ratio + beat_hz / 2) * time + second)
            ring[: len(time), channel] += decay * twins
            first, second = np.array((first, second)) + rng.uniform(*APART, 2) * rng.choice((-1, 1), 2)
    attack = min(round(attack_s * RATE), len(ring))
    ring[:attack] *= (0.5 - 0.5 * np.cos(np.pi * np.arange(attack) / attack))[:, None]
    out = resample(ring.astype(np.float32), RATE)[:frames]
    touch = _mallet(frames, rng, felt_hz)
    out[: len(touch)] += touch
    fade = min(round(2.5 * SAMPLE_RATE), frames)
    out[frames - fade :] *= ((np.arange(fade, 0, -1) / fade) ** 2).astype(np.float32)[:, None]
    loudest: Samples = out / np.abs(out).max()
    return loudest


def _mallet(frames: int, rng: np.random.Generator, felt_hz: float) -> Samples:
    """The touch of felt on metal: a few milliseconds of soft noise in the middle."""
    length = min(frames, 2_205)
    hz = np.maximum(np.fft.rfftfreq(length, 1 / SAMPLE_RATE), 1.0)
    touch = np.fft.irfft(np.fft.rfft(rng.standard_normal(length)) * low_pass(hz, felt_hz, 2), length)
    touch *= np.exp(-np.arange(length) / 260) * np.minimum(np.arange(length) / 120, 1)
    return np.asarray(0.12 * touch / np.abs(touch).max(), dtype=np.float32)[:, None]
