# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The format of a snapshot, and what is kept in it."""

from __future__ import annotations

import hashlib
import json
import typing as t
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._files import private_file, snapshot, streamed
from ansible_collections.webex.calling.plugins.module_utils._files.live import NOBODY
from ansible_collections.webex.calling.plugins.module_utils._files.live import packed as packed_settings
from ansible_collections.webex.calling.plugins.module_utils._files.organization import check_same_organization
from ansible_collections.webex.calling.plugins.module_utils._files.streamed import Row
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._files.snapshots import (
    CHANGE,
    ORG,
    Json,
    content_of,
    holding,
    lines,
    packed,
    person,
    refuse_to_merge,
)

# --- the format


def test_the_format() -> None:
    head, first, second, last = lines(holding(person("b"), person("a", email="A@example.com", location="Oslo")).content)
    assert json.loads(head) == {
        "format": 1,
        "org_id": ORG,
        "created": "2026-11-01T08:00:00Z",
        "by": "anna",
        "counts": {"person": 2},
    }
    assert json.loads(first) == {
        "kind": "person",
        "id": "a",
        "key": "A@example.com",
        "location": "Oslo",
        "settings": person("a")["voicemail"],
    }
    assert json.loads(second)["key"] == "b@example.com"
    assert json.loads(last) == {"sha256": hashlib.sha256(first + second).hexdigest()}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=9,
)
ROWS = st.builds(
    Row,
    st.sampled_from(["person", "workspace"]),
    st.text(min_size=1),
    st.text(min_size=1, max_size=5),
    st.none() | st.text(),
    st.dictionaries(st.text(), VALUES, max_size=3).map(packed_settings),
    st.just(NOBODY),
)


@given(st.lists(ROWS, max_size=5), st.lists(ROWS, max_size=5), st.randoms())
def test_what_is_written_is_read_whatever_the_order_and_in_how_many_steps(
    tmp_path_factory: pytest.TempPathFactory, some: list[Row], more: list[Row], order: t.Any
) -> None:
    folder = tmp_path_factory.mktemp("snapshots")
    by_key = {row[:3]: row for row in (*some, *more)}
    first = {row[:3]: by_key[row[:3]] for row in some}
    new = [row for key, row in by_key.items() if key not in first]
    everyone = list(by_key.values())
    order.shuffle(everyone)
    for path, steps in (("once", [everyone]), ("twice", [list(first.values()), new])):
        for step in steps:
            streamed.add(str(folder / path), ORG, lambda kept, step=step: step, True)
    if everyone:
        stored = streamed.read(str(folder / "once"))
        assert list(stored.lines()) == [row.line for row in sorted(everyone)]
        assert list(streamed.read(str(folder / "twice")).lines()) == list(stored.lines())
        assert stored.head["counts"] == Counter(row.kind for row in everyone) and stored.head["org_id"] == ORG
        assert [Row(**{**row, "settings": packed_settings(row["settings"])}) for row in stored.rows()] == sorted(
            everyone
        )


GOOD = holding(person("a"), person("b")).content
HEAD, A, B, LAST = lines(GOOD)


def digest(*between: bytes) -> bytes:
    return json.dumps({"sha256": hashlib.sha256(b"".join(between)).hexdigest()}).encode() + b"\n"


def entry(**change: t.Any) -> bytes:
    return json.dumps({**json.loads(A), **change}).encode() + b"\n"


NONE = {
    "nothing": b"",
    "a list of addresses": b"user1@h.example, user2@h.example\n",
    "the same, packed": packed(b"user1@h.example, user2@h.example\n"),
    "a list in JSON": json.dumps([person("a")]).encode(),
    "YAML with aliases": b"a: &a [x, x]\nb: &b [*a, *a]\n",
    "no first line": packed(A, B, LAST),
    "no last line": packed(HEAD, A, B),
    "the first line alone": packed(HEAD),
    "cut": GOOD[:-9],
    "more after it": GOOD + b"more",
    "another format": packed(HEAD.replace(b'"format":1', b'"format":2'), A, B, LAST),
    "true as format": packed(HEAD.replace(b'"format":1', b'"format":true'), A, B, LAST),
    "a number for a user": packed(HEAD.replace(b'"anna"', b"1"), A, B, LAST),
    "one is missing": packed(HEAD, A, LAST),
    "one is missing, with a digest": packed(HEAD, A, digest(A)),
    "one is changed": packed(HEAD, A.replace(b"true", b"false"), B, LAST),
    "one is given twice": packed(HEAD, A, A, digest(A, A)),
    "not in order": packed(HEAD, B, A, digest(B, A)),
    "a line without an end": packed(HEAD, A + B[:-1], LAST),
    "more, packed": GOOD + packed(LAST),
    "no counts": packed(HEAD.replace(b'{"person":2}', b"2"), A, B, LAST),
    "deep": packed(HEAD, b"[" * 100_000 + b"\n", digest(b"[" * 100_000 + b"\n")),
    **{
        f"an entry with {change}": packed(HEAD, entry(**change), B, digest(entry(**change), B))
        for change in ({"kind": 1}, {"id": ""}, {"key": None}, {"location": 1}, {"settings": []}, {"more": 1})
    },
}


@pytest.mark.parametrize("content", NONE.values(), ids=NONE)
def test_what_is_no_snapshot_is_refused_and_not_quoted(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    for use in (streamed.read, lambda path: streamed.add(path, None, refuse_to_merge, True)):
        with pytest.raises(WebexError, match="file is not a snapshot: ") as error:
            use(str(tmp_path / "file"))
        assert "example" not in error.value.msg and len(error.value.msg) < 500
    assert (tmp_path / "file").read_bytes() == content


def test_what_is_too_large_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(GOOD)
    for module, limit, words in (
        (private_file, "_MOST_PACKED", "it is larger than"),
        (streamed, "_MOST_UNPACKED", "unpacked it is larger than"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, limit, 100)
            with pytest.raises(WebexError, match=words):
                streamed.read(str(tmp_path / "file"))


# --- what is kept, and what is given back


def missing(kept: streamed.Stored, *people: Json, change: Json | None = None) -> list[str]:
    return [row.id for row in snapshot.missing(kept, people, CHANGE if change is None else change)]


def test_who_is_new_is_added_and_who_failed_is_not() -> None:
    failed = {"person": "c@example.com", "failed": True}
    assert missing(holding(person("a")), person("a"), person("b", changed=False), failed) == ["b"]


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(person("a"), id="restored, or not changed yet"),
        pytest.param(person("a", all_calls=True), id="changed by the run before"),
        pytest.param(person("a", all_calls=True, rings=9), id="changed, and in what the change does not name"),
    ],
)
def test_who_is_in_it_stays_as_they_are_in_it(now: Json) -> None:
    assert missing(holding(person("a")), now) == []


@pytest.mark.parametrize(
    "now", [person("a", rings=9), person("a", voicemail={"enabled": True}), person("a", voicemail={})]
)
def test_settings_that_would_be_lost_are_refused(now: Json) -> None:
    with pytest.raises(WebexError, match=r"settings of a@example\.com that differ.*Name another file"):
        missing(holding(person("a")), now, person("b"))


def test_what_the_api_never_tells_is_not_lost() -> None:
    """A section that the change names, and that is in no answer, neither before nor now."""
    change = {**CHANGE, "message_storage": {"storage_type": "INTERNAL"}}
    assert missing(holding(person("a")), person("a", all_calls=True), change=change) == []


def selected(kept: streamed.Stored, names: list[str] | None) -> list[str]:
    return [row["id"] for row in snapshot.select(kept, names)]


def test_people_are_found_by_address_and_id() -> None:
    kept = holding(person("a", email="A.A@Example.com"), person("b"))
    assert selected(kept, [" a.a@example.COM "]) == selected(kept, ["a"]) == ["a"]
    assert selected(kept, ["b", "a.a@example.com", "a"]) == ["b", "a"]
    assert selected(kept, None) == ["a", "b"]
    with pytest.raises(
        WebexError, match=r"^x@example\.com: not in the snapshot\. Name people that it holds, or another snapshot\.$"
    ):
        selected(kept, ["a", "x@example.com"])


def test_nobody_but_people_is_found() -> None:
    room = Row("workspace", "Lobby", "w", None, packed_settings({}))
    content = content_of([*snapshot.missing(None, [person("a")], {}), room])
    kept = streamed.Stored({}, content, "")
    assert selected(kept, None) == ["a"] and missing(kept, person("w")) == ["w"]
    with pytest.raises(WebexError, match="Lobby: not in the snapshot"):
        selected(kept, ["Lobby"])


def test_an_address_that_two_people_had_is_not_enough() -> None:
    kept = holding(person("a", email="s@example.com"), person("b", email="S@example.com"))
    with pytest.raises(WebexError, match="more than one person"):
        selected(kept, ["s@example.com"])
    assert selected(kept, ["b"]) == ["b"]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (ORG + "=", True),
        ("72B2D567-5696-552b-b31c-a884c0127fe9", True),
        (None, True),
        ("72b2d567-5696-552b-b31c-a884c0127fe8", False),
        ("Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8x", False),
    ],
)
def test_a_snapshot_of_another_organization_is_refused(other: str | None, same: bool) -> None:
    if same:
        check_same_organization(ORG, other, "The snapshot")
    else:
        with pytest.raises(WebexError, match="from another organization"):
            check_same_organization(ORG, other, "The snapshot")
