# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many people in one task, and many tasks on one machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    RINGS,
    VOICEMAIL,
    all_rings,
    ansible,
    call,
    known,
    licensed,
    task,
    without_actions,
    writes,
)


def test_the_order_and_the_outcome_of_each(emulator: Emulator) -> None:
    people = licensed(emulator)
    emulator.latency = 0.01
    result = call(VOICEMAIL, person=people[::-1], concurrency=20, **RINGS)
    assert [one["person"] for one in result["people"]] == people[::-1]
    assert all_rings(emulator, people) == {6}
    assert emulator.stats()["peak_in_flight"] > 5


def test_concurrency_is_kept(emulator: Emulator) -> None:
    emulator.latency = 0.02
    call(VOICEMAIL, person=licensed(emulator), concurrency=3, **RINGS)
    assert emulator.stats()["peak_in_flight"] <= 3


def test_a_refusal_pauses_every_worker(emulator: Emulator) -> None:
    emulator.latency = 0.05
    emulator.fault("status", {"path": "voicemail"}, status=429, retry_after=2, skip=15, times=1)
    result = call(VOICEMAIL, person=licensed(emulator), concurrency=5, **RINGS)
    assert not result.get("failed") and result["api"]["retries"] == 1
    assert result["api"]["waited"] == pytest.approx(2, abs=0.2)
    refused = next(entry["time"] for entry in emulator.log if entry["status"] == 429)
    # Those that were under way when the answer came are all that arrives in the pause.
    assert sum(refused < entry["time"] < refused + 2 for entry in emulator.log) <= 2 * 5


def test_a_limit_is_found_and_kept(emulator: Emulator) -> None:
    emulator.limit = 3000
    people = licensed(emulator)
    result = call(VOICEMAIL, person=people, concurrency=10, **RINGS)
    assert not result.get("failed")
    assert all_rings(emulator, people) == {6}
    assert emulator.stats()["refused"] <= 20
    assert result["api"]["requests"] == len(emulator.log)


def test_a_limit_that_changes_in_the_middle(emulator: Emulator) -> None:
    emulator.limit, emulator.latency = 6000, 0.01
    people = licensed(emulator)
    done = call(VOICEMAIL, person=people, **RINGS)
    emulator.limit = 600
    again = call(VOICEMAIL, person=people[:20], send_unanswered_calls={"number_of_rings": 7})
    assert not done.get("failed") and not again.get("failed")
    assert all_rings(emulator, people[:20]) == {7}


def test_one_request_a_second(emulator: Emulator) -> None:
    emulator.limit = 60
    result = call(VOICEMAIL, person=[emulator.world.person(one).id for one in (ANNA, BO)], **RINGS)
    assert not result.get("failed") and all_rings(emulator, [ANNA, BO]) == {6}
    assert emulator.stats()["refused"] <= 6


def test_hosts_share_the_pace(emulator: Emulator, tmp_path: Path) -> None:
    emulator.limit = 600
    people = licensed(emulator)[:30]
    (tmp_path / "hosts").write_text("[people]\n" + "\n".join(people))
    (tmp_path / "playbook.json").write_text(
        json.dumps(
            [
                {
                    "hosts": "people",
                    "connection": "local",
                    "gather_facts": False,
                    "tasks": [task(VOICEMAIL, person="{{ inventory_hostname }}", **RINGS)],
                }
            ]
        )
    )
    done = ansible("ansible-playbook", "-i", "hosts", "-f", "10", "playbook.json", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert all_rings(emulator, people) == {6}
    assert emulator.stats()["refused"] <= 12  # ten at a time: the first refusal meets all that are under way


def test_without_a_place_for_the_state_all_still_works(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "file"))
    assert call(VOICEMAIL, person=ANNA, **RINGS)["people"][0]["voicemail"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("modules_only", [False, True])
def test_cancelled_in_the_middle_and_finished_by_the_next_run(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, modules_only: bool
) -> None:
    if modules_only:
        monkeypatch.setenv("ANSIBLE_COLLECTIONS_PATH", without_actions(tmp_path))
    emulator.latency = 0.1
    people = licensed(emulator)
    before = {one: emulator.world.voicemail(one) for one in people}
    playbook = [
        {"hosts": "localhost", "gather_facts": False, "tasks": [task(VOICEMAIL, person=people, concurrency=2, **RINGS)]}
    ]
    (tmp_path / "playbook.json").write_text(json.dumps(playbook))
    command = [str(Path(sys.executable).with_name("ansible-playbook")), "playbook.json"]
    process = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    began = time.monotonic()
    try:
        while len(writes(emulator)) < 5 and time.monotonic() < began + 60:
            assert process.poll() is None
            time.sleep(0.02)
        os.killpg(process.pid, number)
        began = time.monotonic()
        process.wait(timeout=20)
        assert time.monotonic() - began < 5
    finally:
        process.kill()
        process.wait(timeout=20)
    time.sleep(0.5)
    sent = len(emulator.log)
    time.sleep(0.5)
    assert len(emulator.log) == sent  # nobody goes on
    after = {one: emulator.world.voicemail(one) for one in people}
    left = [one for one in people if after[one]["sendUnansweredCalls"]["numberOfRings"] != 6]
    for one in people:
        before[one]["sendUnansweredCalls"]["numberOfRings"] = after[one]["sendUnansweredCalls"]["numberOfRings"]
    assert left and known(before) == known(after)
    emulator.clear_log()
    emulator.settle()
    emulator.latency = 0
    assert call(VOICEMAIL, person=people, **RINGS)["summary"]["changed"] == len(left) == emulator.stats()["writes"]
