"""A session to where it was asked for: to a file, or to the ears."""

from __future__ import annotations

import click

from slowly.config import Folders
from slowly.plan import Plan
from slowly.voices import wake


def deliver(
    plan: Plan, folders: Folders, output: str | None, stem: str, *, loudness: float, force: bool, as_json: bool
) -> None:
    """Play a plan, or write it to a file where one is asked for."""
    if output is None and (as_json or force):
        raise click.UsageError("--json and --force go with -o, which writes a file")
    wake(plan.voice)  # while the sound libraries are loaded
    if output is not None:
        from slowly.cli.file import output_path, to_file  # each loads what the other has no need of

        to_file(plan, folders, output_path(output, stem), loudness=loudness, force=force, as_json=as_json)
        return
    from slowly.cli.ears import to_ears

    to_ears(plan, folders=folders, loudness=loudness)
