# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The check matrix, for every module: check mode, a run, and a run again, where something differs and where nothing does.

Check mode and the run say the same, check mode and the second run write nothing, and what is not named stays as it is.
A module that changes something needs a case here; one that only reads (C(_info)) is covered by that of its twin.
"""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration import support
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    CARLA,
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

# Of settings. The other modules have tests of their own.
MODULES = sorted(path.stem for path in (ROOT / "plugins/modules").glob("webex_*_voicemail*.py"))


class Case(t.NamedTuple):
    """How to make a difference. C(state) is what the server holds, as the API shows it, C(named) what becomes of it."""

    target: Result
    difference: Result
    state: t.Callable[[Emulator], t.Any]
    named: t.Callable[[t.Any], t.Any]
    restore: t.Callable[[Result], Result]


def _people(*who: str) -> t.Callable[[Emulator], t.Any]:
    return lambda emulator: [emulator.world.voicemail(one) for one in who]


def _with_rings(state: t.Any) -> t.Any:
    for one in state:
        one["sendUnansweredCalls"]["numberOfRings"] = 7
        one["transferToNumber"] = {"enabled": True, "destination": "+46 8 123"}
    return state


RINGS = {
    "send_unanswered_calls": {"number_of_rings": 7},
    "transfer_to_number": {"enabled": True, "destination": "+46 8 123"},
}

CASES = {
    "webex_org_voicemail": [
        Case(
            target={},
            difference={"number_of_days_for_message_expiry": 77, "message_expiry_enabled": True},
            state=lambda emulator: dict(emulator.world.org_settings),
            named=lambda state: {**state, "numberOfDaysForMessageExpiry": 77, "messageExpiryEnabled": True},
            restore=lambda read: read["voicemail"],
        ),
    ],
    "webex_person_voicemail": [
        Case(
            target={"person": ANNA},
            difference=RINGS,
            state=_people(ANNA),
            named=_with_rings,
            restore=lambda read: {"person": ANNA, **read["voicemail"]},
        ),
        Case(
            target={"person": [BO, CARLA]},
            difference=RINGS,
            state=_people(BO, CARLA),
            named=_with_rings,
            restore=lambda read: {"people": read["people"]},
        ),
    ],
}


def _restored(before: t.Any, after: t.Any) -> t.Any:
    """What becomes of I(after) when what was read before is given back: what was not told, but for texts, stays."""
    if isinstance(before, list):
        return [_restored(*one) for one in zip(before, after, strict=True)]
    if isinstance(before, dict) and isinstance(after, dict):
        kept = {name: value for name, value in after.items() if name not in before and not isinstance(value, str)}
        return {**kept, **{name: _restored(value, after.get(name)) for name, value in before.items()}}
    return after if before is None and not isinstance(after, str) else before


def test_every_module_has_a_case() -> None:
    assert sorted(CASES) == [name for name in MODULES if not name.endswith("_info")]
    assert sorted(name + "_info" for name in CASES) == [name for name in MODULES if name.endswith("_info")]


def _steps(emulator: Emulator, name: str, case: Case) -> list[tuple[Result, bool, t.Any]]:
    """Create a difference, no difference, restore, no difference: the parameters, whether they differ, the state after."""
    before, after = case.state(emulator), case.named(case.state(emulator))
    read = call(name + "_info", **{key: value for key, value in case.target.items() if key == "person"})
    difference = {**case.target, **case.difference}
    restore = case.restore(read)
    restored = _restored(before, after)
    return [
        (difference, True, after),
        (difference, False, after),
        (restore, True, restored),
        (restore, False, restored),
    ]


def _compare(checked: Result, done: Result, again: Result, differs: bool) -> None:
    assert not any(result.get("failed") for result in (checked, done, again)), (checked, done, again)
    assert (checked["changed"], done["changed"], again["changed"]) == (differs, differs, False)
    assert checked["diff"] == done["diff"]
    assert (checked["diff"] == again["diff"]) == (not differs)
    for result in ("voicemail", "people", "summary"):
        assert checked.get(result) == done.get(result)


ALL_CASES = pytest.mark.parametrize(("name", "case"), [(name, case) for name, cases in CASES.items() for case in cases])


NOT_RESTORED = pytest.mark.variants(
    without="broken-rules", because="what breaks a rule of the API can stay, but the API refuses to set it again"
)


@ALL_CASES
@NOT_RESTORED
@pytest.mark.usefixtures("both_ways")
def test_matrix(emulator: Emulator, name: str, case: Case) -> None:
    for params, differs, after in _steps(emulator, name, case):
        checked = call(name, check=True, diff=True, **params)
        done = call(name, diff=True, **params)
        emulator.clear_log()
        again = call(name, diff=True, **params)
        assert writes(emulator) == []
        _compare(checked, done, again, differs)
        assert known(case.state(emulator)) == known(after)


@ALL_CASES
@NOT_RESTORED
@pytest.mark.variants(
    without="stale", because="its tasks follow each other at once, and the next would not see the last"
)
@pytest.mark.parametrize("modules_only", [False, True])
def test_matrix_in_a_playbook(
    emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, case: Case, modules_only: bool
) -> None:
    if modules_only:
        monkeypatch.setenv("ANSIBLE_COLLECTIONS_PATH", without_actions(tmp_path))
    steps = _steps(emulator, name, case)
    emulator.clear_log()
    tasks = []
    for params, dummy, dummy in steps:
        tasks += [
            set_read_only(emulator, True),
            task(name, check=True, diff=True, **params),
            set_read_only(emulator, False),
            task(name, diff=True, **params),
            task(name, diff=True, **params),
        ]
    played = play(tmp_path, *tasks)
    assert played.status == 0, played.output
    changes = 0
    for number, (dummy, differs, dummy) in enumerate(steps):
        dummy, checked, dummy, done, again = played.results[number * 5 : number * 5 + 5]
        _compare(checked, done, again, differs)
        changes += done["summary"]["changed"] if "summary" in done else done["changed"]
    assert emulator.stats()["writes"] == changes > 0
    assert known(case.state(emulator)) == known(steps[-1][-1])


@pytest.mark.variants(without="limit-100 retry-after-5", because="everyone three times is more than that, and waits")
@pytest.mark.parametrize("name", [name for name in MODULES if name.endswith("_info")])
@pytest.mark.usefixtures("both_ways")
def test_reading_changes_nothing(emulator: Emulator, name: str) -> None:
    emulator.read_only = True
    first, checked, again = (call(name, check=check) for check in (False, True, False))
    for result in (first, checked, again):
        api = result.pop("api")
        result["requests"] = api["requests"] - api["retries"]
    assert first == checked == again
    assert first["changed"] is False
    assert writes(emulator) == []


def test_a_write_in_check_mode_would_be_seen(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even one of a module that ignores check mode, and whatever becomes of it."""
    write = support.WAYS["module"]
    monkeypatch.setitem(support.WAYS, "module", lambda name, check, diff, params: write(name, False, diff, params))
    call("webex_org_voicemail", check=True, number_of_days_for_message_expiry=17)
    assert "a write while the emulator is read-only" in " ".join(emulator.take_problems())
    assert emulator.read_only is False
