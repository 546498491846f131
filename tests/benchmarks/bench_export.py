"""An export of ten minutes with an empty cache, beside a shell pipeline (a) and beside the floor (b).

(a) the same words at the same times: the espeak-ng program for each line; ffmpeg's adelay, amix, sidechaincompress and
    loudnorm, LAME at the same bit rate.
(b) speaking the lines one after another with the same engine, and encoding the very same samples with lameenc.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import lameenc
from common import SLOWLY, alternate, home, ratio, ten_minutes, timed

from slowly.config import shipped
from slowly.export.formats import MP3_KBPS, MP3_QUALITY
from slowly.voices import open_engine

RUNS = 3
RATE = 110


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = ten_minutes(folder)
        report = _report(script, folder)
        lines = [caption["text"] for caption in report["captions"]]
        pcm = (folder / "session.wav").read_bytes()[44:]
        print(f"  {report['seconds'] / 60:.1f} minutes, {len(lines)} lines")
        actions = [lambda: ours(script, folder), lambda: floor(lines, pcm)]
        there = shutil.which("espeak-ng") and shutil.which("ffmpeg")
        if there:
            actions.append(lambda: pipeline(report, folder))
        figures = alternate(RUNS, *actions)
        print(f"  ours / (b) the floor: {ratio(figures[0], figures[1])} (wanted: at most 1.1)")
        if there:
            print(f"  (a) the pipeline / ours: {ratio(figures[2], figures[0])} (wanted: at least 3)")
        else:
            print("  (a) the pipeline: espeak-ng or ffmpeg is not installed here")


def _report(script: Path, folder: Path) -> dict:
    command = [*SLOWLY, "export", str(script), "-o", str(folder / "session.wav"), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, env=home(folder / "warm"))
    return json.loads(done.stdout)


def ours(script: Path, folder: Path) -> float:
    empty = folder / "empty"
    shutil.rmtree(empty, ignore_errors=True)
    return timed([*SLOWLY, "export", str(script), "-o", str(folder / "ours.mp3"), "--force"], env=home(empty))


def floor(lines: list[str], pcm: bytes) -> float:
    start = time.perf_counter()
    engine, _ = open_engine("system")
    voice = engine.resolve(None, "en")
    for line in lines:
        engine.speak(line, voice, RATE)
    engine.close()
    lame = lameenc.Encoder()
    lame.set_channels(2)
    lame.set_in_sample_rate(44_100)
    lame.set_bit_rate(MP3_KBPS)
    lame.set_quality(MP3_QUALITY)
    lame.silence()
    for at in range(0, len(pcm), 4 * 44_100):
        lame.encode(pcm[at : at + 4 * 44_100])
    lame.flush()
    return time.perf_counter() - start


def pipeline(report: dict, folder: Path) -> float:
    start = time.perf_counter()
    inputs: list[str] = []
    chains: list[str] = []
    for number, caption in enumerate(report["captions"]):
        path = folder / f"line{number}.wav"
        subprocess.run(["espeak-ng", "-v", "en-us+f5", "-s", str(RATE), "-w", str(path), caption["text"]], check=True)
        inputs += ["-i", str(path)]
        chains.append(f"[{number}]adelay={round(caption['start'] * 1_000)}:all=1[l{number}]")
    count = len(report["captions"])
    names = "".join(f"[l{number}]" for number in range(count))
    graph = ";".join(
        [
            *chains,
            f"{names}amix=inputs={count}:normalize=0,aformat=sample_rates=44100:channel_layouts=stereo,"
            f"apad=whole_dur={report['seconds']},asplit[voice][key]",
            f"[{count}]atrim=0:{report['seconds']},volume=-4dB[bed]",
            "[bed][key]sidechaincompress=threshold=0.02:ratio=4:attack=600:release=1500[ducked]",
            "[voice][ducked]amix=inputs=2:normalize=0:duration=first,loudnorm=I=-16:TP=-1,aresample=44100[out]",
        ]
    )
    bed = ["-stream_loop", "-1", "-i", str(shipped("audio") / "rain.ogg")]
    encoder = ["-c:a", "libmp3lame", "-b:a", f"{MP3_KBPS}k", str(folder / "pipeline.mp3")]
    command = ["ffmpeg", "-v", "error", "-y", *inputs, *bed, "-filter_complex", graph, "-map", "[out]", *encoder]
    subprocess.run(command, check=True)
    return time.perf_counter() - start
