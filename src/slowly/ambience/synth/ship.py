"""Write the sound library that ships, all of audio/, from one seed: `python -m slowly.ambience.synth.ship`."""

from __future__ import annotations

from pathlib import Path

import soundfile

from slowly.ambience.synth.ogg import with_serial
from slowly.ambience.synth.recipes import RECIPES, render
from slowly.config import shipped
from slowly.units import SAMPLE_RATE

SEED = 7

CHUNK_FRAMES = 44_100
"""libsndfile's Vorbis writer keeps a whole write on the stack, and a large one is too large for it."""


def ship(folder: Path) -> None:
    """Write every bed and bell into a folder, as Ogg Vorbis. Swells are made when they are wanted, at any
    length.

    With the same NumPy and libsndfile the files are the same to the last bit."""
    for name, recipe in RECIPES.items():
        if recipe.kind != "swell":
            ship_one(name, folder)


def ship_one(name: str, folder: Path) -> None:
    """Write one of them."""
    samples = render(name, SEED)
    path = folder / f"{name}.ogg"
    with soundfile.SoundFile(path, "w", SAMPLE_RATE, 2, format="OGG", subtype="VORBIS") as file:
        for start in range(0, len(samples), CHUNK_FRAMES):
            file.write(samples[start : start + CHUNK_FRAMES])
    path.write_bytes(with_serial(path.read_bytes(), SEED))


if __name__ == "__main__":
    ship(shipped("audio"))
