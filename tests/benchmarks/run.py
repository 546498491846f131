"""Run the benchmarks named on the command line, or all of them, and print what each measures."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

ALL = ("help", "first_sound", "export", "mix", "memory")


def main() -> None:
    sys.path.insert(0, str(Path(__file__).parent))
    for name in sys.argv[1:] or ALL:
        print(f"\n{name}", flush=True)
        importlib.import_module(f"bench_{name}").main()


if __name__ == "__main__":
    main()
