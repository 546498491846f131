"""A session drawn as an SVG: a band of time with chapters, speech, pauses, breaths, bells and the bed."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from slowly.plan.cues import BedChange, Rest, Utterance
from slowly.review.outline import Outline
from slowly.script.model import Guided, Phase, Strike
from slowly.units import clock, ms_from_frames

ROW_MS = 120_000.0
"""A row of the picture is two minutes."""

WIDTH, LEFT, TOP, ROW = 1_200.0, 64.0, 76.0, 76.0
_BAND, _BED = 30.0, 8.0

_STYLE = """text{font:13px system-ui,sans-serif;fill:#2b2b33}.t{font-size:11px;fill:#6b6b76}.h{font-size:19px}
.say{fill:#4d6a8a}.slow{fill:#8a5a83}.pause{fill:#e7e3da}.in{fill:#a9c7b4}.hold{fill:#d7d2a8}.out{fill:#7fa79a}
.bell{stroke:#b3893b;stroke-width:2}.bed{fill:#c9d3dd}.ch{stroke:#2b2b33;stroke-width:1}"""

_BREATH = {Phase.INHALE: "in", Phase.HOLD: "hold", Phase.EXHALE: "out"}


def picture(seen: Outline) -> str:
    """The SVG document."""
    rows = int(seen.total_ms // ROW_MS) + 1
    height = TOP + rows * ROW + 24
    body = [
        f'<text class="h" x="{LEFT}" y="30">{escape(seen.plan.title)}</text>',
        f'<text class="t" x="{LEFT}" y="50">{clock(seen.total_ms)}, {seen.words} words, '
        f"{seen.words / seen.spoken_ms * 60_000:.0f} words per minute while speaking</text>",
        *_legend(),
        *(f'<text class="t" x="8" y="{_y(row * ROW_MS) + 20:.0f}">{clock(row * ROW_MS)}</text>' for row in range(rows)),
        *_marks(seen),
    ]
    inside = "\n".join(body)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + LEFT + 16:.0f} {height:.0f}" '
        f'role="img" aria-label={quoteattr(seen.plan.title)}>\n<style>{_STYLE}</style>\n'
        f'<rect width="100%" height="100%" fill="#fbfaf7"/>\n{inside}\n</svg>\n'
    )


def _legend() -> Iterator[str]:
    x = LEFT + 560
    for name, words in (
        ("say", "spoken"),
        ("slow", "said slowly"),
        ("pause", "pause"),
        ("in", "in"),
        ("out", "out"),
        ("bed", "bed"),
    ):
        yield f'<rect class="{name}" x="{x}" y="40" width="14" height="12" rx="2"/>'
        yield f'<text class="t" x="{x + 19}" y="50">{words}</text>'
        x += 40 + 7.5 * len(words)


def _marks(seen: Outline) -> Iterator[str]:
    bed, bed_start = seen.plan.bed, 0.0
    for placed in seen.cues:
        start, end = ms_from_frames(placed.start), ms_from_frames(placed.end)
        match placed.cue:
            case Utterance() as said:
                tip = f"{clock(start)}  {said.text}  ({said.pace_wpm:.0f} wpm)"
                yield from _band(start, end, "slow" if said.slow else "say", tip)
            case Rest():
                yield from _band(start, end, "pause", f"{(end - start) / 1_000:.1f} s")
            case Guided(phase=phase):
                yield from _band(start, end, _BREATH[phase], f"{phase} {(end - start) / 1_000:g} s")
            case Strike(sound=sound):
                x, y = _x(start), _y(start)
                yield f'<path class="bell" d="M{x:.1f} {y - 4:.1f}v{_BAND + 8}"><title>{escape(sound)}</title></path>'
            case BedChange(sound=sound):
                yield from _bed(bed, bed_start, start)
                bed, bed_start = sound, start
    yield from _bed(bed, bed_start, seen.total_ms)
    for chapter in seen.chapters:
        if chapter.title is not None:
            x, y = _x(chapter.start_ms), _y(chapter.start_ms)
            yield f'<path class="ch" d="M{x:.1f} {y - 14:.1f}v{_BAND + 16}"/>'
            yield f'<text x="{x + 4:.1f}" y="{y - 6:.1f}">{escape(chapter.title)}</text>'


def _bed(bed: str | None, start: float, end: float) -> Iterator[str]:
    if bed is not None:
        yield from _band(start, end, "bed", bed, offset=_BAND + 3, height=_BED)


def _band(
    start: float, end: float, kind: str, tip: str, *, offset: float = 0.0, height: float = _BAND
) -> Iterator[str]:
    """A stretch of time, cut where a row ends."""
    while start < end:
        stop = min(end, (start // ROW_MS + 1) * ROW_MS)
        x, width = _x(start), (stop - start) / ROW_MS * WIDTH
        yield (
            f'<rect class="{kind}" x="{x:.1f}" y="{_y(start) + offset:.1f}" width="{max(width, 0.5):.1f}" '
            f'height="{height}"><title>{escape(tip)}</title></rect>'
        )
        start = stop


def _x(ms: float) -> float:
    return LEFT + (ms % ROW_MS) / ROW_MS * WIDTH


def _y(ms: float) -> float:
    return TOP + (ms // ROW_MS) * ROW
