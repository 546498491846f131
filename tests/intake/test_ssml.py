"""SSML 1.1: its elements one by one, and documents that are broken or mean harm."""

from __future__ import annotations

import time

import pytest

from slowly.errors import ScriptError
from slowly.intake.intake import intake
from slowly.intake.model import Imported, Kind
from slowly.intake.ssml import DEEPEST


def read(inside: str, attributes: str = "") -> Imported:
    return intake(f"<speak{attributes}>{inside}</speak>", "a.ssml")


def body(inside: str) -> str:
    return read(inside).script.split("---\n\n", 1)[1].rstrip("\n")


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        ("<p><s>One here</s><s>Two</s></p><p>Three.</p>", "One here\nTwo\n\nThree."),
        ("One. Two <w>three</w>.\n\nFour.", "One.\nTwo three.\n\nFour."),
        ("One<break/>two", "One [1s] two"),
        ("One <break time='2.5s'/> two", "One [2.5s] two"),
        ("One <break time='+500ms'/> two", "One [500ms] two"),
        ("One.<break time='2s'/><break time='3s'/>Two.", "One. [5s]\nTwo."),
        ("One <break strength='none'/>two", "One two"),
        ("One <break strength='x-weak'/>two <break strength='x-strong'/>three", "One [250ms] two [4s] three"),
        ("Go <emphasis>on</emphasis>.", "Go *on*."),
        ("Go <emphasis level='reduced'>on</emphasis>.", "Go on."),
        ("un<emphasis level='strong'>be</emphasis>lievable", "un(be)[emphasis]lievable"),
        ("Go <prosody rate='slow'>on. And on.</prosody> Stop.", 'Go (on.)[rate:"slow"]\n(And on.)[rate:"slow"]\nStop.'),
        ("Go <prosody rate='50%'>on</prosody>, stop.", 'Go (on)[rate:"x-slow"], stop.'),
        ("Go <prosody rate='-15%'>on</prosody>, stop.", 'Go (on)[rate:"slow"], stop.'),
        ("Go <prosody rate='1.3'>on</prosody>, stop.", 'Go (on)[rate:"x-fast"], stop.'),
        ("Go <prosody rate='default'>on</prosody>, stop.", "Go on, stop."),
        ("The <sub alias='metta bhavana'>MB</sub> class", "The (MB){metta bhavana} class"),
        ("The <sub alias='sea'/> here", "The sea here"),
        ("<say-as interpret-as='characters'>ab1</say-as>", "(ab1){A B 1}"),
        ("<say-as interpret-as='vxml:digits'>407</say-as>", "(407){4 0 7}"),
        ("<say-as interpret-as='date' format='dmy'>3.5.2024</say-as>", "(3.5.2024){May 3rd, 2024}"),
        ("<say-as interpret-as='date' format='dmy'>3.15.2024</say-as>", "3.15.2024"),
        ("<say-as interpret-as='ordinal'>12</say-as>", "(12){12th}"),
        ("<say-as interpret-as='cardinal'>12</say-as>", "12"),
        ("A <phoneme ph='x'>word</phoneme>.", "A word."),
        ("One <mark name='here'/>two", "One two <!-- mark: here -->"),
        ("<audio src='a/rain.mp3'>It rains.</audio>", "It rains. <!-- sound: a/rain.mp3 -->"),
        ("<audio src='x/Bell-2.wav?v=1'>ding</audio>A.",
         "<!-- sound: x/Bell-2.wav?v=1 --> [bell]\nA. <!-- in place of the bell: ding -->"),
        ("<voice name='A'>One</voice> <lang xml:lang='fr'>deux</lang>", "One deux"),
        ("<meta name='a' content='b'/><metadata><x>c</x> d</metadata>One",
         "One <!-- meta: name=a content=b --> <!-- metadata: c d -->"),
        ("One <!-- a note --> two", "One two <!-- a note -->"),
        ("a &amp; b &lt; c &#233; &#x21;", "a & b < c é !"),
        ("<![CDATA[a <b> [c] *d*]]>", "a \\<b> \\[c\\] \\*d\\*"),
        ("<odd:thing>Words</odd:thing>", "Words"),
        ("# One", "\\# One"),
    ],
)  # fmt: skip
def test_elements(inside: str, written: str) -> None:
    assert body(inside) == written


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("a<prosody pitch='low' volume='soft'>b</prosody>", 'pitch="low", volume="soft"'),
        ("a<prosody rate='brisk'>b</prosody>", "“brisk” is no rate"),
        ("a<break time='soon'/>", "“soon” is no time"),
        ("a<break strength='mild'/>", "“mild” is no strength"),
        ("a<voice name='Ann'>b</voice>", "voice “Ann”"),
        ("a<lang xml:lang='fr'>b</lang>", "language “fr”"),
        ("a<phoneme alphabet='ipa' ph='æ'>b</phoneme>", "/æ/"),
        ("a<say-as interpret-as='time'>1:30</say-as>", "read as “time”"),
        ("a<audio src='x.mp3'/>", "“x.mp3” is not at hand"),
        ("a<odd>b</odd>", "<odd> is not part of SSML"),
        ("a<emphasis level='reduced'>b</emphasis>", "“reduced”"),
        ("a<lexicon uri='x'/>", "<lexicon> is kept"),
        ("a<?php b?>", "<?php?> is left out"),
    ],
)
def test_what_has_no_counterpart_is_named_with_its_place(inside: str, told: str) -> None:
    (remark,) = intake(f"<speak>\n  {inside}</speak>", "a.ssml").report
    assert told in remark.what
    assert remark.line == 2
    assert remark.column in (4, inside.find(">") + 4, inside.find("</") + 3)


def test_a_whole_document_with_its_declaration_namespace_and_language() -> None:
    text = (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<ssml:speak version="1.1" xml:lang="en-GB" '
        'xmlns:ssml="http://www.w3.org/2001/10/synthesis"><ssml:p>Café <ssml:break time="1s"/> here.</ssml:p>'
        "</ssml:speak>"
    )
    found = intake(text, "cafe.xml")
    assert found.kind is Kind.SSML
    assert found.report == ()
    assert found.script.endswith("title: Cafe\npace: gentle\nambient: rain\nlanguage: en-GB\n---\n\nCafé [1s] here.\n")


def test_a_rate_round_everything_is_the_pace_of_the_script() -> None:
    script = read("<prosody rate='slow'><p>One.</p><p>Two.</p></prosody>").script
    assert "pace: slow\n" in script
    assert script.endswith("One.\n\nTwo.\n")


@pytest.mark.parametrize(
    ("text", "line", "column", "told"),
    [
        ("<speak>\n<p>One</s></speak>", 2, 9, "mismatched tag"),
        ("<speak>\nOne & two</speak>", 2, 6, "not well-formed"),
        ("<speak>One &nbsp; two</speak>", 1, 12, "undefined entity"),
        ("<speak>é\né &nbsp; two</speak>", 2, 3, "undefined entity"),
        ("<speak>One", 1, 11, "no element found"),
        ("<speak>One</speak>\ntwo", 2, 1, "junk after"),
        ("<speak>&#0;</speak>", 1, 8, "invalid character"),
        ("<!DOCTYPE speak SYSTEM 'http://x.example/a.dtd'>\n<speak>One</speak>", 1, 1, "declares a type"),
        ("<speak>" + "<p>" * DEEPEST + "</speak>", 1, 8 + 3 * (DEEPEST - 1), "more than 100 deep"),
        ("<speak> <break/> </speak>", 1, 0, "no words"),
    ],
)
def test_a_broken_document_is_refused_at_its_place(text: str, line: int, column: int, told: str) -> None:
    with pytest.raises(ScriptError) as caught:
        intake(text, "a.ssml")
    spot = caught.value.at
    assert spot is not None
    assert (spot.file, spot.line, spot.column) == ("a.ssml", line, column)
    assert told in caught.value.message


@pytest.mark.parametrize(
    "declared",
    [
        "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "ha"}">' for i in range(10)),
        f'<!ENTITY a9 "{"x" * 50_000}">',
        '<!ENTITY a9 SYSTEM "file:///etc/hostname">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;',
    ],
)
def test_entities_are_refused_before_they_unfold(declared: str) -> None:
    begun = time.process_time()
    with pytest.raises(ScriptError, match="declares a type or an entity"):
        intake(f"<!DOCTYPE speak [{declared}]><speak>{'&a9;' * 20_000}</speak>", "a.ssml")
    assert time.process_time() - begun < 1.0
