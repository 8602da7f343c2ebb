# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One file of entries: entries that are taken out, renamed, changed and put in, and nothing else of it."""

from __future__ import annotations

import bisect
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._files.entry_value import changed_value
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_edit import Edits
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_render import Value, entry
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_text import Document, Item, parse

Changes = t.Mapping[str, t.Mapping[str, t.Any]]


def without(content: bytes, gone: t.Container[str]) -> tuple[bytes, dict[str, str]]:
    """The file without the entries whose keys are I(gone), and their lines by key."""
    document = parse(content)
    edits, taken = Edits(document), {}
    for item in _items(document):
        if item.key.text in gone:
            taken[item.key.text or ""] = edits.remove(item)
    return document.encode(edits.apply()), taken


def renamed(content: bytes, names: t.Mapping[str, str]) -> bytes:
    """The file with other keys: I(names), by the old ones."""
    document = parse(content)
    edits = Edits(document)
    for item in _items(document):
        if item.key.text in names:
            edits.rename(item, names[item.key.text or ""])
    return document.encode(edits.apply())


def changed(content: bytes, changes: Changes) -> bytes:
    """The file with I(changes) of settings, by key and path."""
    document = parse(content)
    edits = Edits(document)
    for item in _items(document):
        some = changes.get(item.key.text or "")
        if some:
            edits.change(item, changed_value(item.value, some, document.text))
    return document.encode(edits.apply())


def extended(content: bytes, lines: t.Mapping[str, str], order: t.Callable[[str], str]) -> bytes:
    """The file with the I(lines) of more entries, each before the first that comes after it in the I(order) of keys."""
    document = parse(content)
    edits, items, end = Edits(document), _items(document), document.line_end
    keys = [order(item.key.text or "") for item in items]
    is_sorted = all(one <= other for one, other in zip(keys, keys[1:]))
    for key in sorted(lines, key=order):
        words = lines[key].replace("\r\n", "\n").rstrip("\n") + "\n"
        wanted = order(key)
        if is_sorted:
            place = bisect.bisect_right(keys, wanted)
        else:
            place = next((number for number, one in enumerate(keys) if one > wanted), len(keys))
        before = items[place] if place < len(items) else None
        edits.insert(words.replace("\n", end), before, items[-1] if items else None)
    return document.encode(edits.apply())


def split(content: bytes, name: t.Callable[[str], str]) -> dict[str, bytes]:
    """The file as several, by the I(name) of each key's file. The first lines, which are the file's own, go into each."""
    document = parse(content)
    items, edits = _items(document), Edits(document)
    parts: dict[str, list[str]] = {}
    head = document.text[: edits.start_of(items[0])]
    for item, following in zip(items, [*items[1:], None]):
        until = edits.start_of(following) if following else len(document.text)
        words = document.text[edits.start_of(item) : until]
        parts.setdefault(name(item.key.text or ""), []).append(words)
    return {one: document.encode(head + "".join(words)) for one, words in parts.items()}


def _items(document: Document) -> list[Item]:
    return document.root.items if document.root else []


def count(content: bytes) -> int:
    """How many entries the file has."""
    return len(_items(parse(content)))


def has(content: bytes, key: str) -> bool:
    """Whether the file has such an entry."""
    return any(item.key.text == key for item in _items(parse(content)))


def with_value(content: bytes, key: str, value: Value) -> bytes:
    """The file with another value for a key that it has or has not."""
    document = parse(content)
    edits = Edits(document)
    for item in _items(document):
        if item.key.text == key:
            edits.change(item, value)
            return document.encode(edits.apply())
    return appended(content, key, value)


def appended(content: bytes, key: str, value: Value) -> bytes:
    """The file with one more entry at its end."""
    document = parse(content)
    edits, items = Edits(document), _items(document)
    edits.insert(entry(key, value, 0, document.line_end), None, items[-1] if items else None)
    return document.encode(edits.apply())
