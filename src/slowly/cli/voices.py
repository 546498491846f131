"""`slowly voices`."""

from __future__ import annotations

import json

import click

from slowly.cli.group import ExampleCommand
from slowly.cli.options import json_option


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
    from slowly.voices import engines, open_engine  # loads the sound libraries

    found = []
    for name in engines():
        engine, _ = open_engine(name)
        try:
            trouble = engine.check()
            if trouble is not None:
                click.echo(f"slowly: {name}: {trouble.reason} {trouble.fix}", err=True)
                continue
            found += [(name, info) for info in engine.voices()]
        finally:
            engine.close()
    if language:
        wanted = language.lower()
        found = [(name, info) for name, info in found if any(own.lower().startswith(wanted) for own in info.languages)]
    if as_json:
        keys = [
            {
                "voice": info.id if name == "system" else f"{name}:{info.id}",
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
        voice = info.id if name == "system" else name
        table.add_row(voice, ", ".join(info.languages), info.name)
    console().print(table)
