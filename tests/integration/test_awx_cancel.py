# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job that is cancelled while it changes many, as AWX does it: ansible-runner kills it, and what was said before is all there is."""

from __future__ import annotations

import json
import re
import typing as t
from pathlib import Path

import ansible_runner
import pytest
from ansible.playbook.task import Task

from ansible_collections.webex.calling.plugins.module_utils._tasks.context import TaskContext
from ansible_collections.webex.calling.plugins.module_utils._tasks.progress import Progress
from ansible_collections.webex.calling.plugins.plugin_utils import controller
from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    RINGS,
    VOICEMAIL,
    WAYS,
    Json,
    call,
    licensed,
    rings,
    task,
)

# So many are changed before the API hangs.
DONE = 12


def told(output: str) -> list[str]:
    """Who was changed, by what the task said; the API has some addresses in another case."""
    return [name.lower() for line in re.findall(r", changed (\S+@.*)", output) for name in line.strip().split(", ")]


def cancelled(folder: Path, one: Json) -> str:
    """The output of a job that is cancelled once it named as many as are changed."""
    output: list[str] = []
    (folder / "data").mkdir()
    done = ansible_runner.run(
        private_data_dir=str(folder / "data"),
        playbook=[{"hosts": "localhost", "gather_facts": False, "tasks": [one]}],
        settings={"pexpect_timeout": 1},
        event_handler=lambda event: output.append(event["stdout"]),
        cancel_callback=lambda: len(told("\n".join(output))) >= DONE,
        timeout=120,
        quiet=True,
    )
    assert (done.status, done.rc) == ("canceled", 254)
    kept: str = done.stdout.read()
    return kept


def by_settings(emulator: Emulator, folder: Path, people: list[str]) -> Json:
    return task(VOICEMAIL, person=people, **RINGS)


def by_plan(emulator: Emulator, folder: Path, people: list[str]) -> Json:
    """A plan that brings everybody back to a snapshot, in which they had other rings."""
    for one in people:
        emulator.world.set_voicemail(one, {"sendUnansweredCalls": {"numberOfRings": 6}})
    call("webex_voicemail_export", snapshot=str(folder / "before.snapshot"))
    for one in people:
        emulator.world.set_voicemail(one, {"sendUnansweredCalls": {"numberOfRings": 3}})
    planned = call("webex_voicemail_plan", snapshot=str(folder / "before.snapshot"), output=str(folder / "plan"))
    return task("webex_voicemail_apply", plan=str(folder / "plan"), digest=planned["digest"])


@pytest.mark.parametrize("task_of", [by_settings, by_plan])
def test_who_was_changed_is_told_before_a_cancel(
    emulator: Emulator, tmp_path: Path, task_of: t.Callable[[Emulator, Path, list[str]], Json]
) -> None:
    people = licensed(emulator)
    for one in people:
        emulator.world.set_voicemail(one, {"sendUnansweredCalls": {"numberOfRings": 3}})
    one = task_of(emulator, tmp_path, people)
    emulator.clear_log()
    emulator.fault("hang", {"method": "PUT", "path": "voicemail"}, skip=DONE)
    output = cancelled(tmp_path, one)
    changed = [one for one in people if rings(emulator, one) == 6]
    assert sorted(told(output)) == sorted(changed) and len(changed) == DONE < len(people)
    assert f", {DONE} changed, " in output and "PLAY RECAP" not in output
    assert ADMIN_TOKEN not in output and len(output) < 4096
    if task_of is by_plan:  # and the journal knows it too
        journal = [json.loads(line) for line in (tmp_path / "plan/journal.jsonl").read_text().splitlines()]
        assert {entry["key"].lower() for entry in journal if entry.get("phase") == "after"} == set(changed)


@pytest.mark.parametrize("check", [True, False])
def test_a_preview_names_nobody_as_changed(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, check: bool) -> None:
    named: list[str | None] = []

    def count(self: Progress, outcome: object, left_out: bool = False, written: str | None = None) -> None:
        del self, outcome, left_out
        named.append(written)

    monkeypatch.setattr(Progress, "count", count)
    for one in (ANNA, BO):
        emulator.world.set_voicemail(one, {"sendUnansweredCalls": {"numberOfRings": 3}})
    assert call(VOICEMAIL, check=check, person=[ANNA, BO], concurrency=1, **RINGS)["summary"]["changed"] == 2
    assert named == ([None, None] if check else [ANNA, BO])


@pytest.mark.parametrize("hidden", [True, False])
def test_a_hidden_task_says_nothing(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, hidden: bool) -> None:
    contexts: list[TaskContext] = []

    def context(*arguments: t.Any) -> TaskContext:
        contexts.append(TaskContext(*arguments))
        return contexts[-1]

    monkeypatch.setattr(Task, "no_log", hidden)
    monkeypatch.setattr(controller, "TaskContext", context)
    WAYS["controller"](VOICEMAIL, False, False, {"person": [ANNA], **RINGS})
    assert [one.progress is None for one in contexts] == [hidden]
