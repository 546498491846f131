"""The listener's settings as the defaults of options: a key of settings.toml is an option's long name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from slowly.config import NAMES, Folders, read_settings
from slowly.errors import RequestError
from slowly.nearest import did_you_mean

ALLOWED = ("pace", "voice", "ambient", "loudness", "breath", "echo", "arc", "mix", "breath-sound", "dry")


def known_settings(path: Path) -> dict[str, Any]:
    """The settings that are options. Raises RequestError for a key that is none, with the nearest, StorageError."""
    settings = {key: value for key, value in read_settings(path).items() if key != NAMES}
    for key in settings:
        if key not in ALLOWED:
            near = did_you_mean(key, ALLOWED) or f"Settings are {', '.join(ALLOWED)}."
            raise RequestError(f"{path}: there is no setting “{key}”.", hint=near)
    return settings


def check_settings(path: Path) -> dict[str, Any]:
    """The settings, each as the options read it. Raises RequestError for one that they would not take."""
    from slowly.script.layers import read_layers  # reads scripts; --help has no need of it

    settings = known_settings(path)
    readers = {param.opts[0].lstrip("-"): param.type for param in _options()}
    for key, value in settings.items():
        try:
            readers[key].convert(str(value), None, None)
        except click.BadParameter as error:
            raise RequestError(f"{path}: {key}: {error.message}.") from error
        except ValueError as error:
            raise RequestError(f"{path}: {key}: {error}.") from error
    try:
        read_layers(str(settings.get("ambient", "off")))
    except ValueError as error:
        raise RequestError(f"{path}: ambient: {error}.") from error
    return settings


def _options() -> list[click.Option]:
    """The options that settings are the defaults of, as `slowly play` has them."""
    from slowly.cli.play import command

    return [param for param in command.params if isinstance(param, click.Option)]


def defaults(ctx: click.Context) -> dict[str, Any]:
    """Click's default map. Raises what known_settings() does."""
    settings = known_settings(Folders.find().settings_file)
    group = ctx.command
    names = group.list_commands(ctx) if isinstance(group, click.Group) else []
    return (
        {name: {key.replace("-", "_"): str(value) for key, value in settings.items()} for name in names}
        if settings
        else {}
    )
