"""A bed for as long as anyone wants: piece after piece from one seed, each going over into the next, no two alike."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from slowly.ambience.synth.recipes import RECIPES, Make, Recipe
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE

PIECE_SECONDS = 48
"""A new piece begins every so often; a multiple of 12, for the drone's phases. Two are held in memory."""

CROSS_SECONDS = 6.0


def endless(name: str, seed: int, *, chunk_frames: int = SAMPLE_RATE) -> Iterator[Samples]:
    """Chunks of `chunk_frames`, shape (chunk_frames, 2), for ever: together one sound that never repeats.

    The seed decides all of it (with one version of NumPy, to the last bit); the size of the chunks nothing. The level
    is the recipe's, as measured on the first piece. Raises KeyError for a name that is none, ValueError for a single
    sound.
    """
    recipe = RECIPES[name]
    if recipe.kind != "bed":
        raise ValueError(f"“{name}” is a single sound, not a bed")
    return _chunks(_joined(recipe, seed), chunk_frames)


def _joined(recipe: Recipe, seed: int) -> Iterator[Samples]:
    """Pieces at their level, each with the tail of the one before; the first is only made for its tail."""
    frames = PIECE_SECONDS * SAMPLE_RATE
    piece = recipe.piece or faded(recipe.make)
    tail = piece(frames, recipe.rng(seed))[frames:]
    gain = None
    for part in itertools.count(1):
        made = piece(frames, recipe.rng(seed, part))
        made[: len(tail)] += tail
        tail = made[frames:].copy()
        gain = gain or recipe.gain(made[:frames])
        yield made[:frames] * gain


def faded(make: Make) -> Make:
    """Circles as pieces: opened, longer by a few seconds, and faded at both ends at equal power."""

    def piece(frames: int, rng: np.random.Generator) -> Samples:
        cross = round(CROSS_SECONDS * SAMPLE_RATE)
        opened = make(frames + cross, rng)
        rise = np.sin(np.pi / 2 * (np.arange(cross, dtype=np.float32)[:, None] + 0.5) / cross)
        opened[:cross] *= rise
        opened[frames:] *= rise[::-1]
        return opened

    return piece


def _chunks(pieces: Iterator[Samples], chunk_frames: int) -> Iterator[Samples]:
    left: list[Samples] = []
    waiting = 0
    for piece in pieces:
        left.append(piece)
        waiting += len(piece)
        if waiting < chunk_frames:
            continue
        joined = np.concatenate(left) if len(left) > 1 else piece
        whole = waiting - waiting % chunk_frames
        for start in range(0, whole, chunk_frames):
            yield joined[start : start + chunk_frames].copy()
        left, waiting = [joined[whole:].copy()], waiting - whole
