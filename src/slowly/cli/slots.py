"""Filling the slots of a script: from the command line, from the settings, or by asking on a terminal.

What is filled in is spoken, and stays where it is spoken: nothing logs it, and the cache knows sound only.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from slowly.config import Folders, read_settings
from slowly.errors import RequestError
from slowly.nearest import did_you_mean
from slowly.script import Script
from slowly.script.slots import fill, slots, spoken
from slowly.script.source import control_in

DEFAULT_SLOT = "name"


def filled(script: Script, names: Sequence[str], folders: Folders) -> Script:
    """The script with every slot filled.

    Raises RequestError for a slot that nobody has filled, for words for a slot that the script does not have, and for
    words that could not stand in a script.
    """
    wanted = slots(script)
    given = dict(_given(names, wanted))
    kept = read_settings(folders.settings_file).get("names", {}) if wanted else {}
    words: dict[str, str] = {}
    for name, asked in wanted.items():
        said = spoken(given.get(name) or kept.get(name) or _ask(name, asked))
        control = control_in(said)
        if control is not None:
            raise RequestError(
                f"There is {control} in the words for “{name}”, which no voice can say.", hint="Take it out."
            )
        if not said:
            raise RequestError(f"The script leaves a place for “{name}”, and it is empty.", hint=_hint(name, asked))
        words[name] = said
    return fill(script, words)


def _given(names: Sequence[str], wanted: dict[str, str]) -> list[tuple[str, str]]:
    given = []
    for text in names:
        slot, sign, said = text.partition("=")
        if not (sign and slot.isidentifier()):
            slot, said = DEFAULT_SLOT, text
        if slot not in wanted:
            near = did_you_mean(slot, wanted) or ("" if wanted else "There is nothing to fill in here.")
            raise RequestError(f"The script has no place for “{slot}”.", hint=near)
        given.append((slot, said))
    return given


def _ask(name: str, asked: str) -> str:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise RequestError(f"The script leaves a place for “{name}”, to be filled in.", hint=_hint(name, asked))
    return str(click.prompt(asked[:1].upper() + asked[1:], default="", show_default=False, err=True))


def _hint(name: str, asked: str) -> str:
    option = '--name "…"' if name == DEFAULT_SLOT else f'--name {name}="…"'
    return f"It is {asked}: {option}." if asked != name else f"Give it with {option}."
