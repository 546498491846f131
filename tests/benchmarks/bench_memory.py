"""The most memory that an export takes, all its processes together, for ten minutes and for three hours."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

from common import SLOWLY, home, hours, ten_minutes


def main() -> None:
    if not Path("/proc/self/smaps_rollup").exists():
        print("  this system has no /proc to read it from")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        short = peak(ten_minutes(folder), folder / "a")
        long = peak(hours(folder, 17), folder / "b")
        print(f"  ten minutes: {short / 1e6:.0f} MB, three hours: {long / 1e6:.0f} MB (wanted: both under 250)")
        print(f"  three hours / ten minutes: {long / short:.2f} (wanted: at most 1.1)")


def peak(script: Path, folder: Path) -> int:
    """The largest sum, over a process and its children, of memory that is theirs, with shared pages counted once."""
    folder.mkdir()
    command = [*SLOWLY, "export", str(script), "-o", str(folder / "out.mp3")]
    process = subprocess.Popen(command, env=home(folder), stdout=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, sum(_proportional(pid) for pid in _tree(process.pid)))
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"the export failed with {process.returncode}")
    return most


def _tree(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in (folder.name for folder in Path("/proc").iterdir()):
        if entry.isdigit():
            try:
                fields = Path(f"/proc/{entry}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def _proportional(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
