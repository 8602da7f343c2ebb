# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every resource keeps, whatever it is: nothing is lost, few requests, an answer for each owner, limits, secrets, errors.

That nothing is written that does not differ, and that check mode tells the truth, is in test_matrix.py.
"""

from __future__ import annotations

import re
import threading
import typing as t
from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._limits.limiter import RateLimiter
from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.integration.cases import (
    SECRETS,
    Case,
    each_case,
    each_of_several,
    each_resource,
    leaves,
    merged,
)
from ansible_collections.webex.calling.tests.integration.support import Result, call, known, play, puts, task

pytestmark = pytest.mark.usefixtures("both_ways")


def change(case: Case, **more: t.Any) -> Result:
    return call(case.name, **case.target, **case.settings, **more)


def of(emulator: Emulator, path: str) -> list[str]:
    """The methods of the requests at a path, in their order."""
    return [entry["method"] for entry in emulator.log if entry["path"] == path]


def at(path: str, method: str) -> dict[str, str]:
    """What a fault matches that is about the settings at a path alone."""
    return {"path": f"^{re.escape(path)}$", "method": method}


# --- 2: nothing is lost


@each_case
def test_what_nobody_knows_is_sent_back(emulator: Emulator, case: Case) -> None:
    """It is there at the top and in an object. The emulator refuses it, which shows that it was sent, and then it is left out."""
    objects = [name for name, one in _api_leaves(case.resource.fields) if one.fields and not one.read_only]
    paths = case.paths()
    for where in ("somethingNew", *(f"{name}.somethingNew" for name in objects[:1])):
        for path in paths:
            emulator.fault("mutate", at(path, "GET"), path=where, to={"by": "Cisco"})
        result = change(case)
        assert result["changed"] and not result.get("failed")
        problems = emulator.take_problems()
        for path in paths:
            assert any(f"PUT {path}" in one and f"{where} is not a known property" in one for one in problems)
        emulator.reset()


# --- 3: the same validation in check mode


@each_case
@pytest.mark.parametrize("check", [True, False])
def test_a_value_of_another_type_is_refused(emulator: Emulator, case: Case, check: bool) -> None:
    typed = [path for path, one in case.resource.fields.leaves() if one.type in ("bool", "int") or one.choices]
    for path in typed[:3]:
        *above, name = path.split(".")
        wrong: Result = {name: "perhaps"}
        for outer in reversed(above):
            wrong = {outer: wrong}
        result = call(case.name, check=check, **case.target, **wrong)
        assert result["failed"] and name in result["msg"] and not result.get("changed")
    result = call(case.name, check=check, **case.target, no_such_setting=1)
    assert result["failed"] and "no_such_setting" in result["msg"] and emulator.log == []


# --- 4: as few requests as can be


@each_case
def test_a_get_and_a_put_for_what_changes_and_a_get_for_what_does_not(emulator: Emulator, case: Case) -> None:
    paths = case.paths()
    for expected in (["GET", *["PUT"] * puts(emulator, case.name)], ["GET"]):
        emulator.clear_log()
        result = change(case)
        assert [of(emulator, path) for path in paths] == [expected] * len(paths)
        look_ups = [entry["path"] for entry in emulator.log if entry["path"] not in paths]
        assert len(look_ups) == result["api"]["requests"] - len(paths) * len(expected) <= 3
        emulator.settle()


# --- 5: one answer for one owner


@each_of_several
def test_one_that_fails_leaves_the_others(emulator: Emulator, case: Case) -> None:
    paths = case.paths()
    emulator.fault("status", at(paths[0], "PUT"), status=400, message="Odd")
    result = change(case)
    items = case.items(result)
    assert result["failed"] and result["changed"]
    assert [one.get("failed", False) for one in items] == [True] + [False] * (len(items) - 1)
    assert [one["changed"] for one in items] == [False] + [True] * (len(items) - 1)
    assert result["summary"] == {"total": len(items), "changed": len(items) - 1, "unchanged": 0, "failed": 1}
    assert case.called(0) in result["msg"] and "Odd" in items[0]["msg"]
    after = merged(case.values(case.read())[-1], case.settings)
    assert known(case.values(case.read())[-1]) == known(after)


# --- 6: limits


@each_case
def test_a_429_pauses_the_task(emulator: Emulator, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it: the other owners are to be written in the pause, since they are not answered before the task knows of it.

    Without that, what is sent between the refusal and the moment in which the task has read it depends on the machine.
    """
    *others, path = case.paths()
    refused, is_paused = RateLimiter.refused, threading.Event()
    monkeypatch.setattr(RateLimiter, "refused", lambda *refusal: (refused(*refusal), is_paused.set()))
    for other in others:
        emulator.fault("hold", at(other, "GET"), until=is_paused.is_set)
    emulator.fault("status", at(path, "PUT"), status=429, retry_after=1, times=1)
    emulator.clear_log()
    result = change(case)
    assert not result.get("failed") and result["changed"] and result["api"]["retries"] == 1
    first, *later = [entry for entry in emulator.log if entry["method"] == "PUT"]
    assert first["status"] == 429 and len(later) >= len(case.owners)
    assert all(entry["time"] >= first["time"] + 1 for entry in later) and result["api"]["waited"] > 0


@each_of_several
def test_a_423_pauses_its_owner_alone(emulator: Emulator, case: Case) -> None:
    path, *others = case.paths()
    emulator.clear_log()
    emulator.fault("status", at(path, "PUT"), status=423, retry_after=2, times=1)
    result = change(case, concurrency=1)
    assert not result.get("failed") and result["summary"]["changed"] == len(case.owners)
    order = [entry["path"] for entry in emulator.log if entry["method"] == "PUT"]
    # While the first is paused the others are done.
    assert order[0] == order[-1] == path and set(order[1 : -puts(emulator, case.name)]) == set(others)


# --- 7: secrets stay secret


@each_resource
def test_no_token_is_returned(emulator: Emulator, case: Case) -> None:
    """Not where the API repeats it, either."""
    for path in case.paths():
        emulator.fault("status", at(path, "PUT"), status=400, message=f"Bad Bearer {ADMIN_TOKEN}")
    result = change(case)
    assert result["failed"] and "Bad Bearer ********" in result["msg"] and ADMIN_TOKEN not in str(result)


@pytest.mark.parametrize("name", list(SECRETS))
def test_no_secret_setting_is_returned(emulator: Emulator, tmp_path: Path, name: str) -> None:
    """Neither by the module nor in a job's output at any verbosity; not where it is refused, either."""
    case = next(one for one in each_resource.args[1] if one.name == name)
    texts = [value for value in SECRETS[name].values() if isinstance(value, str) and value.isdigit()]
    (path,) = case.paths()
    for number in range(2):
        result = call(name, diff=True, **case.target, **SECRETS[name])
        assert result["changed"] and not result.get("failed"), number  # it cannot be compared
        assert not any(text in str(result) for text in texts)
        assert [one["field"] for one in result["changes"] if one["before"] is one["after"] is None]
    played = play(tmp_path, task(name, diff=True, **case.target, **SECRETS[name]), arguments=["-vvvv"])
    assert played.status == 0 and not any(text in played.output + str(played.results) for text in texts)
    emulator.fault("status", at(path, "PUT"), status=400, message=f"Wrong: {', '.join(texts)}")
    result = call(name, diff=True, **case.target, **SECRETS[name])
    assert result["failed"] and not any(text in str(result) for text in texts)


# --- 8: errors help


@each_case
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_an_error_says_who_what_and_why(emulator: Emulator, case: Case, method: str) -> None:
    path = case.paths()[0]
    emulator.fault("status", at(path, method), status=403, message="Not you.")
    result = change(case)
    scope = case.resource.write_scope if method == "PUT" else case.resource.read_scope
    (entry,) = [entry for entry in emulator.log if entry["status"] == 403]
    for words in (case.called(0), f"{method} {path}", "answered 403: Not you", entry["tracking_id"], scope):
        assert words in result["msg"], result["msg"]
    failed = case.items(result)[0]
    assert failed["status"] == 403 and failed["tracking_id"] == entry["tracking_id"]
    if not case.several:
        told = {name: result[name] for name in ("status", "method", "path", "api_message", "tracking_id")}
        assert told == {
            "status": 403,
            "method": method,
            "path": path,
            "api_message": "Not you",
            "tracking_id": entry["tracking_id"],
        }


# --- 9: a task is judged by what it changes


@each_resource
def test_what_was_wrong_before_blocks_nothing(emulator: Emulator, case: Case) -> None:
    """Values that the collection would refuse, and that the task does not name, go back as they came."""
    (path,) = case.paths()
    wrong = {**_wrong_values(case), "somethingNew": 1}
    for where, value in wrong.items():
        emulator.fault("mutate", at(path, "GET"), path=where, to=value)
        emulator.fault("status", at(path, "PUT"), status=204, body=False)
        emulator.clear_log()
        assert change(case, check=True)["changed"], where
        result = change(case)
        assert result["changed"] and not result.get("failed"), (where, result)
        assert of(emulator, path)[-1] == "PUT"
        emulator.faults = []


def _wrong_values(case: Case) -> dict[str, t.Any]:
    """By the API's path, a value out of range for each field that has one, and that the sample does not name."""
    named = {one.lower().replace("_", "") for one in leaves(case.settings)}
    wrong: dict[str, t.Any] = {}
    for path, one in _api_leaves(case.resource.fields, whole=True):
        if one.read_only or one.write_only or path.lower() in named:
            continue
        if one.range:
            wrong[path] = one.range[1] + 1
        elif one.choices:
            wrong[path] = "SOMETHING_NEW"
        elif one.normalize is normalize_email:
            wrong[path] = "no address"
    return wrong


def _api_leaves(group: Field, whole: bool = False, above: str = "") -> t.Iterator[tuple[str, Field]]:
    """The fields by the API's names: the first of each, or the I(whole) paths of those that are no objects."""
    for name, (dummy, one) in group.by_api_name.items():
        if whole and one.fields:
            yield from _api_leaves(one, whole, f"{above}{name}.")
        else:
            yield above + name, one
