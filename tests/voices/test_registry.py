from __future__ import annotations

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from slowly.errors import VoiceError
from slowly.voices import open_engine, registry


@pytest.mark.parametrize(
    ("asked", "engine", "voice"),
    [
        (None, "system", None),
        ("silent", "silent", None),
        ("silent:silent", "silent", "silent"),
        ("en-us+f3", "system", "en-us+f3"),
        ("system:en-us", "system", "en-us"),
    ],
)
def test_a_voice_is_taken_apart(asked: str | None, engine: str, voice: str | None) -> None:
    opened, wanted = open_engine(asked)
    opened.close()
    assert (opened.name, wanted) == (engine, voice)


def test_an_engine_that_cannot_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = EntryPoints([EntryPoint("broken", "no_such_module:Engine", registry.GROUP)])
    monkeypatch.setattr(registry, "entry_points", lambda group: broken)
    with pytest.raises(VoiceError, match="cannot be loaded"):
        open_engine("broken")
    with pytest.raises(VoiceError, match="not installed whole"):
        open_engine(None)
