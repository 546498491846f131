"""The whole way from a script to sound, with the real voice."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from slowly.config import Folders
from slowly.errors import RequestError, ScriptError, SoundError, VoiceError
from slowly.export import export
from slowly.export.tags import Tags
from slowly.plan import Plan, estimated_ms
from slowly.session import Session, open_session
from slowly.speech import SpeechCount
from slowly.units import SAMPLE_RATE

PlanOf = Callable[..., Plan]
TEXT = """You can hear the rain from here.
Find a place, if you like, where nothing is asked of you.
> I may rest before it is finished.
"""
LINE = "The kettle is warm."


@pytest.fixture
def children() -> Callable[[], set[int]]:
    """The processes that this one has started and that are still there."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("there is no /proc here to look into")

    def list_them() -> set[int]:
        found = set()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it ended while we looked
                continue
            if int(fields[1]) == os.getpid():
                found.add(int(folder.name))
        return found

    return list_them


@pytest.fixture
def warm(warm_home: Path) -> Folders:
    return Folders(warm_home / "settings.toml", warm_home, warm_home)


def take(plan: Plan, folders: Folders) -> tuple[np.ndarray, SpeechCount]:
    """All of a session, and how much of it had to be spoken."""
    with open_session(plan, folders, loudness_lufs=-16.0) as session:
        samples = np.concatenate([block.samples for block in session.blocks])
    return samples, session.spoken


def onsets(samples: np.ndarray, line: np.ndarray) -> list[int]:
    """Where a line is heard in a session, looked for by its waveform; to the frame."""
    size = 1 << (len(samples) + len(line)).bit_length()
    alike = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(line, size).conj(), size)[: len(samples)]
    top = (alike >= np.roll(alike, 1)) & (alike > np.roll(alike, -1))  # a frame off, a voice is much like itself
    return np.flatnonzero(top & (alike > 0.99 * float(line @ line))).tolist()


def test_a_pause_is_as_long_as_it_was_written(plan_of: PlanOf, warm: Folders, tmp_path: Path) -> None:
    """Measured in the file from one line to the next; what the line itself takes is seen where the pause is none."""
    written = [0, 2_000, 700, 5_500, 1_234]
    plan = plan_of(" ".join(f"{LINE} [{pause}ms]" for pause in written) + f" {LINE}")
    with open_session(plan, warm, loudness_lufs=-16.0) as session:
        tags = Tags(plan.title, 2026)
        done = export(session, tmp_path / "dry.wav", tags, expected_ms=estimated_ms(plan))
    samples = soundfile.read(done.path, dtype="float32")[0][:, 0]
    first = session.timeline.captions[0]
    found = onsets(samples, samples[first.start : first.end])
    assert len(found) == len(written) + 1
    apart = np.diff(found) / SAMPLE_RATE * 1_000
    assert apart - apart[0] == pytest.approx(written, abs=10)
    assert apart[0] == pytest.approx((first.end - first.start) / SAMPLE_RATE * 1_000, abs=10)


def test_a_pause_is_silent_and_the_words_reach_to_its_ends(plan_of: PlanOf, warm: Folders) -> None:
    plan = plan_of(f"{LINE} [2s] {LINE} [700ms] {LINE}")
    with open_session(plan, warm, loudness_lufs=-16.0) as session:
        samples = np.concatenate([block.samples for block in session.blocks])[:, 0]
    heard = np.flatnonzero(np.abs(samples) > 10 ** (-60 / 20))
    gaps = np.diff(heard)
    longest = np.sort(gaps)[-2:] / SAMPLE_RATE
    assert longest == pytest.approx([0.7, 2.0], abs=0.06)  # a little more: a word begins and ends softly
    assert (longest >= [0.7, 2.0]).all()


def test_everything_is_heard_where_the_timeline_says(plan_of: PlanOf, warm: Folders) -> None:
    with open_session(plan_of(TEXT), warm, loudness_lufs=-16.0) as session:
        samples = np.concatenate([block.samples for block in session.blocks])
    assert len(samples) == session.timeline.frames
    assert (
        " ".join(span.text for span in session.timeline.captions) == TEXT.replace("> ", "").replace("\n", " ").strip()
    )
    for span in session.timeline.captions:
        assert np.abs(samples[span.start : span.end]).max() > 0.05
        samples[span.start : span.end] = 0
    assert not samples.any()


def test_the_second_time_nothing_is_spoken_and_the_sound_is_the_same(plan_of: PlanOf, folders: Folders) -> None:
    first, spoken = take(plan_of(TEXT), folders)
    again, counted = take(plan_of(TEXT), folders)
    assert spoken.spoken > 0
    assert (counted.spoken, counted.cached) == (0, spoken.spoken + spoken.cached)
    assert counted.utterances == 3
    assert np.array_equal(first, again)


def test_one_edited_line_speaks_the_phrases_of_that_line(plan_of: PlanOf, folders: Folders) -> None:
    before, after = plan_of(TEXT), plan_of(TEXT.replace("nothing is asked", "everything is forgotten"))
    phrases = [{phrase for said in plan.utterances for phrase in said.phrases} for plan in (before, after)]
    take(before, folders)
    _, counted = take(after, folders)
    assert counted.spoken == len(phrases[1] - phrases[0]) > 0
    assert phrases[1] - phrases[0] < set(after.utterances[1].phrases)


def test_progress_is_told_line_by_line(plan_of: PlanOf, warm: Folders) -> None:
    told: list[int] = []
    with open_session(
        plan_of(TEXT), warm, loudness_lufs=-16.0, on_speech=lambda count: told.append(count.utterances)
    ) as session:
        list(session.blocks)
    assert told == [1, 2, 3]


@pytest.mark.parametrize("unspeakable", ["ꜜ", "“ꜛ”", "ꜜ…"])  # letters that eSpeak NG passes over
def test_a_line_that_cannot_be_spoken_is_an_error_that_names_it(
    unspeakable: str, plan_of: PlanOf, warm: Folders
) -> None:
    plan = plan_of(f"{LINE}\n\n{unspeakable}\n{LINE}")
    with open_session(plan, warm, loudness_lufs=-16.0) as session, pytest.raises(VoiceError) as caught:
        list(session.blocks)
    assert str(caught.value).startswith("test.md:3:1: ")
    assert caught.value.at is not None
    assert (caught.value.at.line, caught.value.at.text) == (3, unspeakable)
    assert caught.value.exit_code == 69


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{LINE}\n{LINE} [bell gong-of-nowhere]", "test.md:2:21"),
        (f"---\ntitle: T\nambient: gong-of-nowhere\n---\n{LINE}", "test.md:3:"),
    ],
    ids=["bell", "bed"],
)
def test_a_sound_that_the_script_names_and_nobody_has_is_told_with_its_place(
    text: str, place: str, plan_of: PlanOf, folders: Folders, children: Callable[[], set[int]]
) -> None:
    before = children()
    with (
        pytest.raises(ScriptError, match="There is no sound “gong-of-nowhere”") as caught,
        open_session(plan_of(text), folders, loudness_lufs=-16.0),
    ):
        raise AssertionError("the session was opened")
    assert str(caught.value).startswith(place)
    assert caught.value.exit_code == 65
    assert children() == before


def test_a_bed_that_the_listener_names_and_nobody_has_is_told(plan_of: PlanOf, folders: Folders) -> None:
    session = open_session(plan_of(LINE, ambient="gong-of-nowhere"), folders, loudness_lufs=-16.0)
    with pytest.raises(RequestError, match="There is no sound “gong-of-nowhere”"), session:
        raise AssertionError("the session was opened")


def test_a_later_bed_that_cannot_be_read_is_told_before_anything_is_heard(plan_of: PlanOf, folders: Folders) -> None:
    folders.audio[0].mkdir(parents=True)
    (folders.audio[0] / "sea.flac").write_bytes(b"no sound at all")
    session = open_session(plan_of(f"{LINE} [60s]\n[ambient sea] {LINE}"), folders, loudness_lufs=-16.0)
    with pytest.raises(SoundError, match=r"sea\.flac is not audio that can be read"), session:
        raise AssertionError("the session was opened")


def test_leaving_in_the_middle_leaves_no_process_behind(
    plan_of: PlanOf, folders: Folders, children: Callable[[], set[int]]
) -> None:
    before = children()
    plan = plan_of("\n".join(f"This is line {number}." for number in range(40)))
    with open_session(plan, folders, loudness_lufs=-16.0) as session:
        while session.spoken.utterances < 2:
            next(session.blocks)
        assert children() > before
    assert children() == before


def be_interrupted(session: Session, speaking: Callable[[], bool]) -> None:
    next(session.blocks)
    assert speaking()
    raise KeyboardInterrupt


def test_an_error_in_the_middle_leaves_no_process_behind(
    plan_of: PlanOf, folders: Folders, children: Callable[[], set[int]]
) -> None:
    before = children()
    with pytest.raises(KeyboardInterrupt), open_session(plan_of(TEXT), folders, loudness_lufs=-16.0) as session:
        be_interrupted(session, lambda: children() > before)
    assert children() == before
