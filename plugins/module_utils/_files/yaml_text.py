# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML as people write it, read with the place of everything in it: scalars are texts, and what is ambiguous is refused."""

from __future__ import annotations

import re
import traceback
import typing as t
from dataclasses import dataclass, field

try:
    import yaml
except ImportError:
    YAML_IMPORT_ERROR: str | None = traceback.format_exc()
else:
    YAML_IMPORT_ERROR = None

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, as_given, printable

LARGEST = 32 << 20
_DEEPEST = 12
_BOM = "\ufeff"
_CONFLICT = re.compile(r"(<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)( |\r?$)")
# A tab before what may be a comment, in a line that is not one.
_TAB = re.compile(r"[^#\n]*\t")
_OTHER_BREAK = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_NULL = ("", "~", "null", "Null", "NULL")
_WHERE = re.compile(r"in \"<[a-z ]+>\", line \d+, column \d+:?")


class Problem(t.NamedTuple):
    """What is wrong with a file, and in which line; 0 where it is about the whole of it."""

    line: int
    words: str


@dataclass
class Scalar:
    """A text, None where nothing or null stands, and where it is: its line, and from I(start) to I(end) in the file's text."""

    text: str | None
    line: int
    start: int
    end: int


@dataclass
class Sequence:
    """A list."""

    nodes: list[Node]
    line: int
    start: int
    end: int


@dataclass
class Mapping:
    """Keys and what belongs to them, in the file's order. I(flow): it is written with braces."""

    items: list[Item]
    line: int
    start: int
    end: int
    flow: bool = False
    column: int = 0

    def get(self, key: str) -> Node | None:
        """What belongs to the I(key)."""
        return next((one.value for one in self.items if one.key.text == key), None)


class Item(t.NamedTuple):
    """A key, and what belongs to it."""

    key: Scalar
    value: Node


Node = t.Union[Scalar, Sequence, Mapping]


@dataclass
class Document:
    """A file's text without its byte order mark, and the mapping that it is, or the list (I(nodes)); an empty file has none. I(problems)
    are what is wrong with it."""

    text: str
    bom: bool
    root: Mapping | None
    problems: list[Problem] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)

    @property
    def line_end(self) -> str:
        """How its lines end."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    def encode(self, text: str) -> bytes:
        """The file's content with another I(text)."""
        return ((_BOM if self.bom else "") + text).encode()


def require_yaml() -> None:
    """Find out whether YAML can be read here.

    @raise ValidationError: it cannot.
    """
    if YAML_IMPORT_ERROR:
        raise ValidationError(
            "The organization as files needs the Python package PyYAML on the machine that runs this."
        )


def parse(content: bytes, is_list: bool = False) -> Document:
    """What a file holds, which I(is_list) or a mapping. A problem that hides the rest of the file stands alone."""
    if len(content) > LARGEST:
        return Document("", False, None, [Problem(0, f"the file is larger than {LARGEST >> 20} MiB")])
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return Document(
            "", False, None, [Problem(content.count(b"\n", 0, error.start) + 1, "the line is not in UTF-8")]
        )
    bom = text.startswith(_BOM)
    text = text[1:] if bom else text
    problems = [*_bad_lines(text)]
    if problems:
        return Document(text, bom, None, problems)
    try:
        reader = _Reader(text)
        root = reader.document(is_list)
    except yaml.YAMLError as error:
        return Document(text, bom, None, [_syntax(error)])
    except _Refused as refused:
        return Document(text, bom, None, [refused.problem])
    if isinstance(root, Sequence):
        return Document(text, bom, None, reader.problems, root.nodes)
    return Document(text, bom, root, reader.problems)


def _bad_lines(text: str) -> t.Iterator[Problem]:
    """What is refused before the text is read as YAML."""
    if "\t" in text:
        for number, line in enumerate(text.split("\n"), start=1):
            if "\t" in line and _TAB.match(line):
                yield Problem(number, "the line holds a tab: use spaces")
    if "<<<<<<<" in text or ">>>>>>>" in text or "=======" in text or "|||||||" in text:
        for number, line in enumerate(text.split("\n"), start=1):
            if _CONFLICT.match(line):
                yield Problem(number, f"the line is a conflict marker of Git ({line[:7]}): resolve the conflict")
    other = _OTHER_BREAK.search(text)
    if other:
        yield Problem(text.count("\n", 0, other.start()) + 1, "the line holds a line break that is neither LF nor CRLF")


def _syntax(error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    words = getattr(error, "problem", None) or _WHERE.sub("", str(error))
    return Problem(mark.line + 1 if mark else 0, f"the file is not YAML: {printable(words)}")


class _Refused(Exception):
    def __init__(self, mark: t.Any, words: str) -> None:
        super().__init__(words)
        self.problem = Problem(mark.line + 1, words)


class _Reader:
    """Reads events, since what is refused is not in the nodes that a loader makes of them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._events = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        self._depth = 0
        self.problems: list[Problem] = []

    def document(self, is_list: bool) -> Mapping | Sequence | None:
        """The one mapping, or the list, of the one document.

        @raise _Refused: it is something else.
        """
        root: Mapping | Sequence | None = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1 or event.version or event.tags:
                    raise _Refused(
                        event.start_mark, "another document begins here: one file holds one, without directives"
                    )
            elif isinstance(event, yaml.DocumentEndEvent):
                if event.explicit:
                    raise _Refused(event.start_mark, "the document ends here (...): remove the line")
            elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent)):
                root = self._root(event, is_list)
        return root

    def _root(self, event: t.Any, is_list: bool) -> Mapping | Sequence | None:
        node = self._node(event)
        if isinstance(node, Scalar) and node.text is None:
            return None
        if is_list:
            if not isinstance(node, Sequence):
                raise _Refused(event.start_mark, "the file must be a list: each entry begins with a dash")
            return node
        if not isinstance(node, Mapping) or node.flow:
            raise _Refused(event.start_mark, "the file must hold keys with a colon, one below the other")
        return node

    def _node(self, event: t.Any) -> Node:
        start, line = event.start_mark.index, event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _Refused(event.start_mark, "the line holds an anchor or an alias, which are not read: write it out")
        if event.tag:
            raise _Refused(event.start_mark, f"the line holds a tag ({as_given(event.tag)}), which is not read")
        if isinstance(event, yaml.ScalarEvent):
            end = event.end_mark.index
            if event.style in ("|", ">"):
                end = start + len(self._text[start:end].rstrip())
            plain = event.style is None or event.style == ""
            return Scalar(None if plain and event.value in _NULL else event.value, line, start, end)
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Refused(event.start_mark, "the line is nested too deeply")
        node = self._sequence(event) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(event)
        self._depth -= 1
        return node

    def _sequence(self, event: t.Any) -> Sequence:
        nodes: list[Node] = []
        end = event.end_mark.index
        for inner in self._events:
            if isinstance(inner, yaml.SequenceEndEvent):
                end = inner.end_mark.index if event.flow_style else nodes[-1].end if nodes else end
                break
            nodes.append(self._node(inner))
        return Sequence(nodes, event.start_mark.line + 1, event.start_mark.index, end)

    def _mapping(self, event: t.Any) -> Mapping:
        mark = event.start_mark
        found = Mapping([], mark.line + 1, mark.index, mark.index, bool(event.flow_style), mark.column)
        seen: dict[str | None, int] = {}
        for inner in self._events:
            if isinstance(inner, yaml.MappingEndEvent):
                found.end = inner.end_mark.index if found.flow else found.items[-1].value.end
                break
            key = self._node(inner)
            if not isinstance(key, Scalar) or (not found.flow and inner.start_mark.column != mark.column):
                raise _Refused(inner.start_mark, "the line holds a key that is no plain text")
            value = self._node(next(self._events))
            if isinstance(value, Scalar) and value.text is None and value.end <= key.end:
                value.start = value.end = self._text.index(":", key.end) + 1
            before = seen.setdefault(key.text, key.line)
            if before != key.line or (found.flow and any(one.key.text == key.text for one in found.items)):
                self.problems.append(Problem(key.line, f"{as_given(key.text)} is given twice, first in line {before}"))
            found.items.append(Item(key, value))
        return found
