"""One utterance as it will be heard: its phrases trimmed, fitted to their time, levelled and resampled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from slowly.loudness import integrated_lufs, window_powers
from slowly.sound import Samples, Sound, resample
from slowly.speech.fit import fit
from slowly.speech.stretch import stretch
from slowly.speech.voicing import voiced
from slowly.units import SAMPLE_RATE, gain_from_db

VOICE_LUFS = -16.0
"""Every clip, heard in both channels with the silence around it, is this loud; and so is any session made of them."""

GATE_LU = -14.0
"""What counts of a clip, where nothing is known of its session: speech for a third of the time."""

LEAN_DB = 3.0
"""By how much a word that is leaned on is louder; stressed syllables of English are louder by 2 to 5 dB."""

TRIM_DB = -50.0
TRIM_WINDOW_SECONDS = 0.005
LEAD_SECONDS, TRAIL_SECONDS = 0.010, 0.030
"""Left before the first sound and after the last, and faded, so that no phrase starts or ends with a click."""


@dataclass(frozen=True, eq=False)
class Clip:
    """A finished utterance: one channel at SAMPLE_RATE, samples of shape (frames,)."""

    samples: Samples

    @property
    def frames(self) -> int:
        """Its length."""
        return len(self.samples)


def make_clip(
    phrases: Sequence[Sound],
    target_ms: float,
    leans: Sequence[bool] = (),
    *,
    voicing: bool = False,
    gate_lu: float = GATE_LU,
) -> Clip:
    """A clip of phrases of one sampling rate, already trimmed, that takes `target_ms` where fit() can reach it.

    Phrases that are leaned on come out LEAN_DB louder than the others. With `voicing` it is made softer to listen to.
    """
    rate_hz = phrases[0].rate_hz
    natural_ms = sum(phrase.seconds for phrase in phrases) * 1_000
    fitted = fit(natural_ms, len(phrases) - 1, target_ms)
    gap = np.zeros(round(fitted.gap_ms * rate_hz / 1_000), dtype=np.float32)
    parts: list[Samples] = []
    for phrase, lean in zip(phrases, leans or [False] * len(phrases), strict=True):
        parts += [gap] if parts else []
        samples = stretch(phrase.samples, rate_hz, fitted.stretch)
        parts.append(samples * np.float32(gain_from_db(LEAN_DB)) if lean else samples)
    joined = np.concatenate(parts)
    if voicing:
        joined = voiced(joined, rate_hz)
    return Clip(resample(level(joined, rate_hz, gate_lu=gate_lu), rate_hz, SAMPLE_RATE))


def level(samples: Samples, rate_hz: int, target_lufs: float = VOICE_LUFS, *, gate_lu: float = GATE_LU) -> Samples:
    """Speech of one channel at a loudness, as two equal channels and with silence around it would measure.

    Measured with the silence around it, short and long utterances weigh the same in a session's integrated loudness.
    """
    peak = np.abs(samples).max(initial=0.0)
    if peak == 0:
        return samples
    samples = samples / peak  # so that the absolute gate is far from any voice, however softly it speaks
    around = np.zeros(round(0.4 * rate_hz), dtype=np.float32)
    powers = 2 * window_powers(np.concatenate((around, samples, around)), rate_hz, hop_seconds=0.025)
    loudness = integrated_lufs(powers, relative_gate_lu=gate_lu)
    return np.asarray(samples * gain_from_db(target_lufs - loudness), dtype=np.float32)


def trim(sound: Sound) -> Sound:
    """Without the silence before the first sound and after the last; all of it when there is no sound."""
    window = max(round(TRIM_WINDOW_SECONDS * sound.rate_hz), 1)
    count = len(sound.samples) // window
    if count == 0 or sound.peak == 0:
        return sound
    levels = np.abs(sound.samples[: count * window]).reshape(count, window).max(axis=1)
    loud = np.flatnonzero(levels > sound.peak * gain_from_db(TRIM_DB))
    lead, trail = round(LEAD_SECONDS * sound.rate_hz), round(TRAIL_SECONDS * sound.rate_hz)
    start = max(loud[0] * window - lead, 0)
    end = min((loud[-1] + 1) * window + trail, len(sound.samples))
    kept = sound.samples[start:end].copy()
    lead, trail = min(lead, len(kept)), min(trail, len(kept))
    kept[:lead] *= _rise(lead)
    kept[len(kept) - trail :] *= _rise(trail)[::-1]
    return Sound(kept, sound.rate_hz)


def _rise(frames: int) -> Samples:
    """A half cosine from 0 to 1."""
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * (np.arange(frames) + 0.5) / max(frames, 1)), dtype=np.float32)
