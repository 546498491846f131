"""Where things lie on this machine, and what the listener has settled on once for all.

Folders follow the platform's habits; SLOWLY_HOME puts all of them under one folder instead. Settings are a small TOML
file whose keys are the long options of the commands, so that there is nothing new to learn:

    voice = "en-us+f5"
    pace = "slow"
    ambient = "rain"

    [names]
    name = "what to say where a script has a place for {name}"
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from slowly.errors import RequestError, StorageError, reason

HOME_VARIABLE = "SLOWLY_HOME"

NAMES = "names"
"""The one table of the settings: what to say for the slots of a script."""


@dataclass(frozen=True)
class Folders:
    """The listener's folders and ours. None of them needs to exist."""

    settings_file: Path
    user_data: Path
    cache: Path

    @classmethod
    def find(cls) -> Folders:
        """The folders of this machine and this listener."""
        home = os.environ.get(HOME_VARIABLE)
        if home:
            root = from_home(home).absolute()
            return cls(root / "settings.toml", root, root / "cache")
        from platformdirs import PlatformDirs  # found lazily: `--help` has no need of it

        dirs = PlatformDirs("slowly", appauthor=False)
        return cls(dirs.user_config_path / "settings.toml", dirs.user_data_path, dirs.user_cache_path)

    @cached_property
    def scripts(self) -> tuple[Path, ...]:
        """Where meditation scripts are looked for; the listener's own come first."""
        return (self.user_data / "scripts", shipped("scripts"))

    @cached_property
    def audio(self) -> tuple[Path, ...]:
        """Where tracks and bells are looked for; the listener's own come first."""
        return (self.user_data / "audio", shipped("audio"))


def from_home(path: str) -> Path:
    """A path with its ~ filled in. One of nobody's home stays as it is, and is not found."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def shipped(kind: str) -> Path:
    """The folder of ours that ships with the package: `scripts` or `audio`.

    In a wheel it lies inside the package; in a checkout, editable installs included, at the top of the repository.
    """
    inside = Path(__file__).parent / "data" / kind
    return inside if inside.is_dir() else Path(__file__).parents[2] / kind


def read_settings(path: Path) -> dict[str, Any]:
    """The listener's settings, or nothing when there is no such file.

    Raises RequestError when the file is not TOML or holds a table, StorageError when it cannot be read.
    """
    import tomllib  # read lazily: most runs have no settings file

    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"Cannot read the settings in {path}: {reason(error)}.") from error
    try:
        settings = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise RequestError(f"{path}: {error}.", hint='Settings are lines such as pace = "slow".') from error
    for key, value in settings.items():
        if key == NAMES and isinstance(value, dict) and all(isinstance(said, str) for said in value.values()):
            continue
        if not isinstance(value, str | int | float | bool):
            raise RequestError(
                f"{path}: “{key}” is not a single value.", hint='Settings are lines such as pace = "slow".'
            )
    return settings
