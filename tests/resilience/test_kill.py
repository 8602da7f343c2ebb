# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task for many people that is killed at any moment: each mailbox is the old or the new one, and the next run ends it."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
import typing as t
from pathlib import Path

import ansible_runner
import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import call, task, without_actions, writes
from ansible_collections.webex.calling.tests.resilience.conftest import (
    FULL,
    VOICEMAIL,
    Json,
    desired,
    licensed,
    mailboxes,
    nested,
    on_server,
    tell,
    until,
    until_quiet,
)

KILLS = 5 if FULL else 1  # of each sort, and there are ten
PEOPLE = 80
Seeded = random.Random


def _tree(pid: int) -> list[int]:
    """A process and all that it started, wherever they went."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def kill(pid: int) -> None:
    """As C(kill -9) does: ansible-playbook, and nobody else."""
    os.kill(pid, signal.SIGKILL)


def kill_everything(pid: int) -> None:
    """As the end of a container does."""
    for one in _tree(pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)


def terminate(pid: int) -> None:
    """As C(kill) does."""
    os.kill(pid, signal.SIGTERM)


def interrupt(pid: int) -> None:
    """As Ctrl-C does."""
    os.killpg(pid, signal.SIGINT)


def _ends(folder: Path, how: t.Callable[[int], None], now: t.Callable[[], bool]) -> bool:
    """Start the playbook and end it when it is time; whether that was before its own end."""
    command = [str(Path(sys.executable).with_name("ansible-playbook")), "playbook.json"]
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=folder, start_new_session=True, **streams)  # type: ignore[call-overload]
    try:
        until(lambda: now() or process.poll() is not None, every=0.001)
        if process.poll() is not None:
            return False
        how(process.pid)
        process.wait(timeout=30)
        return True
    finally:
        if process.poll() is None:
            kill_everything(process.pid)
            process.wait()


def _cancelled(folder: Path, now: t.Callable[[], bool]) -> bool:
    """The same by AWX's engine and its way to cancel."""
    run = ansible_runner.run(
        private_data_dir=str(folder),
        playbook=str(folder / "playbook.json"),
        quiet=True,
        envvars=dict(os.environ),
        settings={"suppress_ansible_output": True, "pexpect_timeout": 0.02},
        cancel_callback=now,
    )
    return bool(run.status == "canceled")


WAYS: dict[str, t.Callable[[int], None] | None] = {
    "kill -9": kill,
    "kill -9 of all": kill_everything,
    "SIGTERM": terminate,
    "SIGINT": interrupt,
    "AWX": None,
}

# Those after which a module goes on: Ansible's own worker survives, and waits for it.
GOES_ON = ("AWX", "kill -9")


def _when(emulator: Emulator, requests: int, later: float) -> t.Callable[[], bool]:
    """Tells when so many requests have arrived, and a little more time has passed."""
    reached: list[float] = []

    def now() -> bool:
        if not reached and len(emulator.log) >= requests:
            reached.append(time.monotonic())
        return bool(reached) and time.monotonic() >= reached[0] + later

    return now


@pytest.mark.parametrize(
    ("how", "modules_only"),
    [
        pytest.param(how, modules_only, id=f"{how}-{'module' if modules_only else 'action'}")
        for number, how in enumerate(WAYS)
        for modules_only in (False, True)
        if FULL or number % 2 == modules_only
    ],
)
def test_killed_at_any_moment(
    emulator: Emulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
    modules_only: bool,
) -> None:
    if modules_only:
        monkeypatch.setenv("ANSIBLE_COLLECTIONS_PATH", without_actions(tmp_path))
    rng = Seeded(f"{how} {modules_only}")
    people, kills, left_over, went_on = licensed(emulator, PEOPLE), 0, [], []
    for attempt in range(5 * KILLS):
        if kills == KILLS:
            break
        emulator.reset()
        wanted: Json = {
            "send_unanswered_calls.number_of_rings": rng.randint(2, 15),
            "notifications.enabled": True,
            "notifications.destination": "{email}",
            "transfer_to_number.enabled": False,
        }
        before = mailboxes(emulator)
        goals = {who: desired(emulator, who, before[who], wanted) for who in people}
        emulator.latency = rng.uniform(0.02, 0.05)
        parameters = {"person": people, "concurrency": rng.randint(5, 10), **nested(wanted)}
        folder = tmp_path / str(attempt)
        folder.mkdir()
        playbook = [{"hosts": "localhost", "gather_facts": False, "tasks": [task(VOICEMAIL, **parameters)]}]
        (folder / "playbook.json").write_text(json.dumps(playbook))
        moment, later = rng.randint(1, int(1.8 * PEOPLE)), rng.uniform(0, 0.05)
        now = _when(emulator, moment, later)

        function = WAYS[how]
        in_time = _ends(folder, function, now) if function else _cancelled(folder, now)
        at_its_end = len(emulator.log)
        until_quiet(emulator)
        after = mailboxes(emulator)
        for who, settings in after.items():
            assert settings in (before[who], goals.get(who, before[who])), who
        if not in_time:
            continue
        kills += 1
        missing = [who for who in people if after[who] != goals[who]]
        left_over.append(len(missing))
        went_on.append(len(emulator.log) - at_its_end)
        assert (modules_only and how in GOES_ON) or went_on[-1] <= 2 * parameters["concurrency"]  # under way
        emulator.clear_log()
        emulator.latency = 0.0
        result = call(VOICEMAIL, **parameters)
        assert not result.get("failed") and result["summary"]["changed"] == len(missing)
        ids = [emulator.world.person(who).id for who in missing]
        assert sorted(writes(emulator)) == sorted(f"/people/{one}/features/voicemail" for one in ids)
        assert {who: on_server(emulator, who) for who in people} == goals
    assert kills == KILLS
    tell(kills=kills, people=PEOPLE, left_for_the_next_run=left_over, requests_after_the_end=went_on)
