from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
import numpy as np
from pathlib import Path
from slowly.memory import give_back_large

def held():
    return int(next(line.split()[1] for line in Path("/proc/self/status").open() if line.startswith("VmRSS"))) / 1000

if sys.argv[1] == "yes":
    give_back_large()
for _ in range(40):  # what teaches glibc to keep large pieces
    array = np.ones(3_000_000, np.uint8)
    del array
before = held()
arrays = [np.ones(1_000_000, np.uint8) for _ in range(80)]
kept = arrays[::8]
del arrays
print(held() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc to read memory from")
def test_what_is_freed_is_given_back() -> None:
    def held(asked: str) -> float:
        ran = subprocess.run([sys.executable, "-c", PROGRAM, asked], capture_output=True, text=True, check=True)
        return float(ran.stdout)

    assert held("yes") < 15  # megabytes: the ten that are kept
