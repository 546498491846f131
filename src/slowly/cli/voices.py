"""`slowly voices`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from slowly.cli.group import ExampleCommand
from slowly.cli.options import json_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slowly.voices import VoiceInfo


@click.command(
    "voices",
    short_help="List the voices.",
    cls=ExampleCommand,
    examples=[
        ("slowly voices", "all the voices of this machine"),
        ("slowly voices --language en", "those that speak English"),
    ],
)
@click.option("--language", metavar="CODE", help="Only voices that speak this language, such as en or pt-br.")
@json_option
def command(*, language: str | None, as_json: bool) -> None:
    """List the voices that `--voice` takes.

    On Linux each of eSpeak NG's voices has variants, which are added with a plus: en-us+f3, en-gb+m3, or +klatt4 alone.
    """
    found = _found()
    if language:
        wanted = language.lower()
        found = [(name, info) for name, info in found if any(own.lower().startswith(wanted) for own in info.languages)]
    if as_json:
        keys = [
            {
                "voice": _asked_for(name, info),
                "engine": name,
                "name": info.name,
                "languages": info.languages,
                "gender": info.gender,
            }
            for name, info in found
        ]
        click.echo(json.dumps(keys))
        return
    from slowly.cli.tables import console, plain_table  # rich, for a table only

    table = plain_table()
    for name, info in found:
        table.add_row(_asked_for(name, info), ", ".join(info.languages), info.name)
    console().print(table)


def _found() -> list[tuple[str, VoiceInfo]]:
    """Every voice with the name of its engine. Raises VoiceError when none of them can be heard."""
    from slowly.cli.errors import safe  # these load the sound libraries, or are not needed for --help
    from slowly.errors import VoiceError
    from slowly.voices import engines

    found: list[tuple[str, VoiceInfo]] = []
    troubles: dict[str, VoiceError] = {}
    heard = False
    for name in engines():
        try:
            voices, audible = _voices_of(name)
        except VoiceError as error:
            troubles[name] = error
            continue
        heard = heard or (audible and bool(voices))
        found += [(name, info) for info in voices]
    if not heard:
        raise next(iter(troubles.values()), VoiceError("There is no voice here.", hint="`slowly doctor` tells more."))
    for name, trouble in troubles.items():
        click.echo(f"slowly: {safe(f'{name}: {trouble}')}", err=True)
    return found


def _voices_of(engine_name: str) -> tuple[Sequence[VoiceInfo], bool]:
    """The voices of an engine, and whether they can be heard at all. Raises VoiceError when it cannot run."""
    from slowly.errors import VoiceError
    from slowly.voices import open_engine

    engine, _ = open_engine(engine_name)
    try:
        trouble = engine.check()
        if trouble is not None:
            raise VoiceError(trouble.reason, hint=trouble.fix)
        return engine.voices(), engine.audible
    finally:
        engine.close()


def _asked_for(engine_name: str, info: VoiceInfo) -> str:
    """What `--voice` takes for it: voices of the system need no engine before them."""
    from slowly.voices.registry import DEFAULT_ENGINE

    return info.id if engine_name == DEFAULT_ENGINE else f"{engine_name}:{info.id}"
