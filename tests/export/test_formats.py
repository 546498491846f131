"""What is written is read back by decoders that are not ours: the same sound, in the same place, as loud as it was."""

from __future__ import annotations

import io
import math
import re
import wave
from collections.abc import Callable
from pathlib import Path

import av
import mutagen
import numpy as np
import pytest
import soundfile

from slowly.errors import RequestError
from slowly.export.export import encode
from slowly.export.formats import FORMATS, MP3_DELAY, WAV_LIMIT_BYTES, Mp3Encoder, WavEncoder, format_of
from slowly.export.tags import Tags
from slowly.mix.block import Block
from slowly.units import SAMPLE_RATE

TAGS = Tags("A title", 2026)
MP3_FRAME = 1_152
BURSTS, CLICKS = (1.0, 3.512, 7.25), (2.0, 5.0017, 8.9)


def by_soundfile(path: Path) -> np.ndarray:
    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    assert rate == SAMPLE_RATE
    return samples


def by_ffmpeg(path: Path) -> np.ndarray:
    with av.open(path) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
        assert {stream.rate for stream in container.streams.audio} == {SAMPLE_RATE}
    return np.concatenate(frames, axis=1).T


def marked() -> np.ndarray:
    """Ten seconds of tone bursts, half a second each and louder on the left, and of single loud samples."""
    samples = np.zeros((10 * SAMPLE_RATE, 2), dtype=np.float32)
    time = np.arange(SAMPLE_RATE // 2) / SAMPLE_RATE
    burst = np.sin(2 * np.pi * 1_000 * time) * np.sqrt(np.hanning(len(time)))
    for start in BURSTS:
        at = round(start * SAMPLE_RATE)
        samples[at : at + len(burst)] = np.stack((0.5 * burst, 0.25 * burst), axis=1)
    for start in CLICKS:
        samples[round(start * SAMPLE_RATE)] = 0.9
    return samples


def cut(samples: np.ndarray, length: int) -> list[Block]:
    return [Block(start, samples[start : start + length]) for start in range(0, len(samples), length)]


def write(path: Path, blocks: list[Block]) -> Path:
    """A file as an export lays it out, without the rest of an export."""
    row, frames = format_of(path), blocks[-1].end
    with path.open("wb") as stream:
        stream.write(row.front(TAGS, [], frames))
        assert encode(blocks, row.start(frames), stream) == frames
    return path


@pytest.fixture(scope="module")
def mp3(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("formats") / "marked.mp3", cut(marked(), SAMPLE_RATE))


def decibels(ratio: float) -> float:
    return 20 * math.log10(ratio)


@pytest.mark.parametrize("decode", [by_soundfile, by_ffmpeg])
def test_a_sound_in_an_mp3_is_in_its_place(decode: Callable[[Path], np.ndarray], mp3: Path) -> None:
    made, heard = marked(), decode(mp3)
    for start in CLICKS:
        around = round(start * SAMPLE_RATE) - 2_000
        found = around + int(np.abs(heard[around : around + 4_000, 0]).argmax())
        assert abs(found / SAMPLE_RATE - start) < 0.001
    for start in BURSTS:
        at, length = round(start * SAMPLE_RATE), SAMPLE_RATE // 2
        alike = np.correlate(heard[at - 200 : at + length + 200, 0], made[at : at + length, 0], "valid")
        assert abs(int(alike.argmax()) - 200) / SAMPLE_RATE < 0.001


@pytest.mark.parametrize("decode", [by_soundfile, by_ffmpeg])
@pytest.mark.parametrize("channel", [0, 1])
def test_a_sound_in_an_mp3_is_as_loud_as_it_was(channel: int, decode: Callable[[Path], np.ndarray], mp3: Path) -> None:
    made, heard = marked()[:, channel], decode(mp3)[:, channel]
    for start in BURSTS:
        at = slice(round(start * SAMPLE_RATE), round((start + 0.5) * SAMPLE_RATE))
        assert decibels(np.linalg.norm(heard[at]) / np.linalg.norm(made[at])) == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize("decode", [by_soundfile, by_ffmpeg])
@pytest.mark.parametrize("frames", [SAMPLE_RATE, SAMPLE_RATE + 47, SAMPLE_RATE + 576, SAMPLE_RATE + 1_151])
def test_an_mp3_is_whole_and_at_most_one_of_its_frames_longer(
    frames: int, decode: Callable[[Path], np.ndarray], tmp_path: Path
) -> None:
    path = write(tmp_path / "short.mp3", cut(marked()[:frames], 4_410))
    assert frames <= len(decode(path)) <= frames + MP3_FRAME
    assert 0 <= mutagen.File(path).info.length - frames / SAMPLE_RATE <= MP3_FRAME / SAMPLE_RATE


def test_an_mp3_is_what_every_player_can_seek_in(mp3: Path) -> None:
    info = mutagen.File(mp3).info
    assert (info.bitrate, info.sample_rate, info.channels, info.layer, info.version) == (128_000, 44_100, 2, 3, 1)


def test_every_frame_of_an_mp3_has_the_same_bit_rate(mp3: Path) -> None:
    """Only so can its length and every place in it be told without a header frame, which is not written."""
    data = mp3.read_bytes()[len(FORMATS[".mp3"].front(TAGS, [], 0)) :]
    position = count = 0
    while position < len(data):
        header = int.from_bytes(data[position : position + 4], "big")
        assert header >> 17 == 0x7FFD  # the sync word, MPEG 1, layer III
        assert header >> 10 & 0b111111 == 0b100100  # 128 kbps at 44.1 kHz
        position += 144 * 128_000 // 44_100 + (header >> 9 & 1)
        count += 1
    assert position == len(data)
    assert count == pytest.approx(10 * SAMPLE_RATE / MP3_FRAME, abs=1)


@pytest.mark.parametrize("suffix", [".mp3", ".wav"])
@pytest.mark.parametrize("length", [441, MP3_DELAY, 4_410, 5 * SAMPLE_RATE])
def test_how_the_sound_is_cut_does_not_change_the_file(suffix: str, length: int, tmp_path: Path) -> None:
    whole = write(tmp_path / f"whole{suffix}", cut(marked(), 10 * SAMPLE_RATE))
    pieces = write(tmp_path / f"pieces{suffix}", cut(marked(), length))
    assert whole.read_bytes() == pieces.read_bytes()


@pytest.mark.parametrize("decode", [by_soundfile, by_ffmpeg])
def test_the_loudest_sound_does_not_wrap_round(decode: Callable[[Path], np.ndarray], tmp_path: Path) -> None:
    wave_shape = np.sin(2 * np.pi * np.arange(SAMPLE_RATE) / 441)
    loud = np.stack((wave_shape, wave_shape), axis=1).astype(np.float32)
    heard = decode(write(tmp_path / "loud.mp3", cut(loud, SAMPLE_RATE)))[4_410:39_690, 0]
    assert np.abs(np.diff(heard)).max() < 2 * np.abs(np.diff(wave_shape)).max()


def test_wav_is_exact_to_the_bit(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).uniform(-1.2, 1.2, (30_000, 2)).astype(np.float32)
    path = write(tmp_path / "noise.WAV", cut(noise, 7_000))
    pcm = b"".join(block.pcm() for block in cut(noise, 7_000))
    samples, rate = soundfile.read(path, dtype="int16")
    assert (rate, samples.tobytes()) == (SAMPLE_RATE, pcm)
    with wave.open(str(path)) as file:
        assert file.getparams()[:4] == (2, 2, SAMPLE_RATE, 30_000)
        assert file.readframes(40_000) == pcm
    assert path.stat().st_size == len(pcm) + 44


def test_a_wav_is_no_longer_than_its_header_can_tell() -> None:
    most = (WAV_LIMIT_BYTES - 36) // 4
    assert WavEncoder(most).encode(b"1234") == b"1234"
    with pytest.raises(RequestError, match=r"6\.7 hours.*\.mp3"):
        WavEncoder(most + 1)
    Mp3Encoder(most + 1)


def test_a_session_that_came_out_too_long_for_a_wav_is_told_too() -> None:
    front = FORMATS[".wav"].front
    most = (WAV_LIMIT_BYTES - 36) // 4
    assert len(front(TAGS, [], most)) == len(front(TAGS, [], 0))
    with pytest.raises(RequestError, match=r"6\.7 hours"):
        front(TAGS, [], most + 1)


@pytest.mark.parametrize("name", ["a.mp3", "A.MP3", "night.of.rain.wav"])
def test_the_format_is_told_by_the_ending(name: str) -> None:
    assert format_of(Path(name)).suffix == Path(name).suffix.lower()


@pytest.mark.parametrize(
    ("name", "what"), [("a.ogg", "“.ogg” files are not written"), ("mp3", "mp3 has no ending"), (".wav", "no ending")]
)
def test_a_format_that_is_not_written_is_told_with_those_that_are(name: str, what: str) -> None:
    with pytest.raises(RequestError, match=re.escape(what)) as caught:
        format_of(Path(name))
    assert all(suffix in caught.value.message for suffix in FORMATS)
    assert caught.value.exit_code == 2
    assert caught.value.hint is not None
    assert ".mp3" in caught.value.hint


@pytest.mark.parametrize("encoder", [Mp3Encoder, WavEncoder])
def test_an_encoder_that_was_given_nothing_finishes(encoder: Callable[[int], Mp3Encoder | WavEncoder]) -> None:
    stream = io.BytesIO()
    assert encode([], encoder(0), stream) == 0
    assert stream.getvalue() == b""


def test_an_encoder_that_was_given_less_than_its_delay_finishes() -> None:
    stream = io.BytesIO()
    assert encode(cut(marked()[: MP3_DELAY - 1], 100), Mp3Encoder(0), stream) == MP3_DELAY - 1
    assert stream.getvalue() == b""
