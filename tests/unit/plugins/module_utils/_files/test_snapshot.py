# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The format of a snapshot, what is kept in it, and which files are trusted as one."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import stat
import subprocess
import sys
import typing as t
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._files import snapshot
from ansible_collections.webex.calling.plugins.module_utils._files.snapshot import Entry, Snapshot

Json = dict[str, t.Any]

CHANGE = {"enabled": True, "send_all_calls": {"enabled": True}}
ORG = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi83MmIyZDU2Ny01Njk2LTU1MmItYjMxYy1hODg0YzAxMjdmZTk"


def person(name: str, *, all_calls: bool = False, rings: int = 3, **more: t.Any) -> Json:
    settings = {
        "enabled": True,
        "send_all_calls": {"enabled": all_calls},
        "send_unanswered_calls": {"number_of_rings": rings},
    }
    return {"person": f"{name}@example.com", "person_id": name, "email": None, "voicemail": settings, **more}


def holding(*people: Json) -> Snapshot:
    return snapshot.keep(Snapshot(ORG, "2026-11-01T08:00:00Z", "anna"), people, {})


def lines(content: bytes) -> list[bytes]:
    return gzip.decompress(content).splitlines(keepends=True)


def packed(*parts: bytes) -> bytes:
    return gzip.compress(b"".join(parts))


# --- the format


def test_the_format() -> None:
    content = snapshot.encode(holding(person("b"), person("a", email="A@example.com")))
    head, first, second, last = lines(content)
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
        "location": None,
        "settings": person("a")["voicemail"],
    }
    assert json.loads(second)["key"] == "b@example.com"
    assert json.loads(last) == {"sha256": hashlib.sha256(first + second).hexdigest()}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=9,
)
ENTRIES = st.builds(
    Entry,
    st.sampled_from(["person", "workspace"]),
    st.text(min_size=1, max_size=5),
    st.text(min_size=1),
    st.none() | st.text(),
    st.dictionaries(st.text(), VALUES, max_size=3),
)


@given(st.lists(ENTRIES, max_size=5), st.none() | st.just(ORG), st.randoms())
def test_what_is_written_is_read_in_the_same_bytes(entries: list[Entry], org_id: str | None, order: t.Any) -> None:
    by_id = {(one.kind, one.id): one for one in entries}
    written = Snapshot(org_id, "2026-11-01T08:00:00Z", "anna", by_id)
    content = snapshot.encode(written)
    assert snapshot.decode(content) == written
    shuffled = list(by_id.items())
    order.shuffle(shuffled)
    assert snapshot.encode(Snapshot(org_id, written.created, written.by, dict(shuffled))) == content


GOOD = snapshot.encode(holding(person("a"), person("b")))
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
    "one is there twice": packed(HEAD, A, A, digest(A, A)),
    "deep": packed(HEAD, b"[" * 100_000 + b"\n", digest(b"[" * 100_000 + b"\n")),
    **{
        f"an entry with {change}": packed(HEAD, entry(**change), B, digest(entry(**change), B))
        for change in ({"kind": 1}, {"id": ""}, {"key": None}, {"location": 1}, {"settings": []}, {"more": 1})
    },
}


@pytest.mark.parametrize("content", NONE.values(), ids=NONE)
def test_what_is_no_snapshot_is_refused_and_not_quoted(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ValueError):
        snapshot.decode(content)
    (tmp_path / "file").write_bytes(content)
    for use in (snapshot.read, lambda path: snapshot.update(path, refuse_to_merge)):
        with pytest.raises(WebexError, match="file is not a snapshot: ") as error:
            use(str(tmp_path / "file"))
        assert "example" not in error.value.msg and len(error.value.msg) < 500
    assert (tmp_path / "file").read_bytes() == content


def refuse_to_merge(kept: t.Any) -> t.NoReturn:
    raise AssertionError(kept)


def test_what_is_too_large_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(GOOD)
    for limit, words in (("_MOST_PACKED", "it is larger than"), ("_MOST_UNPACKED", "unpacked it is larger than")):
        with monkeypatch.context() as patch:
            patch.setattr(snapshot, limit, 100)
            with pytest.raises(WebexError, match=words):
                snapshot.read(str(tmp_path / "file"))


# --- what is kept, and what is given back


def test_who_is_new_is_added_and_who_failed_is_not() -> None:
    failed = {"person": "c@example.com", "failed": True}
    after = snapshot.keep(holding(person("a")), [person("b", changed=False), failed], CHANGE)
    assert [one.id for one in after.people()] == ["a", "b"]


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(person("a"), id="restored, or not changed yet"),
        pytest.param(person("a", all_calls=True), id="changed by the run before"),
        pytest.param(person("a", all_calls=True, rings=9), id="changed, and in what the change does not name"),
    ],
)
def test_who_is_in_it_stays_as_they_are_in_it(now: Json) -> None:
    kept = holding(person("a"))
    assert snapshot.keep(kept, [now], CHANGE) is kept


@pytest.mark.parametrize(
    "now", [person("a", rings=9), person("a", voicemail={"enabled": True}), person("a", voicemail={})]
)
def test_settings_that_would_be_lost_are_refused(now: Json) -> None:
    with pytest.raises(WebexError, match=r"other settings of a@example\.com than now.*Name another file"):
        snapshot.keep(holding(person("a")), [now, person("b")], CHANGE)


def test_what_the_api_never_tells_is_not_lost() -> None:
    """A section that the change names, and that is in no answer, neither before nor now."""
    kept = holding(person("a"))
    change = {**CHANGE, "message_storage": {"storage_type": "INTERNAL"}}
    assert snapshot.keep(kept, [person("a", all_calls=True)], change) is kept


def test_people_are_found_by_address_and_id_and_named_by_id() -> None:
    kept = holding(person("a", email="A.A@Example.com"), person("b"))
    found = {"person": "a", "person_id": "a", "email": "A.A@Example.com", "voicemail": person("a")["voicemail"]}
    assert snapshot.select(kept, [" a.a@example.COM "]) == snapshot.select(kept, ["a"]) == [found]
    assert [one["person"] for one in snapshot.select(kept, None)] == ["a", "b"]
    with pytest.raises(WebexError, match=r"^x@example\.com: not in the snapshot\.$"):
        snapshot.select(kept, ["a", "x@example.com"])


def test_an_address_that_two_people_had_is_not_enough() -> None:
    kept = holding(person("a", email="s@example.com"), person("b", email="S@example.com"))
    with pytest.raises(WebexError, match="more than one person"):
        snapshot.select(kept, ["s@example.com"])
    assert len(snapshot.select(kept, ["b"])) == 1


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
        snapshot.check_organization(holding(), other)
    else:
        with pytest.raises(WebexError, match="of another organization"):
            snapshot.check_organization(holding(), other)


# --- the file


def write(path: Path, *people: Json) -> None:
    snapshot.update(str(path), lambda kept: snapshot.keep(kept or snapshot.new(ORG), people, CHANGE))


def held(path: Path) -> list[str]:
    return [one.id for one in snapshot.read(str(path)).people()]


def test_a_file_is_private_whatever_it_was(tmp_path: Path) -> None:
    file = tmp_path / "file"
    before = os.umask(0)
    try:
        write(file, person("a"))
    finally:
        os.umask(before)
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {
        "file": 0o600,
        "file.lock": 0o600,
    }
    for people in ([person("a")], [person("b")]):  # nothing to add, and something
        file.chmod(0o644)
        write(file, *people)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert held(file) == ["a", "b"]


def refused(path: Path) -> str:
    said = set()
    for use in (snapshot.check, snapshot.read, lambda one: snapshot.update(one, refuse_to_merge)):
        with pytest.raises(WebexError) as error:
            use(str(path))
        said.add(error.value.msg)
    (message,) = said
    return message


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "file", person("a"))
    (tmp_path / "link").symlink_to("file")
    assert "it is a link" in refused(tmp_path / "link")
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    assert "it is a link" in refused(tmp_path / "nowhere") and not (tmp_path / "none").exists()
    (tmp_path / "new.lock").symlink_to(tmp_path / "none")
    with pytest.raises(WebexError, match="it is a link"):
        write(tmp_path / "new", person("a"))
    (tmp_path / "folder").symlink_to(tmp_path)  # of this user's own making
    assert held(tmp_path / "folder/file") == ["a"]


def test_a_file_that_is_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is not a regular file" in refused(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    assert "is not a regular file" in refused(tmp_path / "folder")
    assert "must be a file" in refused(tmp_path / "folder/x\0")
    assert "there is no folder" in refused(tmp_path / "none/file")
    with pytest.raises(WebexError, match="must be a file"):
        snapshot.check(str(tmp_path) + "/")
    with pytest.raises(WebexError, match="There is no snapshot"):
        snapshot.read(str(tmp_path / "none"))


@pytest.mark.parametrize("mode", [0o666, 0o602])
def test_a_file_that_others_may_write_is_refused(tmp_path: Path, mode: int) -> None:
    write(tmp_path / "file", person("a"))
    (tmp_path / "file").chmod(mode)
    assert "may be written by other users" in refused(tmp_path / "file")


def test_a_folder_that_others_may_write_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "file", person("a"))
    tmp_path.chmod(0o777)
    assert "Other users may write to the folder" in refused(tmp_path / "file")
    assert "Other users may write to the folder" in refused(tmp_path / "link-to-none")
    tmp_path.chmod(0o1777)
    write(tmp_path / "file", person("b"))
    assert held(tmp_path / "file") == ["a", "b"]
    tmp_path.chmod(0o700)


@pytest.mark.parametrize(("name", "members", "trusted"), [("me", [], True), ("me", ["x"], False), ("all", [], False)])
def test_a_group_is_others_unless_it_is_the_users_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, members: list[str], trusted: bool
) -> None:
    class Group(t.NamedTuple):
        gr_name: str
        gr_mem: list[str]

    monkeypatch.setattr(snapshot.grp, "getgrgid", lambda gid: Group(name, members))
    monkeypatch.setattr(snapshot, "_user", lambda: "me")
    write(tmp_path / "file", person("a"))
    tmp_path.chmod(0o770)
    if trusted:
        assert held(tmp_path / "file") == ["a"]
    else:
        assert "Other users may write to the folder" in refused(tmp_path / "file")
    tmp_path.chmod(0o700)


def test_what_belongs_to_another_user_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "file", person("a"))
    (tmp_path / "link").symlink_to(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    monkeypatch.setattr(snapshot, "_check_folder", lambda found, folder: None)
    monkeypatch.setattr(snapshot, "_check_way", lambda folder: None)
    for use in (snapshot.read, lambda path: snapshot.update(path, refuse_to_merge)):
        with pytest.raises(WebexError, match=r"file(\.lock)? belongs to another user"):
            use(str(tmp_path / "file"))


def test_a_folder_and_a_link_of_another_user_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "file", person("a"))
    (tmp_path / "link").symlink_to(tmp_path)
    real = os.lstat, os.fstat

    def of_another(found: os.stat_result) -> os.stat_result:
        values = list(found)
        values[4] = 4711
        return os.stat_result(values)

    with monkeypatch.context() as patch:
        patch.setattr(os, "lstat", lambda path: of_another(real[0](path)))
        assert "is a link of another user" in refused(tmp_path / "link/file")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", lambda file: of_another(real[1](file)))
        assert "belongs to another user, who could replace" in refused(tmp_path / "file")


def test_a_lock_that_is_held_is_waited_for_and_then_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_LONGEST_WAIT", 0.1)
    inside = []

    def merge(kept: Snapshot | None) -> Snapshot:
        with pytest.raises(WebexError, match=r"Another task holds .*file\.lock"):
            write(tmp_path / "file", person("b"))
        inside.append(1)
        return snapshot.keep(snapshot.new(None), [person("a")], {})

    snapshot.update(str(tmp_path / "file"), merge)
    assert inside and held(tmp_path / "file") == ["a"]


def test_without_writing_nothing_is_there_after(tmp_path: Path) -> None:
    snapshot.update(str(tmp_path / "file"), lambda kept: holding(person("a")), write=False)
    assert list(tmp_path.iterdir()) == []


COLLECTIONS = str(Path(snapshot.__file__).parents[6])
KILLED = """
import os, signal, sys
from ansible_collections.webex.calling.plugins.module_utils._files import snapshot

path, last, calls = sys.argv[1], int(sys.argv[2]), 0

def before(function):
    def counted(*arguments, **keywords):
        global calls
        calls += 1
        if calls == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **keywords)
    return counted

for name in ("open", "close", "unlink", "fchmod", "fsync", "replace"):
    setattr(os, name, before(getattr(os, name)))
snapshot.fcntl.flock = before(snapshot.fcntl.flock)
one = {"person": "b@example.com", "person_id": "b", "voicemail": {"enabled": True}}
snapshot.update(path, lambda kept: snapshot.keep(kept or snapshot.new(None), [one], {}))
print("DONE", calls)
"""


@pytest.mark.parametrize("there", [False, True])
def test_a_kill_between_any_two_steps_leaves_the_old_or_the_new_file(tmp_path: Path, there: bool) -> None:
    found = set()
    for step in range(1, 100):
        file = tmp_path / f"{step}"
        if there:
            write(file, person("a"))
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(file), str(step)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([COLLECTIONS, *sys.path])},
            stdout=subprocess.PIPE,
            check=False,
            text=True,
        )
        now = tuple(held(file)) if file.exists() else ()
        assert now in ((("a",), ("a", "b")) if there else ((), ("b",)))
        found.add(now)
        write(file, person("b", voicemail={"enabled": True}), person("c"))
        assert held(file) == [*(["a"] if there else []), "b", "c"]
        assert {path.name for path in tmp_path.glob(f"{step}*")} == {f"{step}", f"{step}.lock"}
        if "DONE" in done.stdout:
            break
        assert done.returncode == -9
        for path in tmp_path.iterdir():
            path.unlink()
    assert len(found) == 2 and step > 8
