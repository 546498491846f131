"""The `slowly` command: finds the subcommand, and turns every error into one clear line and an exit code."""

from __future__ import annotations

import importlib
import logging
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, NoReturn

import click

from slowly import interrupt
from slowly.__main__ import INTERRUPTED, TERMINATED
from slowly.cli.errors import describe
from slowly.cli.group import ExampleGroup
from slowly.errors import SlowlyError, Terminated

COMMANDS = (
    "play", "export", "loop", "say", "list", "show", "preview", "check", "new", "voices", "doctor", "cache",
)  # fmt: skip


KEYWORDS = ("import",)
"""Commands whose name is a word of Python's own; their files end in an underscore."""


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

            near = did_you_mean(args[0], COMMANDS) or f"Did you mean `slowly play {args[0]}`?"
            ctx.fail(f"There is no command “{args[0]}”. {near}")
        return super().resolve_command(ctx, args)


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

    ctx.default_map = defaults(ctx)
    if ctx.invoked_subcommand is None:
        from slowly.cli.welcome import welcome  # one of many ways to go on

        welcome()


def run_and_exit(end_at_once: Callable[[], None]) -> NoReturn:
    """Run the command line and exit. While it runs, a signal is an exception, so that everything is tidied up."""
    logging.basicConfig(format="slowly: %(message)s", level=os.environ.get("SLOWLY_LOG", "WARNING").upper())
    if os.environ.get("_SLOWLY_COMPLETE"):
        cli.main(prog_name="slowly")
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _told_to_end)
    try:
        code = main(sys.argv[1:])
    except (KeyboardInterrupt, Terminated) as error:  # once more, on the way out
        code = TERMINATED if isinstance(error, Terminated) else INTERRUPTED
    end_at_once()
    sys.exit(code)


def _told_to_end(number: int, _frame: FrameType | None) -> None:
    interrupt.arrive(KeyboardInterrupt() if number == signal.SIGINT else Terminated())


def main(args: list[str]) -> int:
    """Run the command line with these arguments; the exit code."""
    try:
        return _invoke(args)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        return _usage(error)
    except SlowlyError as error:
        click.echo(describe(error), err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("", err=True)
        return INTERRUPTED
    except Terminated:
        return TERMINATED
    except BrokenPipeError:
        _leave_stdout()
        click.echo("slowly: whoever was reading the output has gone.", err=True)
        return 74
    except OSError as error:
        click.echo(f"slowly: {error.filename or 'The system'}: {error.strerror or error}.", err=True)
        return 74
    except MemoryError:
        click.echo("slowly: there is not enough memory for this.", err=True)
        return 1
    except Exception as error:
        logging.getLogger(__name__).debug("unexpected", exc_info=True)
        click.echo(
            f"slowly: something went wrong that should not have ({type(error).__name__}: {error}). "
            "SLOWLY_LOG=DEBUG shows where.",
            err=True,
        )
        return 1


def _invoke(args: list[str]) -> int:
    color = False if os.environ.get("NO_COLOR") else None
    with cli.make_context("slowly", list(args), color=color) as ctx:
        cli.invoke(ctx)
    sys.stdout.flush()
    return 0


def _usage(error: click.ClickException) -> int:
    message = error.format_message()
    click.echo(f"slowly: {message}" if message.endswith((".", "?", "!")) else f"slowly: {message}.", err=True)
    ctx: Any = getattr(error, "ctx", None)
    if ctx is not None and ctx.command_path:
        click.echo(f"Type `{ctx.command_path} --help` for how to ask.", err=True)
    return error.exit_code


def _leave_stdout() -> None:
    """Let the interpreter flush into nothing at its end: the pipe is gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
