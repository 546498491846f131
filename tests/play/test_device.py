"""Finding a device: only one that can be heard counts, and nothing but our own sentence is said of it."""

from __future__ import annotations

import os
import subprocess
import sys
from enum import Enum
from pathlib import Path
from types import SimpleNamespace

import pytest

from slowly.errors import DeviceError
from slowly.play import device, find_device
from slowly.units import SAMPLE_RATE


class Miniaudio(SimpleNamespace):
    """A stand-in for the module, on a Linux machine with these PulseAudio devices and no ALSA."""

    class MiniaudioError(Exception):
        pass

    class Backend(Enum):
        PULSEAUDIO = 1
        ALSA = 2

    def __init__(self, *names: str) -> None:
        super().__init__(opened=[])
        self.Devices = lambda backends: SimpleNamespace(get_playbacks=lambda: [{"name": name} for name in names])

    def PlaybackDevice(self, *, backends: list[Backend], **settings: object) -> SimpleNamespace:  # noqa: N802
        if backends == [self.Backend.ALSA]:
            raise self.MiniaudioError("failed to init device", -1)
        self.opened.append(settings)
        return SimpleNamespace(backend="PulseAudio", close=self.opened.pop)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr(device, "_BACKENDS", {})

    def make(*names: str) -> Miniaudio:
        fake = Miniaudio(*names)
        monkeypatch.setitem(sys.modules, "miniaudio", fake)
        return fake

    return make


@pytest.fixture
def no_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a sound server, and with a configuration of ALSA that knows no card."""
    config = tmp_path / "asound.conf"
    config.write_text("")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(config))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody")
    return config


def test_without_a_device_the_error_says_how_to_go_without(no_card: Path) -> None:
    with pytest.raises(DeviceError, match=r"no sound device.*slowly export") as caught:
        find_device()
    assert caught.value.exit_code == 69


def test_a_configuration_that_is_missing_is_no_device_either(no_card: Path) -> None:
    no_card.unlink()
    with pytest.raises(DeviceError, match="slowly export"):
        find_device()


@pytest.mark.parametrize("config", ["", "pcm.!default { type hw card 7 }\n", "pcm.!default {"])
def test_alsa_prints_nothing_of_its_own(config: str, no_card: Path) -> None:
    no_card.write_text(config)
    code = (
        "from slowly.errors import DeviceError\n"
        "from slowly.play import find_device\n"
        "try:\n    find_device()\n"
        "except DeviceError:\n    raise SystemExit(69)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, env=os.environ, check=False, timeout=60)
    assert (run.returncode, run.stdout, run.stderr) == (69, b"", b"")


@pytest.mark.parametrize("names", [(), ("Dummy Output",), ("Null Output", "auto_null"), ("Discard all samples (x)",)])
def test_a_stand_in_for_a_device_is_refused(names: tuple[str, ...], machine: object) -> None:
    fake = machine(*names)
    with pytest.raises(DeviceError, match="slowly export"):
        find_device()
    assert fake.opened == []


def test_a_device_that_can_be_heard_is_opened_and_closed_at_the_end(machine: object) -> None:
    fake = machine("Dummy Output", "Headphones")
    with find_device() as opened:
        assert opened.name == "PulseAudio"
        assert [(each["nchannels"], each["sample_rate"]) for each in fake.opened] == [(2, SAMPLE_RATE)]
    assert fake.opened == []


def test_one_that_refuses_to_start_is_told(machine: object) -> None:
    machine("Headphones")
    opened = find_device()

    def start(feed: object) -> None:
        raise OSError("busy")

    opened._playback.start = start
    with pytest.raises(DeviceError, match=r"does not start: busy.*slowly export"):
        opened.start(bytes)
