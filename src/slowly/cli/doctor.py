"""`slowly doctor`."""

from __future__ import annotations

import json
import os
import platform
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from slowly.cli.group import ExampleCommand, screen_width
from slowly.cli.options import json_option
from slowly.errors import SlowlyError

if TYPE_CHECKING:
    from slowly.config import Folders

SENTENCE = "You can take your time."


@dataclass(frozen=True)
class Finding:
    """One thing looked at."""

    what: str
    ok: bool
    found: str
    needed: bool = True
    """Whether nothing works without it."""
    exit_code: int = 0
    """What a command that needs it ends with."""


@click.command(
    "doctor",
    cls=ExampleCommand,
    short_help="See what works here, and speak one sentence.",
    examples=[("slowly doctor", "what works here, and what to do about what does not")],
)
@click.option("--voice", metavar="VOICE", help="The voice to try.")
@json_option
@click.pass_context
def command(ctx: click.Context, *, voice: str | None, as_json: bool) -> None:
    """Look at everything slowly needs, and really speak one sentence."""
    findings = []
    for finding in _look(voice):
        findings.append(finding)
        if not as_json:
            sign = (
                click.style("ok  ", fg="green")
                if finding.ok
                else click.style("no  ", fg="red" if finding.needed else "yellow")
            )
            click.echo(sign + _wrapped(f"{finding.what:<12}{finding.found}"))
    failed = [finding for finding in findings if finding.needed and not finding.ok]
    if as_json:
        click.echo(json.dumps({"ok": not failed, "findings": [asdict(finding) for finding in findings]}))
    if failed:
        ctx.exit(failed[0].exit_code)


def _wrapped(told: str) -> str:
    """A line as it is, or on a screen as several that fit under each other."""
    if not sys.stdout.isatty():
        return told
    lines = textwrap.wrap(told, screen_width() - 4, subsequent_indent=" " * 12, break_long_words=False)
    return ("\n" + " " * 4).join(lines)


def _look(voice: str | None) -> Iterator[Finding]:
    from importlib.metadata import version  # not needed for --help

    from slowly.config import Folders

    folders = Folders.find()
    yield Finding(
        "slowly",
        True,
        f"{version('slowly')} on Python {platform.python_version()}, {platform.system()} {platform.machine()}",
    )
    yield from _try("voice", lambda: _voice(voice))
    yield from _try("device", _device, needed=False)
    yield from _try("encoder", _encoder)
    yield from _try("scripts", lambda: _scripts(folders.scripts))
    yield from _try("sounds", lambda: _sounds(folders.audio))
    yield from _try("settings", lambda: _settings(folders))
    yield from _try("cache", lambda: _cache(folders.cache), needed=False)


def _try(what: str, look: Callable[[], str], *, needed: bool = True) -> Iterator[Finding]:
    try:
        yield Finding(what, True, look())
    except SlowlyError as error:
        yield Finding(what, False, str(error), needed, error.exit_code)
    except ImportError as error:
        yield Finding(what, False, f"A library is missing or broken: {error}. Install slowly again.", needed, 69)


def _settings(folders: Folders) -> str:
    from slowly.ambience import SoundLibrary
    from slowly.cli.settings import check_settings
    from slowly.errors import RequestError
    from slowly.script.layers import read_layers

    path = folders.settings_file
    ambient = check_settings(path).get("ambient")
    library = SoundLibrary(folders.audio, chosen=[str(ambient)])
    for layer in read_layers(str(ambient or "off")):
        try:
            library.find(layer.sound)
        except LookupError as error:
            raise RequestError(f"{path}: ambient: {error.args[0]}") from error
    return f"{path}" + ("" if path.exists() else " (none yet)")


def _voice(voice: str | None) -> str:
    from slowly.errors import VoiceError
    from slowly.voices import open_engine

    engine, wanted = open_engine(voice)
    try:
        trouble = engine.check()
        if trouble is not None:
            raise VoiceError(trouble.reason, hint=trouble.fix)
        name = engine.resolve(wanted, "en")
        start = time.perf_counter()
        sound = engine.speak(SENTENCE, name, engine.rates[len(engine.rates) // 2])
        took = time.perf_counter() - start
        identity = engine.identity(name).split(":", 2)[-1]
        spoke = f"spoke {sound.seconds:.1f} s in {took:.2f} s, {len(engine.voices())} voices"
        return f"{name or 'the default one'} ({identity}): {spoke}"
    finally:
        engine.close()


def _device() -> str:
    from slowly.play import find_device

    with find_device() as device:
        return f"{device.name}"


def _encoder() -> str:
    from slowly.export.formats import FORMATS

    for row in FORMATS.values():
        encoder = row.start(44_100)
        if not encoder.encode(bytes(4 * 44_100)) + encoder.finish():
            raise SlowlyError(f"The encoder for {row.suffix} gives nothing.", hint="Install slowly again.")
    return ", ".join(FORMATS)


def _scripts(places: tuple[Path, ...]) -> str:
    from slowly.errors import StorageError
    from slowly.script.themes import themes

    names = [name for name, _ in themes(places)]
    if not names:
        raise StorageError("There are no themes; slowly is not installed whole.", hint="Install it again.")
    return f"{len(names)} in {' and '.join(str(place) for place in places)}"


def _sounds(places: tuple[Path, ...]) -> str:
    from slowly.ambience import SoundLibrary
    from slowly.ambience.file import open_sound
    from slowly.errors import StorageError

    names = []
    for name, path in SoundLibrary(places).names():
        open_sound(path).close()
        names.append(name)
    if not names:
        raise StorageError("There are no sounds; slowly is not installed whole.", hint="Install it again.")
    return f"{', '.join(names)} in {' and '.join(str(place) for place in places)}"


def _cache(folder: Path) -> str:
    from slowly.errors import StorageError
    from slowly.speech.cache import Cache

    info = Cache(folder).info()
    existing = next(place for place in (info.folder, *info.folder.parents) if place.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK):
        raise StorageError(f"{info.folder} cannot be written to.", hint="Lines will be spoken anew each time.")
    return f"{info.entries} entries, {info.size_bytes / 1e6:.1f} MB in {info.folder}"
