"""YAML, as much of it as a header needs, read so that nothing in it can surprise.

Only the plain part is taken: text, lists and maps, every value as the text it is written as (`1:30` stays `1:30`, `no`
stays `no`). Anchors, aliases, tags, deep nesting and a key given twice are errors: a few hundred bytes of aliases can
stand for gigabytes, deep nesting ends the interpreter, and of two equal keys YAML silently keeps the last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import yaml

from slowly.script.model import Place
from slowly.script.source import Source

DEEPEST = 4


@dataclass(frozen=True)
class Node:
    """A value and where it stands."""

    value: str | tuple[Node, ...] | dict[str, Node]
    place: Place
    key_place: Place | None = None
    """Where its key stands, for a value in a map."""


def read_yaml(text: str, source: Source, first_line: int) -> Node | None:
    """The value of a YAML text that begins on `first_line` of a source; None for an empty one. Raises ScriptError."""
    composer = _Composer(source, first_line)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            composer.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = (error.problem or error.context or "it cannot be read").rstrip(".")
        raise composer.error(
            f"The header is not good YAML: {problem}.",
            composer.place(mark) if mark else Place(first_line, 0),
            "Values with a colon, a # or a quote in them need quotes round them.",
        ) from error
    except yaml.YAMLError as error:
        raise source.error(f"The header is not good YAML: {error}.", first_line) from error
    return composer.whole


@dataclass
class _Open:
    """A list or a map whose end has not come yet."""

    place: Place
    values: list[Node] | dict[str, Node]
    key: str | None = None
    """The key of a map that waits for its value."""
    key_place: Place | None = None


class _Composer:
    """Puts values together from YAML's events; flat, so that no nesting can exhaust the stack."""

    def __init__(self, source: Source, first_line: int) -> None:
        self._source = source
        self._first_line = first_line
        self._open: list[_Open] = []
        self.whole: Node | None = None

    def place(self, mark: object) -> Place:
        """Where one of YAML's marks is in the source."""
        return Place(self._first_line + int(getattr(mark, "line", 0)), int(getattr(mark, "column", 0)) + 1)

    def error(self, what: str, place: Place, hint: str) -> Exception:
        return self._source.error(what, place.line, place.column, hint=hint)

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        place = self.place(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.error(
                "Anchors and aliases (& and *) are not read in a header.", place, "Put the text in quotes."
            )
        if getattr(event, "tag", None):
            raise self.error("Tags (!) are not read in a header.", place, "Put the text in quotes.")
        match event:
            case yaml.ScalarEvent():
                self._put(Node(event.value, place))
            case yaml.SequenceStartEvent():
                self._begin(_Open(place, []))
            case yaml.MappingStartEvent():
                self._begin(_Open(place, {}))
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                ended = self._open.pop()
                self._put(Node(tuple(ended.values) if isinstance(ended.values, list) else ended.values, ended.place))
            case yaml.DocumentStartEvent() if self.whole is not None:
                raise self.error("The header holds more than one document.", place, "Keep one.")

    def _begin(self, opened: _Open) -> None:
        if len(self._open) == DEEPEST:
            raise self.error("The header is nested too deeply.", opened.place, "Its values are words and short lists.")
        self._open.append(opened)

    def _put(self, node: Node) -> None:
        if not self._open:
            self.whole = node
            return
        into = self._open[-1]
        if isinstance(into.values, list):
            into.values.append(node)
        elif into.key is not None:
            into.values[into.key], into.key = replace(node, key_place=into.key_place), None
        elif not isinstance(node.value, str):
            raise self.error("A key of the header must be a word.", node.place, "Write lines such as  title: Arriving.")
        elif node.value in into.values:
            raise self.error(f"The key “{node.value[:40]}” is here twice.", node.place, "Keep one of the two.")
        else:
            into.key, into.key_place = node.value, node.place
