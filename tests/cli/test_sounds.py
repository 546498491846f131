"""`slowly sounds`: what there is, heard and made."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from slowly.ambience import Bed
from slowly.ambience.synth import RECIPES
from slowly.config import shipped
from slowly.export import lasting
from slowly.loudness import measure_lufs
from slowly.mix.alone import ALONE_LUFS, bed_alone, sound_alone
from slowly.sound import Sound

if TYPE_CHECKING:
    from tests.cli.conftest import Run

RATE = 44_100


def own(folder: Path, name: str, seconds: float = 2.0) -> Path:
    folder.mkdir(exist_ok=True)
    noise = np.random.default_rng(1).standard_normal((round(seconds * RATE), 2)) * 0.1
    soundfile.write(folder / name, noise, RATE)
    return folder / name


@pytest.fixture
def short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beds made in pieces of 8 s, so that little is quickly made."""
    monkeypatch.setattr(import_module("slowly.ambience.synth.endless"), "PIECE_SECONDS", 8)


def test_every_sound_is_listed_with_what_it_is(slowly: Run, home: Path) -> None:
    mine = own(home / "audio", "sea.flac")
    (home / "audio" / "bad.wav").write_text("no sound")
    ran = slowly("sounds")
    assert (ran.code, ran.err) == (0, "")
    for name, recipe in RECIPES.items():
        assert f"\n{name} " in "\n" + ran.out
        assert recipe.description.split()[0] in ran.out
    assert "Your own sounds: " in ran.out.splitlines()[-1]
    told = {one["name"]: one for one in json.loads(slowly("sounds", "--json").out)}
    assert set(told) == {*RECIPES, "sea", "bad"}
    assert told["sea"] == {
        "name": "sea", "kind": "bell", "seconds": 2.0, "description": f"Yours: {mine}", "file": str(mine),
        "own": True, "error": None,
    }  # fmt: skip
    assert (told["rain"]["kind"], told["bell"]["kind"], told["inhale"]["kind"]) == ("bed", "bell", "breath")
    assert told["rain"]["seconds"] == RECIPES["rain"].seconds
    assert "is not audio" in told["bad"]["error"]


@pytest.mark.parametrize("suffix", list(lasting.FORMATS))
def test_a_seed_makes_one_file_and_another_another(slowly: Run, short_pieces: None, desk: Path, suffix: str) -> None:
    files = []
    for name, seed in (("a", "5"), ("b", "5"), ("c", "6")):
        ran = slowly("sounds", "make", "brown", "--minutes", "0.05", "--seed", seed, "-o", name + suffix, "--json")
        assert (ran.code, ran.err) == (0, "")
        told = json.loads(ran.out)
        files.append((desk / told["file"]).read_bytes())
        assert told == {
            "file": name + suffix, "sound": "brown", "seed": int(seed), "seconds": 3.0, "bytes": len(files[-1]),
        }  # fmt: skip
    assert files[0] == files[1] != files[2]
    sound, rate = soundfile.read(desk / f"a{suffix}")
    assert (sound.shape, rate) == ((3 * RATE, 2), RATE)
    assert measure_lufs(sound, rate) == pytest.approx(-30, abs=1.5)


def test_single_sounds_are_as_long_as_asked_for(slowly: Run, desk: Path) -> None:
    for name, seconds in (("bell", None), ("exhale", 8), ("inhale", 2.5)):
        options = [] if seconds is None else ["--seconds", str(seconds)]
        assert slowly("sounds", "make", name, *options).code == 0
        info = soundfile.info(desk / f"{name}.flac")
        assert info.frames == round((seconds or RECIPES[name].seconds) * RATE)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ("make rian", 2, "There is no sound “rian” that can be made. Did you mean rain"),
        ("make rain --minutes 0", 2, "--minutes"),
        ("make rain --minutes 721", 2, "--minutes"),
        ("make rain --minutes nan", 2, "--minutes"),
        ("make rain --seconds 3", 2, "rain is made by --minutes"),
        ("make bell --minutes 3", 2, "bell is made by --seconds"),
        ("make rain -o x.mp3", 2, "the formats are .flac, .wav, .ogg. Try -o x.flac"),
        ("make rain -o x", 2, "x has no ending"),
        ("make rain -o x.wav --minutes 700", 2, "A WAV file holds at most 6:45:"),
        ("make rain -o no/x.flac", 74, "There is no folder no."),
        ("make rain -o there.flac", 74, "there.flac is already there."),
        ("play rian", 2, "There is no sound “rian”. Did you mean rain"),
        ("play none.flac", 2, "There is no sound “none.flac”. No such file"),
        ("play there.flac", 74, "there.flac is not audio"),
        ("--json play rain", 2, "--json goes after"),
        ("paly", 2, "paly"),
    ],
)
def test_what_cannot_be_done_is_one_line(slowly: Run, desk: Path, arguments: str, code: int, told: str) -> None:
    (desk / "there.flac").write_bytes(b"kept")
    ran = slowly("sounds", *arguments.split())
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert "should not have" not in ran.err
    assert [path.name for path in desk.iterdir()] == ["there.flac"]
    assert (desk / "there.flac").read_bytes() == b"kept"


def test_a_full_disk_leaves_what_was_there(process: Run, desk: Path) -> None:
    (desk / "x.flac").write_bytes(b"kept")
    limited = (
        "import importlib, resource, signal;"
        "importlib.import_module('slowly.ambience.synth.endless').PIECE_SECONDS = 8;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));"
        "from slowly.__main__ import run; run()"
    )
    for name in ("x.flac", "y.wav", "z.ogg"):
        arguments = ("sounds", "make", "brown", "--minutes", "1", "-o", name, "--force")
        ran = process(*arguments, program=[sys.executable, "-c", limited])
        assert ran.code == 74, name
        assert ran.err.startswith(f"slowly: Cannot write {name}: ")
        assert len(ran.err.splitlines()) == 1
    assert [path.name for path in desk.iterdir()] == ["x.flac"]
    assert (desk / "x.flac").read_bytes() == b"kept"


def test_a_bed_alone_is_soft_and_fades(slowly: Run) -> None:
    blocks = list(bed_alone(Bed(shipped("audio") / "brown.ogg"), 20 * RATE))
    sound = np.concatenate([block.samples for block in blocks])
    assert len(sound) == 20 * RATE
    assert measure_lufs(sound[4 * RATE : -4 * RATE], RATE) == pytest.approx(ALONE_LUFS, abs=1)
    assert np.abs(sound[:10]).max() < 1e-3
    assert np.abs(sound[-10:]).max() < 1e-3


def test_a_single_sound_alone_is_itself() -> None:
    sound = np.random.default_rng(1).standard_normal((100_001, 2)).astype(np.float32) * 0.01
    blocks = [block.samples for block in sound_alone(Sound(sound, RATE))]
    assert np.array_equal(np.concatenate(blocks), sound)


def test_sounds_are_played(slowly: Run, device: object, desk: Path) -> None:
    own(desk, "sea.wav")
    for arguments, length in (
        ("rain --for 2s", "0:02"),
        ("bell", "0:16"),
        ("inhale", "0:04"),
        ("sea.wav --for 3s", "0:03"),
    ):
        ran = slowly("sounds", "play", *arguments.split())
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == f"{arguments.split()[0]}  {length}\n"
    played = device.played  # type: ignore[attr-defined]
    assert np.abs(played).max() > 50


def test_a_track_of_ones_own_lies_under_a_session(slowly: Run, desk: Path) -> None:
    own(desk, "sea.flac")
    (desk / "folder").mkdir()
    own(desk / "folder", "brook.wav")
    (desk / "folder" / "mine.md").write_text("---\nambient: brook.wav\n---\nI may rest. [2s]\n")
    for arguments in (("--ambient", "./sea.flac"), ("--ambient", str(desk / "sea.flac")), ()):
        ran = slowly("export", "folder/mine.md", "--voice", "silent", "-o", "x.wav", "--force", *arguments)
        assert (ran.code, ran.err) == (0, "")
        assert np.abs(soundfile.read(desk / "x.wav")[0][:RATE]).max() > 1e-4
    (desk / "folder" / "thief.md").write_text("---\nambient: ../sea.flac\n---\nI may rest. [2s]\n")
    ran = slowly("export", "folder/thief.md", "--voice", "silent", "-o", "y.wav")
    assert ran.code == 65
    assert "may only use those in its own folder" in ran.err
    assert slowly("check", "folder/mine.md").code == 0
    assert slowly("check", "folder/thief.md").code == 65
