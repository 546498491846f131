"""`slowly show`."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from slowly.cli import complete
from slowly.cli.group import ExampleCommand
from slowly.cli.options import json_option, pacing_options

if TYPE_CHECKING:
    from slowly.plan import Plan


@click.command(
    "show",
    short_help="Show the words with their pacing.",
    cls=ExampleCommand,
    examples=[
        ("slowly show grief", "the words, with their times and pauses"),
        ("slowly show grief --pace slow", "as they would be at another pace"),
        ("slowly show grief --ssml", "for another speech engine"),
    ],
)
@click.argument("theme", shell_complete=complete.theme)
@pacing_options
@click.option("--ssml", is_flag=True, help="Write it as SSML 1.1, for other speech engines.")
@json_option
def command(*, theme: str, ssml: bool, as_json: bool, **asked: Any) -> None:
    """Show the words of a meditation with their pacing, without speaking them."""
    from slowly.cli.asked import wishes  # this and the rest is not needed for --help
    from slowly.config import Folders
    from slowly.intake.read import read
    from slowly.plan import estimated_ms, plan_script
    from slowly.plan.ssml import as_ssml
    from slowly.script.themes import find
    from slowly.units import clock

    script = read(find(theme, Folders.find().scripts))
    plan = plan_script(script, wishes(**asked))
    if ssml and as_json:
        raise click.UsageError("--ssml and --json are two ways to write it; keep one")
    if ssml:
        click.echo(as_ssml(plan), nl=False)
        return
    total = estimated_ms(plan)
    rows = list(_rows(plan))
    if as_json:
        shown = {"title": plan.title, "seconds": round(total / 1_000, 3), "words": plan.words, "cues": rows}
        click.echo(json.dumps(shown))
        return
    bed = f", {plan.bed} underneath" if plan.bed else ""
    click.echo(click.style(plan.title, bold=True) + f"  {clock(total)}, {plan.words} words{bed}")
    if script.header.summary:
        click.echo(script.header.summary)
    for row in rows:
        _print(row)


def _rows(plan: Plan) -> Iterator[dict[str, Any]]:
    """A row for each cue, with its time in seconds."""
    from slowly.plan import schedule
    from slowly.plan.cues import ChapterStart, Rest, Utterance
    from slowly.script.model import Guided, Strike
    from slowly.units import frames_from_ms, ms_from_frames

    for placed in schedule(plan, (frames_from_ms(said.target_ms) for said in plan.utterances)):
        times = {
            "start": round(ms_from_frames(placed.start) / 1_000, 3),
            "seconds": round(ms_from_frames(placed.frames) / 1_000, 3),
        }
        match placed.cue:
            case ChapterStart(title=title):
                yield {"kind": "chapter", "title": title, **times}
            case Utterance() as said:
                yield {
                    "kind": "line",
                    "text": said.text,
                    "phrases": [phrase.text for phrase in said.phrases],
                    "wpm": round(said.pace_wpm),
                    "slow": said.slow,
                    **times,
                }
            case Rest() as rest:
                yield {"kind": "echo" if rest.echo else "pause", **times}
            case Guided(phase=phase):
                yield {"kind": str(phase), **times}
            case Strike(sound=sound):
                yield {"kind": "sound", "sound": sound, **times}


def _print(row: dict[str, Any]) -> None:
    from slowly.cli.group import screen_width
    from slowly.units import clock

    time = f"{clock(row['start'] * 1_000):>7}  "
    match row["kind"]:
        case "chapter":
            click.echo(f"\n{time}" + click.style(row["title"], bold=True))
        case "line":
            text = " | ".join(row["phrases"]) if row["slow"] else row["text"]
            mark = "> " if row["slow"] else ""
            click.echo(
                textwrap.fill(
                    text, screen_width() - 4, initial_indent=time + mark, subsequent_indent=" " * (9 + len(mark))
                )
            )
        case "pause" if row["seconds"] < 2:
            pass
        case "pause":
            click.echo(" " * 9 + click.style(f"[{row['seconds']:.1f} s]", dim=True))
        case "echo":
            click.echo(" " * 9 + click.style(f"[{row['seconds']:.1f} s to say it back]", dim=True))
        case "sound":
            click.echo(time + click.style(f"[{row['sound']}]", dim=True))
        case kind:
            click.echo(time + click.style(f"[{kind} {row['seconds']:g} s]", dim=True))
