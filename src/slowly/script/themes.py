"""Finding scripts: a theme by its name in the library, or a file by its path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from slowly.config import from_home
from slowly.errors import RequestError
from slowly.nearest import did_you_mean

SUFFIX = ".md"


def find(theme: str, folders: Sequence[Path]) -> Path:
    """The file of a theme, or of a path. A name in the library wins over a file of that name in the current folder.

    Raises RequestError for a theme that is not there, with the nearest names. Whether a path exists is not looked into.
    """
    if not is_path(theme):
        for folder in folders:
            candidate = folder / (theme.casefold() + SUFFIX)
            if candidate.is_file():
                return candidate
        if not Path(theme).is_file():
            raise _unknown(theme, folders)
    return from_home(theme)


def themes(folders: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Every theme of the library with its file, by name; of two with one name, the first folder's."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*" + SUFFIX)):
            if path.is_file():
                found.setdefault(path.stem, path)
    yield from sorted(found.items())


def is_path(theme: str) -> bool:
    """Whether what was typed is a path rather than a name: it has a folder or an ending in it."""
    return " " not in theme and (
        any(sign in theme for sign in "/\\") or theme[:1] == "~" or Path(theme).suffix not in ("", ".")
    )


def _unknown(theme: str, folders: Sequence[Path]) -> RequestError:
    names = [name for name, _ in themes(folders)]
    near = did_you_mean(theme, names)
    shown = theme if len(theme) <= 60 else theme[:59] + "…"
    listed = f"Themes here: {', '.join(names)}." if names else "There are no themes in the library."
    return RequestError(f"There is no theme “{shown}”.", hint=near or listed)
