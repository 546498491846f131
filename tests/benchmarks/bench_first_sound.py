"""From pressing return to the first frame of `slowly play` that can be heard, on a device that writes to a file."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from common import SLOWLY, home, hours, timed

AUDIBLE = 33
"""Of 32,768: -60 dBFS."""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = hours(folder, 3)
        words_first = folder / "words-first.md"
        words_first.write_text(script.read_text(encoding="utf-8").replace("[bell] [6s]", "", 1), encoding="utf-8")
        alone = ["--no-ambient"]
        for label, path, options in (
            ("with rain", script, []),
            ("a bell, then the voice alone", script, alone),
            ("the voice alone, from the beginning", words_first, alone),
        ):
            more = []
            for _ in range(5):
                empty = folder / f"{path.stem}-{len(options)}-{len(more)}"  # no blank: ALSA would take it for two paths
                interpreter = timed([sys.executable, "-c", "pass"])
                more.append(first_sound(path, options, empty) - interpreter)
            print(f"  {label}, empty cache: {statistics.median(more):.2f} s beside the interpreter (wanted: under 1)")


def first_sound(script: Path, options: list[str], folder: Path) -> float:
    folder.mkdir()
    played = folder / "played.raw"
    config = folder / "asound.conf"
    config.write_text(
        f'pcm.!default {{ type file slave.pcm "null" file "{played}" format raw }}\npcm.null {{ type null }}\n'
    )
    environment = {**home(folder), "ALSA_CONFIG_PATH": str(config)}
    start = time.perf_counter()
    process = subprocess.Popen(
        [*SLOWLY, "play", str(script), *options], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        while time.perf_counter() - start < 30:
            if process.poll() is not None:
                raise SystemExit(process.stderr.read().decode() if process.stderr else "it ended")
            if played.exists() and played.stat().st_size > 4_000:
                heard = np.fromfile(played, "<i2", count=44_100 * 20)
                if np.abs(heard.astype(np.int32)).max() > AUDIBLE:
                    return time.perf_counter() - start
            time.sleep(0.002)
        raise SystemExit("nothing was heard in 30 s")
    finally:
        process.terminate()
        process.wait()
