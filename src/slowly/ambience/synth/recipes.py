"""The recipes by name: what is made, how long the shipped one is, how loud, and what it sounds like."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np

from slowly.ambience.bed import TRACK_LUFS
from slowly.ambience.strike import STRIKE_LUFS, loudest_lufs
from slowly.ambience.synth.bell import bell
from slowly.ambience.synth.bowl import bowl
from slowly.ambience.synth.bowls import bowls
from slowly.ambience.synth.breath import exhale, inhale
from slowly.ambience.synth.brown import brown
from slowly.ambience.synth.drone import drone
from slowly.ambience.synth.fire import fire
from slowly.ambience.synth.night import night
from slowly.ambience.synth.noise import folded
from slowly.ambience.synth.ocean import ocean
from slowly.ambience.synth.pink import pink
from slowly.ambience.synth.rain import rain
from slowly.ambience.synth.stream import stream
from slowly.ambience.synth.wind import wind
from slowly.loudness import measure_lufs
from slowly.sound import Samples
from slowly.units import SAMPLE_RATE, gain_from_db

Make = Callable[[int, np.random.Generator], Samples]
"""So many frames from a random generator, shape (frames, 2)."""


@dataclass(frozen=True)
class Recipe:
    """One sound of the library."""

    name: str
    make: Make
    """A bed comes out as a circle: its end goes over into its beginning."""
    seconds: int
    """How long the shipped one is; no two beds are alike in it, so that layers do not repeat together."""
    kind: Literal["bed", "bell", "swell"]
    description: str
    level: float = TRACK_LUFS
    """Integrated LUFS of a bed; the loudest 400 ms of a single sound."""
    piece: Make | None = None
    """For a bed of single events or of tones: frames and a tail that belongs over the beginning of the next piece."""

    def rng(self, seed: int, part: int = 0) -> np.random.Generator:
        """The random numbers of a seed, which no other recipe and no other part has."""
        return np.random.Generator(
            np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(zlib.crc32(self.name.encode()), part)))
        )

    def gain(self, samples: Samples) -> np.float32:
        """What brings a sound of this recipe to its level."""
        exact = cast(Samples, samples.astype(np.float64))  # long sums of squares are too much for single precision
        loudness = measure_lufs(exact, SAMPLE_RATE) if self.kind == "bed" else loudest_lufs(exact, SAMPLE_RATE)
        return np.float32(gain_from_db(self.level - loudness))


def wound(piece: Make) -> Make:
    """Pieces as a circle: the tail of the only one lies over its own beginning."""

    def circle(frames: int, rng: np.random.Generator) -> Samples:
        return np.ascontiguousarray(folded(piece(frames, rng).T, frames).T)

    return circle


def _bed(name: str, make: Make, seconds: int, description: str) -> Recipe:
    return Recipe(name, make, seconds, "bed", description)


def _of_pieces(name: str, piece: Make, seconds: int, description: str) -> Recipe:
    return Recipe(name, wound(piece), seconds, "bed", description, piece=piece)


def _single(name: str, make: Make, seconds: int, kind: Literal["bell", "swell"], description: str) -> Recipe:
    return Recipe(name, make, seconds, kind, description, STRIKE_LUFS)


RECIPES: dict[str, Recipe] = {
    recipe.name: recipe
    for recipe in (
        _bed("rain", rain, 75, "Steady rain outside an open window, with drops near by."),
        _of_pieces("ocean", ocean, 86, "Waves that gather, break and run back over a beach, every ten seconds or so."),
        _bed("stream", stream, 77, "A small brook over stones."),
        _bed("wind", wind, 83, "Wind in the trees, in slow gusts."),
        _bed("night", night, 88, "A warm night with crickets, soft air, and an owl far off."),
        _bed("fire", fire, 79, "A small wood fire that murmurs and crackles."),
        _bed("brown", brown, 76, "Brown noise: a deep, even roar with no edges."),
        _bed("pink", pink, 81, "Pink noise: an even hush, like a waterfall far away."),
        _of_pieces("drone", drone, 84, "A warm, low drone that changes as slowly as light."),
        _of_pieces("bowls", bowls, 90, "Singing bowls, struck now and then, each ringing into the next."),
        _single("bell", bell, 16, "bell", "A small bowl struck once, as at the beginning of a sitting."),
        _single("bowl", bowl, 30, "bell", "A large, low singing bowl struck once."),
        _single("inhale", inhale, 4, "swell", "A soft rush of air that rises, to breathe in with."),
        _single("exhale", exhale, 6, "swell", "A soft rush of air that falls, to breathe out with."),
    )
}


def render(name: str, seed: int) -> Samples:
    """The sound of a name and a seed, shape (frames, 2), as long and as loud as it is shipped. Raises KeyError."""
    recipe = RECIPES[name]
    samples = recipe.make(recipe.seconds * SAMPLE_RATE, recipe.rng(seed))
    return samples * recipe.gain(samples)
