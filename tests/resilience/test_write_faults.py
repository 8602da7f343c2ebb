# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups, greetings and passcodes under every kind of fault: nothing twice, nothing half-written that is not told."""

from __future__ import annotations

import collections
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._owners import voicemail_groups
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration import support
from ansible_collections.webex.calling.tests.integration.support import call, writes
from ansible_collections.webex.calling.tests.resilience.conftest import FULL, tell
from ansible_collections.webex.calling.tests.resilience.write_faults import NAMES, attacks, judge, troubles

pytestmark = pytest.mark.usefixtures("in_a_hurry")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two looks for a group follow each other at once."""
    monkeypatch.setattr(voicemail_groups, "SECOND_LOOK", 0.04)


SETS = {"calm": (), "lists that lag": ("groups-lag",), "lists without links": ("groups-lag", "links-missing")}
CASES = [(name, label) for name in NAMES for label in (SETS if name in ("created", "changed", "deleted") else ["calm"])]


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize(("name", "label"), CASES, ids=[" ".join(one) for one in CASES])
def test_every_fault_of_every_request(emulator: Emulator, tmp_path: Path, name: str, label: str) -> None:
    attack, outcomes = attacks(tmp_path)[name], collections.Counter[str]()
    # In full each fault comes in both ways: with an end in one, without in the other.
    share = (2 if FULL else 8) * (1 if label == "calm" else 3)
    faults = [
        (verb, path, trouble, times)
        for verb, path in attack.requests
        for number, trouble in enumerate(troubles(verb, path))
        for times in (1, None)
        if (number + (support.way == "module") + bool(times)) % share == 0
        if times or trouble[2].get("status") != 429  # without an end it would be waited for, up to max_wait
    ]
    for verb, path, (dummy, kind, parameters), times in faults:
        emulator.variants = list(SETS[label])
        emulator.world.group_lag = 0.03
        attack.prepare(emulator)
        emulator.settle()
        emulator.clear_log()
        fault = emulator.fault(kind, {"method": verb, "path": path}, times=times, **parameters)
        result = call(attack.module, timeout=1, max_retries=1, max_wait=1, **attack.params)
        what = (verb, path, fault.kind, fault.parameters, times)
        assert fault.used, what
        outcomes[judge(emulator, attack, result)] += 1
        emulator.faults = []
        emulator.settle()
        emulator.clear_log()
        if attack.compared or not attack.is_done(emulator):  # a passcode is not taken twice
            again = call(attack.module, **attack.params)
            assert attack.is_done(emulator) and not again.get("failed"), (what, result, again)
        if attack.compared:
            emulator.clear_log()
            assert not call(attack.module, **attack.params)["changed"] and writes(emulator) == [], what
    tell(faults=len(faults), outcomes=outcomes)
