"""The whole library as an album: a numbered file for each theme, with its track number in the tags."""

from __future__ import annotations

import click

from slowly.cli.asked import load
from slowly.cli.catalogue import catalogue
from slowly.cli.errors import safe
from slowly.cli.file import to_file
from slowly.config import Folders, from_home
from slowly.errors import ScriptError, StorageError, reason
from slowly.plan import Wishes, plan_script
from slowly.script.slots import slots


def album(folders: Folders, folder: str, wanted: Wishes, *, loudness: float, force: bool) -> None:
    """Export every theme. What is there already is left as it is, so that an album that was stopped goes on.

    A script with places to fill in is left out, and told. So is one that cannot be read: then a ScriptError at the end
    says how many there are. Raises StorageError for a folder that cannot be made.
    """
    target = from_home(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"Cannot make {target}: {reason(error)}.", hint="Choose another with --to.") from error
    entries = catalogue(folders)
    for number, entry in enumerate(entries, 1):
        path = target / f"{number:02d} {entry.name}.mp3"
        if entry.trouble:
            click.echo(f"slowly: {safe(entry.name)} is left out. {safe(entry.trouble)}", err=True)
            continue
        if path.exists() and not force:
            click.echo(f"{safe(str(path))}  is already there, and left as it is; --force makes it anew")
            continue
        script = load(str(entry.path), folders, fill_slots=False)
        if slots(script):
            click.echo(f"slowly: {safe(entry.name)} has places to be filled in; export it by itself.", err=True)
            continue
        plan = plan_script(script, wanted)
        track = (number, len(entries))
        to_file(plan, folders, path, loudness=loudness, force=force, as_json=False, track=track)
    wrong = sum(entry.trouble is not None for entry in entries)
    if wrong:
        raise ScriptError(f"{wrong} of {len(entries)} scripts cannot be read, and are not in the album.")
