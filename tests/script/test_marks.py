from __future__ import annotations

import pytest

from slowly.errors import ScriptError
from slowly.script import parse
from slowly.script.model import Ambient, Breaths, Give, Item, Pause, Repeat, Say, Strike, Touch, Way
from slowly.units import Ms


def items(text: str) -> list[Item]:
    return [item for line in parse("Word.\n" + text).lines for item in line.items][1:]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("[4s]", Pause(Ms(4_000))),
        ("[ 4 s ]", Pause(Ms(4_000))),
        ("[pause 4s]", Pause(Ms(4_000))),
        ("[PAUSE: 4s]", Pause(Ms(4_000))),
        ('[break:"4s"]', Pause(Ms(4_000))),
        ('[break : "4s" ]', Pause(Ms(4_000))),
        ('<break time="4s"/>', Pause(Ms(4_000))),
        ("<break time='400ms' />", Pause(Ms(400))),
        ("[8s+]", Pause(Ms(8_000), Give.SLACK)),
        ("[8s !]", Pause(Ms(8_000), Give.EXACT)),
        ("[breath]", Breaths(1)),
        ("[3 breaths]", Breaths(3)),
        ("[2 breaths+]", Breaths(2, Give.SLACK)),
        ("[bell bowl]", Strike("bowl")),
        ("[ambient ocean]", Ambient("ocean")),
        ("[ambient: rain]", Ambient("rain")),
        ("[repeat 3]", Repeat(3)),
        ("[repeat 3x]", Repeat(3)),
    ],
)
def test_each_mark_and_its_aliases(text: str, item: Item) -> None:
    assert items(text) == [item]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[brethe]", "Did you mean"),
        ("[3 breathes]", "Did you mean"),
        ("[0 breaths]", "not from 1"),
        ("[9999 breaths]", "not from 1"),
        ("[ambient]", "needs a sound"),
        ("[repeat]", "needs a number"),
        ("[4]", "has no unit"),
        ("[4s", "never closed"),
        ("a[4s]b", "middle of a word"),
        ('(a)[rate:"warp"]', "not a change I know"),
        ("a){b}", "no ( before it"),
        ("(a){}", "nothing between"),
        ("{not a slot}", "does not open a slot"),
        ("a}", "without a {"),
        ("<b>bold</b>", "not a mark of a script"),
        ('<break strength="x"/>', "not a mark of a script"),
        ("# T {pace=warp}", "not a pace"),
        ("# T {colour=red}", "no “colour”"),
        ("# T {pace=slow pace=slow}", "twice"),
        ("# {pace=slow}", "no title"),
    ],
)
def test_a_mark_that_is_none_is_told_where_it_stands(text: str, told: str) -> None:
    with pytest.raises(ScriptError, match=told.replace("(", r"\(").replace("{", r"\{")) as caught:
        items(text)
    assert caught.value.at is not None
    assert caught.value.at.line == 2
    assert caught.value.at.text == text


@pytest.mark.parametrize(
    ("text", "said", "touches"),
    [
        ("I was *too much*.", "I was too much.", [Touch(6, 14, Way.LEAN)]),
        ("**Too** much.", "Too much.", [Touch(0, 3, Way.LEAN)]),
        ("2 * 3 and a_b", "2 * 3 and a_b", []),
        ("*loose", "loose", []),
        ("(metta){mett-uh} now", "metta now", [Touch(0, 5, Way.SAID, "mett-uh")]),
        ('(so slow)[rate:"slow"] now', "so slow now", [Touch(0, 7, Way.RATE, "slow")]),
        ('(so)[sub:"sew"] now', "so now", [Touch(0, 2, Way.SAID, "sew")]),
        ("(plain) words", "(plain) words", []),
        ("Dear {name}.", "Dear {name}.", [Touch(5, 11, Way.SLOT, "name")]),
        ("מילה *חזקה* 🌧.", "מילה חזקה 🌧.", [Touch(5, 9, Way.LEAN)]),
    ],
)
def test_words_that_are_said_in_a_way_of_their_own(text: str, said: str, touches: list[Touch]) -> None:
    [say] = items(text)
    assert isinstance(say, Say)
    assert (say.text, list(say.touches)) == (said, touches)


def test_leaning_goes_on_behind_a_mark_and_over_a_sentence() -> None:
    found = [item.touches for item in items("*One. Two [2s] three* four.") if isinstance(item, Say)]
    assert found == [(Touch(0, 4, Way.LEAN),), (Touch(0, 3, Way.LEAN),), (Touch(0, 5, Way.LEAN),)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[pause]", "[pause] is not a mark I know. Write how long: [pause 4s], or [4s]."),
        ("[long pause]", "[pause 4s]"),
        ("[name]", "write {name}"),
        ("[4,5s]", "[4.5s]"),
        ("[pause 1,5 s]", "[1.5s]"),
        ("[1:30]", "[1m30s]"),
        ("[3 times]", "[repeat 3]"),
        ("[x3]", "[repeat 3]"),
        ("[2-3s]", "A pause has one length: [3s]"),
        ("[Breathe in 4s]", "[inhale 4s]"),
        ("[exhale for 6 seconds]", "[exhale 6s]"),
        ("[Inhale: 4]", "[inhale 4s]"),
        ("[silence 10s]", "[10s]"),
        ("[4 seconds pause]", "[4s]"),
        ("[2 minutes of silence]", "[2m]"),
        ("[ ] Sit", "[ ] is not a mark I know. A box to tick"),
        ("[x] Sit", "A box to tick"),
        ("Foot.[^1]", "A footnote cannot be heard"),
        ("a [the guide](http://x)", "write its words alone: the guide"),
        ("![a](b.png)", "A picture cannot be heard"),
        ("Hello<br>", "That is HTML"),
        ("[" + "word " * 2_000 + "]", "is not a mark I know"),
    ],
)
def test_what_people_write_gets_a_hint_that_fits(text: str, told: str) -> None:
    with pytest.raises(ScriptError) as caught:
        items(text)
    assert told in str(caught.value)
