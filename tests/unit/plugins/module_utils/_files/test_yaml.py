# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts as YAML, and YAML as people write it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._files.yaml_edit import Edits, as_wanted
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_render import entry, scalar
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_text import Document, Mapping, Scalar, parse

LIKE_SOMETHING_ELSE = [
    "+15551000",
    "0123",
    "off",
    "y",
    "null",
    "~",
    "1e3",
    "2026-01-01",
    "12:30",
    "0x1F",
    "1_000",
    "=",
    "<<",
    ".inf",
]


@given(st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.sampled_from(LIKE_SOMETHING_ELSE)))
def test_a_text_reads_back_as_the_same_text(text: str) -> None:
    """For this reader and for others, as a key and as a value."""
    written = f"{scalar(text)}: {scalar(text)}\n"
    root = parse(written.encode()).root
    assert root and (root.items[0].key.text, as_text(root)) == (text, text)
    assert yaml.safe_load(written) == {text: text}


def as_text(root: Mapping) -> str | None:
    """The first value."""
    value = root.items[0].value
    assert isinstance(value, Scalar)
    return value.text


@pytest.mark.parametrize(
    "content, line, words",
    [
        (b"a: 1\na: 2\n", 2, "is given twice, first in line 1"),
        (b"a: {b: 1, b: 2}\n", 1, "b is given twice"),
        (b"a: &x 1\nb: *x\n", 1, "anchor or an alias"),
        (b"a: !!python/object:os.system x\n", 1, "a tag"),
        (b"a:\n\tb: 1\n", 2, "a tab"),
        (b"a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n", 2, "conflict marker"),
        (b"- a\n", 1, "must hold keys"),
        (b"{a: b}\n", 1, "must hold keys"),
        (b"a: [\n", 2, "is not YAML"),
        (b"? [a]\n: b\n", 1, "no plain text"),
        (b"a: 1\n---\nb: 1\n", 2, "another document"),
        (b"%YAML 1.1\n---\na: 1\n", 1, "another document"),
        (b"a: 1\n...\n", 2, "the document ends here"),
        (b"a: \xff\n", 1, "not in UTF-8"),
        (b"a: 1\rb: 2\n", 1, "neither LF nor CRLF"),
        (b"a: " + b"[" * 100_000, 1, "nest"),  # some releases of libyaml have a limit of their own
        (b"a: b\n" * 8_000_000, 0, "is larger than"),
    ],
    ids=range(17),
)
def test_what_is_refused(content: bytes, line: int, words: str) -> None:
    """With its line, and quickly."""
    problem = parse(content).problems[0]
    assert problem.line == line and words in problem.words


def test_what_is_empty_manages_nothing() -> None:
    """No text at all, or comments alone."""
    for content in (b"", b"\n", b"# nothing\n", b"---\n", b"\xef\xbb\xbf"):
        document = parse(content)
        assert document.root is None and not document.problems


EDITED = """# first line
anna@example.com: standard   # behind

# on Bo
bo:
  profile: standard
  note: |
    two
    # lines

  # inside
  calls:
    rings: 6 # behind rings
cy: {a: b, c: [d, e]}
empty:
last: 'it''s'"""


def edited(change: dict[str, object]) -> str:
    """The text after changes of values by key."""
    document = parse(EDITED.encode())
    assert document.root
    edits = Edits(document)
    edits.update(document.root, {**as_wanted(document.root), **change})
    text = edits.apply()
    assert not parse(text.encode()).problems
    return text


@pytest.mark.parametrize(
    "change, before, after",
    [
        ({"empty": "off"}, "empty:\n", "empty: 'off'\n"),
        ({"anna@example.com": {"a": 1}}, "standard   # behind\n", "  # behind\n  a: 1\n"),
        ({"cy": {"a": {"b": True}}}, " {a: b, c: [d, e]}\n", "\n  a:\n    b: true\n"),
        ({"cy": "standard"}, "{a: b, c: [d, e]}", "standard"),
        ({"last": 7}, "'it''s'", "7"),
        ({"new": {"x": ""}}, "'it''s'", "'it''s'\nnew:\n  x: ''\n"),
        ({}, "", ""),
    ],
)
def test_a_change_is_about_its_own_bytes_alone(change: dict[str, object], before: str, after: str) -> None:
    """Of each kind of value."""
    assert edited(change).replace("anna@example.com:   ", "anna@example.com: ") == EDITED.replace(
        before, after, 1
    ).replace("anna@example.com:   ", "anna@example.com: ")


def test_an_entry_is_taken_out_with_its_comments() -> None:
    """Those right above and those inside; not the first lines of the file."""
    document = parse(EDITED.encode())
    assert document.root
    edits = Edits(document)
    taken = edits.remove(document.root.items[1])
    assert taken.startswith("# on Bo\nbo:") and taken.endswith("# behind rings\n")
    assert edits.apply() == EDITED.replace(taken, "")
    first = Edits(document)
    assert first.remove(document.root.items[0]) == "anna@example.com: standard   # behind\n"


def test_long_entries_are_written_below_each_other() -> None:
    """Settings in settings, lists and nothing."""
    text = entry("a", {"b": {"c": 1}, "d": ["x", "0"], "e": None, "f": {}})
    assert text == "a:\n  b:\n    c: 1\n  d: [x, '0']\n  e:\n  f: {}\n"
    assert isinstance(parse(text.encode()), Document)
