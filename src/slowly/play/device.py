"""The sound device, and the one door to miniaudio. Real back-ends only: a silent stand-in is no device."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import sys
from collections.abc import Callable, Generator
from typing import Any

from slowly.errors import DeviceError
from slowly.units import SAMPLE_RATE

PERIOD_MS = 100
PERIODS = 3
"""miniaudio keeps three periods; what was given is heard about this many later."""

LATENCY_FRAMES = PERIOD_MS * PERIODS * SAMPLE_RATE // 1_000

HINT = "`slowly export`, or -o with say and loop, needs no device: it writes a file."

_BACKENDS = {"win32": ("WASAPI",), "darwin": ("COREAUDIO",)}
_LINUX_BACKENDS = ("PULSEAUDIO", "ALSA")
_STAND_INS = ("dummy output", "null output", "auto_null", "discard all samples")

log = logging.getLogger(__name__)


class Device:
    """An open device, two channels of 16 bits at SAMPLE_RATE. Used as a context, it is closed at the end."""

    def __init__(self, playback: Any) -> None:
        self._playback = playback
        self.name = str(playback.backend)
        """Of the back-end that plays, such as ALSA."""

    def __enter__(self) -> Device:
        return self

    def __exit__(self, *_: object) -> None:
        self._playback.close()

    def start(self, give: Callable[[int], bytes]) -> None:
        """Begin to play. `give` is called on the device's own thread for the next frames and gives their bytes."""
        feed = _feed(give)
        next(feed)
        try:
            self._playback.start(feed)
        except Exception as error:
            raise DeviceError(f"The sound device does not start: {error}.", hint=HINT) from error


def find_device() -> Device:
    """Open the default device of the system.

    Raises DeviceError when there is none, or when all there is swallows sound in silence. Back-ends are named one by
    one: left to itself miniaudio takes one that plays into nothing, and trying JACK without its server ends the
    process.
    """
    import miniaudio  # takes a while to load; only playing needs it

    _quieten_alsa()
    troubles = []
    for name in _BACKENDS.get(sys.platform, _LINUX_BACKENDS):
        backend = miniaudio.Backend[name]
        try:
            if _all_stand_ins(miniaudio, backend):
                troubles.append(f"{name}: it has no device, only a silent stand-in for one")
                continue
            playback = miniaudio.PlaybackDevice(
                nchannels=2,
                sample_rate=SAMPLE_RATE,
                buffersize_msec=PERIOD_MS,
                backends=[backend],
                app_name="slowly",
            )
        except miniaudio.MiniaudioError as error:
            troubles.append(f"{name}: {error.args[0]}")
            continue
        return Device(playback)
    log.info("no sound device: %s", "; ".join(troubles))
    raise DeviceError("There is no sound device to play through.", hint=HINT)


def _all_stand_ins(miniaudio: Any, backend: Any) -> bool:
    """Whether PulseAudio, which always offers something, offers nothing but its dummy."""
    if backend is not miniaudio.Backend.PULSEAUDIO:
        return False
    names = [str(device["name"]).lower() for device in miniaudio.Devices([backend]).get_playbacks()]
    return all(any(stand_in in name for stand_in in _STAND_INS) for name in names)


def _feed(give: Callable[[int], bytes]) -> Generator[bytes, int, None]:
    """What miniaudio wants: a generator that is sent a count of frames and yields their bytes."""
    wanted = yield b""
    while True:
        wanted = yield give(wanted)


_ALSA_HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)


@_ALSA_HANDLER  # type: ignore[untyped-decorator]  # ctypes has no types for it
def _say_nothing(file: bytes, line: int, function: bytes, error: int, form: bytes) -> None:
    """ALSA prints a dozen lines for a missing card; one line of ours tells it instead."""


def _quieten_alsa() -> None:
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_say_nothing)
