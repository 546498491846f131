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
