"""What the benchmarks share."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

SLOWLY = [sys.executable, "-m", "slowly"]


def timed(command: Sequence[str], **keywords: object) -> float:
    """Seconds that a command takes; it must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **keywords)  # type: ignore[call-overload]
    return time.perf_counter() - start


def alternate(runs: int, *actions: Callable[[], float]) -> list[list[float]]:
    """Each action's figures, taken in turn, so that a machine that slows down slows all of them."""
    figures: list[list[float]] = [[] for _ in actions]
    for _ in range(runs):
        for figure, action in zip(figures, actions, strict=True):
            figure.append(action())
    return figures


def ratio(first: Sequence[float], second: Sequence[float]) -> str:
    """The median of the ratios pair by pair, with their range."""
    ratios = sorted(a / b for a, b in zip(first, second, strict=True))
    return f"{statistics.median(ratios):.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f})"


def home(folder: Path) -> dict[str, str]:
    """An environment in which slowly keeps everything in one folder."""
    return {**os.environ, "SLOWLY_HOME": str(folder)}


def ten_minutes(folder: Path) -> Path:
    """A script of about ten minutes: the grief meditation without its last chapters."""
    text = (Path(__file__).parents[2] / "scripts" / "grief.md").read_text(encoding="utf-8")
    path = folder / "ten-minutes.md"
    path.write_text(text.split("# Come back")[0].replace("[16s+]", "[10s+]"), encoding="utf-8")
    return path


def hours(folder: Path, times: int) -> Path:
    """A script of many times that length; every line of it is different, so that each is really spoken."""
    header, body = ten_minutes(folder).read_text(encoding="utf-8").split("---\n\n", 1)
    path = folder / "hours.md"
    rounds = []
    for number in range(times):
        lines = []
        for line in body.splitlines():
            words = line.strip() and line[0] not in "#[" and not line.startswith("Breathe")
            lines.append(line.replace(". ", f", number {number}. ", 1) if words and ". " in line else line)
        rounds.append("\n".join(lines))
    path.write_text(header + "---\n\n" + "\n\n".join(rounds), encoding="utf-8")
    return path
