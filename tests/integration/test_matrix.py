# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The check matrix, for every resource: check mode, a run, and a run again, where something differs and where nothing does.

Check mode and the run say the same, check mode and the second run write nothing, and what is not named stays as it is.
"""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._owners.registry import OWNER_KINDS
from ansible_collections.webex.calling.plugins.module_utils._resources.registry import RESOURCES
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration import support
from ansible_collections.webex.calling.tests.integration.cases import (
    CASES,
    OWNERS,
    SAMPLES,
    SECRETS,
    Case,
    api_names,
    changed_names,
    each_case,
    merged,
    stored,
)
from ansible_collections.webex.calling.tests.integration.support import (
    ALL,
    ROOT,
    Result,
    call,
    known,
    play,
    set_read_only,
    task,
    without_actions,
    writes,
)

# Not about the settings of a resource. They have tests of their own.
OTHERS = {
    "webex_people_info",
    "webex_locations_info",
    "webex_voicemail_greeting",
    "webex_voicemail_passcode",
    "webex_voicemail_snapshot",
    "webex_voicemail_export",
    "webex_voicemail_plan",
    "webex_voicemail_apply",
    "webex_voicemail_audit",
}
MODULES = {path.stem for path in (ROOT / "plugins/modules").glob("webex_*.py")}

NOT_RESTORED = pytest.mark.variants(
    without="broken-rules", because="what breaks a rule of the API can stay, but the API refuses to set it again"
)


def test_every_module_is_in_the_matrix() -> None:
    twins = {name + suffix for name in RESOURCES for suffix in ("", "_info")}
    assert twins == MODULES - OTHERS
    assert set(SAMPLES) == set(RESOURCES)
    assert set(OWNERS) >= {one.owner for one in RESOURCES.values()} | set(OWNER_KINDS)
    for name, one in RESOURCES.items():
        assert {path for path, field in one.fields.leaves() if field.write_only} <= set(SECRETS.get(name, ()))


def restored(before: t.Any, after: t.Any) -> t.Any:
    """What becomes of I(after) when what was read before is given back: what was not there, but for texts, stays."""
    if isinstance(before, dict) and isinstance(after, dict):
        kept = {name: value for name, value in after.items() if name not in before and not isinstance(value, str)}
        return {**kept, **{name: restored(value, after.get(name)) for name, value in before.items()}}
    return after if before is None and not isinstance(after, str) else before


def steps_of(case: Case) -> list[tuple[Result, bool, list[Result]]]:
    """Create a difference, no difference, restore, no difference: the parameters, whether they differ, the settings after."""
    read = case.read()
    before = case.values(read)
    after = [merged(one, case.settings) for one in before]
    back = [restored(*pair) for pair in zip(before, after, strict=True)]
    difference, restore = {**case.target, **case.settings}, case.restoring(read)
    return [(difference, True, after), (difference, False, after), (restore, True, back), (restore, False, back)]


def compare(case: Case, checked: Result, done: Result, again: Result, differs: bool) -> None:
    assert not any(result.get("failed") for result in (checked, done, again)), (checked, done, again)
    assert (checked["changed"], done["changed"], again["changed"]) == (differs, differs, False)
    assert checked["diff"] == done["diff"]
    assert (checked["diff"] == again["diff"]) == (not differs)
    for result in (case.resource.result_key, case.plural, "summary", "changes"):
        assert checked.get(result) == done.get(result)
    assert any(one["changed"] for one in case.items(done)) == differs
    assert all(bool(one["changes"]) == one["changed"] for one in [*case.items(done), *case.items(again)])


@each_case
@NOT_RESTORED
@pytest.mark.usefixtures("both_ways")
def test_matrix(emulator: Emulator, case: Case) -> None:
    steps, paths = steps_of(case), case.paths()
    first = [stored(emulator, path) for path in paths]
    for params, differs, after in steps:
        checked = call(case.name, check=True, diff=True, **params)
        done = call(case.name, diff=True, **params)
        emulator.clear_log()
        again = call(case.name, diff=True, **params)
        assert writes(emulator) == []
        compare(case, checked, done, again, differs)
        assert known(case.values(case.read())) == known(after) == known(case.values(done))
        names = api_names(case.resource.fields, case.settings)
        for before, path in zip(first, paths, strict=True):
            assert changed_names(before, stored(emulator, path)) <= names


def played_daily(case: Case) -> bool:
    """A settings resource of many owners, one of the organization, and one that is created."""
    many = case.several and case.name in ("webex_person_voicemail", "webex_voicemail_group")
    return many or case.name == "webex_org_voicemail"


@NOT_RESTORED
@pytest.mark.variants(
    without="stale", because="its tasks follow each other at once, and the next would not see the last"
)
@pytest.mark.parametrize(
    ("case", "modules_only"),
    [
        # A play takes seconds, and so do some tasks that are started as a module: of each kind one, all with the variants.
        *(pytest.param(case, False, id=f"{case.name}-{case.several}") for case in CASES if ALL or played_daily(case)),
        *(
            pytest.param(case, True, id=f"{case.name}-as-a-module")
            for case in CASES
            if not case.several and (ALL or case.name == "webex_voicemail_group")
        ),
    ],
)
def test_matrix_in_a_playbook(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: Case, modules_only: bool
) -> None:
    steps = steps_of(case)
    if modules_only:
        steps = steps if ALL else steps[:2]
        monkeypatch.setenv("ANSIBLE_COLLECTIONS_PATH", without_actions(tmp_path))
    emulator.clear_log()
    tasks = []
    for params, dummy, dummy in steps:
        tasks += [
            set_read_only(emulator, True),
            task(case.name, check=True, diff=True, **params),
            set_read_only(emulator, False),
            task(case.name, diff=True, **params),
            task(case.name, diff=True, **params),
        ]
    played = play(tmp_path, *tasks)
    assert played.status == 0, played.output
    changes = 0
    for number, (dummy, differs, dummy) in enumerate(steps):
        dummy, checked, dummy, done, again = played.results[number * 5 : number * 5 + 5]
        compare(case, checked, done, again, differs)
        changes += done["summary"]["changed"] if "summary" in done else done["changed"]
    assert emulator.stats()["writes"] == changes > 0
    assert known(case.values(case.read())) == known(steps[-1][-1])


@pytest.mark.variants(without="limit-100 retry-after-5", because="everyone three times is more than that, and waits")
@pytest.mark.parametrize("name", [name + "_info" for name in RESOURCES])
@pytest.mark.usefixtures("both_ways")
def test_reading_changes_nothing(emulator: Emulator, name: str) -> None:
    emulator.read_only = True
    first, checked, again = (call(name, check=check) for check in (False, True, False))
    for result in (first, checked, again):
        api = result.pop("api")
        result["requests"] = api["requests"] - api["retries"]
    assert first == checked == again
    assert first["changed"] is False and not first.get("failed")
    assert writes(emulator) == []


def test_a_write_in_check_mode_would_be_seen(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even one of a module that ignores check mode, and whatever becomes of it."""
    write = support.WAYS["module"]
    monkeypatch.setitem(support.WAYS, "module", lambda name, check, diff, params: write(name, False, diff, params))
    call("webex_org_voicemail", check=True, number_of_days_for_message_expiry=17)
    assert "a write while the emulator is read-only" in " ".join(emulator.take_problems())
    assert emulator.read_only is False
