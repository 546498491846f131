"""Signs without a letter or a digit are never said alone: they stay with the sentence beside them."""

from __future__ import annotations

import pytest

from slowly.script import parse
from slowly.script.model import Pause, Say, Strike, Touch, Way


def items(text: str) -> list[object]:
    return [item for line in parse(text).lines for item in line.items]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Breathe in [4s].", [Say("Breathe in."), Pause(4_000)]),
        ("Really [4s]? Yes [4s]…", [Say("Really?"), Pause(4_000), Say("Yes…"), Pause(4_000)]),
        ("And rest [4s], for a moment.", [Say("And rest,"), Pause(4_000), Say("for a moment.")]),
        ("Là [4s] ! Oui [4s] , là.", [Say("Là !"), Pause(4_000), Say("Oui ,"), Pause(4_000), Say("là.")]),
        ("Rest [4s] … and go.", [Say("Rest"), Pause(4_000), Say("… and go.")]),
        ("And stop [bell]! [4s]", [Say("And stop!"), Strike("bell"), Pause(4_000)]),
        ("Rest [4s] — [4s] now.", [Say("Rest —"), Pause(4_000), Pause(4_000), Say("now.")]),
        ("Rest [4s] —", [Say("Rest —"), Pause(4_000)]),
        ("“ [4s] Rest.”", [Pause(4_000), Say("“Rest.”")]),
        ("— [4s] Rest.", [Pause(4_000), Say("— Rest.")]),
        ("*Rest [4s]*.", [Say("Rest.", touches=(Touch(0, 4, Way.LEAN),)), Pause(4_000)]),
        ("« *Oui* »", [Say("« Oui »", touches=(Touch(2, 5, Way.LEAN),))]),
        ("Rest. [4s] ...and then.", [Say("Rest."), Pause(4_000), Say("...and then.")]),
        ("(❤){love} it.", [Say("❤ it.", touches=(Touch(0, 1, Way.SAID, "love"),))]),
    ],
)
def test_signs_belong_to_the_sentence_beside_them(text: str, said: list[object]) -> None:
    assert items(text) == said


def test_signs_alone_on_their_line_are_no_sentence() -> None:
    script = parse("One.\n...\n> —\nTwo.")
    assert [say.text for line in script.lines for say in line.sentences] == ["One.", "Two."]
    assert script.affirmations == ()


@pytest.mark.parametrize(
    ("text", "cells"), [("| a | b c. [4s] |", ["a", "b c."]), ("> | a \\| b | c |", ["a | b", "c"])]
)
def test_each_cell_of_a_table_is_a_line(text: str, cells: list[str]) -> None:
    script = parse(f"{text}\n|---|:--:|\n|\nEnd.")
    assert [line.sentences[0].text for line in script.lines] == [*cells, "End."]
    assert [line.slow for line in script.lines] == [text[0] == ">"] * len(cells) + [False]
    places = [line.sentences[0].place.column for line in script.lines]
    assert places[0] == text.index("a") + 1
