"""Plain words into a script: a talk, captions, notes, or a text with pauses of its own."""

from __future__ import annotations

import itertools
import re
from pathlib import PurePath

from slowly.intake.affirmations import slow_down
from slowly.intake.captions import read_lines
from slowly.intake.cues import guide_breath, marks_after
from slowly.intake.english import topics_of
from slowly.intake.lines import merge_pauses
from slowly.intake.model import Block, Draft, Gap, Heading, Line, Mark, Remark
from slowly.intake.passages import Passage, all_lines, read_passages
from slowly.intake.topics import shape
from slowly.script.source import Source

AFTER_PARAGRAPH, BEFORE_CHAPTER = "4s", "7s"
OPENING, CLOSING = "6s", "8s"
"""The stillness after the first bell, and before the last."""

_FENCE = re.compile(r"---\s*")
_TITLE = re.compile(r"title\s*:\s*[\"']?(.*?)[\"']?\s*", re.IGNORECASE)
_SAYS_NOTHING = frozenset(
    "transcript captions subtitles untitled text script document input stdin notes new file".split()
)
_SUMS_UP = re.compile(
    r"\b(?:involves|it's important to|it’s important to|may lead to|discuss(?:es|ed)?|explores|the speaker|this video"
    r"|in this)\b",
    re.IGNORECASE,
)


def read_transcript(source: Source, *, paced: bool) -> Draft:
    """The draft of a script. A text that is `paced` has pauses of its own: its paragraphs stand as they are."""
    remarks: list[Remark] = []
    first, matter, title = _front_matter(source)
    passages = read_passages(read_lines(source, first, remarks), remarks)
    if len(passages) > 1 and not passages[0].lines and passages[1].title:
        title = title or passages.pop(0).title
    passages = slow_down(passages, remarks)
    _give_time(passages)
    own_title = next((passage.title for passage in passages if passage.title), None)
    summary = None
    if not paced:
        summary = _summary(passages, remarks)
        passages = shape(passages, remarks)
        _space(passages)
    titled = sorted((passage for passage in passages if passage.title), key=lambda passage: not passage.named)
    made = titled[0].title if titled else None
    return Draft(
        blocks=tuple(_blocks(passages)),
        remarks=tuple(sorted(remarks, key=lambda remark: (remark.line, remark.column))),
        title=title or own_title or _telling(source.file) or made or name_title(source.file),
        summary=summary,
        notes=(matter,) if matter else (),
    )


def name_title(name: str) -> str:
    """A title from the name of a file."""
    stem = re.sub(r"[\W_]+", " ", PurePath(name).stem).strip()
    return stem[:1].upper() + stem[1:] if stem else "Untitled"


def _telling(name: str) -> str | None:
    title = name_title(name)
    words = title.lower().split()
    return None if not words or all(word in _SAYS_NOTHING or word.isdigit() for word in words) else title


def _front_matter(source: Source) -> tuple[int, str | None, str | None]:
    """The line the text begins on, a header that is not ours, and the title it gives."""
    lines = source.lines
    if not _FENCE.fullmatch(lines[0]):
        return 1, None, None
    for number, line in enumerate(lines[1:60], 2):
        if _FENCE.fullmatch(line):
            inside = lines[1 : number - 1]
            found = next((match[1] for row in inside if len(row) < 300 and (match := _TITLE.fullmatch(row))), None)
            return number + 1, "; ".join(row.strip() for row in inside if row.strip()) or None, found
        if line.strip() and not re.match(r"[\w-]{1,30}\s*:|\s|- ", line):
            break
    return 1, None, None


def _give_time(passages: list[Passage]) -> None:
    """Guided breaths and pauses after the sentences that ask for them, unless the text has its own there."""
    phase: str | None = None
    for passage in passages:
        for index, line in enumerate(passage.lines):
            if line.slow or not line.text:
                continue
            guided, phase = guide_breath(line, phase)
            if guided is line and line.ends_in_mark:
                continue
            marks = () if phase else marks_after(line.text)
            passage.lines[index] = guided.plus(*map(Mark, marks))


def _summary(passages: list[Passage], remarks: list[Remark]) -> str | None:
    """The first sentence of a first paragraph that only tells what the rest will say, as web transcripts have it."""
    if len(passages) < 3 or not passages[0].lines or any(passage.title for passage in passages):
        return None
    told = topics_of(" ".join(line.text for line in passages[0].lines))
    rest = topics_of(" ".join(line.text for passage in passages[1:] for line in passage.lines))
    text = passages[0].lines[0].text
    if (
        len(passages[0].lines) < 3
        or len(told & rest) < 0.6 * len(told)
        or not any(_SUMS_UP.search(line.text) for line in passages[0].lines)
    ):
        return None
    place = passages[0].lines[0].place
    remarks.append(
        Remark(
            max(place.line, 1),
            1,
            "This paragraph reads like a summary of the rest; take it out if you would rather not hear it.",
        )
    )
    return text


def _space(passages: list[Passage]) -> None:
    """A pause after every paragraph, a longer one before a chapter."""
    for passage, following in itertools.pairwise(passages):
        if not passage.lines or passage.lines[-1].ends_in_mark or not passage.lines[-1].text:
            continue
        passage.lines[-1] = passage.lines[-1].plus(Mark(BEFORE_CHAPTER if following.title else AFTER_PARAGRAPH))


def _blocks(passages: list[Passage]) -> list[Block]:
    """The paragraphs with a bell at either end, unless the text rings its own."""
    rings = any(
        isinstance(piece, Mark) and piece.inside == "bell" for line in all_lines(passages) for piece in line.pieces
    )
    blocks: list[Block] = []
    opened = rings
    for passage in passages:
        if passage.title:
            blocks.append(Heading(passage.title))
        if not opened:
            blocks += [Line((Mark("bell"), Mark(OPENING))), Gap()]
            opened = True
        blocks += [*(merge_pauses(line, max) for line in passage.lines), Gap()]
    if not rings and blocks:
        blocks += [Line((Mark(CLOSING), Mark("bell"))), Gap()]
    return blocks
