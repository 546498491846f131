"""What ships is what the recipes make."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from slowly.ambience.strike import STRIKE_LUFS, loudest_lufs
from slowly.ambience.synth import RECIPES, render
from slowly.ambience.synth.ogg import checksum, with_serial
from slowly.ambience.synth.ship import SEED
from slowly.config import shipped
from slowly.loudness import integrated_lufs, true_peak, window_powers
from slowly.sound import resample

RATE = 44_100
SHIPPED = [name for name, recipe in RECIPES.items() if recipe.kind != "swell"]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_sound_is_as_long_and_as_loud_as_it_says(name: str) -> None:
    recipe = RECIPES[name]
    sound, rate = soundfile.read(shipped("audio") / f"{name}.ogg", dtype="float32")
    assert rate == RATE
    assert sound.shape == (recipe.seconds * RATE, 2)
    powers = [window_powers(part, RATE) for part in np.array_split(sound, 10)]
    loudness = integrated_lufs(np.concatenate(powers)) if recipe.kind == "bed" else loudest_lufs(sound, RATE)
    assert loudness == pytest.approx(recipe.level, abs=0.5)
    top = max(int(np.abs(sound).argmax()) // 2 - RATE, 0)
    assert 20 * np.log10(true_peak(sound[top : top + 2 * RATE], RATE)) < -6
    if recipe.kind == "bed":
        near = max(np.abs(np.diff(part, axis=0)).max() for part in (sound[:RATE], sound[-RATE:]))
        assert np.abs(sound[0] - sound[-1]).max() <= 1.5 * near


@pytest.mark.parametrize("name", ["bell", "bowl", "brown", "pink"])
def test_a_shipped_sound_is_what_its_recipe_makes(name: str) -> None:
    sound, _ = soundfile.read(shipped("audio") / f"{name}.ogg", dtype="float32")
    recipe = RECIPES[name]
    made = recipe.make(len(sound), recipe.rng(SEED))
    # Vorbis leaves out what is not heard, most of it above 2 kHz; below that it keeps the wave.
    both = (resample(channel[:, 0], RATE, 4_000) for channel in (sound, made))
    assert np.corrcoef(*both)[0, 1] > 0.97


def test_a_swell_is_as_loud_as_a_bell() -> None:
    for name in ("inhale", "exhale"):
        sound = render(name, SEED)
        assert len(sound) == RECIPES[name].seconds * RATE
        assert loudest_lufs(sound, RATE) == pytest.approx(STRIKE_LUFS, abs=0.2)


def test_all_of_it_is_under_25_mb_and_nothing_else_is_there() -> None:
    files = sorted(shipped("audio").iterdir())
    assert sum(file.stat().st_size for file in files) < 25_000_000
    assert [file.name for file in files if file.suffix == ".ogg"] == sorted(f"{name}.ogg" for name in SHIPPED)


def test_a_file_has_our_serial_number_and_is_still_whole(tmp_path: Path) -> None:
    data = (shipped("audio") / "bell.ogg").read_bytes()
    assert int.from_bytes(data[14:18], "little") == SEED
    assert with_serial(data, SEED) == data  # so the checksums are those libogg wrote
    other = with_serial(data, 99)
    assert other != data
    (tmp_path / "other.ogg").write_bytes(other)
    assert np.array_equal(soundfile.read(tmp_path / "other.ogg")[0], soundfile.read(shipped("audio") / "bell.ogg")[0])


def test_the_checksum_is_that_of_ogg() -> None:
    assert checksum(b"") == 0
    assert checksum(b"\x01") == 0x04C11DB7
