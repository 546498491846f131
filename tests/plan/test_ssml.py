from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest

from slowly.plan import Plan
from slowly.plan.ssml import as_ssml

PlanOf = Callable[..., Plan]
NS = "{http://www.w3.org/2001/10/synthesis}"


def test_it_says_every_word_once_and_rests_as_long(plan_of: PlanOf) -> None:
    text = "# A & B--\nI < you, (metta){mett-uh} *now*. [25s]\n> I may rest.\n"
    text += '[bell] [inhale 4s] (Slow)[rate:"slow"] end.'
    root = ET.fromstring(as_ssml(plan_of(text)).encode())  # noqa: S314 - our own
    assert root.attrib["version"] == "1.1"
    assert " ".join("".join(root.itertext()).split()) == "I < you, metta now. I may rest. Slow end."
    breaks = [int(one.attrib["time"].removesuffix("ms")) for one in root.iter(f"{NS}break")]
    assert breaks[:3] == [10_000, 10_000, 5_000]
    assert 4_000 in breaks
    assert [one.attrib["alias"] for one in root.iter(f"{NS}sub")] == ["I < you, mett-uh"]
    assert ["".join(one.itertext()) for one in root.iter(f"{NS}emphasis")] == ["now."]
    assert [one.attrib["rate"] for one in root.iter(f"{NS}prosody")] == ["85%", "85%"]


def test_the_language_is_told(plan_of: PlanOf) -> None:
    assert 'xml:lang="de"' in as_ssml(plan_of("---\nlanguage: de\n---\nGuten Abend."))


@pytest.mark.parametrize("title", ["a -- b", "--", "<x>", "-"])
def test_no_title_breaks_the_comment_it_stands_in(plan_of: PlanOf, title: str) -> None:
    ET.fromstring(as_ssml(plan_of(f"# A {title}\nHello.")).encode())  # noqa: S314 - our own
