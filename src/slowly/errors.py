"""Every error a listener can meet: one class per stage, each with its exit code.

A message is one clear line: what happened, where, and what to do about it. Only the command line prints it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spot:
    """A place in a file, with the line itself so that it can be shown."""

    file: str
    line: int
    """From 1; 0 is the file as a whole, for what was made from it and stands nowhere in it."""
    column: int = 0
    """From 1; 0 is the line as a whole."""
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{max(self.column, 1)}" if self.line else self.file


class SlowlyError(Exception):
    """The root of all errors that are told to the listener rather than traced."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str | None = None, at: Spot | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.at = at

    def __str__(self) -> str:
        said = f"{self.message} {self.hint}" if self.hint else self.message
        return f"{self.at}: {said}" if self.at else said


class RequestError(SlowlyError):
    """What was asked for on the command line, or in the settings, does not exist or does not fit together."""

    exit_code = 2


class ScriptError(SlowlyError):
    """A script that cannot be read as one; `at` is given wherever it is one script that is told of."""

    exit_code = 65


class VoiceError(SlowlyError):
    """No voice, or a line that the voice cannot say."""

    exit_code = 69


class DeviceError(SlowlyError):
    """Nothing to play through, or it went away."""

    exit_code = 69


class SoundError(SlowlyError):
    """A track or bell that is missing, damaged, or not sound at all."""

    exit_code = 74


class StorageError(SlowlyError):
    """A file or folder that cannot be read or written."""

    exit_code = 74


class Terminated(BaseException):
    """SIGTERM, raised in the main thread so that every `finally` runs. Ends with exit code 143."""


def reason(error: BaseException) -> str:
    """What went wrong, in the system's own words and without its number: `No space left on device`."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
