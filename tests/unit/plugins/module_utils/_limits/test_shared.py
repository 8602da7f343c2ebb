# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file that tasks share what they know through."""

from __future__ import annotations

import json
import os
import stat
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._limits.controller import Together
from ansible_collections.webex.calling.plugins.module_utils._limits.shared import SharedController, state_file


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return state_file("https://example.com/v1", None, "t0p-secret")


def pause(path: str, now: float = 100.0) -> float:
    """The end of the pause that a task finds at I(now)."""
    with SharedController(path, lambda: now).changing() as (dummy, state):
        return state.until


def paused(path: str, until: float = 150.0, now: float = 100.0) -> None:
    with SharedController(path, lambda: now).changing() as (dummy, state):
        state.until, state.seen = until, now


def test_tasks_share_the_pause(path: str) -> None:
    paused(path)
    assert pause(path) == 150


def test_the_file_is_private_and_holds_no_secret(path: str) -> None:
    paused(path)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) == 0o700
    assert "secret" not in path + Path(path).read_text()


def test_another_token_has_another_file(path: str) -> None:
    assert state_file("https://example.com/v1", None, "another") != path
    assert state_file("https://example.com/v1", "org", "t0p-secret") != path


def test_a_relative_folder_is_ignored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As the XDG Base Directory Specification demands."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", "run")
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert state_file("x").startswith(str(tmp_path / ".cache/webex.calling"))


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"until": "x"}', '{"until": 1e999}', '{"nobody": 1}', "\0" * 9999]
)
def test_a_damaged_file_is_ignored(path: str, content: str) -> None:
    paused(path)
    Path(path).write_text(content)
    assert pause(path) == 0
    paused(path)
    assert pause(path) == 150


@pytest.mark.parametrize("now", [1000.0, 50.0])
def test_a_state_from_long_ago_or_from_before_a_restart_is_ignored(path: str, now: float) -> None:
    paused(path)
    assert pause(path, now) == 0


@pytest.mark.parametrize("value", [1e300, -1e300, 0, -1, None, "1", [], float("nan"), float("inf"), True])
def test_a_state_that_makes_no_sense_is_harmless(path: str, value: t.Any) -> None:
    paused(path)
    state = json.loads(Path(path).read_text())
    for part in (state, state["episode"], state["closed"]):
        for name, before in part.items():
            if not isinstance(before, dict):
                part[name] = value
                Path(path).write_text(json.dumps(state))
                part[name] = before
                for now in (100.0, 161.0):
                    with SharedController(path, lambda now=now: now).changing() as (dummy, found):
                        assert found.wait(now, 0, refused=False) <= 60
                        found.refused(now, found.send(now, 0), 1, Together())


@pytest.mark.parametrize(("until", "rate"), [(1e5, 0.0), (0.0, 1e-9), (1e5, 1e-9)])
def test_a_planted_pause_or_rate_decides_for_no_longer_than_a_minute(path: str, until: float, rate: float) -> None:
    paused(path)
    state = json.loads(Path(path).read_text())
    state.update(until=until, due=until)
    state["episode"].update(rate=rate, confirmed=True, resumed=1e5, since=1e5, doubling=1e5)
    Path(path).write_text(json.dumps(state))
    now = 100.0
    shared = SharedController(path, lambda: now)
    for now in (100.0, 130.0, 159.0, 160.1, 220.2):  # the minute of a pause, and that of the rate after it
        with shared.changing() as (dummy, found):
            wait = found.wait(now, 0, refused=False)
    assert wait == 0


def test_a_link_in_its_place_is_not_followed(path: str) -> None:
    paused(path)
    os.rename(path, path + ".moved")
    os.symlink(path + ".moved", path)
    before = Path(path).read_text() if os.path.exists(path) else ""
    paused(path, 170)
    assert Path(path + ".moved").read_text() == before


def test_a_file_with_a_second_name_is_not_used(path: str) -> None:
    paused(path)
    os.link(path, path + ".mine")
    before = Path(path).read_text()
    paused(path, 170)
    assert Path(path).read_text() == before and pause(path) == 0


def test_a_folder_that_others_may_write_is_not_used(path: str) -> None:
    paused(path)
    os.chmod(os.path.dirname(path), 0o777)
    before = Path(path).read_text()
    paused(path, 170)
    assert Path(path).read_text() == before and pause(path) == 0


@pytest.mark.parametrize("whose", ["file", "folder"])
def test_what_belongs_to_somebody_else_is_not_used(path: str, monkeypatch: pytest.MonkeyPatch, whose: str) -> None:
    paused(path)
    before, function = Path(path).read_text(), {"file": "fstat", "folder": "stat"}[whose]
    real = getattr(os, function)

    def foreign(*arguments: t.Any, **keywords: t.Any) -> os.stat_result:
        found = list(real(*arguments, **keywords))
        found[stat.ST_UID] = os.getuid() + 1
        return os.stat_result(found)

    monkeypatch.setattr(os, function, foreign)
    paused(path, 170)
    monkeypatch.undo()
    assert Path(path).read_text() == before


def test_where_nothing_can_be_written_a_task_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    shared = SharedController(str(tmp_path / "file" / "below" / "state.json"))
    with shared.changing() as (dummy, state):
        state.until = 150
    with shared.changing() as (dummy, state):
        assert state.until == 150


def test_a_lock_that_is_never_freed_does_not_stop_a_task(path: str) -> None:
    with SharedController(path).changing(), SharedController(path).changing() as (dummy, state):
        assert state.until == 0
