"""The words that rules look for, in English; a script in another language is only held to rules without words."""

from __future__ import annotations

import re

VERBS = frozenset(
    """allow ask bring breathe carry choose close come count drop feel find float follow forgive gather give go hear
    hold imagine inhale exhale keep lean leave let lie lift listen look lower make move name notice open pay picture
    place press put reach release relax remember repeat rest return rock say see sense set settle shake sit smell soften
    squeeze stand stay stop stretch swallow take taste tell tense think touch trace try turn uncross unclench visualise
    visualize wait walk watch whisper wiggle wriggle write""".split()
)
"""Verbs that begin an instruction."""

_BEFORE_VERB = frozenset("and now then just gently slowly please so again".split())
_WORD = re.compile(r"\{[\w-]+\}|[\w’']+")
"""A word, or a place for one that the listener gives."""

_INVITED = re.compile(
    r"\b(?:you (?:might|may|could|can|are welcome)|if (?:you|it|that|there)|perhaps|maybe|when you|whenever|or not|"
    r"as (?:much|long|far|little) as|would you|there is (?:no need|room|time)|no need|some people|for now|"
    r"in your own time)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(r"\byou (?:might|may|could|can)(?: \w+){0,2}? (\w+)", re.IGNORECASE)
_WAY_OUT = re.compile(
    r"\b(?:stop(?:ped|ping)?|leave|leaving|pause this|press pause|turn (?:this|it|me) off|skip|way out|let it go by|"
    r"come back another|another (?:time|day)|walk away|put (?:this|it) down|open your eyes|opening your eyes)\b",
    re.IGNORECASE,
)
_RETURN = re.compile(
    r"\b(?:com(?:e|ing) back|return(?:ing)?|back (?:to|in|into) the|the room|open your eyes|look around|around you|"
    r"eyes (?:can|may|might|could)? ?open|move your|wriggle|wiggle|stretch|get up|glass of water|feet)\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never(?: again)?|forever|everyone|no ?one|nobody|everything|nothing|completely|totally|perfectly)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|never|no|cannot|can't|don't|won't|isn't|wasn't|aren't|didn't|doesn't|no longer)\b", re.IGNORECASE
)


def speaks_english(language: str) -> bool:
    """Whether the words here mean anything in a language."""
    return language.split("-", maxsplit=1)[0].lower() == "en"


def is_imperative(text: str) -> bool:
    """Whether a sentence begins as an instruction does: a verb, with small words before it at most.

    “Let …” is left out: it asks for nothing to be done.
    """
    words = (word[0].lower() for word in _WORD.finditer(text))
    first = next((word for word in words if word not in _BEFORE_VERB and not word.isdigit()), "")
    return first in VERBS and first != "let"


def is_instruction(text: str) -> bool:
    """Whether a sentence gives something to do, as a command or an offer."""
    offered = _OFFER.search(text)
    return is_imperative(text) or (offered is not None and offered[1].lower() in VERBS)


def is_invitation(text: str) -> bool:
    """Whether a sentence leaves a choice."""
    return _INVITED.search(text) is not None


def offers_way_out(text: str) -> bool:
    """Whether a sentence tells that one may stop."""
    return _WAY_OUT.search(text) is not None


def leads_back(text: str) -> bool:
    """Whether a sentence returns the listener to the room."""
    return _RETURN.search(text) is not None


def absolute_in(text: str) -> str | None:
    """An absolute that is rarely true on a bad day."""
    found = _ABSOLUTE.search(text)
    return found[0] if found else None


def negation_in(text: str) -> str | None:
    """A word that says what is not."""
    found = _NEGATED.search(text)
    return found[0] if found else None
