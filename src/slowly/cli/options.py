"""The options that commands share, each defined once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from slowly.units import Ms, parse_duration

LOUDNESS = {"normal": -16.0, "quiet": -18.0}
"""LUFS. -16 is what podcast players expect; -18 leaves more room for someone who falls asleep to it."""

QUIETEST_LUFS, LOUDEST_LUFS = -30.0, -12.0

Function = TypeVar("Function", bound=Callable[..., Any])


class Pace(click.ParamType):  # type: ignore[type-arg]  # generic only in the newest Click
    """A pace by name, or in words per minute."""

    name = "pace"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Words per minute."""
        from slowly.script.header import read_pace  # brings the YAML reader with it

        if isinstance(value, int):
            return value
        try:
            return read_pace(str(value))
        except ValueError as error:
            return self.fail(str(error), param, ctx)


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


def sound_options(function: Function) -> Function:
    """Pace, voice, ambience and loudness: what anyone who makes sound can choose."""
    for option in reversed(
        [
            click.option("--pace", type=Pace(), help="natural, gentle, slow, slowest, or words per minute."),
            click.option("--voice", metavar="VOICE", help="A voice from `slowly voices`."),
            click.option("--ambient", metavar="SOUND", help="The sound underneath, such as rain."),
            click.option("--no-ambient", is_flag=True, help="Nothing underneath."),
            click.option(
                "--loudness", type=Loudness(), default="normal", help="normal (-16 LUFS), quiet (-18), or LUFS."
            ),
        ]
    ):
        function = option(function)
    return function


def file_options(function: Function) -> Function:
    """Where a file goes, and how to tell of it."""
    for option in reversed(
        [
            click.option("-o", "--output", metavar="FILE", help="The file to write, .mp3 or .wav; or a folder."),
            click.option("--force", is_flag=True, help="Replace a file that is there already."),
        ]
    ):
        function = option(function)
    return function


def json_option(function: Function) -> Function:
    """Output for programs."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")(function)
