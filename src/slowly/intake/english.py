"""A little grammar that finding cues and headings needs. English only; other languages keep their words as they are."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

FINITE = frozenset(
    """am is are was were has have had do does did can could will would shall should may might must cannot isn't aren't
    wasn't weren't hasn't haven't hadn't don't doesn't didn't can't couldn't won't wouldn't shouldn't mustn't
    i'm you're we're they're i've you've we've they've i'll you'll we'll they'll he'll she'll it'll i'd you'd
    we'd they'd it's that's there's here's what's who's he's she's let's where's how's feels feel means mean
    makes make says say goes go comes come gets get becomes become seems seem needs need wants want knows know
    takes take happens happen came went got said made felt took gave began became knew thought found left kept
    told held grew""".split()
)
"""Verbs that make a sentence of whatever they stand in."""

IMPERATIVES = frozenset(
    """close open let breathe notice feel rest take find bring relax soften allow imagine listen stay sit lie say
    repeat remember come keep place return release become settle lean inhale exhale hold pause wait look try
    start begin stop give welcome gently slowly softly simply just now please trust know see watch sense observe
    scan picture drop lower lift roll stretch shift count follow focus thank smile nod put turn move be do don't
    never always ask tell think write read use press play go get set draw pull push send offer choose set name
    call invite visualize""".split()
)
"""Words that begin an instruction. Such a line is meant to be heard, never a heading."""

_JOINING = frozenset(
    """and but or so because if when while that which who not then yet as than though although since until unless i you
    he she it we they this these those there here what how why where yes no well okay oh""".split()
)
"""Words that begin a sentence, or tie it to the one before; a heading begins with none of them."""

SMALL = frozenset(
    """a an the of to in on at for with from by into about over under between through and or but nor so as than that
    this these those it its is are was were be been being am do does did done have has had having will would can
    could shall should may might must i me my mine myself you your yours yourself he him his she her hers we us
    our ours they them their theirs who whom whose which what when where why how if then there here not no yes
    just very too also only even more most some any all each every both other another such own same up down out
    off again once now because while until don't doesn't didn't isn't aren't wasn't it's that's there's you're
    i'm we're they're let's one two get got go going feel feels felt like really thing things something someone
    way lot kind much many well still back away always never sometimes often ever yet know want need say said
    says make makes made take takes took come comes came""".split()
)
"""Words that say nothing of the topic."""


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters, with straight apostrophes."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


@lru_cache(8_192)
def stem(word: str) -> str:
    """Enough of a word to know it again in another form."""
    word = word.removesuffix("'s")
    for end in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            word = word[: -len(end)]
            break
    return word[:6]


def topics_of(text: str) -> set[str]:
    """The stems of the words that say what a text is about."""
    return {stem(word) for word in words_of(text) if word not in SMALL and len(word) > 2}


def is_fragment(text: str) -> bool:
    """Whether a sentence of two to seven words has no finite verb and is no instruction: something like a heading."""
    if not text.rstrip().endswith((".", ":")) or any(sign in text for sign in ',;?!…"“”'):
        return False
    words = words_of(text)
    if not 2 <= len(words) <= 7 or words[0] in _JOINING or words[0] in IMPERATIVES:
        return False
    if any(word in FINITE for word in words):
        return False
    gerund = words[0].endswith("ing") and len(words[0]) > 5
    return not any(_may_be_verb(words[i - 1], words[i]) for i in range(1, len(words)) if not (gerund and i == 1))


_BEFORE_NOUN = frozenset(
    """the a an of your our my their his her its and or in to for with no these those all some on at by from first last
    second next other own new old""".split()
)


def _may_be_verb(before: str, word: str) -> bool:
    """Whether a word looks like a verb in the third person or the past, where no noun is expected."""
    looks = (word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))) or word.endswith("ed")
    return looks and before not in _BEFORE_NOUN and not before.endswith(("al", "ful", "ive", "ic", "ous", "ing", "ed"))
