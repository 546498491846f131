"""What Tab offers: themes, sounds, voices and files. Whatever goes wrong while somebody types is no news."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

import click
from click.shell_completion import CompletionItem

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def offering(names: Callable[[], Iterable[str]], *, files: bool = False) -> Completer:
    """Offers names that begin as typed; with `files`, and where no name does, the shell's own file names."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        del ctx, param
        known: list[str] = []
        with suppress(Exception):
            known = [name for name in names() if name.startswith(incomplete)]
        return [CompletionItem(incomplete, type="file")] * files + [CompletionItem(name) for name in known]

    return complete


def _themes() -> Iterable[str]:
    from slowly.config import Folders
    from slowly.script.themes import themes

    return [name for name, _ in themes(Folders.find().scripts)]


def _sounds() -> Iterable[str]:
    from slowly.ambience import SoundLibrary
    from slowly.config import Folders

    return ["off", *(name for name, _ in SoundLibrary(Folders.find().audio).names())]


def _voices() -> Iterable[str]:
    from slowly.voices import open_engine

    engine, _ = open_engine(None)
    try:
        return [info.id for info in engine.voices()]
    finally:
        engine.close()


def _paces() -> Iterable[str]:
    from slowly.script.model import PACES

    return PACES


def _arcs() -> Iterable[str]:
    from slowly.script.model import Arc

    return [str(arc) for arc in Arc]


theme = offering(_themes, files=True)
sound = offering(_sounds, files=True)
voice = offering(_voices)
pace = offering(_paces)
arc = offering(_arcs)
file = offering(tuple, files=True)
