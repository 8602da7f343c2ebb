# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A task with groups, greetings or passcodes that is killed at any of its requests: the next run ends it, and makes nothing twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._owners import voicemail_groups
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import call, process, writes
from ansible_collections.webex.calling.tests.resilience.conftest import FULL, tell, until, until_quiet
from ansible_collections.webex.calling.tests.resilience.write_faults import Attack, attacks

# As a task, with a short pause between two looks: the emulator's lists lag less.
TASK = """
import json, sys
from ansible_collections.webex.calling.plugins.module_utils._owners import voicemail_groups
from ansible_collections.webex.calling.tests.integration.support import call
voicemail_groups.SECOND_LOOK = 0.3
call(sys.argv[1], **json.loads(sys.argv[2]))
"""
LAG = 0.2


CASES = [
    *((name, ()) for name in ("created", "changed", "deleted", "greeting", "passcode", "portal")),
    *((name, ("groups-lag",)) for name in ("created", "deleted")),
]
# Each kill is a process, and there are as many as requests: every day those of a kind.
DAILY = [("changed", ()), ("greeting", ()), ("created", ("groups-lag",)), ("deleted", ("groups-lag",))]


@pytest.mark.parametrize(
    ("name", "lags"), CASES if FULL else DAILY, ids=lambda one: one if isinstance(one, str) else "".join(one)
)
def test_killed_at_each_request(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, lags: tuple[str, ...]
) -> None:
    """With C(kill -9), when the request has arrived and is applied, and its answer has not."""
    monkeypatch.setattr(voicemail_groups, "SECOND_LOOK", 0.3)
    attack, kills, at = attacks(tmp_path)[name], 0, 0
    while True:
        at += 1
        emulator.variants = list(lags)
        emulator.world.group_lag = LAG
        attack.prepare(emulator)
        emulator.settle()
        emulator.clear_log()
        emulator.fault("hang", {}, skip=at - 1, times=1, apply=True, seconds=5)
        if not _killed(emulator, attack):
            break
        kills += 1
        until_quiet(emulator, 0.05)
        emulator.faults = []
        done = attack.is_done(emulator)
        if attack.compared or not done:  # a passcode may not be taken twice
            result = call(attack.module, **attack.params)
            assert not result.get("failed") and result["changed"] is not done, (at, result)
        assert attack.is_done(emulator), at
        emulator.settle()
        emulator.clear_log()
        if attack.compared:
            assert not call(attack.module, **attack.params)["changed"] and writes(emulator) == []
        if not FULL and kills > 8:
            break
    assert kills >= 3
    tell(kills=kills)


def _killed(emulator: Emulator, attack: Attack) -> bool:
    """Start the task, and kill it when the answer that hangs is due; whether it came so far."""
    with process(TASK, attack.module, json.dumps(attack.params)) as child:
        until(lambda: any(entry["fault"] for entry in emulator.log) or child.poll() is not None)
        return any(entry["fault"] for entry in emulator.log)
