"""Captions and transcripts from the web: numbers, times and names of speakers are set apart from what is said."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from slowly.intake.model import Remark
from slowly.script.model import Place
from slowly.script.source import Source, level
from slowly.units import write_duration

SHORTEST_PAUSE_MS = 2_000
"""A gap between two captions that is at least this long was silence, not breath."""

_TIME = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
_ARROW = re.compile(rf"\s*({_TIME})\s*(?:-->|,)\s*({_TIME})(?:\s.*)?")
_STAMP = re.compile(rf"\s*[\[(]?({_TIME})[\])]?(?:\s*[-–—:]?\s+|\s*\Z)")
_NUMBER = re.compile(r"\s*\d{1,6}\s*")
_TAG = re.compile(rf"</?(?:c|i|b|u|v|lang|ruby|rt|font)(?:[.\s][^<>]{{0,80}})?>|<{_TIME}>|\{{\\an\d\}}")
_SPEAKER = re.compile(
    r"\s*(?:>>+\s*)?(?P<name>[A-Z][\w.'’-]{0,24}(?: (?:[A-Z][\w.'’-]{0,24}|\d{1,2})){0,2}):(?:\s+|\Z)"
)
_ROLES = frozenset(
    "speaker narrator guide host teacher voice interviewer instructor man woman therapist facilitator".split()
)
_NOT_NAMES = frozenset(
    """remember note repeat inhale exhale hold pause breathe in out say now and so but today first second third finally
    step part chapter option tip one two three question answer title theme summary here this that""".split()
)


@dataclass
class Raw:
    """One line of a source that says something, or an empty one."""

    text: str
    place: Place
    pause: str | None = None
    """The pause before it, where captions tell of one."""
    speaker: str | None = None
    """Who begins to speak here."""
    loose: bool = False
    """A caption: where it ends means nothing."""


def read_lines(source: Source, first: int, remarks: list[Remark]) -> list[Raw]:
    """The lines of a source from the line `first` on, without what is only there for the eye."""
    lines = [level(line) for line in source.lines]
    timed = any(":" in line and _ARROW.fullmatch(line) for line in lines)
    raws = list(_timed(lines, first, remarks)) if timed else list(_stamped(lines, first, remarks))
    _name_speakers(raws, remarks)
    return raws


def _timed(lines: list[str], first: int, remarks: list[Remark]) -> Iterator[Raw]:
    """SRT, VTT and SBV: the times become pauses."""
    named = lines[first - 1].startswith("WEBVTT")
    rolling = any("<0" in line and _TAG.search(line) for line in lines)
    ended, dropped, before = 0, 0, ""
    pause: str | None = None
    skipping = False
    for number, line in enumerate(lines[first - 1 :], first):
        times = _ARROW.fullmatch(line)
        following = lines[number] if number < len(lines) else ""
        if times:
            begins, gap = _ms(times[1]), 0
            gap = begins - ended if ended else 0
            ended = max(_ms(times[2]), ended)
            pause = write_duration(round(gap / 500) * 500) if gap >= SHORTEST_PAUSE_MS else pause
            skipping = False
            dropped += 1
            if dropped == 1:
                remarks.append(
                    Remark(
                        number,
                        1,
                        "Caption numbers and times are left out, from here on; long gaps between them are pauses.",
                    )
                )
            continue
        if _ARROW.fullmatch(following) and (_NUMBER.fullmatch(line) or (named and not lines[number - 2].strip())):
            continue  # the number or name of a caption
        if line.startswith("WEBVTT") and number == first:
            skipping = True
        if re.match(r"(?:NOTE|STYLE|REGION)\b", line):
            skipping = True
        if skipping:
            if line.strip():
                yield Raw(f"<!-- {line.replace('-->', '-- >')} -->", Place(number, 1))
                yield Raw("", Place(number, 1))
            skipping = skipping and bool(line.strip())
            continue
        text = html.unescape(_TAG.sub("", line)).replace("\x00", "") if line.strip() else ""
        if not text.strip() or (rolling and text.strip() == before):
            continue
        before = text.strip()
        column = len(text) - len(text.lstrip()) + 1
        yield Raw(text.strip().removeprefix("- "), Place(number, column), pause, loose=True)
        pause = None


def _stamped(lines: list[str], first: int, remarks: list[Remark]) -> Iterator[Raw]:
    """Plain text, where `0:12` may stand before a line or on one of its own."""
    stamps = [stamp for line in lines if ":" in line and (stamp := _STAMP.match(line))]
    stamped = len(stamps) >= 2 or any(stamp.end() == len(stamp.string) for stamp in stamps)
    told = spoken = False
    for number, line in enumerate(lines[first - 1 :], first):
        if not line.strip():
            if spoken:
                yield Raw("", Place(number, 1))
            spoken = False
            continue
        spoken = True
        stamp = _STAMP.match(line) if stamped else None
        start = stamp.end() if stamp else 0
        if stamp and not told:
            told = True
            remarks.append(
                Remark(number, 1, f"{len(stamps)} time stamp{'s' * (len(stamps) > 1)} left out, from here on.")
            )
        text = line[start:].strip()
        if stamp and not text:
            continue
        column = start + len(line[start:]) - len(line[start:].lstrip()) + 1
        yield Raw(text, Place(number, column), loose=stamped and bool(text))


def _name_speakers(raws: list[Raw], remarks: list[Remark]) -> None:
    """Take labels such as `Anna:` off the lines, where they are labels."""
    spoken = [raw for raw in raws if raw.text]
    found = [(raw, label) for raw in spoken if (label := _SPEAKER.match(raw.text)) and _may_be_name(label["name"])]
    counts = Counter(label["name"] for _, label in found)
    dialogue = len(found) >= 2 and len(found) * 2 >= len(spoken)
    several = any(count >= 2 for count in counts.values())
    told: set[str] = set()
    last = None
    for raw, label in found:
        name = label["name"]
        is_first = bool(spoken) and raw is spoken[0]
        if not (dialogue or several or is_first or raw.loose or counts[name] >= 2 or name.lower().split()[0] in _ROLES):
            continue
        raw.text, raw.place = raw.text[label.end() :], Place(raw.place.line, raw.place.column + label.end())
        raw.speaker, last = (name if name != last else None), name
        if name not in told:
            told.add(name)
            remarks.append(
                Remark(raw.place.line, 1, f"“{name}:” is taken for the name of a speaker; it is a comment now.")
            )


def _may_be_name(name: str) -> bool:
    return name.lower().split()[0] not in _NOT_NAMES


def _ms(time: str) -> int:
    whole, _, part = time.replace(",", ".").partition(".")
    seconds = 0
    for field in whole.split(":"):
        seconds = seconds * 60 + int(field)
    return seconds * 1_000 + int((part + "000")[:3])
