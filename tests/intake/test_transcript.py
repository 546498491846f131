"""Plain words: talks, captions, and texts with pauses of their own."""

from __future__ import annotations

import itertools

import pytest

from slowly.intake.intake import intake
from slowly.intake.model import Kind

TALK = """\
This talk involves coming home, setting down old armour, and missing the harbour that never was. It's important \
to see the armour. Coming home may lead to a quiet kitchen. Missing the harbour is fair.
There's a side of coming home that hardly anyone mentions. We think it will be a parade. Mostly it is a quiet \
kitchen. The armour comes off one strap at a time. That armour served you. But it was never meant for the \
kitchen.
When old armour becomes a second skin, old armour is hard to see. It was a clever answer to a hard sea. \
Vigilance kept you afloat. Pleasing kept you fed. So when somebody says rest, your body asks, who keeps watch? \
That is a fair question. Missing the harbour.
One of the longest aches is the harbour. The harbour you would have reached if you had rowed a little harder. \
That picture kept you rowing. And putting it down can feel like drowning. The shore says, I can stop rowing now. \
Here's another thing. Not every friend likes the kitchen.
Some people liked you better at sea. When you stay ashore, they drift. Not because you failed, but because the \
crew needed a rower. You did not row too little. You were only very far out. Say this slowly if it helps. I did \
not row too little. I was far from any shore. The shore isn't a prize. It's where the rowing stops.
If your eyes sting after this, that makes sense. Salt is not a sign of going under.
"""


@pytest.fixture(scope="module")
def talk() -> str:
    return intake(TALK, "transcript.txt").script


def test_a_talk_loses_no_word(talk: str, heard) -> None:
    assert heard(talk).lost(TALK) == set()
    assert sum(len(line.split()) for line in heard(talk).lines) == len(TALK.split())


def test_say_this_slowly_gives_two_slow_lines_and_then_it_is_plain_again(talk: str, heard) -> None:
    script = heard(talk)
    assert script.slow == ["I did not row too little.", "I was far from any shore."]
    assert "Say this slowly if it helps. [6s]\n\n> I did" in talk
    assert "\nThe shore isn't a prize.\n" in talk


def test_a_fragment_that_is_picked_up_makes_a_heading_and_stays_spoken(talk: str, heard) -> None:
    script = heard(talk)
    assert script.titles[1:3] == ["Missing the harbour", "Another thing"]
    assert "# Missing the harbour\n\nMissing the harbour.\n" in talk
    assert "# Another thing\n\nHere's another thing.\n" in talk


def test_the_talk_is_named_after_its_own_heading_and_opened_with_a_bell(talk: str) -> None:
    assert talk.startswith("---\ntitle: Missing the harbour\nsummary: This talk involves")
    assert "pace: gentle\nambient: rain\n---\n\n[bell] [6s]\n\nThis talk" in talk
    assert talk.endswith("[8s] [bell]\n")


def test_paragraphs_end_in_a_pause_and_chapters_in_a_longer_one(talk: str) -> None:
    blocks = talk.split("\n\n")
    for block, following in itertools.pairwise(blocks):
        if block[0] not in "#>[-" and following[0] not in ">[":
            assert block.endswith("[7s]" if following.startswith("#") else "[4s]")


def test_a_summary_at_the_top_is_pointed_out() -> None:
    assert any("summary of the rest" in remark.what for remark in intake(TALK, "talk.txt").report)


def test_one_long_block_is_cut_into_paragraphs() -> None:
    sentences = [f"The river number {i} runs to the sea." if i % 5 else "But now the hills." for i in range(24)]
    script = intake(" ".join(sentences), "x.txt").script
    lengths = [len(block.splitlines()) for block in script.split("\n\n") if "runs" in block]
    assert len(lengths) >= 4
    assert max(lengths) <= 8


@pytest.mark.parametrize(
    ("text", "slow"),
    [
        ("Repeat after me. You are enough. You are here. The day goes on.", ["You are enough.", "You are here."]),
        ("Say to yourself, “I may rest. It is late.” And then go on.", ["I may rest.", "It is late."]),
        ('Silently say, "May I be well." Good.', ["May I be well."]),
        ("When you're ready, say quietly: I can stay. Then look up.", ["I can stay."]),
        ("Tell yourself, 'I'm not late.' Go on.", ["I'm not late."]),
        ("now say to yourself I am safe", ["I am safe"]),
        ("When you are there, say to yourself:\n\nMay you rest.\nMay you sleep.", ["May you rest.", "May you sleep."]),
        ("Say this slowly. I want you to hear it. Thank you.", []),
        ("People say to yourself a lot. I was there.", []),
        ("I was tired. I said so. My day was long.", []),
    ],
)
def test_what_is_to_be_repeated_becomes_slow(text: str, slow: list[str], heard) -> None:
    assert heard(intake(text, "x.txt").script).slow == slow


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ("Take a slow, deep breath.", "Take a slow, deep breath. [breath]"),
        ("Take three easy breaths.", "Take three easy breaths. [3 breaths]"),
        ("Breathe in.", "Breathe in. [inhale 4s]"),
        ("Breathe in softly, and breathe out.", "Breathe in softly, [inhale 4s] and breathe out. [exhale 6s]"),
        ("Breathe in for five and breathe out for seven.",
         "Breathe in for five [inhale 5s] and breathe out for seven. [exhale 7s]"),
        ("Take a deep breath in, and let it go.", "Take a deep breath in, [inhale 4s] and let it go. [exhale 6s]"),
        ("Inhale for four, hold for four, exhale for six.",
         "Inhale for four, [inhale 4s] hold for four, [hold 4s] exhale for six. [exhale 6s]"),
        ("As you breathe in, your ribs widen.", "As you breathe in, your ribs widen."),
        ("On your next exhale there is room.", "On your next exhale there is room."),
        ("Pause here.", "Pause here. [6s]"),
        ("Pause for ten seconds.", "Pause for ten seconds. [10s]"),
        ("Let's sit in silence for one minute.", "Let's sit in silence for one minute. [1m]"),
        ("Take a moment to arrive.", "Take a moment to arrive. [6s]"),
        ("Notice your hands.", "Notice your hands. [5s]"),
        ("The cat will notice your hands.", "The cat will notice your hands."),
    ],
)  # fmt: skip
def test_a_cue_stays_spoken_and_is_given_time(sentence: str, written: str) -> None:
    script = intake(f"{sentence} Birds sang.", "x.txt").script
    assert f"\n{written}\nBirds sang.\n" in script


def test_out_after_in_is_understood() -> None:
    script = intake("Breathe in. And out. In again. And let it go. It goes out at night.", "x.txt").script
    assert "And out. [exhale 6s]\nIn again. [inhale 4s]\nAnd let it go. [exhale 6s]\nIt goes out at night.\n" in script


@pytest.mark.parametrize(
    ("cue", "mark"),
    [
        ("[pause:3s]", "3s"), ("[pause 3]", "3s"), ("[pause 3 sec]", "3s"), ("(pause)", "4s"), ("[PAUSE]", "4s"),
        ("(3 second pause)", "3s"), ("<pause 3>", "3s"), ("{pause=3}", "3s"), ("*pause*", "4s"), ("- pause -", "4s"),
        ("[long pause]", "8s"), ("(pause 10 seconds)", "10s"), ("— silence —", "4s"), ("[5 seconds]", "5s"),
        ("(Pause for half a minute.)", "30s"), ("[pause for three breaths]", "3 breaths"), ("[bell]", "bell"),
        ("(ring the bell)", "bell"), ("[deep breath]", "breath"), ("<break time='2s'/>", "2s"), ("[1:1]", ""),
        ("[pause:90000m]", ""),
    ],
)  # fmt: skip
def test_pauses_are_read_in_the_habits_people_have(cue: str, mark: str) -> None:
    found = intake(f"The lamp is lit. {cue} The door is shut. (pause)", "x.txt")
    assert found.kind is Kind.CUES
    assert (f"The lamp is lit. [{mark}]\nThe door" if mark else f"<!-- {cue} -->") in found.script


def test_an_ellipsis_keeps_its_words_and_waits() -> None:
    assert "Slowly… [2s] very slowly." in intake("Slowly… very slowly.", "x.txt").script


def test_dots_in_a_led_breath_become_the_breath() -> None:
    script = intake("Breathe in… and a long breath out. It is late.", "x.txt").script
    assert "Breathe in… [inhale 4s] and a long breath out. [exhale 6s]\nIt is late." in script


def test_a_dialogue_keeps_its_speakers_as_comments(heard) -> None:
    script = heard(intake("Ann: The sea is calm.\nBen: It is.\nAnn: And wide.", "x.txt").script)
    assert script.notes == ["Ann", "Ben", "Ann"]
    assert script.lines == ["The sea is calm.", "It is.", "And wide."]


def test_a_text_with_pauses_of_its_own_gets_no_others() -> None:
    script = intake("Sit down. [pause:3s]\n\nNotice your hands. [pause:7s]\n\nThe light is low.", "x.txt").script
    assert "Sit down. [3s]\n\nNotice your hands. [7s]\n\nThe light is low.\n" in script


def test_capitals_on_a_line_of_their_own_are_headings_or_pauses() -> None:
    script = intake("ARRIVING\n\nSit down.\n\nLONG PAUSE\n\nThe light is low.", "x.txt").script
    assert "# Arriving\n" in script
    assert "Sit down. [8s]\n" in script


def test_round_brackets_among_words_stay_words() -> None:
    script = intake("Sit for a while (ten minutes) or lie down (on the floor). (pause)", "x.txt").script
    assert "Sit for a while (ten minutes) or lie down (on the floor). [4s]\n" in script


def test_hard_wrapped_lines_are_joined_and_verses_are_not() -> None:
    wrapped = "The evening comes slowly over the hills and the\nwater, and nobody has to do anything about it at all.\n"
    assert "hills and the water, and" in intake(wrapped, "x.txt").script
    assert "Night comes\nAnd the owl\nAnd the mouse\n" in intake("Night comes\nAnd the owl\nAnd the mouse", "x").script


def test_captions_lose_their_numbers_and_keep_their_silences(heard) -> None:
    srt = (
        "1\n00:00:01,000 --> 00:00:03,000\nwelcome to this\n\n2\n00:00:03,100 --> 00:00:05,000\n<i>quiet</i> place.\n\n"
        "3\n00:00:11,000 --> 00:00:13,000\nHere &amp; now.\n"
    )
    found = intake(srt, "a.srt")
    assert "welcome to this quiet place. [6s]\n\nHere & now." in found.script
    assert "numbers and times" in found.report[0].what


def test_time_stamps_speakers_and_sounds_are_set_apart() -> None:
    found = intake(
        "0:00\nhello and welcome\n0:04\nback to the shore.\n[Music]\n0:09\nAnna: The sea is calm.\n", "x.txt"
    )
    assert "hello and welcome back to the shore. <!-- [Music] -->" in found.script
    assert "<!-- Anna -->\nThe sea is calm.\n" in found.script
    assert len(found.report) == 3


def test_vtt_keeps_its_notes_as_comments(heard) -> None:
    vtt = "WEBVTT\n\nNOTE made by hand\n\nfirst\n00:01.000 --> 00:02.000 align:start\n<v Anna>The sea is calm.\n"
    found = intake(vtt, "a.vtt")
    assert heard(found.script).lines == ["The sea is calm."]
    assert "NOTE made by hand" in heard(found.script).notes


def test_captions_without_full_stops_are_cut_into_phrases(heard) -> None:
    text = "so we walk along the river and the river is wide and slow and nobody is in a hurry today " * 6
    lines = heard(intake(text, "x.txt").script).lines
    assert max(len(line.split()) for line in lines) <= 32
    assert " ".join(lines).split() == text.split()


def test_headings_of_the_source_stay_headings(heard) -> None:
    script = heard(intake("# The shore\n\nThe sea is calm.\n\nThe Kitchen\n===\n\nThe kettle sings.", "x.txt").script)
    assert script.titles == ["The shore", "The Kitchen"]
    assert script.lines == ["The sea is calm.", "The kettle sings."]


def test_a_header_that_is_not_ours_gives_its_title_and_becomes_a_comment(heard) -> None:
    script = heard(intake("---\nlayout: post\ntitle: By the sea\n---\nThe sea is calm.", "x.md").script)
    assert script.script.header.title == "By the sea"
    assert "layout: post" in script.notes[0]


def test_what_would_read_as_a_mark_is_spoken_as_it_stands(heard) -> None:
    text = "A # b and {name} and `code` and snake_case and a\\b and 2 * 3 < 4 and <b here."
    assert heard(intake(text, "x.txt").script).lines == [text]


@pytest.mark.parametrize(
    ("name", "title"),
    [("by_the-sea.txt", "By the sea"), ("transcript.txt", "Transcript"), ("", "Untitled"), ("/a/b/owl.md", "Owl")],
)
def test_a_title_comes_from_the_name_where_nothing_else_gives_one(name: str, title: str) -> None:
    assert f"title: {title}\n" in intake("The sea is calm.", name).script
