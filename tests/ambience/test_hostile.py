"""Any file at all given as a track gives sound or one clear error, and costs little."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from slowly.ambience import Bed, SoundLibrary
from slowly.ambience.level import SHORTEST_SECONDS
from slowly.ambience.strike import load_strike
from slowly.ambience.swing import swing_lu
from slowly.errors import SoundError
from slowly.interrupt import arrive, deferred
from slowly.loudness import measure_lufs

RATE = 44_100
Make = Callable[[Path], Path]


def noise(seconds: float, rate: int = RATE, channels: int = 2, level: float = 0.1) -> np.ndarray:
    return np.random.default_rng(3).standard_normal((round(seconds * rate), channels)) * level


def written(name: str, samples: np.ndarray, rate: int = RATE, subtype: str | None = None) -> Make:
    def make(folder: Path) -> Path:
        soundfile.write(folder / name, samples, rate, subtype=subtype)
        return folder / name

    return make


def bytes_of(name: str, data: bytes) -> Make:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


def changed(name: str, change: Callable[[bytearray], bytes | bytearray], seconds: float = 20.0) -> Make:
    def make(folder: Path) -> Path:
        path = written(name, noise(seconds))(folder)
        path.write_bytes(change(bytearray(path.read_bytes())))
        return path

    return make


def damaged(data: bytearray) -> bytearray:
    middle = len(data) // 2
    data[middle : middle + 5_000] = bytes(5_000)
    return data


def ten_hours(data: bytearray) -> bytearray:
    """A FLAC whose header declares ten hours: the count of frames is the low 36 bits of eight bytes at 18."""
    head = int.from_bytes(data[18:26], "big")
    data[18:26] = (head >> 36 << 36 | 10 * 3_600 * RATE).to_bytes(8, "big")
    return data


def broken_numbers() -> np.ndarray:
    samples = noise(10).astype(np.float32)
    samples[5_000:6_000] = np.nan
    samples[20_000], samples[30_000], samples[40_000] = np.inf, -np.inf, 1e38
    return samples


def late() -> np.ndarray:
    samples = noise(90, 8_000, 1)
    samples[: 70 * 8_000] = 0
    return samples


def thousand_channels(folder: Path) -> Path:
    """Forty seconds of a WAV with 1,024 channels: a second of noise, and beyond it a hole in the file."""
    path, channels, rate = folder / "a.wav", 1_024, 8_000
    data, block = 40 * rate * channels * 2, channels * 2
    with path.open("wb") as file:
        file.write(struct.pack("<4sI4s4sIHHIIHH", b"RIFF", 36 + data, b"WAVE", b"fmt ", 16, 1, channels, rate,
                               rate * block, block, 16) + struct.pack("<4sI", b"data", data))  # fmt: skip
        file.write(np.random.default_rng(3).bytes(rate * block))
        file.truncate(44 + data)
    return path


SOUND: dict[str, Make] = {
    "damaged in the middle, FLAC": changed("a.flac", damaged),
    "damaged in the middle, Ogg": changed("a.ogg", damaged),
    "damaged in the middle, MP3": changed("a.mp3", damaged),
    "truncated FLAC": changed("a.flac", lambda data: data[: len(data) * 2 // 3]),
    "truncated WAV": changed("a.wav", lambda data: data[: len(data) * 2 // 3]),
    "truncated MP3": changed("a.mp3", lambda data: data[: len(data) * 2 // 3]),
    "a header of ten hours": changed("a.flac", ten_hours, seconds=40),
    "8 kHz, one channel": written("a.wav", noise(5, 8_000, 1), 8_000),
    "192 kHz": written("a.wav", noise(5, 192_000), 192_000),
    "7.1": written("a.wav", noise(5, channels=8)),
    "a full-scale square": written("a.wav", np.sign(np.sin(np.arange(5 * RATE) / 20))[:, None]),
    "beyond full scale": written("a.wav", noise(5, level=20), subtype="FLOAT"),
    "broken numbers": written("a.wav", broken_numbers(), subtype="FLOAT"),
    "silent for its first minute": written("a.flac", late(), 8_000),
    "AIFF": written("a.aiff", noise(5)),
    "just long enough": written("a.wav", noise(SHORTEST_SECONDS)),
    "off the middle line": written("a.wav", noise(5) + 0.5),
    "WAV called MP3": lambda folder: written("a.wav", noise(5))(folder).rename(folder / "b.mp3"),
}

NO_SOUND: dict[str, Make] = {
    "empty": bytes_of("a.wav", b""),
    "one frame": written("a.wav", noise(1)[:1]),
    "0.05 s": written("a.wav", noise(0.05)),
    "a mean and nothing else": written("a.wav", np.full((5 * RATE, 2), 0.5)),
    "all silence": written("a.flac", np.zeros((5 * RATE, 2))),
    "all numbers broken": written("a.wav", np.full((5 * RATE, 2), np.nan), subtype="FLOAT"),
    "a program": bytes_of("a.flac", b"\x7fELF" + bytes(range(256)) * 40),
    "text": bytes_of("a.wav", b"Rest a little.\n" * 1_000),
    "a playlist": bytes_of("a.mp3", b"#EXTM3U\n#EXTINF:1,x\n/etc/passwd\n"),
    "zeros": bytes_of("a.mp3", bytes(3_000_000)),
    "chance": bytes_of("a.ogg", np.random.default_rng(1).bytes(300_000)),
    "a header alone": changed("a.ogg", lambda data: data[:200]),
    "a rate of 7 Hz": written("a.wav", noise(5), 7),
    "missing": lambda folder: folder / "none.wav",
    "a folder": lambda folder: folder,
}


@pytest.mark.parametrize("make", SOUND.values(), ids=list(SOUND))
def test_what_holds_sound_is_heard_at_an_even_level(tmp_path: Path, make: Make) -> None:
    start = time.process_time()
    bed = Bed(make(tmp_path))
    sound = np.concatenate([bed.read(RATE) for _ in range(85)])
    assert time.process_time() - start < 10
    assert np.isfinite(sound).all()
    assert measure_lufs(sound[71 * RATE :], RATE) == pytest.approx(bed.lufs, abs=2.0)
    assert np.abs(sound.mean(axis=0)).max() < 0.1 * sound.std()


@pytest.mark.parametrize("make", SOUND.values(), ids=list(SOUND))
def test_how_unsteady_it_is_is_measured_as_far_as_it_can_be_read(tmp_path: Path, make: Make) -> None:
    assert 0 <= swing_lu(make(tmp_path)) < 10


@pytest.mark.parametrize("make", NO_SOUND.values(), ids=list(NO_SOUND))
def test_what_holds_none_is_one_clear_error(tmp_path: Path, make: Make) -> None:
    path = make(tmp_path)
    start = time.process_time()
    with pytest.raises(SoundError) as error:
        Bed(path).read(RATE)
    assert time.process_time() - start < 5
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    (tmp_path / "lost.wav").symlink_to("nowhere.wav")
    (tmp_path / "round.wav").symlink_to("round.wav")
    for path in (tmp_path / "pipe.wav", tmp_path / "lost.wav", tmp_path / "round.wav", Path("/dev/zero")):
        for load in (Bed, load_strike):
            with pytest.raises(SoundError, match=str(path)):
                load(path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be read here")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = written("a.wav", noise(1))(tmp_path)
    path.chmod(0)
    with pytest.raises(SoundError, match="Permission denied"):
        Bed(path)


def test_a_file_that_shrinks_or_goes_while_it_plays(tmp_path: Path) -> None:
    path = written("a.wav", noise(160, 8_000, 1), 8_000)(tmp_path)
    bed = Bed(path)
    bed.read(10 * RATE)
    os.truncate(path, 44 + 2 * 20 * 8_000)
    assert np.isfinite(bed.read(100 * RATE)).all()
    gone = Bed(written("b.wav", noise(160, 48_000, 1), 48_000)(tmp_path))
    gone.read(RATE)
    (tmp_path / "b.wav").unlink()
    with pytest.raises(SoundError, match=r"b\.wav"):
        gone.read(170 * RATE)


def test_a_hot_track_keeps_its_shape_when_it_is_kept(tmp_path: Path) -> None:
    path = written("a.wav", noise(20, level=2.0), subtype="FLOAT")(tmp_path)
    bed = Bed(path)
    first, again = bed.read(17 * RATE), bed.read(17 * RATE)
    assert np.abs(first).max() > 4
    assert np.corrcoef(first[4 * RATE : 17 * RATE, 0], again[4 * RATE : 17 * RATE, 0])[0, 1] > 0.999


PROGRAM = """
import resource, sys
from pathlib import Path
from slowly.ambience import Bed
from slowly.ambience.strike import load_strike
from slowly.ambience.swing import swing_lu
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
swing_lu(Path(sys.argv[1]))
bed = Bed(Path(sys.argv[1]))
for _ in range(30):
    bed.read(44_100)
load_strike(Path(sys.argv[1]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("kind", ["an hour", "many channels", "very many"])
def test_memory_is_bounded(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.flac"
    if kind == "an hour":
        with soundfile.SoundFile(path, "w", 8_000, 1) as file:
            minute = noise(60, 8_000, 1)
            for _ in range(60):
                file.write(minute)
    elif kind == "many channels":
        soundfile.write(path, noise(10, 192_000, 8), 192_000)
    else:
        path = thousand_channels(tmp_path)
    ran = subprocess.run([sys.executable, "-c", PROGRAM, path], capture_output=True, text=True, timeout=60, check=True)
    assert int(ran.stdout) < 150_000  # kB


def test_damage_is_told_once_however_often_it_is_come_upon(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = changed("a.flac", damaged)(tmp_path)
    swing_lu(path)
    Bed(path).read(60 * RATE)
    [told] = [record.getMessage() for record in caplog.records]
    assert told.startswith(f"{path} is damaged: ")
    assert told.endswith("It is played up to there.")


@pytest.mark.parametrize("load", [swing_lu, Bed, load_strike])
def test_whoever_asks_for_an_end_need_not_wait_for_a_file_to_be_gone_through(
    tmp_path: Path, load: Callable[[Path], object]
) -> None:
    path = written("a.wav", noise(5))(tmp_path)
    with deferred():
        arrive(KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            load(path)


# What a script may name.


@pytest.fixture
def library(tmp_path: Path) -> SoundLibrary:
    for folder in ("script", "sounds", "secret"):
        (tmp_path / folder).mkdir()
        written("own.wav", noise(1))(tmp_path / folder)
    (tmp_path / "script" / "deep").mkdir()
    written("sea.flac", noise(1))(tmp_path / "script" / "deep")
    (tmp_path / "script" / "out.wav").symlink_to(tmp_path / "secret" / "own.wav")
    (tmp_path / "script" / "shelf.wav").symlink_to(tmp_path / "sounds" / "own.wav")
    (tmp_path / "script" / "door").symlink_to(tmp_path / "secret")
    written("named.wav", noise(1))(tmp_path / "sounds")
    return SoundLibrary([tmp_path / "sounds"], tmp_path / "script")


@pytest.mark.parametrize("name", ["own.wav", "deep/sea.flac", "deep\\sea.flac", "shelf.wav"])
def test_a_script_may_use_what_lies_beside_it(library: SoundLibrary, name: str) -> None:
    found = library.find(name)
    assert library.beside is not None
    assert found.is_relative_to(library.beside)


def test_and_what_lies_in_the_library(library: SoundLibrary) -> None:
    for name in ("named", "named.wav", "Named"):
        assert library.find(name).parent == library.folders[0]


@pytest.mark.parametrize(
    "name",
    ["../secret/own.wav", "deep/../../secret/own.wav", "out.wav", "door/own.wav", "/etc/hostname", "~/own.wav",
     "..\\secret\\own.wav", "C:\\own.wav", "deep//sea.flac", ".hidden/own.wav"],
)  # fmt: skip
def test_and_nothing_else(library: SoundLibrary, name: str, tmp_path: Path) -> None:
    for asked in (name, str(tmp_path / "script" / "own.wav")):
        with pytest.raises(LookupError, match=r"own folder and in the sound library\.$"):
            library.find(asked)


@pytest.mark.parametrize(
    "name", ["a\0b", "own.wav\n", "\x1b[31m", " ", "x" * 5_000, "x" * 5_000 + ".wav", "no/own.wav"]
)
def test_a_name_that_is_none_is_one_sentence(library: SoundLibrary, name: str) -> None:
    with pytest.raises(LookupError, match="There is no sound"):
        library.find(name)


def test_the_listener_may_open_anything(library: SoundLibrary, tmp_path: Path) -> None:
    for name in (str(tmp_path / "secret" / "own.wav"), str(tmp_path / "script" / ".." / "secret" / "own.wav")):
        assert SoundLibrary(library.folders, library.beside, chosen=(name,)).find(name).samefile(name)
    with pytest.raises(LookupError, match="No such file"):
        SoundLibrary([], chosen=("no/such.wav",)).find("no/such.wav")
