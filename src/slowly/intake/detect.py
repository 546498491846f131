"""Which of the five kinds a text is."""

from __future__ import annotations

import re
from pathlib import PurePath

from slowly.errors import ScriptError
from slowly.intake.directions import read_break, read_direction
from slowly.intake.model import Kind
from slowly.intake.modifiers import KNOWN
from slowly.script.header import KEYS, find_header
from slowly.script.parse import parse

_KEY = re.compile(r"([\w-]{1,40})\s*:")
_MODIFIERS = "|".join(sorted(KNOWN, key=len, reverse=True))
_SPEECH_MARKDOWN = re.compile(
    rf"""
      \)\[\s*(?:/[^/\]\n]{{1,100}}/|(?:{_MODIFIERS})\s*[\]:;])    # (words)[key:"value"]
    | \w\)\{{[^{{}}\n]{{1,300}}\}}                                 # (word){{alias}}
    | \w\)/[^/\s][^/\n]{{0,100}}/                                  # (word)/ipa/
    | \#\[\s*(?:{_MODIFIERS})
    | !\[\s*["'] | !\([^()\n]{{0,200}}\)\[\s*["']
    | \[\s*(?:break|mark|audio|voice)\s*:\s*["']
    | (?<![\w+])\+\+[^\s+][^+\n]{{0,300}}\+\+(?![\w+])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OURS = re.compile(
    r"^(?:#{1,6}\s+\S|>\s)|\[(?:bell|ambient|repeat|inhale|exhale|hold|breath|\d+ breaths)\b|\[\d[\dms.]*[+!]\]",
    re.MULTILINE,
)
_MARK = re.compile(r"\[[^\[\]\n]{1,80}\]")
_CUE = re.compile(
    r"\[([^\[\]\n]{1,80})\]|\(([^()\n]{1,80})\)|\{([^{}\n]{1,80})\}|<([^<>\n]{1,80})>|\*{1,3}([^*\n]{1,80})\*{1,3}"
    r"|(?<!\S)[-–—~=|/]{1,3}\s?([A-Za-z\d][\w .:=]{0,40}[\w.])\s?[-–—~=|/]{1,3}(?!\S)"
)
_SUFFIXES = {
    ".srt": Kind.TRANSCRIPT, ".vtt": Kind.TRANSCRIPT, ".sbv": Kind.TRANSCRIPT,
    ".smd": Kind.SPEECH_MARKDOWN, ".spmd": Kind.SPEECH_MARKDOWN, ".speechmarkdown": Kind.SPEECH_MARKDOWN,
}  # fmt: skip


def detect(text: str, name: str = "") -> Kind:
    """What a text is, from its words first and the name of its file where they leave it open."""
    text = text.removeprefix("\ufeff")
    if _is_xml(text):
        return Kind.SSML
    if _has_our_header(text):
        return Kind.SCRIPT
    if known := _SUFFIXES.get(PurePath(name).suffix.lower()):
        return known
    if "-->" in text and re.search(r"^[ \t]{0,9}[\d:.,]{4,20}[ \t]{0,9}-->[ \t]{0,9}[\d:.,]{4,20}", text, re.MULTILINE):
        return Kind.TRANSCRIPT
    if _SPEECH_MARKDOWN.search(text):
        return Kind.SPEECH_MARKDOWN
    if _OURS.search(text) and _MARK.search(text) and not _has_cues(text, square=False) and _parses(text):
        return Kind.SCRIPT
    return Kind.CUES if _has_cues(text) else Kind.TRANSCRIPT


def _is_xml(text: str) -> bool:
    head = text[:4_000].lstrip()
    return head.startswith(("<?xml", "<!DOCTYPE")) or (
        head[:1] == "<" and re.search(r"<(?:\w{1,20}:)?speak[\s>/]", head) is not None
    )


def _has_our_header(text: str) -> bool:
    """Whether it opens with a header whose keys are ours."""
    lines = text[:20_000].splitlines()
    found = find_header(lines)
    if found is None or found[1] is None:
        return False
    keys = [key[1] for row in lines[found[0] + 1 : found[1]] if (key := _KEY.match(row))]
    return bool(keys) and all(key in KEYS for key in keys)


def _parses(text: str) -> bool:
    try:
        parse(text)
    except ScriptError:
        return False
    return True


def _has_cues(text: str, *, square: bool = True) -> bool:
    """Whether pauses are written among the words; those in square brackets may be marks of ours."""
    for found in _CUE.finditer(text):
        if found[1] and not square:
            continue
        inside = found[found.lastindex or 0]
        if read_direction(inside, alone=found[2] is None) or (found[4] and read_break(found[0])):
            return True
    return re.search(r"^[ \t]{0,9}(?:LONG |SHORT )?PAUSE\b[^a-z\n]{0,30}$", text, re.MULTILINE) is not None
