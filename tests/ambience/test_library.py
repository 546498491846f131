from __future__ import annotations

import gc
import os
import weakref
from pathlib import Path

import numpy as np
import pytest
import soundfile

from slowly.ambience import SoundLibrary
from slowly.ambience.file import open_sound
from slowly.ambience.strike import STRIKE_LUFS, load_strike, loudest_lufs
from slowly.config import Folders, shipped
from slowly.errors import SoundError


@pytest.fixture
def library(folders: Folders) -> SoundLibrary:
    folders.audio[0].mkdir(parents=True)
    return SoundLibrary(folders.audio)


def test_ours_are_found_by_name(library: SoundLibrary) -> None:
    assert library.find("rain").name == "rain.ogg"
    assert library.find("Bell").name == "bell.ogg"
    assert {"bell", "rain"} <= {name for name, _ in library.names()}


def test_the_listeners_own_wins(library: SoundLibrary) -> None:
    own = Path(library.folders[0]) / "rain.wav"
    soundfile.write(own, np.ones(100), 44_100)
    assert library.find("rain") == own
    assert dict(library.names())["rain"] == own


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("rane", "Did you mean rain"),
        ("xyzzy", "Sounds here: "),
        ("../audio/rain", "no sound"),
        ("/etc/passwd", "no sound"),
        ("", "no sound"),
        (".hidden", "no sound"),
    ],
)
def test_what_is_not_there_is_told_and_a_name_is_no_path(library: SoundLibrary, name: str, told: str) -> None:
    with pytest.raises(LookupError, match=told):
        library.find(name)


def test_what_is_no_sound_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "empty.wav").write_bytes(b"")
    (tmp_path / "text.mp3").write_text("#EXTM3U\n/etc/passwd\n")
    (tmp_path / "cut.flac").write_bytes(b"fLaC\0\0\0\x22")
    os.mkfifo(tmp_path / "pipe.wav")
    soundfile.write(tmp_path / "none.wav", np.zeros((0, 2)), 44_100)
    for name in ("empty.wav", "text.mp3", "cut.flac", "pipe.wav", "none.wav", "missing.wav", "."):
        with pytest.raises(SoundError, match=str(tmp_path)):
            open_sound(tmp_path / name)


def test_a_bell_of_ours_is_as_loud_as_we_say() -> None:
    bell = load_strike(shipped("audio") / "bell.ogg")
    assert bell.samples.shape[1] == 2
    assert loudest_lufs(bell.samples, bell.rate_hz) == pytest.approx(STRIKE_LUFS, abs=0.3)
    assert bell.seconds > 10
    assert np.abs(bell.samples[-441:]).max() < 1e-3


def test_a_listeners_bell_is_brought_to_the_same_level(tmp_path: Path) -> None:
    time = np.arange(8_000) / 16_000
    soundfile.write(tmp_path / "ding.wav", 0.9 * np.sin(2 * np.pi * 700 * time) * np.exp(-4 * time), 16_000)
    ding = load_strike(tmp_path / "ding.wav")
    assert ding.rate_hz == 44_100
    assert loudest_lufs(ding.samples, ding.rate_hz) == pytest.approx(STRIKE_LUFS, abs=0.3)


def test_bells_are_kept_for_a_while_but_not_all_of_them(library: SoundLibrary) -> None:
    ring = np.random.default_rng(1).standard_normal(8_000 * 50) * 0.1
    for number in range(6):
        soundfile.write(Path(library.folders[0]) / f"own{number}.wav", ring, 8_000)
    first = weakref.ref(library.strike("own0"))
    assert library.strike("own0") is first()
    rung = [library.strike("bell"), *(library.strike(f"own{number}") for number in range(1, 6))]
    gc.collect()
    assert first() is None
    assert library.strike("own5") is rung[-1]
    assert np.array_equal(library.strike("own0").samples, rung[-1].samples)


def test_a_silent_bell_is_told(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "silent.wav", np.zeros(1_000), 44_100)
    with pytest.raises(SoundError, match="no sound in it"):
        load_strike(tmp_path / "silent.wav")
