"""The sound library: tracks and bells by name, the listener's own before ours; and tracks by their path."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from slowly.ambience.file import SUFFIXES
from slowly.ambience.strike import load_strike
from slowly.config import from_home
from slowly.errors import reason
from slowly.nearest import did_you_mean
from slowly.sound import Sound

KEPT_SECONDS = 120
"""Of single sounds, in 42 MB: ours together, or two of a minute."""


@dataclass(frozen=True)
class SoundLibrary:
    """Folders of sounds, in the order they are searched, and what lies outside of them and may be used all the same."""

    folders: Sequence[Path]
    beside: Path | None = None
    """The script's own folder. Its paths lead into it, or into the library, and nowhere else."""
    chosen: Sequence[str] = ()
    """What the listener asked for. A path among it is opened as it is given."""
    _strikes: dict[Path, Sound] = field(default_factory=dict, compare=False, repr=False)

    def find(self, name: str) -> Path:
        """The file of a sound, by its name or its path. Raises LookupError with a sentence, and the nearest names."""
        if not name.strip() or any(unicodedata.category(sign) == "Cc" for sign in name):
            raise LookupError(f"There is no sound “{_shown(name)}”: a name is one line of signs that can be seen.")
        if name in self.chosen and is_path(name):
            return self._given(name)
        if is_path(name):
            return self._beside(name.replace("\\", "/"))
        found = self._named(name)
        if found is None:
            raise LookupError(f"There is no sound “{_shown(name)}”. {self._near(name)}")
        return found

    def strike(self, name: str) -> Sound:
        """A single sound by name, ready to be mixed. Raises SoundError.

        It is kept, since a bell seldom rings once, until others have rung for KEPT_SECONDS since.
        """
        path = self.find(name)
        sound = self._strikes.pop(path, None) or load_strike(path)
        self._strikes[path] = sound  # the latest comes last
        while len(self._strikes) > 1 and sum(each.seconds for each in self._strikes.values()) > KEPT_SECONDS:
            del self._strikes[next(iter(self._strikes))]
        return sound

    def names(self) -> Iterator[tuple[str, Path]]:
        """Every sound with its file, by name; of two with one name, the first folder's."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            for path in sorted(folder.glob("*")) if folder.is_dir() else ():
                if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith("."):
                    found.setdefault(path.stem, path)
        yield from sorted(found.items())

    def _named(self, name: str) -> Path | None:
        """The file of a name. A name is a name, not a path: nothing outside the library's folders is found by it."""
        if name.startswith(".") or set(name) & set("/\\:"):
            return None
        endings = ("", *SUFFIXES) if Path(name).suffix.lower() in SUFFIXES else SUFFIXES
        for folder in self.folders:
            for suffix in endings:
                for written in (name, name.casefold()):
                    path = folder / (written + suffix)
                    if _is_file(path):
                        return path
        return None

    def _given(self, name: str) -> Path:
        """What the listener typed. What kind of thing it is, is seen when it is opened."""
        path = from_home(name)
        try:
            path.lstat()
        except (OSError, ValueError) as error:
            found = self._named(name)
            if found is None:
                raise LookupError(f"There is no sound “{_shown(name)}”. {reason(error)}.") from error
            return found
        return path

    def _beside(self, name: str) -> Path:
        """The file that a script names by its path."""
        parts = name.split("/")
        inside = not any(part in ("", "..") or part.startswith((".", "~")) or ":" in part for part in parts)
        path = None if self.beside is None else self.beside / name
        if inside and path is not None and _is_file(path) and self._allowed(path):
            return path
        found = self._named(name)
        if found is not None:
            return found
        if not inside or (path is not None and _is_file(path)):
            raise LookupError(
                f"There is no sound “{_shown(name)}” for a script: "
                "it may only use those in its own folder and in the sound library."
            )
        where = "" if self.beside is None else f" in {self.beside}" if str(self.beside) != "." else " in this folder"
        raise LookupError(f"There is no sound “{_shown(name)}”{where}, nor in the sound library.")

    def _allowed(self, path: Path) -> bool:
        """Whether a file really lies where it seems to: in the script's folder or the library, links followed."""
        try:
            real = path.resolve(strict=True)
            roots = [root.resolve() for root in (self.beside, *self.folders) if root is not None]
        except (OSError, RuntimeError):
            return False
        return real.is_file() and any(real.is_relative_to(root) for root in roots)

    def _near(self, name: str) -> str:
        known = [known for known, _ in self.names()]
        listed = f"Sounds here: {', '.join(known)}." if known else "The sound library is empty."
        return did_you_mean(name, known) or listed


def is_path(name: str) -> bool:
    """Whether a sound is named by its path: it has a folder in it, or the ending of a sound file."""
    return any(sign in name for sign in "/\\") or name[:1] == "~" or Path(name).suffix.lower() in SUFFIXES


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, a folder that may not be looked into
        return False


def _shown(name: str) -> str:
    return name if len(name) <= 60 else name[:59] + "…"
