"""The options that commands share, each defined once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from slowly.cli import complete
from slowly.units import Ms, parse_duration

LOUDNESS = {"normal": -16.0, "quiet": -18.0}
"""LUFS. -16 is what podcast players expect; -18 leaves more room for someone who falls asleep to it."""

QUIETEST_LUFS, LOUDEST_LUFS = -30.0, -12.0

Function = TypeVar("Function", bound=Callable[..., Any])


class Read(click.ParamType):  # type: ignore[type-arg]  # generic only in the newest Click
    """A value that a script's header could hold too, read in the same way."""

    def __init__(self, name: str, reader: str) -> None:
        self.name = name
        self._reader = reader

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """What the header would hold."""
        if not isinstance(value, str):
            return value
        from slowly.script import header  # brings the YAML reader with it

        try:
            return getattr(header, self._reader)(value)
        except ValueError as error:
            return self.fail(str(error), param, ctx)


PACE, LENGTH = Read("pace", "read_pace"), Read("time", "read_length")
MIX = Read("mix", "read_mixing")
BREATH, ECHO, ARC = Read("time", "read_breath"), Read("echo", "read_echo"), Read("arc", "read_arc")


class Duration(click.ParamType):  # type: ignore[type-arg]  # generic only in the newest Click
    """A length of time such as 6s or 30m."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Ms:
        """Milliseconds."""
        if isinstance(value, int):
            return Ms(value)
        try:
            return parse_duration(str(value))
        except ValueError as error:
            return self.fail(str(error), param, ctx)


class Loudness(click.ParamType):  # type: ignore[type-arg]  # generic only in the newest Click
    """A loudness by name, or in LUFS."""

    name = "loudness"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """LUFS."""
        text = str(value).strip().lower()
        if text in LOUDNESS:
            return LOUDNESS[text]
        try:
            lufs = float(text)
        except ValueError:
            lufs = 0.0
        if not QUIETEST_LUFS <= lufs <= LOUDEST_LUFS:
            names = " or ".join(LOUDNESS)
            self.fail(
                f"“{value}” is not {names}, nor a number from {QUIETEST_LUFS:g} to {LOUDEST_LUFS:g} (LUFS)", param, ctx
            )
        return lufs


def _options(*options: Callable[[Function], Function]) -> Callable[[Function], Function]:
    """Several options as one decorator, in the order in which help shows them."""

    def decorate(function: Function) -> Function:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


pace_option = click.option(
    "--pace", type=PACE, shell_complete=complete.pace, help="natural, gentle, slow, slowest, or words per minute."
)

pacing_options = _options(
    pace_option,
    click.option("--length", type=LENGTH, help="Fit the pauses so that it takes this long, such as 15m."),
    click.option("--breath", type=BREATH, help="Your own breath, in and out, such as 9s."),
    click.option("--echo", type=ECHO, help="Room to say a line back: 1.2x + 0.8s, 4s, or off."),
    click.option("--arc", type=ARC, shell_complete=complete.arc, help="level, settle (slower bit by bit), or sleep."),
)
"""What anyone can choose of a session's time; slowly.cli.asked.wishes() takes them."""

slot_option = click.option(
    "--name", "names", multiple=True, metavar="WORDS", help="What to say for {name}; or SLOT=WORDS for another slot."
)

sound_options = _options(
    click.option("--voice", metavar="VOICE", shell_complete=complete.voice, help="A voice from `slowly voices`."),
    click.option("--dry", is_flag=True, help="The voice as the engine gives it."),
    click.option(
        "--ambient",
        metavar="SOUND",
        shell_complete=complete.sound,
        help="What lies underneath: rain, or rain -22dB, bowl every 40-90s.",
    ),
    click.option("--no-ambient", is_flag=True, help="Nothing underneath."),
    click.option("--mix", type=MIX, help="Such as bed=-22dB duck=4dB fall=1s rise=2s fade-in=4s tail=20s."),
    click.option("--breath-sound", is_flag=True, help="Guided breaths can be heard."),
    click.option(
        "--loudness",
        type=Loudness(),
        default="normal",
        shell_complete=complete.offering(lambda: LOUDNESS),
        help="normal (-16 LUFS), quiet (-18), or LUFS.",
    ),
)
"""Voice, ambience and loudness: what anyone who makes sound can choose."""

file_options = _options(
    click.option(
        "-o",
        "--output",
        metavar="FILE",
        shell_complete=complete.file,
        help="The file to write, .mp3 or .wav; or a folder.",
    ),
    click.option("--force", is_flag=True, help="Replace a file that is there already."),
)
"""Where a file goes."""


def json_option(function: Function) -> Function:
    """Output for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead.")(function)
