# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files are trusted as a snapshot, and how one is written."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._files import private_file, snapshot, streamed
from ansible_collections.webex.calling.plugins.module_utils._files.streamed import Row, Stored
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._files.snapshots import (
    held,
    person,
    refuse_to_merge,
    refused,
    write,
)


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
        streamed.check(str(tmp_path) + "/")
    with pytest.raises(WebexError, match="There is no snapshot"):
        streamed.read(str(tmp_path / "none"))


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

    monkeypatch.setattr(private_file.grp, "getgrgid", lambda gid: Group(name, members))
    monkeypatch.setattr(private_file, "user_name", lambda: "me")
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
    monkeypatch.setattr(private_file, "_check_folder", lambda found, folder: None)
    monkeypatch.setattr(private_file, "_check_way", lambda folder: None)
    for use in (streamed.read, lambda path: streamed.add(path, None, refuse_to_merge, True)):
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
    monkeypatch.setattr(private_file, "_LONGEST_WAIT", 0.1)
    inside = []

    def merge(kept: Stored | None) -> list[Row]:
        with pytest.raises(WebexError, match=r"Another task holds .*file\.lock"):
            write(tmp_path / "file", person("b"))
        inside.append(1)
        return snapshot.missing(kept, [person("a")], {})

    streamed.add(str(tmp_path / "file"), None, merge, True)
    assert inside and held(tmp_path / "file") == ["a"]


def test_without_writing_nothing_is_there_after(tmp_path: Path) -> None:
    streamed.add(str(tmp_path / "file"), None, lambda kept: snapshot.missing(kept, [person("a")], {}), write=False)
    assert list(tmp_path.iterdir()) == []


COLLECTIONS = str(Path(snapshot.__file__).parents[6])
KILLED = """
import os, signal, sys
from ansible_collections.webex.calling.plugins.module_utils._files import private_file, snapshot, streamed

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
private_file.fcntl.flock = before(private_file.fcntl.flock)
one = {"person": "b@example.com", "person_id": "b", "voicemail": {"enabled": True}}
streamed.add(path, None, lambda kept: snapshot.missing(kept, [one], {}), True)
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
