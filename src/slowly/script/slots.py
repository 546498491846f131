"""Slots: the places in a script that the listener fills, such as the name of someone missed. Their words stay here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from slowly.script.model import Chapter, Item, Line, Paragraph, Say, Script, Touch, Way
from slowly.script.source import INVISIBLE

_SLOT = re.compile(r"\{([A-Za-z_][\w-]{0,40})\}")


def slots(script: Script) -> dict[str, str]:
    """The slots that are spoken or shown, in order, each with what the listener is to be asked for."""
    asked = dict(script.header.names)
    found: dict[str, str] = {}
    for chapter in script.chapters:
        for name in _SLOT.findall(chapter.title or ""):
            if name in asked:
                found.setdefault(name, asked[name])
    for line in script.lines:
        for say in line.sentences:
            for touch in say.touches:
                if touch.way is Way.SLOT:
                    found.setdefault(touch.value, asked.get(touch.value, touch.value))
    return found


def spoken(words: str) -> str:
    """What a listener has typed as it is spoken: one line with single blanks, and nothing that cannot be seen."""
    return " ".join(INVISIBLE.sub("", words).split())


def fill(script: Script, words: Mapping[str, str]) -> Script:
    """The same script with its slots filled; a slot without words stays as it is.

    The words stand where a script's own have been checked already, so they must hold no control characters.
    """
    if not words:
        return script
    words = {name: spoken(said) for name, said in words.items()}

    def title(text: str | None) -> str | None:
        return text and " ".join(_SLOT.sub(lambda found: words.get(found[1], found[0]), text).split())

    def item(one: Item) -> Item:
        return _filled(one, words) if isinstance(one, Say) and one.touches else one

    return replace(
        script,
        header=replace(script.header, title=title(script.header.title)),
        chapters=tuple(replace(_each(chapter, item), title=title(chapter.title)) for chapter in script.chapters),
    )


def _each(chapter: Chapter, change: Callable[[Item], Item]) -> Chapter:
    """A chapter with every item changed."""

    def line(one: Line) -> Line:
        return replace(one, items=tuple(change(item) for item in one.items))

    return replace(
        chapter,
        paragraphs=tuple(Paragraph(tuple(line(one) for one in each.lines)) for each in chapter.paragraphs),
    )


def _filled(say: Say, words: Mapping[str, str]) -> Say:
    """A sentence with its slots filled, and everything behind them moved along."""
    text, touches = say.text, list(say.touches)
    for slot in reversed([touch for touch in touches if touch.way is Way.SLOT and touch.value in words]):
        said = words[slot.value]
        text = text[: slot.start] + said + text[slot.end :]
        longer = len(said) - (slot.end - slot.start)
        touches = [_moved(touch, slot, longer) for touch in touches if touch != slot]
    return replace(say, text=text, touches=tuple(touches))


def _moved(touch: Touch, slot: Touch, longer: int) -> Touch:
    start = touch.start + longer if touch.start >= slot.end else touch.start
    end = touch.end + longer if touch.end >= slot.end else touch.end
    return replace(touch, start=start, end=end)
