from __future__ import annotations

import gc
import itertools
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from slowly.plan import Plan
from slowly.speech.clip import Clip
from slowly.timeline import End, Quiet, Spoken, Struck, Timeline
from slowly.units import Frames, Ms

PlanOf = Callable[..., Plan]


def clips(count: int, frames: int = 44_100) -> list[Clip]:
    return [Clip(np.full(frames + number, number, dtype=np.float32)) for number in range(count)]


def test_sounds_come_in_order_with_their_own_clip(plan_of: PlanOf) -> None:
    timeline = Timeline(plan_of("One. Two.\n[bell]\nThree."))
    events = list(timeline.events(clips(3)))
    sounding = [event for event in events if not isinstance(event, Quiet)]
    assert [type(event) for event in sounding] == [Spoken, Spoken, Struck, Spoken, End]
    spoken = [event for event in events if isinstance(event, Spoken)]
    assert [int(event.clip.samples[0]) for event in spoken] == [0, 1, 2]
    assert [event.start for event in events] == sorted(event.start for event in events)
    assert timeline.frames == events[-1].start


def test_captions_are_where_the_words_are(plan_of: PlanOf) -> None:
    timeline = Timeline(plan_of("One. Two.\n> Three."))
    events = [event for event in timeline.events(clips(3)) if isinstance(event, Spoken)]
    assert [(span.text, span.start, span.end, span.slow) for span in timeline.captions] == [
        (text, event.start, event.end, slow)
        for text, event, slow in zip(["One.", "Two.", "Three."], events, [False, False, True], strict=True)
    ]


def test_chapters_cover_the_whole_session(plan_of: PlanOf) -> None:
    timeline = Timeline(plan_of("---\ntitle: T\n---\nBefore.\n# One\nA line.\n# Two\nAnother."))
    list(timeline.events(clips(3)))
    chapters = timeline.chapters
    assert [span.text for span in chapters] == ["T", "One", "Two"]
    assert chapters[0].start == 0
    assert [span.end for span in chapters] == [*[span.start for span in chapters[1:]], timeline.frames]
    assert [span.start for span in chapters[1:]] == [span.start for span in timeline.captions[1:]]


def test_what_has_begun_is_known_as_it_comes(plan_of: PlanOf) -> None:
    timeline = Timeline(plan_of("# One\nA line. [5s]\n# Two\nAnother."))
    events = timeline.events(clips(2))
    next(events)
    assert [heading.title for heading in timeline.headings] == ["One"]
    last = list(events)[-2]
    assert [(heading.start, heading.title) for heading in timeline.headings] == [(0, "One"), (last.start, "Two")]


def test_a_loop_has_no_chapters(plan_of: PlanOf) -> None:
    timeline = Timeline(replace(plan_of("# One\nA line.\n# Two\nAnother."), until_ms=Ms(60_000)))
    events = list(timeline.events(itertools.cycle(clips(2))))
    assert len(timeline.captions) > 4
    assert [event.start for event in events] == sorted(event.start for event in events)
    assert [int(event.clip.samples[0]) for event in events if isinstance(event, Spoken)][:4] == [0, 1, 0, 1]
    assert timeline.chapters == timeline.headings == []


def test_a_heading_with_nothing_under_it_is_a_chapter_of_no_length(plan_of: PlanOf) -> None:
    timeline = Timeline(plan_of("# One\n# Two\nA line.\n# Three"))
    list(timeline.events(clips(1)))
    assert [span.text for span in timeline.chapters] == ["One", "Two", "Three"]
    assert timeline.chapters[-1].end == timeline.frames


def test_where_the_next_words_can_begin_is_known_before_they_are_spoken(plan_of: PlanOf) -> None:
    def unspoken() -> Iterator[Clip]:
        raise AssertionError("the voice was asked for")
        yield

    events = Timeline(plan_of("[bell] [6s]\nOne.")).events(unspoken())
    struck, quiet = next(events), next(events)
    assert isinstance(struck, Struck)
    assert quiet == Quiet(Frames(struck.start + 6 * 44_100))


def test_nothing_is_asked_of_the_voice_before_it_is_needed(plan_of: PlanOf) -> None:
    taken = []

    def lazily() -> object:
        for clip in clips(3):
            taken.append(clip)
            yield clip

    events = Timeline(plan_of("One.\nTwo.\nThree.")).events(lazily())
    next(events)
    assert len(taken) == 1


def test_no_clip_is_kept_once_it_is_placed(plan_of: PlanOf) -> None:
    """Each is a megabyte or so; a session has hundreds."""
    plan = plan_of("\n".join(f"This is line {number}." for number in range(100)))
    made: list[weakref.ref[Clip]] = []

    def clips() -> Iterator[Clip]:
        for _ in range(100):
            clip = Clip(np.zeros(4_410, dtype=np.float32))
            made.append(weakref.ref(clip))
            yield clip

    for event in Timeline(plan).events(clips()):
        del event
        gc.collect()
        assert sum(clip() is not None for clip in made) <= 2
