from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from slowly.loudness import true_peak
from slowly.mix.block import Block
from slowly.mix.limiter import REACH, limited

RATE = 44_100
CEILING = 0.8


def cut(samples: np.ndarray, lengths: list[int]) -> Iterator[Block]:
    start = 0
    for length in [*lengths, len(samples)]:
        if start < len(samples):
            yield Block(start, samples[start : start + length])
            start += length


def limit(samples: np.ndarray, lengths: list[int]) -> np.ndarray:
    return np.concatenate([block.samples for block in limited(cut(samples, lengths), CEILING)])


def bursts(seed: int, level: float) -> np.ndarray:
    rng = np.random.default_rng(seed)
    spectrum = np.fft.rfft(rng.standard_normal((RATE, 2)) * 0.2, axis=0)
    spectrum[16_000:] = 0  # as no voice, and no track that has been through an encoder, goes higher
    noise = np.fft.irfft(spectrum, RATE, axis=0).astype(np.float32)
    for start in rng.integers(0, RATE - 500, 12):
        noise[start : start + 400] *= level
    return noise


def test_what_is_under_the_ceiling_is_left_alone_to_the_bit() -> None:
    samples = bursts(0, 1.0) * np.float32(0.5)
    assert np.array_equal(limit(samples, [5_000] * 20), samples)
    assert np.array_equal(limit(np.zeros((2_000, 2), dtype=np.float32), [2_000]), np.zeros((2_000, 2)))


@pytest.mark.parametrize("seed", range(4))
def test_no_true_peak_is_above_the_ceiling(seed: int) -> None:
    out = limit(bursts(seed, 6.0), [10_000] * 10)
    assert 20 * np.log10(max(true_peak(out[:, 0], RATE), true_peak(out[:, 1], RATE)) / CEILING) < 0.1


@pytest.mark.parametrize("offset", [0.0, 0.25, 0.5])
def test_a_peak_between_the_samples_is_found(offset: float) -> None:
    time = np.arange(RATE) + offset
    tone = (1.1 * np.sin(2 * np.pi * time / 4 + np.pi / 4) * np.hanning(RATE)).astype(np.float32)
    out = limit(np.stack((tone, tone), axis=1), [10_000] * 5)
    assert 20 * np.log10(true_peak(out[:, 0], RATE) / CEILING) < 0.1


@given(st.lists(st.integers(REACH, 9_000), min_size=1, max_size=30), st.integers(0, 3))
def test_the_size_of_the_blocks_does_not_change_the_sound(lengths: list[int], seed: int) -> None:
    samples = bursts(seed, 5.0)
    assert np.allclose(limit(samples, lengths), limit(samples, [len(samples)]), atol=2e-7)


def test_the_gain_moves_smoothly() -> None:
    samples = np.full((RATE, 2), 0.5, dtype=np.float32)
    samples[20_000:20_010] = 3.0
    out = limit(samples, [RATE])
    quiet = np.concatenate((out[:20_000, 0], out[20_010:, 0]))
    assert np.abs(np.diff(quiet)).max() < 0.01
    assert quiet[15_000] == pytest.approx(0.5)
