"""`slowly check`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from slowly.cli import complete
from slowly.cli.group import ExampleCommand
from slowly.cli.options import json_option

if TYPE_CHECKING:
    from slowly.config import Folders
    from slowly.plan import Plan
    from slowly.review import Remark
    from slowly.script import Script


@click.command(
    "check",
    short_help="Look for mistakes in scripts.",
    cls=ExampleCommand,
    examples=[
        ("slowly check my-words.md", "mistakes, and what a good editor would say"),
        ("slowly check scripts/*.md --strict", "for CI: warnings are mistakes too"),
    ],
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", shell_complete=complete.theme)
@click.option("--strict", is_flag=True, help="Warnings count as mistakes.")
@json_option
@click.pass_context
def command(ctx: click.Context, *, files: tuple[str, ...], strict: bool, as_json: bool) -> None:
    """Print what is wrong with scripts, a line each: file:line:column: message.

    Of mistakes it is the first in each script; warnings are told all at once. A mistake ends it with exit code 65;
    warnings alone do not. A warning is answered by a comment with the reason, on the line or above it:
    <!-- allow long-line: tried aloud, it is one breath -->.
    """
    from slowly.config import Folders  # this and the rest is not needed for --help
    from slowly.review import shared_phrases
    from slowly.script.themes import find

    folders = Folders.find()
    found: list[dict[str, Any]] = []
    scripts: list[Script] = []
    for file in files:
        found += _look(find(file, folders.scripts), folders, scripts)
    found += [_warning(Path(script.file), remark) for script, remark in shared_phrases(scripts)]
    wrong = [row for row in found if row["severity"] == "error" or strict]
    if as_json:
        click.echo(json.dumps({"ok": not wrong, "remarks": found}))
    else:
        for row in found:
            rule = f" [{row['rule']}]" if row["rule"] else ""
            click.echo(f"{row['file']}:{row['line']}:{row['column']}: {row['severity']}: {row['message']}{rule}")
    if wrong:
        ctx.exit(65)


def _look(path: Path, folders: Folders, scripts: list[Script]) -> list[dict[str, Any]]:
    """What there is to say of one file, which joins the scripts if it is one.

    One that cannot be read at all is an error of its own.
    """
    from slowly.errors import RequestError, ScriptError
    from slowly.plan import Wishes, check_sounds, plan_script
    from slowly.review import review
    from slowly.script import read
    from slowly.session import sounds_of

    try:
        script = read(path)
        plan = plan_script(script, Wishes())
        check_sounds(plan, sounds_of(plan, folders))
    except ScriptError as error:
        line, column = (error.at.line, max(error.at.column, 1)) if error.at else (1, 1)
        told = f"{error.message} {error.hint}" if error.hint else error.message
        return [_row(path, line, column, "error", told, "")]
    except RequestError as error:
        return [_row(path, 1, 1, "error", f"{error.message} {error.hint or ''}".strip(), "")]
    scripts.append(script)
    return [*_voices(path, plan), *(_warning(path, remark) for remark in review(script, plan))]


def _voices(path: Path, plan: Plan) -> list[dict[str, Any]]:
    """The first voice or language that this machine has not. Not a mistake, since another machine may have it."""
    from slowly.errors import VoiceError
    from slowly.voices import Cast

    if not any(place.line for _, place in plan.voice_places):
        return []
    try:
        Cast.open(plan.voice, plan.voices, plan.language, plan.voice_spot).close()
    except VoiceError as error:
        line, column = (error.at.line, max(error.at.column, 1)) if error.at else (1, 1)
        return [_row(path, line, column, "warning", f"{error.message} {error.hint or ''}".strip(), "")]
    return []


def _warning(path: Path, remark: Remark) -> dict[str, Any]:
    told = f"{remark.message}. {remark.hint}".strip()
    return _row(path, remark.place.line, max(remark.place.column, 1), "warning", told, remark.rule)


def _row(path: Path, line: int, column: int, severity: str, message: str, rule: str) -> dict[str, Any]:
    return {
        "file": str(path),
        "line": line,
        "column": column,
        "severity": severity,
        "message": message,
        "rule": rule,
    }
