# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a job's output holds: progress, a closing line, and little of many."""

from __future__ import annotations

import os
from pathlib import Path

import ansible_runner

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import (
    RINGS,
    VOICEMAIL,
    licensed,
    task,
)


def test_progress_is_told_in_job_output(emulator: Emulator, tmp_path: Path) -> None:
    """As AWX runs it: ansible-runner's stdout."""
    emulator.latency = 0.44
    playbook = [
        {
            "hosts": "localhost",
            "gather_facts": False,
            "tasks": [task(VOICEMAIL, person=licensed(emulator)[:26], concurrency=2, **RINGS)],
        }
    ]
    run = ansible_runner.run(
        private_data_dir=str(tmp_path),
        playbook=playbook,
        quiet=True,
        envvars=dict(os.environ),
        settings={"suppress_ansible_output": True},
    )
    printed = run.stdout.read()
    assert run.rc == 0, printed
    told = [line for line in printed.splitlines() if "webex_person_voicemail: " in line]
    assert told and " of 26 people, " in told[0] and " changed" in told[0] and " left" in told[0]
    assert any("of 26 people" in event.get("stdout", "") for event in run.events)
