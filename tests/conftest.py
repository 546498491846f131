"""What all tests share: a home of their own, so that nobody's cache, settings or scripts are touched."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from slowly.config import Folders
from slowly.plan import Plan, Wishes, plan_script
from slowly.script import parse

settings.register_profile("slowly", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("slowly")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and no variable of the machine's that would change what is seen."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("SLOWLY_HOME", str(folder))
    for name in ("ALSA_CONFIG_PATH", "SLOWLY_LOG", "NO_COLOR", "ESPEAK_DATA_PATH"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def folders(home: Path) -> Folders:
    return Folders.find()


@pytest.fixture(scope="session")
def warm_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that tests of the real voice share, so that each line is spoken once for all of them."""
    return tmp_path_factory.mktemp("warm")


@pytest.fixture
def plan_of() -> Callable[..., Plan]:
    def make(text: str, **wishes: object) -> Plan:
        return plan_script(parse(text, "test.md"), Wishes(**wishes))  # type: ignore[arg-type]

    return make


@pytest.fixture
def growth() -> Callable[[Callable[[int], object]], float]:
    """How many times as long something takes for four times as much: about 4 when it is linear, 16 when it is not."""

    def measure(run: Callable[[int], object], size: int = 1_000) -> float:
        def seconds(amount: int) -> float:
            taken = []
            for _ in range(3):
                start = time.process_time()
                run(amount)
                taken.append(time.process_time() - start)
            return min(taken)

        return seconds(4 * size) / max(seconds(size), 1e-4)

    return measure


@dataclass
class FileDevice:
    """A sound device that writes to a file what is played on it, as fast as it is given."""

    played_file: Path

    @property
    def played(self) -> np.ndarray:
        """Samples of shape (frames, 2), 16-bit."""
        data = self.played_file.read_bytes()
        return np.frombuffer(data[: len(data) // 4 * 4], "<i2").reshape(-1, 2)


@pytest.fixture
def device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileDevice:
    """A real device, through ALSA's own file plug-in; it needs ALSA's library, but no card."""
    try:
        ctypes.CDLL("libasound.so.2")
    except OSError:
        pytest.skip("ALSA's library is not installed here (libasound2)")
    played = tmp_path / "played.raw"
    config = tmp_path / "asound.conf"
    config.write_text(
        f'pcm.!default {{ type file slave.pcm "null" file "{played}" format raw }}\npcm.null {{ type null }}\n'
    )
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(config))
    monkeypatch.setenv("PULSE_SERVER", str(tmp_path / "no-pulse"))  # which would come first
    return FileDevice(played)
