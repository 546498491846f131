from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest

from slowly.plan import Plan, estimated_ms
from slowly.review import outline
from slowly.review.picture import ROW_MS, WIDTH, picture

PlanOf = Callable[..., Plan]
TEXT = (
    "---\ntitle: A < B & “C”\nambient: rain\n---\n# One\nHello there. [4s]\nIn. [inhale 4s] Out. [exhale 6s] [2s]\n"
    "# Two\n> I may rest.\n[ambient off] [bell]\nThat is all. [100s]"
)


def test_it_holds_every_line_with_its_time(plan_of: PlanOf) -> None:
    plan = plan_of(TEXT)
    seen = outline(plan)
    assert [chapter.title for chapter in seen.chapters] == ["One", "Two"]
    assert [line.said.text for line in seen.lines] == ["Hello there.", "In.", "Out.", "I may rest.", "That is all."]
    assert seen.total_ms == pytest.approx(estimated_ms(plan))
    assert [(line.rest_ms, line.pause_ms) for line in seen.lines[:3]] == [
        (pytest.approx(4_000, abs=0.1), pytest.approx(4_000, abs=0.1)),
        (pytest.approx(4_000, abs=0.1), 0),
        (pytest.approx(8_000, abs=0.1), pytest.approx(2_000, abs=0.1)),
    ]
    assert seen.words == 10
    for line in seen.lines:
        assert line.start_ms + line.spoken_ms + line.rest_ms <= seen.total_ms + 1


def test_the_picture_is_drawn_to_scale(plan_of: PlanOf) -> None:
    seen = outline(plan_of(TEXT))
    root = ET.fromstring(picture(seen))  # noqa: S314 - our own
    name = "{http://www.w3.org/2000/svg}"
    bands = [one for one in root.iter(f"{name}rect") if one.find(f"{name}title") is not None]

    def seconds(kind: str) -> float:
        return sum(float(one.attrib["width"]) for one in bands if one.attrib["class"] == kind) / WIDTH * ROW_MS / 1_000

    spoken = sum(line.spoken_ms for line in seen.lines) / 1_000
    assert seconds("say") + seconds("slow") == pytest.approx(spoken, abs=0.2)
    assert seconds("in") == pytest.approx(4, abs=0.1)
    assert seconds("out") == pytest.approx(6, abs=0.1)
    assert seconds("bed") < seen.total_ms / 1_000 - 100
    assert "A &lt; B &amp; “C”" in picture(seen)
