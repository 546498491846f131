"""The whole library as an album: a numbered file for each theme, with its track number in the tags."""

from __future__ import annotations

import click

from slowly.cli.asked import load
from slowly.cli.catalogue import catalogue
from slowly.cli.errors import safe
from slowly.cli.file import to_file
from slowly.config import Folders, from_home
from slowly.errors import ScriptError, StorageError
from slowly.plan import Wishes, plan_script
from slowly.script.slots import slots


def album(folders: Folders, folder: str, wanted: Wishes, *, loudness: float, force: bool) -> None:
    """Export every theme. What is there already is left as it is, so that an album that was stopped goes on.

    A script with places to fill in is left out, and told. Raises ScriptError for a theme that cannot be read, before
    any is exported.
    """
    target = from_home(folder)
    if not target.is_dir():
        raise StorageError(f"There is no folder {target}.", hint="Make it first, or choose another with --to.")
    entries = catalogue(folders)
    for entry in entries:
        if entry.trouble:
            raise ScriptError(entry.trouble)
    for number, entry in enumerate(entries, 1):
        path = target / f"{number:02d} {entry.name}.mp3"
        if path.exists() and not force:
            click.echo(f"{safe(str(path))}  is already there")
            continue
        script = load(str(entry.path), folders, fill_slots=False)
        if slots(script):
            click.echo(f"slowly: {entry.name} has places to be filled in; export it by itself.", err=True)
            continue
        plan = plan_script(script, wanted)
        track = (number, len(entries))
        to_file(plan, folders, path, loudness=loudness, force=force, as_json=False, track=track)
