"""The sound library: tracks and bells by name, the listener's own before ours."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

from slowly.config import reason, shipped
from slowly.errors import SoundError
from slowly.loudness import lufs, window_powers
from slowly.nearest import did_you_mean
from slowly.sound import Samples, Sound, resample
from slowly.units import SAMPLE_RATE, gain_from_db

SUFFIXES = (".ogg", ".flac", ".wav", ".opus", ".mp3", ".aiff")

STRIKE_LUFS = -24.0
"""The loudest moment of a bell: 8 LU under the voice, so that it never startles. Ours are shipped at it."""

LONGEST_STRIKE_SECONDS = 60
"""A single sound is held in memory; what is longer is a track, not a bell."""


@dataclass(frozen=True)
class SoundLibrary:
    """Folders of sounds, in the order they are searched."""

    folders: Sequence[Path]
    _strikes: dict[Path, Sound] = field(default_factory=dict, compare=False, repr=False)

    def find(self, name: str) -> Path:
        """The file of a sound. Raises LookupError with a sentence that names the nearest ones."""
        for folder in self.folders:
            for suffix in SUFFIXES:
                path = folder / (name.casefold() + suffix)
                if _plain(name) and path.is_file():
                    return path
        known = [known for known, _ in self.names()]
        near = did_you_mean(name, known) or (
            f"Sounds here: {', '.join(known)}." if known else "The sound library is empty."
        )
        raise LookupError(f"There is no sound “{name[:60]}”. {near}")

    def strike(self, name: str) -> Sound:
        """A single sound by name, ready to be mixed; kept, since a bell seldom rings once. Raises SoundError."""
        path = self.find(name)
        if path not in self._strikes:
            self._strikes[path] = load_strike(path)
        return self._strikes[path]

    def names(self) -> Iterator[tuple[str, Path]]:
        """Every sound with its file, by name; of two with one name, the first folder's."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in sorted(folder.glob("*")) if folder.is_dir() else ():
                if path.suffix.lower() in SUFFIXES and path.is_file():
                    found.setdefault(path.stem, path)
        yield from sorted(found.items())


def _plain(name: str) -> bool:
    """A name is a name, not a path: nothing outside the library's folders is read by it."""
    return bool(name) and not set(name) & set("/\\:\0") and not name.startswith(".")


def open_sound(path: Path) -> soundfile.SoundFile:
    """An audio file, open for reading. libsndfile tells its format; it follows no playlist and opens no other file.

    Raises SoundError for what is not a file, not audio, or empty.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise SoundError(f"{path} is not a file.")
        file = soundfile.SoundFile(path)
    except OSError as error:
        raise SoundError(f"Cannot read {path}: {reason(error)}.") from error
    except (soundfile.LibsndfileError, RuntimeError, TypeError) as error:
        raise SoundError(
            f"{path} is not audio that can be read ({error}).", hint="WAV, FLAC, Ogg, Opus and MP3 can."
        ) from error
    if file.frames <= 0 or file.samplerate <= 0:
        file.close()
        raise SoundError(f"{path} has no sound in it.")
    return file


def read_frames(file: soundfile.SoundFile, frames: int, path: Path) -> Samples:
    """Up to so many frames from where the file is, as two channels, shape (frames, 2), without bad numbers."""
    try:
        samples = file.read(frames, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError) as error:
        raise SoundError(f"{path} is damaged: {error}.") from error
    if samples.size and not np.isfinite(samples.sum()):
        samples = np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
    return stereo(samples)


def stereo(samples: Samples) -> Samples:
    """Any number of channels as two, shape (frames, 2): one is doubled, more than two are mixed to their mean."""
    if samples.shape[1] == 2:
        return samples
    return np.repeat(samples.mean(axis=1, dtype=np.float32, keepdims=True), 2, axis=1)


def load_strike(path: Path) -> Sound:
    """At most LONGEST_STRIKE_SECONDS of a bell or another sound, two channels at SAMPLE_RATE, at STRIKE_LUFS.

    Raises SoundError for a file that cannot be read or has no sound in it.
    """
    with open_sound(path) as file:
        samples = read_frames(file, LONGEST_STRIKE_SECONDS * file.samplerate, path)
        rate_hz = file.samplerate
    if not len(samples) or not samples.any():
        raise SoundError(f"{path} has no sound in it.")
    if not is_shipped(path):
        samples = samples * np.float32(gain_from_db(STRIKE_LUFS - loudest_lufs(samples, rate_hz)))
    return Sound(resample(samples, rate_hz), SAMPLE_RATE)


def loudest_lufs(samples: Samples, rate_hz: int) -> float:
    """The loudest 400 ms of a sound, however short it is."""
    around = np.zeros((round(0.2 * rate_hz), samples.shape[1]), dtype=np.float32)
    return lufs(float(window_powers(np.concatenate((around, samples, around)), rate_hz).max()))


def is_shipped(path: Path) -> bool:
    """Whether a sound is one of ours, whose loudness is known."""
    return path.parent == shipped("audio")
