"""Click commands whose help leads with examples."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from typing import Any

import click


def screen_width() -> int:
    """The columns of the screen; a generous hundred where there is none."""
    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100


Examples = Sequence[tuple[str, str]]
"""Each a line to type, and what it does."""


class _WithExamples:
    examples: Examples

    def format_examples(self, formatter: click.HelpFormatter) -> None:
        """Write the examples, one to a line."""
        if self.examples:
            with formatter.section("Examples"):
                formatter.write_dl(list(self.examples), col_max=46)


class ExampleCommand(_WithExamples, click.Command):
    """A command with examples."""

    def __init__(self, *args: Any, examples: Examples = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples first, then usage, text and options."""
        self.format_examples(formatter)
        formatter.write_paragraph()
        super().format_help(ctx, formatter)


class ExampleGroup(_WithExamples, click.Group):
    """A group with examples."""

    def __init__(self, *args: Any, examples: Examples = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples first, then usage, text, options and commands."""
        self.format_examples(formatter)
        formatter.write_paragraph()
        super().format_help(ctx, formatter)
