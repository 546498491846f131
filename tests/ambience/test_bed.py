from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import soundfile

from slowly.ambience.bed import TRACK_LUFS, Bed
from slowly.ambience.loop import looped
from slowly.config import shipped
from slowly.errors import SoundError
from slowly.loudness import measure_lufs


def track(path: Path, seconds: float = 6.0, rate: int = 44_100, channels: int = 2, level: float = 0.1) -> Path:
    noise = np.random.default_rng(3).standard_normal((int(seconds * rate), channels)) * level
    soundfile.write(path, noise, rate, subtype="FLOAT" if path.suffix == ".wav" else None)
    return path


def test_a_loop_goes_on_for_ever_at_one_level(tmp_path: Path) -> None:
    bed = Bed(track(tmp_path / "noise.wav"))
    sound = bed.read(44_100 * 30)
    levels = 10 * np.log10((sound[: 44_100 * 30].reshape(-1, 4_410 * 2) ** 2).mean(axis=1))
    assert levels.max() - levels.min() < 0.6


def test_a_bed_that_comes_again_is_not_measured_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = track(tmp_path / "noise.wav")
    first = Bed(path)
    monkeypatch.setattr("slowly.ambience.level.window_powers", None)
    again = Bed(path)
    assert again.lufs == first.lufs
    assert np.array_equal(again.read(44_100), first.read(44_100))


def test_the_seam_is_no_step(tmp_path: Path) -> None:
    time = np.arange(44_100 * 5) / 44_100
    tone = 0.3 * np.sin(2 * np.pi * 220.37 * time)
    soundfile.write(tmp_path / "tone.wav", np.stack((tone, tone), axis=1), 44_100, subtype="FLOAT")
    sound = Bed(tmp_path / "tone.wav").read(44_100 * 20)
    assert np.abs(np.diff(sound[:, 0])).max() < 1.5 * np.abs(np.diff(tone)).max()


def test_how_it_is_read_does_not_change_it(tmp_path: Path) -> None:
    path = track(tmp_path / "noise.flac", rate=32_000)
    whole = Bed(path).read(300_000)
    bed = Bed(path)
    pieces = np.concatenate([bed.read(size) for size in (1, 441, 99_558, 200_000)])
    assert np.array_equal(whole, pieces)


def test_the_second_time_round_is_the_first_with_its_ends_crossed(tmp_path: Path) -> None:
    path = track(tmp_path / "noise.wav", seconds=4.0)
    cross, length = 22_050, 4 * 44_100
    sound = np.concatenate(list(islice(looped(path, 10_000, cross), 60)))
    period = length - cross
    assert np.array_equal(sound[cross:period], sound[cross + period : 2 * period])
    assert not np.array_equal(sound[:cross], sound[period : period + cross])


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (22_050, 2), (48_000, 2), (44_100, 6)])
def test_any_rate_and_channels_come_out_as_two_at_ours(tmp_path: Path, rate: int, channels: int) -> None:
    sound = Bed(track(tmp_path / "noise.wav", rate=rate, channels=channels)).read(44_100)
    assert sound.shape == (44_100, 2)
    assert np.abs(sound).max() > 0.01


def test_a_listeners_track_is_measured_and_ours_is_known(tmp_path: Path) -> None:
    quiet, loud = Bed(track(tmp_path / "a.wav", level=0.01)), Bed(track(tmp_path / "b.wav", level=0.1))
    assert loud.lufs - quiet.lufs == pytest.approx(20, abs=0.1)
    assert Bed(shipped("audio") / "rain.ogg").lufs == TRACK_LUFS


def test_our_rain_is_as_loud_as_we_say() -> None:
    sound, rate = soundfile.read(shipped("audio") / "rain.ogg", dtype="float32")
    assert measure_lufs(sound, rate) == pytest.approx(TRACK_LUFS, abs=0.3)
    assert len(sound) / rate >= 60


def test_silence_is_no_track(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "silent.wav", np.zeros((44_100, 2)), 44_100)
    with pytest.raises(SoundError, match="silent"):
        Bed(tmp_path / "silent.wav")


def test_a_very_short_track_loops_too(tmp_path: Path) -> None:
    assert len(Bed(track(tmp_path / "short.wav", seconds=0.5)).read(100_000)) == 100_000
