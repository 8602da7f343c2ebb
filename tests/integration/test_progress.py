# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task says while it runs, and its end with the Ansible that started it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._tasks import progress
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, task

VOICEMAIL, INFO = "webex_person_voicemail", "webex_person_voicemail_info"
RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}


@pytest.fixture(autouse=True)
def other_rings(emulator: Emulator) -> None:
    """So that RINGS differs for everyone."""
    for person in emulator.world.people:
        emulator.world.set_voicemail(person, {"sendUnansweredCalls": {"numberOfRings": 3}})


def licensed(emulator: Emulator) -> list[str]:
    return [person.id for person in emulator.world.people if person.licensed]


def test_a_pause_is_told_during_look_ups_too(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SOON", 0.5)
    from ansible_collections.webex.calling.plugins.module_utils._tasks.context import TaskContext
    from ansible_collections.webex.calling.plugins.modules import webex_person_voicemail_info as module

    said: list[str] = []
    emulator.fault("status", {"path": "^/people$"}, status=429, retry_after=4, times=1)
    module.MODULE.run(_params(person=[ANNA]), TaskContext(False, False, set(), said.append))
    assert any("Retry-After" in sentence and "waiting" in sentence for sentence in said), said


def test_what_one_waits_for_is_in_the_estimate(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SOON", 0.1)
    from ansible_collections.webex.calling.plugins.module_utils._tasks.context import TaskContext
    from ansible_collections.webex.calling.plugins.modules import webex_person_voicemail_info as module

    said: list[str] = []
    emulator.fault("status", {"path": "voicemail", "person": BO}, status=503, retry_after=4, times=1)
    module.MODULE.run(_params(person=licensed(emulator)[:10]), TaskContext(False, False, set(), said.append))
    (sentence,) = (one for one in said if one.startswith("9 of 10 people"))
    assert "about 3 s left" in sentence or "about 4 s left" in sentence
    assert "(Retry-After)" in sentence


def test_the_first_request_without_an_answer_is_told_at_once() -> None:
    from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
    from ansible_collections.webex.calling.plugins.module_utils._tasks.context import TaskContext
    from ansible_collections.webex.calling.plugins.modules import webex_person_voicemail_info as module

    said: list[str] = []
    params = _params(person=[ANNA], api_url="http://127.0.0.1:9/v1", access_token="x", max_retries=2)
    with pytest.raises(WebexError, match="in 3 tries: .*refused"):
        module.MODULE.run(params, TaskContext(False, False, set(), said.append))
    assert len(said) == 1 and said[0].startswith("no answer, trying again: ") and "refused" in said[0]


def test_later_lines_say_that_there_is_still_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
    from ansible_collections.webex.calling.plugins.module_utils._tasks.context import TaskContext
    from ansible_collections.webex.calling.plugins.modules import webex_person_voicemail_info as module

    monkeypatch.setattr(progress, "_EVERY", 0.0)
    monkeypatch.setattr(progress, "_LOOK", 0.01)
    said: list[str] = []
    params = _params(person=[ANNA], api_url="http://127.0.0.1:9/v1", access_token="x", max_retries=2)
    with pytest.raises(WebexError):
        module.MODULE.run(params, TaskContext(False, False, set(), said.append))
    still = "still trying again, since there was no answer"
    assert [line.startswith("looking up people") for line in said if still in line] == [True]


def _params(**params: t.Any) -> t.Any:
    from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

    from ansible_collections.webex.calling.plugins.modules import webex_person_voicemail_info as module

    validated = ArgumentSpecValidator(module.MODULE.arguments["argument_spec"]).validate(params)
    assert not validated.error_messages
    return validated.validated_parameters


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "match": {"path": "^/people$"}, "status": 429, "retry_after": 100},  # looking up
        {"kind": "status", "match": {"path": "voicemail"}, "status": 503, "retry_after": 100},
        {"kind": "hang", "match": {"path": "voicemail"}, "seconds": 100},
    ],
    ids=["look-up", "retry", "answer"],
)
@pytest.mark.parametrize("as_module", [False, True])
def test_a_task_ends_with_its_ansible(
    emulator: Emulator, tmp_path: Path, fault: dict[str, t.Any], as_module: bool
) -> None:
    emulator.fault(**fault)
    playbook = tmp_path / "playbook.json"
    one = task(VOICEMAIL, person=[ANNA, BO], **RINGS)
    if as_module:
        one["vars"] = {"ansible_python_interpreter": str(tmp_path / "python")}
        (tmp_path / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        (tmp_path / "python").chmod(0o700)
    playbook.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": [one]}]))
    program = str(Path(sys.executable).with_name("ansible-playbook"))
    environment = {**os.environ, "WHOSE": str(tmp_path)}
    with open(tmp_path / "output", "w") as output:
        process = subprocess.Popen([program, str(playbook)], env=environment, stdout=output, stderr=output)
    _until(lambda: any(entry["fault"] or entry["status"] for entry in emulator.log), 60)
    time.sleep(0.5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    _until(lambda: not _alive(str(tmp_path)), 10)


def _until(true: t.Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def _alive(mark: str) -> list[str]:
    """The processes that have this in their environment."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"WHOSE={mark}".encode() in (one / "environ").read_bytes().split(b"\0"):
                found.append(one.name)
    return found
