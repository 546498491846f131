"""A breath to follow: a soft rush of air that comes with the in-breath and goes with the out-breath."""

from __future__ import annotations

from functools import partial

import numpy as np

from slowly.ambience.synth.noise import Floats, high_pass, low_pass, moving_noise, samples_of, wide
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

EDGE_SECONDS = 0.35
"""The shortest way from silence to sound and back; a short breath has a shorter one."""


def inhale(frames: int, rng: np.random.Generator) -> Samples:
    """Air drawn in, shape (frames, 2): its level and its middle frequency rise together to just before the end."""
    return _breath(frames, rng, rising=True)


def exhale(frames: int, rng: np.random.Generator) -> Samples:
    """Air let go, shape (frames, 2): fullest soon after its beginning, and from there softer and darker to the end."""
    return _breath(frames, rng, rising=False)


def _breath(frames: int, rng: np.random.Generator, *, rising: bool) -> Samples:
    shape = partial(_throat, frames / SAMPLE_RATE, rising)
    pair = wide(moving_noise(frames, rng, shape), moving_noise(frames, rng, shape), 0.6)
    edge = max(min(round(EDGE_SECONDS * SAMPLE_RATE), frames // 6), 1)
    ramp = np.sin(np.pi / 2 * np.arange(edge) / edge) ** 2
    pair[:, :edge] *= ramp
    pair[:, frames - edge :] *= ramp[::-1]
    return samples_of(pair)


def _throat(seconds: float, rising: bool, times: Floats, hz: Floats) -> Floats:
    """Two broad resonances, of mouth and throat, that move with the breath. An in-breath is brighter: it is drawn
    through a narrower way."""
    share = np.clip(times / seconds, 0, 1)
    effort = (
        share**1.3 * np.clip((1 - share) / 0.16, 0, 1) if rising else (1 - share) ** 1.5 * np.clip(share / 0.1, 0, 1)
    )
    centre = (480 if rising else 330) * 2 ** (1.25 * (share if rising else 1 - share))
    mouth = 1 / (1 + (2.2 * np.log2(hz / centre)) ** 2)
    throat = 0.4 / (1 + (2.6 * np.log2(hz / (2.7 * centre))) ** 2)
    air = high_pass(hz, 180, 2) * low_pass(hz, 7_000, 2)
    amplitude: Floats = np.sin(np.pi / 2 * effort) * (mouth + throat) * air
    return amplitude
