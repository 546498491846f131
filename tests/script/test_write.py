from __future__ import annotations

from pathlib import Path

import pytest

from slowly.script import parse, write

SCRIPTS = sorted((Path(__file__).parents[2] / "scripts").glob("*.md"))
EVERYTHING = """---
title: "A title: with a colon"
theme: all
summary: Everything that can be written.
author: nobody
track: 7
language: en-gb
pace: 97
breath: 9s500ms
echo: 1.25x + 500ms
arc: settle
length: 15m
ambient: rain
voice: en-us+f5
say: {metta: mett-uh, "New York": noo york}
names: {name: the one you miss}
---
Before any heading.

# One {pace=slow ambient="my rain" voice=en-us+f3}

A *leaned* word, (a part)[rate:"slow"], (metta){mett-uh}, for {name}. Two \\[brackets\\] and 2 \\* 3. [4s]
> Say it *slowly*. [repeat 3]
- a list [8s+] [4s!] [breath] [3 breaths+] [inhale 4s] [hold 500ms] [exhale 6s]
[bell] [bell bowl] [ambient ocean] [ambient off] <!-- a note -->
\\# not a heading \\> nor a quote

# One \\{a=b\\}
<break time="2s"/> [pause:3s] [break:"1m30s"] Un(believ)[emphasis]able.
"""


def test_everything_that_can_be_written_is_read_back() -> None:
    script = parse(EVERYTHING)
    text = write(script)
    assert parse(text) == script
    assert write(parse(text)) == text


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_our_own_scripts_are_read_back(path: Path) -> None:
    script = parse(path.read_text(encoding="utf-8"))
    assert parse(write(script)) == script
