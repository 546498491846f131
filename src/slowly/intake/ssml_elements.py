"""The elements of SSML 1.1: one row each, and what becomes of it in a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from slowly.intake.directions import BREAKS
from slowly.intake.model import Mark, Note, Piece, Words
from slowly.intake.spelling import spell
from slowly.intake.ssml_values import LANGUAGE, audio, is_no_time, read_rate, read_time


@dataclass
class Open:
    """An element that has begun and not ended."""

    name: str
    element: Element | None
    attributes: dict[str, str]
    style: Words
    """How words in it are said; its text is empty."""
    silent: str | None = None
    """Set where its words are not to be spoken: what to call them in a comment."""
    spells: str | None = None
    """Set where its words are read in a manner of their own, which needs them all."""
    gathered: list[str] = field(default_factory=list)

    def spelled(self) -> tuple[Words, str | None]:
        """The gathered words, with how they are said, and what to tell about it."""
        text = "".join(self.gathered)
        if self.spells == "sub":
            alias = self.attributes.get("alias")
            # With nothing to stand for, the alias is what was written.
            return self.style._replace(text=text, alias=alias) if text.strip() else self.style._replace(
                text=alias or ""
            ), None
        manner = self.attributes.get("interpret-as", "")
        alias = spell(text, manner, self.attributes.get("format", ""))
        shown = " ".join(text.split())[:40]
        told = (
            f"“{shown}” is said as “{alias[:60]}”."
            if alias
            else f"“{shown}” is to be read as “{manner[:40]}”; a voice reads it in its own way."
        )
        return self.style._replace(text=text, alias=alias), told


@dataclass(frozen=True)
class Effect:
    """What the start of an element does."""

    pieces: tuple[Piece, ...] = ()
    told: tuple[str, ...] = ()
    style: Words | None = None
    silent: str | None = None
    spells: str | None = None


@dataclass(frozen=True)
class Element:
    """One row."""

    read: Callable[[Open], Effect]
    used: frozenset[str] = frozenset()
    """The attributes it makes use of."""
    ends: str = ""
    """What its start and end are the end of: a `sentence`, a `paragraph` or nothing."""

    def keep(self, opened: Open, text: str) -> str | None:
        """The comment that keeps words which are not spoken."""
        return f"{opened.silent}: {text}" if text else None


def _plain(_opened: Open) -> Effect:
    return Effect()


def _break(opened: Open) -> Effect:
    time, strength = opened.attributes.get("time"), opened.attributes.get("strength", "").strip().lower()
    if time is not None:
        mark = read_time(time)
        if mark:
            return Effect((Mark(mark),))
        if is_no_time(time):
            return Effect()
        return Effect((Mark("1s"),), (f"“{time[:40]}” is no time that a break can last; it is a second now.",))
    if strength and strength not in BREAKS:
        return Effect((Mark("1s"),), (f"“{strength[:40]}” is no strength of a break; it is a second now.",))
    mark = BREAKS[strength or "medium"]
    return Effect((Mark(mark),)) if mark else Effect(told=("A break of no strength has no counterpart.",))


def _prosody(opened: Open) -> Effect:
    if "rate" not in opened.attributes:
        return Effect()
    rate = read_rate(opened.attributes["rate"])
    if rate is None:
        return Effect(told=(f"“{opened.attributes['rate'][:40]}” is no rate; the words keep their pace.",))
    return Effect(style=opened.style._replace(rate=None if rate == "medium" else rate))


def _emphasis(opened: Open) -> Effect:
    level = opened.attributes.get("level", "moderate").strip().lower()
    told = () if level in ("strong", "moderate", "none") else (f"Emphasis “{level[:40]}” has no counterpart.",)
    return Effect(told=told, style=opened.style._replace(leaned=level in ("strong", "moderate")))


def _say_as(_opened: Open) -> Effect:
    return Effect(spells="say-as")


def _sub(_opened: Open) -> Effect:
    return Effect(spells="sub")


def _phoneme(opened: Open) -> Effect:
    ph = opened.attributes.get("ph", "")
    return Effect(
        told=(f"The pronunciation /{ph[:60]}/ has no counterpart; write (word){{said so}} in plain letters.",)
    )


def _mark(opened: Open) -> Effect:
    return Effect((Note(f"mark: {opened.attributes.get('name', '')}"),), ("A mark for programs is kept as a comment.",))


def _audio(opened: Open) -> Effect:
    pieces, told = audio(opened.attributes.get("src", ""))
    # What would be said in place of the sound is not said while a bell rings.
    return Effect(pieces, (told,), silent="in place of the bell" if Mark("bell") in pieces else None)


def _named(what: str) -> Callable[[Open], Effect]:
    """An element that changes how its words sound in a way we cannot follow."""

    def read(opened: Open) -> Effect:
        which = (
            opened.attributes.get("name") or opened.attributes.get(LANGUAGE) or opened.attributes.get("gender") or ""
        )
        named = f" “{which[:40]}”" if which else ""
        return Effect(told=(f"The {what}{named} has no counterpart; its words are kept.",))

    return read


def _kept(what: str) -> Callable[[Open], Effect]:
    """An element that is about the document and is not spoken."""

    def read(opened: Open) -> Effect:
        values = " ".join(f"{key}={value}" for key, value in opened.attributes.items())
        note = (Note(f"{what}: {values}"),) if values else ()
        return Effect(note, (f"<{opened.name}> is kept as a comment.",), silent=what)

    return read


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


_ANY = _of("name", "gender", "age", "variant", "languages", "required", "ordering", "src", "uri", "type", "content",
           "http-equiv", "xml:id", "fetchtimeout", "maxage", "maxstale", "ref", "role")  # fmt: skip

ELEMENTS: dict[str, Element] = {
    "speak": Element(_plain, ends="paragraph"),
    "p": Element(_plain, ends="paragraph"),
    "s": Element(_plain, ends="sentence"),
    "break": Element(_break, _of("time", "strength")),
    "prosody": Element(_prosody, _of("rate")),
    "emphasis": Element(_emphasis, _of("level")),
    "sub": Element(_sub, _of("alias")),
    "say-as": Element(_say_as, _of("interpret-as", "format", "detail")),
    "phoneme": Element(_phoneme, _of("ph", "alphabet", "type")),
    "mark": Element(_mark, _of("name")),
    "audio": Element(_audio, _of("src", "fetchtimeout", "fetchhint", "maxage", "maxstale")),
    "voice": Element(_named("voice"), _ANY),
    "lang": Element(_named("language"), _ANY),
    "token": Element(_plain, _of("role")),
    "w": Element(_plain, _of("role")),
    "lookup": Element(_plain, _of("ref")),
    "desc": Element(_kept("description"), _ANY),
    "lexicon": Element(_kept("lexicon"), _ANY),
    "meta": Element(_kept("meta"), _ANY),
    "metadata": Element(_kept("metadata"), _ANY),
}  # fmt: skip
"""Paragraphs in older dialects are written <paragraph>, sentences <sentence>."""
ELEMENTS |= {"paragraph": ELEMENTS["p"], "sentence": ELEMENTS["s"]}
