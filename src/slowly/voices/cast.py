"""The cast of a session: its voice, and the voices of chapters that have their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from slowly.errors import Spot, VoiceError
from slowly.voices.engine import Engine
from slowly.voices.registry import engine_of, open_engine


@dataclass(frozen=True)
class Role:
    """A voice, ready to speak."""

    engine: Engine
    voice: str
    formant: bool = False
    """Its sound is made by a formant synthesiser, with the buzz and the hard sibilants of one."""

    @property
    def identity(self) -> str:
        """Everything but text and rate that decides how it sounds. An engine may find out more as it speaks."""
        return self.engine.identity(self.voice)


class Cast:
    """The voices of one session, by the name a script gives them; None is the main one. close() ends their engines."""

    def __init__(self, roles: Mapping[str | None, Role]) -> None:
        self._roles = roles

    @classmethod
    def open(
        cls,
        main: str | None,
        others: Iterable[str],
        language: str,
        named_at: Callable[[str | None], Spot | None] = lambda _: None,
    ) -> Cast:
        """Open each engine once. Raises VoiceError for a voice that is not there, before anything is spoken.

        `named_at` tells where a voice is asked for, for that error.
        """
        engines: dict[str, Engine] = {}
        roles: dict[str | None, Role] = {}
        try:
            for key in (None, *others):
                voice = main if key is None else key
                name, wanted = engine_of(voice)
                if name not in engines:
                    engines[name], _ = open_engine(voice)
                try:
                    found = engines[name].resolve(wanted, language)
                except VoiceError as error:
                    raise VoiceError(error.message, hint=error.hint, at=named_at(key)) from error
                formant = getattr(engines[name], "formant", False)  # engines of others need not know of it
                roles[key] = Role(engines[name], found, formant)
        except BaseException:
            for engine in engines.values():
                engine.close()
            raise
        return cls(roles)

    def role(self, voice: str | None) -> Role:
        """The role of a voice that was named at the beginning; None is the main one. KeyError for any other."""
        return self._roles[voice]

    @property
    def workers(self) -> int:
        """How many phrases can be spoken at once."""
        return self._roles[None].engine.workers

    def close(self) -> None:
        """End every engine. May be called twice."""
        for role in self._roles.values():
            role.engine.close()
