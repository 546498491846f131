from __future__ import annotations

import json
from itertools import cycle, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import soundfile

from slowly.script import read
from slowly.units import SAMPLE_RATE

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def looped(slowly: Run, *arguments: str) -> dict[str, Any]:
    ran = slowly("loop", *arguments, "--voice", "silent", "--json")
    assert (ran.code, ran.err) == (0, "")
    told: dict[str, Any] = json.loads(ran.out)
    return told


@pytest.mark.parametrize(("length", "seconds"), [("30s", 30), ("1m30s", 90), ("47.5s", 47.5)])
@pytest.mark.parametrize("bed", [["--no-ambient"], ["--ambient", "rain"]])
def test_it_lasts_exactly_as_long_as_asked(
    slowly: Run, desk: Path, length: str, seconds: float, bed: list[str]
) -> None:
    told = looped(slowly, "I may rest.", "--for", length, "-o", "x.wav", *bed)
    samples, rate = soundfile.read(desk / "x.wav")
    assert rate == SAMPLE_RATE
    assert len(samples) == round(seconds * SAMPLE_RATE)
    assert told["seconds"] == seconds
    assert told["captions"][-1]["end"] <= seconds


def test_an_mp3_lasts_as_long_as_its_frames_allow(slowly: Run, desk: Path) -> None:
    looped(slowly, "I may rest.", "--for", "30s", "-o", "x.mp3")
    samples, rate = soundfile.read(desk / "x.mp3")
    assert 0 <= len(samples) / rate - 30 < 0.06


def test_without_a_length_it_lasts_ten_minutes(slowly: Run) -> None:
    assert looped(slowly, "I may rest.", "--gap", "30s", "-o", "x.wav")["seconds"] == 600


def test_a_gap_is_kept_exactly(slowly: Run) -> None:
    told = looped(slowly, "I may rest.", "--gap", "6s", "--for", "1m", "-o", "x.wav")
    gaps = [after["start"] - before["end"] for before, after in pairwise(told["captions"])]
    assert len(gaps) > 3
    assert gaps == pytest.approx([6.0] * len(gaps), abs=0.001)


def test_without_a_gap_there_is_room_to_say_each_back(slowly: Run) -> None:
    told = looped(slowly, "I may rest.", "--for", "1m", "-o", "x.wav")
    for before, after in pairwise(told["captions"]):
        assert after["start"] - before["end"] > before["end"] - before["start"]


def test_a_theme_gives_what_it_says_slowly_in_turn(slowly: Run, folders: Any) -> None:
    wanted = [line.sentences[0].text for line in read(folders.scripts[1] / "grief.md").affirmations]
    assert len(wanted) == 7
    told = looped(slowly, "grief", "--for", "3m", "--gap", "4s", "--no-ambient", "-o", "x.wav")
    said = [caption["text"] for caption in told["captions"]]
    assert len(said) > 2 * len(wanted)
    assert said == [text for text, _ in zip(cycle(wanted), said, strict=False)]
    assert told["title"] == "Grieving who you had to be"


def test_several_sentences_are_all_said(slowly: Run) -> None:
    told = looped(slowly, "I may rest. There is time.", "--for", "1m", "-o", "x.wav")
    assert [caption["text"] for caption in told["captions"]][:3] == ["I may rest.", "There is time.", "I may rest."]


def test_a_pace_is_that_of_the_line_itself(slowly: Run) -> None:
    lengths = []
    for pace in ("60", "120"):
        said = looped(slowly, "I may rest.", "--pace", pace, "--for", "30s", "-o", f"{pace}.wav")["captions"][0]
        lengths.append(said["end"] - said["start"])
    assert lengths[0] > 1.5 * lengths[1]


def test_a_script_of_ones_own_can_be_looped(slowly: Run, desk: Path) -> None:
    (desk / "own.md").write_text("# One\n\nNot this.\n\n> I may rest.\n")
    (desk / "out").mkdir()
    told = looped(slowly, "own.md", "--for", "30s", "-o", "out/")
    assert {caption["text"] for caption in told["captions"]} == {"I may rest."}
    assert told["file"] == "out/loop.mp3"


def test_a_script_that_says_nothing_slowly_is_told(slowly: Run, desk: Path) -> None:
    (desk / "own.md").write_text("# One\n\nNot this.\n")
    ran = slowly("loop", "own.md", "-o", "x.wav")
    assert ran.code == 2
    assert ran.err == "slowly: “One” has nothing to be said slowly. Such lines begin with > in a script.\n"


def test_a_word_that_is_no_theme_is_said(slowly: Run) -> None:
    assert looped(slowly, "Rest", "--for", "30s", "-o", "x.wav")["captions"][0]["text"] == "Rest"
    assert looped(slowly, "grif.", "--for", "30s", "-o", "y.wav")["captions"][0]["text"] == "grif."
