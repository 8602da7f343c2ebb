# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two tasks at a time that change one object: neither undoes what the other wrote."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import threading
import time
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._limits.locks import Locks
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, call, process

VOICEMAIL, ORG = "webex_person_voicemail", "webex_org_voicemail"
ROUNDS = 40

TASKS = """
import json, sys
from ansible_collections.webex.calling.tests.integration.support import call
for line in sys.stdin:
    given = json.loads(line)
    print(json.dumps(call(given.pop("name"), **given)), flush=True)
"""
HOLDS = """
import sys, time
from ansible_collections.webex.calling.plugins.module_utils._limits.locks import Locks
with Locks(sys.argv[1], time.sleep).held(sys.argv[2]):
    print("held", flush=True)
    time.sleep(60)
"""


def ask(child: subprocess.Popen[str], **task: t.Any) -> None:
    assert child.stdin
    child.stdin.write(json.dumps(task) + "\n")
    child.stdin.flush()


def answer(child: subprocess.Popen[str]) -> t.Any:
    assert child.stdout
    return json.loads(child.stdout.readline())


NOT_SETTLED = pytest.mark.variants(without="stale", because="each task is to see what the other wrote a moment before")


@NOT_SETTLED
def test_two_tasks_for_one_mailbox_lose_nothing(emulator: Emulator) -> None:
    emulator.latency = 0.005
    with process(TASKS) as one, process(TASKS) as other:
        for number in range(ROUNDS):
            # One names the person by address, the other by ID: it is the mailbox that counts.
            ask(one, name=VOICEMAIL, person=[ANNA], send_unanswered_calls={"number_of_rings": 2 + number % 9})
            destination = f"ops{number}@example.com"
            notifications = {"enabled": True, "destination": destination}
            ask(other, name=VOICEMAIL, person=[emulator.world.person(ANNA).id], notifications=notifications)
            assert not any(answer(child).get("failed") for child in (one, other))
            now = emulator.world.voicemail(ANNA)
            assert now["sendUnansweredCalls"]["numberOfRings"] == 2 + number % 9, number
            assert now["notifications"]["destination"].lower() == destination, number


@NOT_SETTLED
def test_two_tasks_for_the_organization_lose_nothing(emulator: Emulator) -> None:
    emulator.latency = 0.005
    with process(TASKS) as one, process(TASKS) as other:
        for number in range(1, ROUNDS // 2):
            ask(one, name=ORG, number_of_days_for_message_expiry=number)
            ask(other, name=ORG, strict_deletion_enabled=number % 2 == 0)
            assert not any(answer(child).get("failed") for child in (one, other))
            now = emulator.world.org_settings
            assert (now["numberOfDaysForMessageExpiry"], now["strictDeletionEnabled"]) == (number, number % 2 == 0)


def held(emulator: Emulator, who: str) -> t.Any:
    """A process that holds this person's mailbox, and says so."""
    return process(HOLDS, emulator.url, f"/people/{emulator.world.person(who).id}/features/voicemail")


def test_who_waits_is_who_would_write_the_same_object(emulator: Emulator) -> None:
    """Others are not kept, nor who reads, nor check mode; and who dies keeps nobody."""
    rings = {"send_unanswered_calls": {"number_of_rings": 19}}
    for one in (ANNA, BO):
        emulator.world.set_voicemail(one, {"sendUnansweredCalls": {"numberOfRings": 3, "systemMaxNumberOfRings": 20}})
    results: list[t.Any] = []
    with held(emulator, ANNA) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        assert call(VOICEMAIL, person=BO, **rings)["changed"]
        assert call("webex_person_voicemail_info", person=ANNA)["voicemail"]
        assert call(VOICEMAIL, person=ANNA, check=True, **rings)["changed"]
        waits = threading.Thread(target=lambda: results.append(call(VOICEMAIL, person=ANNA, **rings)))
        waits.start()
        time.sleep(0.5)
        assert waits.is_alive() and results == []
        holder.send_signal(signal.SIGKILL)
        waits.join(timeout=30)
    assert results and results[0]["changed"]


def test_who_waits_can_be_stopped(emulator: Emulator) -> None:
    def stopped(seconds: float) -> None:
        raise WebexError("not done, because the task was stopped.")

    path = f"/people/{emulator.world.person(ANNA).id}/features/voicemail"
    with held(emulator, ANNA) as holder, contextlib.closing(Locks(emulator.url, stopped)) as locks:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        with pytest.raises(WebexError, match="the task was stopped"), locks.held(path):
            pass
        with locks.held(path + "/other"):
            pass


@pytest.mark.parametrize("place", ["a file", "a link", "a folder that is not ours"])
def test_without_a_file_all_goes_on(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    folder = tmp_path / "place"
    if place == "a file":
        folder.write_text("")
    elif place == "a link":
        (folder / "webex.calling").mkdir(parents=True)
        (folder / "webex.calling/locks").symlink_to(tmp_path / "elsewhere")
    else:
        folder = Path("/proc")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"numberOfRings": 3}})
    assert call(VOICEMAIL, person=ANNA, send_unanswered_calls={"number_of_rings": 4})["changed"]
    assert not (tmp_path / "elsewhere").exists()


def test_no_file_is_left_open(emulator: Emulator) -> None:
    for dummy in range(2):  # what the first call of a process opens may stay
        before = len(os.listdir("/proc/self/fd"))
        call(VOICEMAIL, person=ANNA, enabled=True)
        call(ORG, strict_deletion_enabled=True)
    end = time.monotonic() + 10  # the server, which is in this process, closes its side when it sees to it
    while len(os.listdir("/proc/self/fd")) > before:
        assert time.monotonic() < end
        time.sleep(0.05)
