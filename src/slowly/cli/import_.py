"""`slowly import`."""

from __future__ import annotations

import click

from slowly.cli.group import ExampleCommand


@click.command(
    "import",
    short_help="Turn a transcript, SSML or Speech Markdown into a script.",
    cls=ExampleCommand,
    examples=[
        ("slowly import talk.txt", "the script on standard output, the report on standard error"),
        ("slowly import talk.ssml -o talk.md", "into a file, to be looked at with `slowly preview talk.md`"),
        ("slowly import captions.srt -o talk.md --force", "captions, in place of what was there"),
    ],
)
@click.argument("file")
@click.option("-o", "--output", metavar="FILE", help="The script to write.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
def command(*, file: str, output: str | None, force: bool) -> None:
    """Turn what you have into a script: a talk, captions, SSML, Speech Markdown, or a text with [pause:3s] in it.

    No word is lost: what has no counterpart is kept as a comment, and named in the report.
    """
    from slowly.config import from_home  # this and the rest is not needed for --help
    from slowly.errors import RequestError
    from slowly.export.partial import partial
    from slowly.intake.intake import intake
    from slowly.interrupt import deferred
    from slowly.script.source import load

    path = from_home(file)
    source = load(path)
    imported = intake(source.text, source.file)
    if output is None:
        click.echo(imported.script, nl=not imported.script.endswith("\n"))
    else:
        target = from_home(output)
        if target.exists() and target.samefile(path):
            raise RequestError(f"{target} is what is read here.", hint="Choose another name with -o.")
        with deferred(), partial(target, overwrite=force) as beside:
            beside.write_text(imported.script, encoding="utf-8")
        click.echo(f"{target}")
    click.echo(f"slowly: read as {str(imported.kind).replace('_', ' ')}.", err=True)
    for remark in imported.report:
        click.echo(f"{file}:{remark.line}:{remark.column}: {remark.what}", err=True)
