"""What is wrong with a script that was made from something is told of what it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from slowly.errors import ScriptError
from slowly.intake.intake import intake
from slowly.intake.places import Origin
from slowly.intake.read import read
from slowly.plan import plan_script
from slowly.script import parse
from slowly.script.model import Place
from slowly.script.source import Source

TALK = "NARRATOR: Sit here.\n\n(pause)\n\nThe sea is calm today. The sky is wide.\nIt goes on (a while)\nand on.\n"


def test_every_sentence_knows_its_place_in_the_source(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    script = read(path)
    assert script.source == tuple(TALK.split("\n"))
    for said in plan_script(script).utterances:
        shown = script.source[said.place.line - 1][said.place.column - 1 :]
        assert shown.startswith(said.text.split()[0])


def test_an_error_of_the_plan_names_the_place_in_the_source(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("Sit here.\n(pause 11 hours)\n[pause 660m]\nThe sea.\n[pause 660m]\nThe sky.\n", encoding="utf-8")
    with pytest.raises(ScriptError, match="twelve hours") as caught:
        plan_script(read(path))
    assert caught.value.at is not None
    assert (caught.value.at.file, caught.value.at.line, caught.value.at.text) == (str(path), 4, "The sea.")


def test_an_error_of_the_script_does_too_or_names_none(tmp_path: Path) -> None:
    origin = Origin(Source("a.txt", "One.\nTwo."), [Place(0, 0), Place(2, 1), Place(0, 0)])
    made = Source("a.txt", "---\nB.\nC.")
    spots = [origin.error(made.error("No.", line)).at for line in (1, 2, 3, 9)]
    assert [(spot.line, spot.text) for spot in spots if spot] == [(0, ""), (2, "Two."), (2, "Two."), (0, "")]


def test_signs_alone_are_imported_too() -> None:
    made = intake("Breathe in (pause).\n\n...\n\n# *Coming* [home]\n\nRest — (pause) —\n", "a.txt").script
    for one in plan_script(parse(made)).utterances:
        assert all(any(sign.isalnum() for sign in phrase.said) for phrase in one.phrases)
