"""`slowly preview`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from slowly.cli.group import ExampleCommand
from slowly.cli.options import json_option, pacing_options

if TYPE_CHECKING:
    from slowly.review import Outline, Remark


@click.command(
    "preview",
    short_help="See the pacing before hearing it.",
    cls=ExampleCommand,
    examples=[
        ("slowly preview grief", "every line with its start, pace and pause, and what to look at again"),
        ("slowly preview my-words.md --length 20m", "as it would be at that length"),
        ("slowly preview grief -o grief.svg", "drawn on a line of time"),
    ],
)
@click.argument("theme")
@pacing_options
@click.option("-o", "--output", metavar="FILE", help="Draw the session into this SVG file.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@json_option
def command(*, theme: str, output: str | None, force: bool, as_json: bool, **asked: Any) -> None:
    """Show a session's pacing before anything is spoken: chapters, lines, words per minute, pauses and the total."""
    from slowly.cli.asked import wishes  # this and the rest is not needed for --help
    from slowly.config import Folders, from_home
    from slowly.errors import RequestError
    from slowly.export.partial import partial
    from slowly.intake.read import read
    from slowly.interrupt import deferred
    from slowly.plan import plan_script
    from slowly.review import outline, review
    from slowly.review.picture import picture
    from slowly.script.themes import find

    script = read(find(theme, Folders.find().scripts))
    plan = plan_script(script, wishes(**asked))
    seen, remarks = outline(plan), review(script, plan)
    if output is not None:
        path = from_home(output)
        if path.suffix.lower() != ".svg":
            raise RequestError(f"A session is drawn as .svg, not “{path.suffix or path.name}”.", hint="Try -o x.svg")
        with deferred(), partial(path, overwrite=force) as beside:
            beside.write_text(picture(seen), encoding="utf-8")
    if as_json:
        click.echo(json.dumps(_as_dict(seen, remarks)))
    elif output is not None:
        click.echo(output)
    else:
        _print(seen, remarks, script.file)


def _as_dict(seen: Outline, remarks: list[Remark]) -> dict[str, Any]:
    return {
        "title": seen.plan.title,
        "seconds": round(seen.total_ms / 1_000, 3),
        "words": seen.words,
        "chapters": [
            {
                "title": chapter.title,
                "start": round(chapter.start_ms / 1_000, 3),
                "lines": [
                    {
                        "text": line.said.text,
                        "line": line.said.place.line,
                        "start": round(line.start_ms / 1_000, 3),
                        "seconds": round(line.spoken_ms / 1_000, 3),
                        "words": line.said.words,
                        "wpm": round(line.wpm, 1),
                        "pace": round(line.said.pace_wpm, 1),
                        "slow": line.said.slow,
                        "pause": round(line.pause_ms / 1_000, 3),
                    }
                    for line in chapter.lines
                ],
            }
            for chapter in seen.chapters
        ],
        "warnings": [
            {"line": one.place.line, "column": one.place.column, "rule": one.rule, "message": one.message}
            for one in remarks
        ],
    }


def _print(seen: Outline, remarks: list[Remark], file: str) -> None:
    from slowly.cli.tables import console, plain_table  # rich, for a table only
    from slowly.units import clock

    click.echo(click.style(seen.plan.title, bold=True))
    table = plain_table()
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    warned = {remark.place for remark in remarks}
    table.add_row("start", "", "wpm", "pause", style="dim")
    for chapter in seen.chapters:
        if chapter.title is not None:
            table.add_row("", "")
            table.add_row(clock(chapter.start_ms), chapter.title, style="bold")
        for line in chapter.lines:
            text = "> " + " | ".join(phrase.text for phrase in line.said.phrases) if line.said.slow else line.said.text
            sign = " (!)" if line.said.place in warned else ""
            pause = f"{line.pause_ms / 1_000:.1f} s" if line.pause_ms else ""
            table.add_row(clock(line.start_ms), text + sign, f"{line.said.pace_wpm:.0f}", pause)
    console().print(table)
    quiet = seen.total_ms - seen.spoken_ms
    pace = seen.words / seen.spoken_ms * 60_000
    click.echo(
        f"\n{clock(seen.total_ms)} in all: {seen.words} words in {clock(seen.spoken_ms)}, {clock(quiet)} of quiet;"
    )
    click.echo(f"{pace:.0f} words per minute while speaking.")
    if remarks:
        click.echo("\nTo look at again, marked (!) above:")
    for remark in remarks:
        click.echo(f"{file}:{remark.place.line}:{max(remark.place.column, 1)}: {remark.message}. {remark.hint}")
