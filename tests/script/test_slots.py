from __future__ import annotations

from slowly.script import Say, parse
from slowly.script.model import Touch, Way
from slowly.script.slots import fill, slots

TEXT = """---
title: For {name}
names: {name: the one you miss, place: a place you both knew}
---
# A walk to {place}

You could say *{name}* aloud, or only {name}. And {other}.
"""


def test_slots_come_with_what_to_ask_for() -> None:
    script = parse(TEXT)
    assert slots(script) == {"place": "a place you both knew", "name": "the one you miss", "other": "other"}


def test_filling_keeps_everything_else_in_its_place() -> None:
    script = fill(parse(TEXT), {"name": "Ada  Maria", "place": "the pier"})
    assert script.title == "For Ada Maria"
    assert script.chapters[0].title == "A walk to the pier"
    first, second = next(script.lines).sentences
    assert first.text == "You could say Ada Maria aloud, or only Ada Maria."
    assert first.touches == (Touch(14, 23, Way.LEAN),)
    assert second == Say("And {other}.", touches=(Touch(4, 11, Way.SLOT, "other"),))
    assert set(slots(script)) == {"other"}


def test_what_cannot_be_seen_in_the_words_is_left_out_as_it_is_of_a_script() -> None:
    script = fill(parse(TEXT), {"name": " A\u00adda\u200b \t Maria\n", "place": "the\u2028pier"})
    assert script.title == "For Ada Maria"
    assert script.chapters[0].title == "A walk to the pier"
    assert next(script.lines).sentences[0].text == "You could say Ada Maria aloud, or only Ada Maria."


def test_words_that_look_like_marks_stay_words() -> None:
    [say] = next(fill(parse("Hello {name}."), {"name": "*A* [4s] {name}"}).lines).sentences
    assert say.text == "Hello *A* [4s] {name}."
    assert say.touches == ()


def test_a_brace_that_is_no_slot_can_be_written() -> None:
    [say] = next(parse("A \\{name\\} here.").lines).sentences
    assert (say.text, say.touches) == ("A {name} here.", ())
