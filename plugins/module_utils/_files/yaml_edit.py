# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of a file's text that leave every byte alone which they are not about: comments, order, blank lines, line ends."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._files.yaml_render import Value, entry, scalar
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_text import (
    Document,
    Item,
    Mapping,
    Scalar,
    Sequence,
)

# In a mapping that is wanted: a value as in the file, or another.
Wanted = t.Mapping[str, t.Any]


class Edits:
    """The changes of one document, and its text with all of them."""

    def __init__(self, document: Document) -> None:
        self._text, self._line_end = document.text, document.line_end
        # Start, whether it replaces what was there (and does not come before it), order, end, words.
        self._edits: list[tuple[int, bool, int, int, str]] = []
        self._at_the_end = False

    def apply(self) -> str:
        """The text with all changes."""
        parts, position = [], 0
        for edit in sorted(self._edits):
            start, end, words = edit[0], edit[3], edit[4]
            parts += [self._text[position:start], words]
            position = max(position, end)
        return "".join([*parts, self._text[position:]])

    def update(self, mapping: Mapping, wanted: Wanted) -> None:
        """Make the keys of I(mapping) those that are I(wanted), in which a node of the file stands for itself."""
        there = {one.key.text or "": one for one in mapping.items}
        for key, item in there.items():
            if key not in wanted:
                self.remove(item)
            else:
                self.change(item, wanted[key])
        position = self.end_of(mapping.items[-1])
        for key, value in wanted.items():
            if key not in there:
                self._put(position, entry(key, plain(value), mapping.column, self._line_end))

    def change(self, item: Item, value: Value) -> None:
        """Give an item another value."""
        old = item.value
        if value is old:
            return
        if isinstance(value, dict):
            if isinstance(old, Mapping) and not old.flow:
                self.update(old, value)
                return
            column = self._column(item)
            self._replace(self._text.index(":", item.key.end) + 1, old.end, "")
            lines = [entry(name, plain(one), column + 2, self._line_end) for name, one in value.items()]
            self._put(_line_end(self._text, old.end), "".join(lines))
            return
        words = scalar(plain(value))
        if isinstance(old, Mapping) and not old.flow:
            self._replace(self._text.index(":", item.key.end) + 1, old.end, " " + words)
        else:
            self._replace(old.start, old.end, (" " if old.start == old.end else "") + words)

    def rename(self, item: Item, key: str) -> None:
        """Give an item another I(key)."""
        self._replace(item.key.start, item.key.end, scalar(key))

    def remove(self, item: Item) -> str:
        """Take an item out, with the comments that belong to it: those right above, and those inside. They are returned."""
        start, end = self.start_of(item), self.end_of(item)
        self._replace(start, end, "")
        return self._text[start:end]

    def insert(self, words: str, before: Item | None, last: Item | None) -> None:
        """Put lines I(before) an item and its comments; or behind the I(last) item, or at the end of what has none."""
        if before:
            self._put(self.start_of(before), words)
        else:
            self._put(self.end_of(last) if last else len(self._text), words)

    def _replace(self, start: int, end: int, words: str) -> None:
        self._edits.append((start, True, len(self._edits), end, words))

    def _put(self, position: int, words: str) -> None:
        gap = ""
        if position == len(self._text) and self._text and not self._text.endswith("\n") and not self._at_the_end:
            gap, self._at_the_end = self._line_end, True
        self._edits.append((position, False, len(self._edits), position, gap + words))

    def _column(self, item: Item) -> int:
        return item.key.start - (self._text.rfind("\n", 0, item.key.start) + 1)

    def start_of(self, item: Item) -> int:
        """Where an item begins, with the comments right above it. A comment in the file's first lines belongs to the file."""
        column = self._column(item)
        begin = line = item.key.start - column
        while line:
            above = self._text.rfind("\n", 0, line - 1) + 1
            words = self._text[above:line].lstrip(" ")
            if not words.startswith("#") or line - above - len(words) > column:
                break
            line = above
        return begin if line == 0 and column == 0 else line

    def end_of(self, item: Item) -> int:
        """Where the line ends in which an item does, or the comments inside it behind that."""
        text, column = self._text, self._column(item)
        position = end = _line_end(text, item.value.end)
        while position < len(text):
            after = _line_end(text, position)
            words = text[position:after].lstrip(" ")
            inside = words.startswith("#") and after - position - len(words) > column
            if words.strip() and not inside:
                break
            position = after
            if inside:
                end = after
        return end


def _line_end(text: str, position: int) -> int:
    found = text.find("\n", position)
    return len(text) if found < 0 else found + 1


def plain(value: Value) -> Value:
    """A value, in which nodes of the file may stand, as it is written anew."""
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, Sequence):
        return [plain(one) for one in value.nodes]
    if isinstance(value, Mapping):
        return {one.key.text or "": plain(one.value) for one in value.items}
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return value


def as_wanted(node: Mapping) -> dict[str, Value]:
    """A mapping of the file as one that is wanted, whose values stand for themselves."""
    return {
        one.key.text or "": as_wanted(one.value) if isinstance(one.value, Mapping) and not one.value.flow else one.value
        for one in node.items
    }
