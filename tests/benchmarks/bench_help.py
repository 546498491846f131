"""`slowly --help` beside importing Click alone."""

from __future__ import annotations

import statistics
import sys

from common import SLOWLY, alternate, timed


def main() -> None:
    ours, click = alternate(
        15, lambda: timed([*SLOWLY, "--help"]), lambda: timed([sys.executable, "-c", "import click"])
    )
    more = statistics.median(a - b for a, b in zip(ours, click, strict=True))
    print(f"  slowly --help takes {more * 1_000:.0f} ms more than python -c 'import click' (wanted: at most 100)")
