"""`slowly sounds`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from slowly.cli.group import ExampleCommand, ExampleGroup
from slowly.cli.options import Duration, json_option
from slowly.units import LONGEST_MS, SAMPLE_RATE, Ms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slowly.mix import Block
    from slowly.sound import Samples

LONGEST_MINUTES = LONGEST_MS / 60_000
MINUTES, SEED = 10.0, 7


class Range(click.FloatRange):
    """A number between two others, and really one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number; `nan` is none, though it is neither too small nor too large."""
        number = super().convert(value, param, ctx)
        return self.fail(f"{value!r} is not a valid float", param, ctx) if number != number else number  # noqa: PLR0124


@click.group(
    "sounds",
    short_help="List, hear and make the sounds underneath.",
    cls=ExampleGroup,
    invoke_without_command=True,
    examples=[
        ("slowly sounds", "what there is, ours and yours"),
        ("slowly sounds play rain", "half a minute of it"),
        ("slowly sounds make rain --minutes 60", "an hour of rain that never repeats, as rain.flac"),
    ],
)
@json_option
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """List the sounds that can lie underneath, and the bells: ours, and those in your own folder."""
    if ctx.invoked_subcommand is not None:
        if as_json:
            raise click.UsageError("--json goes after the name of the command", ctx)
        return
    from slowly.ambience import SoundLibrary  # this and the rest is not needed for --help
    from slowly.ambience.shelf import shelf
    from slowly.config import Folders

    folders = Folders.find()
    found = list(shelf(SoundLibrary(folders.audio)))
    if as_json:
        keys = [
            {
                "name": one.name,
                "kind": one.kind,
                "seconds": round(one.seconds, 3),
                "description": one.description,
                "file": None if one.path is None else str(one.path),
                "own": one.own,
                "error": one.error,
            }
            for one in found
        ]
        click.echo(json.dumps(keys))
        return
    from slowly.cli.errors import safe
    from slowly.cli.tables import console, plain_table
    from slowly.units import clock

    table = plain_table()
    for one in found:
        length = "" if one.error else clock(one.seconds * 1_000)
        table.add_row(safe(one.name), one.kind, length, safe(one.error or one.description))
    console().print(table)
    click.echo(f"\nYour own sounds: {folders.audio[0]}")


@command.command(
    "play",
    cls=ExampleCommand,
    examples=[
        ("slowly sounds play rain", "half a minute of rain"),
        ("slowly sounds play sea.flac --for 10m", "a track of your own, as a bed"),
        ("slowly sounds play bell", "the bell, once"),
    ],
)
@click.argument("sound")
@click.option("--for", "length", type=Duration(), help="How long, such as 10m; 30s for a bed unless you say so.")
def play(*, sound: str, length: Ms | None) -> None:
    """Play a bed for a while, or a bell once. SOUND is a name from `slowly sounds`, or a file of yours."""
    from slowly.cli.errors import safe  # this and the rest is not needed for --help
    from slowly.interrupt import deferred
    from slowly.play import Player, find_device
    from slowly.units import clock

    blocks, ms = _to_hear(sound, length)
    with deferred(), find_device() as device:
        click.echo(f"{safe(sound)}  {clock(ms)}")
        Player(blocks, device).play()


@command.command(
    "make",
    cls=ExampleCommand,
    examples=[
        ("slowly sounds make rain --minutes 60", "an hour of rain that never repeats, as rain.flac"),
        ("slowly sounds make drone --seed 3 -o drone.ogg", "ten minutes of another drone than ours"),
        ("slowly sounds make exhale --seconds 8", "a breath out of eight seconds"),
    ],
)
@click.argument("sound")
@click.option(
    "--minutes",
    type=Range(0, LONGEST_MINUTES, min_open=True),
    help=f"How much of a bed; {MINUTES:g} unless you say so.",
)
@click.option("--seconds", type=Range(0.5, 60), help="How long a bell or a breath is; as ours unless you say so.")
@click.option(
    "--seed", type=click.IntRange(0, 2**32 - 1), default=SEED, show_default=True, help="Another number, another sound."
)
@click.option("-o", "--output", metavar="FILE", help="The file to write, .flac, .wav or .ogg.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@json_option
def make(
    *,
    sound: str,
    minutes: float | None,
    seconds: float | None,
    seed: int,
    output: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Make as much of one of our sounds as you like. It never repeats; the same seed makes the same file."""
    from slowly.ambience.synth import RECIPES  # this and the rest is not needed for --help
    from slowly.cli.errors import safe
    from slowly.cli.progress import progress
    from slowly.config import from_home
    from slowly.errors import RequestError
    from slowly.export.lasting import check_file, write_sound
    from slowly.export.partial import check_destination
    from slowly.interrupt import deferred
    from slowly.nearest import did_you_mean
    from slowly.units import clock

    recipe = RECIPES.get(sound.casefold())
    if recipe is None:
        near = did_you_mean(sound, RECIPES) or f"Sounds that can be made: {', '.join(RECIPES)}."
        raise RequestError(f"There is no sound “{sound[:60]}” that can be made.", hint=near)
    bed = recipe.kind == "bed"
    if (seconds if bed else minutes) is not None:
        raise click.UsageError(f"{recipe.name} is made by --minutes" if bed else f"{recipe.name} is made by --seconds")
    wanted = (MINUTES if minutes is None else minutes) * 60 if bed else seconds or recipe.seconds
    frames = max(round(wanted * SAMPLE_RATE), SAMPLE_RATE // 10)
    path = from_home(output or f"{recipe.name}.flac")
    path = path / f"{recipe.name}.flac" if path.is_dir() else path
    check_file(path, frames)
    check_destination(path, overwrite=force)
    with deferred(), progress(show=not as_json) as bars:
        bars.start(None, frames, "Making")
        made = _made(recipe.name, seed, frames)
        size = write_sound(path, made, frames, serial=seed, overwrite=force, on_written=bars.mixed)
    length = frames / SAMPLE_RATE
    if as_json:
        told = {"file": str(path), "sound": recipe.name, "seed": seed, "seconds": round(length, 3), "bytes": size}
        click.echo(json.dumps(told))
    else:
        click.echo(f"{safe(str(path))}  {clock(length * 1_000)}  {size / 1e6:.1f} MB")


def _made(name: str, seed: int, frames: int) -> Iterator[Samples]:
    """A bed without end, or all of a single sound."""
    from slowly.ambience.synth import RECIPES, endless

    recipe = RECIPES[name]
    if recipe.kind == "bed":
        return endless(name, seed)
    samples = recipe.make(frames, recipe.rng(seed))
    return iter((samples * recipe.gain(samples),))


def _to_hear(sound: str, length: Ms | None) -> tuple[Iterator[Block], float]:
    """A sound as blocks, and how long they take."""
    from slowly.ambience import Bed, SoundLibrary
    from slowly.ambience.shelf import shelf
    from slowly.config import Folders
    from slowly.errors import RequestError
    from slowly.mix.alone import bed_alone, sound_alone
    from slowly.sound import Sound
    from slowly.units import frames_from_ms

    library = SoundLibrary(Folders.find().audio, chosen=(sound,))
    known = {one.name: one for one in shelf(library)}.get(sound.casefold())
    if known is not None and known.path is None:
        samples = next(_made(known.name, SEED, round(known.seconds * SAMPLE_RATE)))
        return sound_alone(Sound(samples, SAMPLE_RATE)), known.seconds * 1_000
    try:
        path = library.find(sound)
    except LookupError as error:
        raise RequestError(str(error.args[0])) from error
    if known is not None and known.kind == "bell" and length is None:
        single = library.strike(sound)
        return sound_alone(single), single.seconds * 1_000
    ms = 30_000 if length is None else length
    if ms < 100:
        raise RequestError("That is no time at all.", hint="Try --for 30s")
    return bed_alone(Bed(path), frames_from_ms(ms)), ms
