"""Speech Markdown: its marks one by one, and what looks like one and is not."""

from __future__ import annotations

import pytest

from slowly.intake.intake import intake
from slowly.intake.model import Kind


def read(text: str) -> tuple[str, tuple[str, ...]]:
    found = intake(text, "a.smd")
    assert found.kind is Kind.SPEECH_MARKDOWN
    return found.script.split("---\n\n", 1)[1].rstrip("\n"), tuple(remark.what for remark in found.report)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The tide [250ms] comes in.", "The tide [250ms] comes in."),
        ('The tide [break:"2s"] comes in.', "The tide [2s] comes in."),
        ("The tide [break:'strong'] comes in.", "The tide [2s] comes in."),
        ('The tide [break:"none"] comes in.', "The tide comes in."),
        ("The tide is in [2s]. And out.", "The tide is in. [2s]\nAnd out."),
        ("A ++big++ wave, a +small+ one, a ~flat~ one.", "A *big* wave, a *small* one, a flat one."),
        ("A (big)[emphasis:\"strong\"] wave, a (small)[emphasis] one, a (flat)[emphasis:'none'] one.",
         "A *big* wave, a *small* one, a flat one."),
        ("sea+salt+air, sister-in-law, 01-02-2024 and 1-2-3", "sea+salt+air, sister-in-law, 01-02-2024 and 1-2-3"),
        ('(Go on)[rate:"slow"] now', '(Go on)[rate:"slow"] now'),
        ('(Go on)[rate:"x-fast";] now', '(Go on)[rate:"x-fast"] now'),
        ('(Go on)[rate:"medium"] now', "Go on now"),
        ('(NaCl)[sub:"salt";rate:"slow"]', '((NaCl){salt})[rate:"slow"]'),
        ("The (Fe){iron} gate, at (www.a.org){a dot org}", "The (Fe){iron} gate, at (www.a.org){a dot org}"),
        ("(sea)[characters] (sea)[chars]", "(sea){S E A} (sea){S E A}"),
        ('(3/5/2024)[date:"mdy"]', "(3/5/2024){March 5th, 2024}"),
        ("the (3)[ordinal] wave", "the (3){3rd} wave"),
        ("((020) 7946)[phone]", "(\\(020\\) 7946){0 2 0, 7 9 4 6}"),
        ("(left alone) and [4s]", "(left alone) and [4s]"),
        ("Now $[name], sit.", "Now, sit. <!-- $[name] -->"),
        ("# The shore\n\nSit.\nStand.", "# The shore\n\nSit.\nStand."),
        ("One <break time='1s'/> two", "One [1s] two"),
        ("One [pause 3 sec] two (50% [of] it)", "One [3s] two (50% it) <!-- [of] -->"),
        ("10/11/12 and/or /home/", "10/11/12 and/or /home/"),
        ('a ["', 'a \\["'),
    ],
)  # fmt: skip
def test_marks(text: str, written: str) -> None:
    assert read(text)[0] == written


@pytest.mark.parametrize(
    ("text", "written", "told"),
    [
        ("A -soft- word", "A soft word", "“soft” is to be said with less weight"),
        ('A (word)[emphasis:"reduced"]', "A word", "Emphasis “reduced”"),
        ("A (word)[whisper]", "A word", "“whisper” has no counterpart"),
        ('A (word)[volume:"loud"]', "A word", "“volume” has no counterpart"),
        ('A (word)[voice:"Ann"]', "A word", "“voice” has no counterpart"),
        ("A (damn)[expletive]", "A damn", "read as “expletive”"),
        ("At (5pm)[time]", "At 5pm", "read as “time”"),
        ('A (word)[ipa:"wɜːd"]', "A word", "/wɜːd/"),
        ("A (word)[/wɜːd/]", "A word", "/wɜːd/"),
        ("A (word)/wɜːd/", "A word", "/wɜːd/"),
        ("A /wɜːd/ here", "A here <!-- pronunciation: /wɜːd/ -->", "/wɜːd/"),
        ('A [mark:"m"] b', 'A b <!-- [mark:"m"] -->', "kept as a comment"),
        ('A [voice:"Ann"] b', 'A b <!-- [voice:"Ann"] -->', "kept as a comment"),
        (
            '!["https://a.b/sea.mp3" "the sea"] A',
            "A <!-- sound: https://a.b/sea.mp3 --> <!-- caption: the sea -->",
            "sea.mp3",
        ),
        ("!(the sea)['sea.mp3'] A", "A <!-- sound: sea.mp3 --> <!-- caption: the sea -->", "sea.mp3"),
        ('A [audio:"gong.wav"]', "A <!-- sound: gong.wav --> [bell]", "our own bell"),
        ('#[voice:"Ann";lang:"fr"] A', 'A <!-- section: voice:"Ann";lang:"fr" -->', "section"),
        ("#[excited]\nA", "<!-- section: excited -->\nA", "section"),
        ("A <lang xml:lang='fr'>b</lang>", "A b <!-- <lang xml:lang='fr'> -->", "SSML inside"),
    ],
)  # fmt: skip
def test_what_has_no_counterpart_is_kept_and_named(text: str, written: str, told: str) -> None:
    script, remarks = read(f"Sea.\n\n{text}")
    assert script == f"Sea.\n\n{written}"
    assert any(told in remark for remark in remarks)


def test_a_remark_knows_its_place() -> None:
    (remark,) = intake("One.\n\n  Two (three)[whisper].", "a.smd").report
    assert (remark.line, remark.column) == (3, 7)


def test_a_rate_for_a_section_lasts_until_the_next() -> None:
    script, _ = read('#[rate:"slow"]\nOne.\nTwo.\n#[voice:"device"]\nThree.')
    assert '(One.)[rate:"slow"]\n(Two.)[rate:"slow"]\n' in script
    assert script.endswith("\nThree.")


def test_a_language_at_the_head_is_the_language_of_the_whole() -> None:
    assert "language: en-GB\n" in intake('#[lang:"en-GB"]\nOne.', "a.smd").script
