"""Script out, text in return: what parse() reads back as the same script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields

from slowly.script.lead import BULLETS
from slowly.script.mixing import Mixing
from slowly.script.model import (
    PACES,
    Ambient,
    Breaths,
    Chapter,
    Guided,
    Header,
    Item,
    Line,
    Note,
    Pause,
    Repeat,
    Say,
    Script,
    Strike,
    Touch,
    Way,
)
from slowly.units import write_duration

_PLAIN = re.compile(r"[A-Za-z](?:[\w ,.'’“”…!?;()+-]*[\w.’”!?)])?")
_SPECIAL = re.compile(r"[\\\[\]{}*_<`]")
_ROUND = re.compile(r"[()]")
_FIRST = re.compile(r"[#>\-+=~|]|:[\s|:-]*$")
_NUMBERED = re.compile(r"(\d{1,3}[.)] )>")
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")
_TITLE = re.compile(r"[\\{}\[\]#<*_`]|&(?=#?\w{1,32};)|~(?=~)|(?<=~)~|=(?==)|(?<==)=")
_NAMES = {wpm: name for name, wpm in PACES.items()}


def write(script: Script) -> str:
    """The script as text; parse() makes an equal script of it. Comments stay, blanks and places do not."""
    blocks = [*_header(script.header)]
    for chapter in script.chapters:
        blocks += _chapter(chapter)
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Words in which nothing is a mark any more."""
    return _ROUND.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\g<0>", text))


def _header(header: Header) -> Iterator[str]:
    pairs = {
        "title": header.title,
        "theme": header.theme,
        "summary": header.summary,
        "author": header.author,
        "track": header.track and str(header.track),
        "language": header.language,
        "pace": header.pace_wpm and _pace(header.pace_wpm),
        "breath": header.breath_ms and write_duration(header.breath_ms),
        "echo": header.echo and f"{header.echo.times!r}x + {write_duration(header.echo.plus_ms)}",
        "arc": header.arc,
        "length": header.length_ms and write_duration(header.length_ms),
        "ambient": header.ambient,
        "mix": _mix(header.mix),
        "voice": header.voice,
    }
    lines = [f"{key}: {_quoted(value)}" for key, value in pairs.items() if value]
    for key, entries in (("say", header.say), ("names", header.names)):
        if entries:
            lines.append(f"{key}:")
            lines += [f"  {json.dumps(name, ensure_ascii=False)}: {_quoted(value)}" for name, value in entries]
    if lines:
        yield "\n".join(["---", *lines, "---"])


def _mix(mix: Mixing) -> str:
    pairs = []
    for field in fields(mix):
        value = getattr(mix, field.name)
        if value is not None:
            name, _, unit = field.name.rpartition("_")
            pairs.append(f"{name.replace('_', '-')}={f'{value!r}dB' if unit == 'db' else write_duration(value)}")
    return " ".join(pairs)


def _quoted(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _pace(wpm: int) -> str:
    return _NAMES.get(wpm, str(wpm))


def _chapter(chapter: Chapter) -> Iterator[str]:
    if chapter.title is not None:
        title = _TITLE.sub(r"\\\g<0>", chapter.title)
        pace = chapter.pace_wpm and _pace(chapter.pace_wpm)
        asks = {"pace": pace, "ambient": chapter.ambient, "voice": chapter.voice}
        wishes = " ".join(f"{key}={_wish(value)}" for key, value in asks.items() if value)
        yield f"# {title}" + (f" {{{wishes}}}" if wishes else "")
    for paragraph in chapter.paragraphs:
        yield "\n".join(_line(line) for line in paragraph.lines)


def _wish(value: str) -> str:
    if re.fullmatch(r"[^\s,\"'{}]+", value):
        return value
    return f"'{value}'" if '"' in value else f'"{value}"'


def _line(line: Line) -> str:
    text = " ".join(_item(item) for item in line.items)
    if isinstance(line.items[0], Say):
        if _FIRST.match(text):
            text = "\\" + text
        elif text[0] in BULLETS:
            text = f"&#{ord(text[0])};{text[1:]}"
        text = _NUMBERED.sub(r"\1\\>", text, count=1)
    return ("> " if line.slow else "") + text


def _item(item: Item) -> str:
    match item:
        case Say():
            return _say(item)
        case Pause():
            return f"[{write_duration(item.ms)}{item.give}]"
        case Breaths():
            return f"[breath{item.give}]" if item.count == 1 else f"[{item.count} breaths{item.give}]"
        case Guided():
            return f"[{item.phase} {write_duration(item.ms)}]"
        case Strike():
            return "[bell]" if item.sound == "bell" else f"[bell {item.sound}]"
        case Ambient():
            return f"[ambient {item.sound}]"
        case Repeat():
            return f"[repeat {item.times}]"
        case Note():
            return f"<!-- {item.text} -->"


def _say(say: Say) -> str:
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    slots = {}
    round_too = any(touch.way is not Way.LEAN or _needs_brackets(say.text, touch) for touch in say.touches)
    for touch in say.touches:  # the outer ones come first
        if touch.way is Way.SLOT:
            slots[touch.start] = touch.end
            continue
        before, after = _around(say.text, touch)
        opens.setdefault(touch.start, []).append(before)
        closes.setdefault(touch.end, []).insert(0, after)
    out, offset = [], 0
    while offset <= len(say.text):
        out += closes.get(offset, [])
        out += opens.get(offset, [])
        end = slots.get(offset)
        if end is not None:
            out.append(say.text[offset:end])
            offset = end
            continue
        sign = say.text[offset : offset + 1]
        special = _SPECIAL.match(sign) or (round_too and _ROUND.match(sign)) or _ENTITY.match(say.text, offset)
        doubled = sign in "~=" and sign in (say.text[max(offset - 1, 0) : offset], say.text[offset + 1 : offset + 2])
        out.append("\\" + sign if special or (sign and doubled) else sign)
        offset += 1
    return "".join(out)


def _around(text: str, touch: Touch) -> tuple[str, str]:
    """What is written before and after the words of a touch."""
    match touch.way:
        case Way.SAID if "{" not in touch.value and "}" not in touch.value:
            return "(", f"){{{touch.value}}}"
        case Way.SAID:
            return "(", f')[sub:"{touch.value}"]'
        case Way.RATE:
            return "(", f')[rate:"{touch.value}"]'
        case _ if _needs_brackets(text, touch):
            return "(", ")[emphasis]"
    return "*", "*"


def _needs_brackets(text: str, touch: Touch) -> bool:
    """Whether stars round these words would not be read as leaning on them."""
    if touch.way is not Way.LEAN:
        return False
    before, after = text[max(touch.start - 1, 0) : touch.start], text[touch.end : touch.end + 1]
    ends = text[touch.start] + text[touch.end - 1]
    return bool(re.search(r"[\w*]", before + after)) or not ends.isalnum()
