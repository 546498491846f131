"""The `slowly` command: finds the subcommand, and turns every error into one clear line and an exit code."""

from __future__ import annotations

import importlib
import logging
import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn

import click
from click.core import ParameterSource

from slowly import interrupt
from slowly.__main__ import INTERRUPTED, TERMINATED
from slowly.cli.errors import describe, safe
from slowly.cli.group import ExampleGroup
from slowly.config import Folders
from slowly.errors import SlowlyError, Terminated

COMMANDS = (
    "play", "export", "loop", "say", "list", "show", "preview", "check", "import", "new", "voices", "sounds", "doctor",
    "cache",
)  # fmt: skip


KEYWORDS = ("import",)
"""Commands whose name is a word of Python's own; their files end in an underscore."""


THEMED = ("slowly play", "slowly show", "slowly preview")


class Commands(ExampleGroup):
    """The subcommands, each loaded from its file when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's own
        """In the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command in the file of its name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(
            f"slowly.cli.{cmd_name}" + "_" * (cmd_name in KEYWORDS)
        ).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As Click does, with the nearest names for a command that is not there."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from slowly.nearest import did_you_mean  # only for a mistake

            near = did_you_mean(args[0], COMMANDS) or _as_a_theme(args[0])
            ctx.fail(f"There is no command “{args[0]}”. {near}".strip())
        return super().resolve_command(ctx, args)


def _as_a_theme(name: str) -> str:
    """What somebody may have meant who typed a theme, or something else, in the place of a command."""
    from slowly.script.themes import themes  # only for a mistake

    if name in {theme for theme, _ in themes(Folders.find().scripts)}:
        return f"Did you mean `slowly play {name}`?"
    return ""


@click.command(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    examples=[
        ("slowly", "the themes that are here, and what to type next"),
        ("slowly play grief", "listen"),
        ("slowly export grief", "make grief.mp3 for your phone"),
        ('slowly loop "I may rest." --for 30m', "one line, slowly, again and again"),
    ],
)
@click.option("--version", is_flag=True, help="Show the version and exit.")
@click.pass_context
def cli(ctx: click.Context, *, version: bool) -> None:
    """Guided meditations and affirmations, spoken slowly, on your own machine."""
    if version:
        from importlib.metadata import version as installed  # only when asked for

        click.echo(f"slowly {installed('slowly')}")
        return
    from slowly.cli.settings import defaults  # not needed for --help

    try:
        ctx.default_map = defaults(ctx)
    except SlowlyError:
        if ctx.invoked_subcommand != "doctor":  # which tells of it among the rest
            raise
    if ctx.invoked_subcommand is None:
        from slowly.cli.welcome import welcome  # one of many ways to go on

        welcome()


_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What a process is told to end by."""


def run_and_exit() -> NoReturn:
    """Run the command line and exit. While there is something to tidy up, a signal waits until that can be done."""
    _steady_streams()
    level = logging.getLevelNamesMapping().get(os.environ.get("SLOWLY_LOG", "").upper(), logging.WARNING)
    logging.basicConfig(format="slowly: %(message)s", level=level)
    if os.environ.get("_SLOWLY_COMPLETE"):
        cli.main(prog_name="slowly")
    for number in _ENDING:
        signal.signal(number, _told_to_end)
    code = main(sys.argv[1:])
    interrupt.tidy_up()
    _let_go_of_streams()
    for number in _ENDING:  # the interpreter puts back the system's own handlers as it ends, and they would end it so
        signal.signal(number, signal.SIG_IGN)
    sys.exit(code)


def _told_to_end(number: int, _frame: FrameType | None) -> None:
    """Have the signal noted, or else end at once, as also when it was noted a good while ago and nothing came of it.

    An exception raised just anywhere, in the middle of an import say, may come out as another one or be swallowed.
    """
    if interrupt.unheeded():
        _end_at_once(number)
    try:
        interrupt.arrive(KeyboardInterrupt() if number == signal.SIGINT else Terminated())
    except (KeyboardInterrupt, Terminated):
        _end_at_once(number)


def _end_at_once(number: int) -> NoReturn:
    interrupt.tidy_up()
    os._exit(INTERRUPTED if number == signal.SIGINT else TERMINATED)


def main(args: list[str]) -> int:
    """Run the command line with these arguments; the exit code."""
    try:
        return _invoke(args)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        return _usage(error)
    except SlowlyError as error:
        _tell(describe(error))
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _tell("")
        return INTERRUPTED
    except Terminated:
        return TERMINATED
    except BrokenPipeError:
        _tell("slowly: whoever was reading the output has gone.")
        return 74
    except OSError as error:
        _tell(f"slowly: {safe(str(error.filename or 'The output cannot be written'))}: {error.strerror or error}.")
        return 74
    except MemoryError:
        _tell("slowly: there is not enough memory for this.")
        return 1
    except Exception as error:
        logging.getLogger(__name__).debug("unexpected", exc_info=True)
        _tell(
            f"slowly: something went wrong that should not have ({type(error).__name__}: {safe(str(error))}). "
            "SLOWLY_LOG=DEBUG shows where."
        )
        return 1


def _invoke(args: list[str]) -> int:
    color = False if os.environ.get("NO_COLOR") else None
    with cli.make_context("slowly", list(args), color=color) as ctx:
        cli.invoke(ctx)
    sys.stdout.flush()
    return 0


def _usage(error: click.ClickException) -> int:
    message = safe(error.format_message())
    ctx: Any = getattr(error, "ctx", None)
    param: Any = getattr(error, "param", None)
    if ctx is not None and param is not None and ctx.get_parameter_source(param.name) is ParameterSource.DEFAULT_MAP:
        message += f" (in {safe(str(Folders.find().settings_file))})"
    asked = ctx.command_path if ctx is not None and ctx.command_path else "slowly"
    if isinstance(error, click.MissingParameter) and asked in THEMED:
        message = f"{message.rstrip('.')}. `slowly list` shows the themes."
    _tell(f"slowly: {message}" if message.endswith((".", "?", "!", ")")) else f"slowly: {message}.")
    _tell(f"Type `{asked} --help` for how to ask.")
    return error.exit_code


def _tell(text: str) -> None:
    """On standard error. If that cannot be written to, the exit code has to tell it alone."""
    with suppress(OSError):
        click.echo(text, err=True)


def _steady_streams() -> None:
    """Standard output and error that take anything: what is closed leads nowhere, a sign it does not know is a ?."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
        elif name == "stdout":
            stream.reconfigure(errors="replace")


def _let_go_of_streams() -> None:
    """What a full disk or a closed pipe has not taken goes nowhere; the interpreter would try again, and complain."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
