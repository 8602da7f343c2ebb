# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Voicemail groups whose writes are lost, refused half-way, or made by two tasks at a time."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._owners import voicemail_groups
from ansible_collections.webex.calling.plugins.module_utils._tasks import settings
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.resources import ORG_VOICEMAIL_RULES, VOICE_PORTAL
from ansible_collections.webex.calling.tests.integration.support import Result, call, process, puts, verbs
from ansible_collections.webex.calling.tests.integration.test_groups import MODULE, NEW, named
from ansible_collections.webex.calling.tests.integration.test_two_tasks import TASKS, answer, ask

NOT_KNOWN = "Whether it was applied is not known: run the task again."
ALWAYS: Result = {"location": "Stockholm", "name": "Newest", "update_passcode": "always"}
both_ways = pytest.mark.usefixtures("both_ways")


@pytest.fixture(autouse=True)
def soon(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two looks follow each other at once, and no list lags behind for longer."""
    emulator.world.group_lag = 0.03
    monkeypatch.setattr(voicemail_groups, "SECOND_LOOK", 0.05)
    monkeypatch.setattr(settings, "_SECOND_LOOK", 0.05)


# --- lost answers


@both_ways
def test_it_exists_already_by_a_lost_post_that_no_list_shows(emulator: Emulator) -> None:
    """The second POST is refused, since the first was applied; it is told that this is not known, and the next task finds it."""
    emulator.variants = ["groups-lag"]
    emulator.world.group_lag = 60.0
    emulator.fault("cut_after", {"method": "POST"}, times=1)
    failed = call(MODULE, **NEW)
    assert failed["failed"] and NOT_KNOWN in failed["msg"] and failed["status"] == 409
    assert len(named(emulator, "Newest")) == 1 and verbs(emulator).count("POST") == 2
    emulator.settle()
    assert not call(MODULE, **NEW)["changed"] and len(named(emulator, "Newest")) == 1


@both_ways
@pytest.mark.parametrize("status", [400, 409])
def test_it_exists_already_by_a_lost_post(emulator: Emulator, status: int) -> None:
    """It is found after the second POST."""
    shown = '{"voicemailGroups": []}'
    emulator.fault("cut_after", {"method": "POST"}, times=1)
    emulator.fault("status", {"method": "POST"}, status=status, message="The name already exists")
    headers = {"Content-Type": "application/json"}
    emulator.fault("status", {"path": "/voicemailGroups$"}, status=200, body=shown, headers=headers, times=4)
    done = call(MODULE, **NEW)
    assert done["changed"] and not done.get("failed"), done
    assert len(named(emulator, "Newest")) == 1 and done["voicemail_group_id"] == named(emulator, "Newest")[0].id


@both_ways
@pytest.mark.parametrize(("status", "lost"), [(400, False), (409, False), (500, True), (502, True), (504, True)])
def test_a_post_that_is_refused(emulator: Emulator, status: int, lost: bool) -> None:
    emulator.fault("status", {"method": "POST"}, status=status, message="Not now")
    failed = call(MODULE, **NEW)
    assert failed["failed"] and not failed["changed"] and failed["status"] == status
    assert (NOT_KNOWN in failed["msg"]) is lost and verbs(emulator).count("POST") == 1 + lost
    emulator.faults = []
    assert call(MODULE, **NEW)["changed"] and len(named(emulator, "Newest")) == 1


@both_ways
@pytest.mark.variants(without="missing nulls", because="what a setting was is not told there")
def test_a_group_that_is_made_without_some_of_its_settings(emulator: Emulator) -> None:
    emulator.fault("status", {"method": "PUT"}, status=403)
    failed = call(MODULE, **NEW, enabled=False)
    assert failed["failed"] and failed["changed"] and failed["status"] == 403
    assert failed["msg"].endswith("The group was created without some of its settings: run the task again.")
    emulator.faults = []
    done = call(MODULE, **NEW, enabled=False)
    assert done["changes"] == [{"field": "enabled", "before": True, "after": False}]


@both_ways
@pytest.mark.parametrize("applied", [True, False])
def test_a_delete_whose_answers_are_all_lost(emulator: Emulator, applied: bool) -> None:
    call(MODULE, **NEW)
    emulator.fault("cut_after" if applied else "cut_before", {"method": "DELETE"})
    gone = call(MODULE, location="Stockholm", name="Newest", state="absent", max_retries=0)
    assert gone["changed"] is applied and gone.get("failed", False) is not applied
    if not applied:
        assert "It has not been applied so far: run the task again." in gone["msg"]
    emulator.faults = []
    emulator.fault("cut_before", {"method": "DELETE"})
    emulator.fault("status", {"method": "GET", "path": "/voicemailGroups/"}, status=500, skip=1)
    if not applied:
        unknown = call(MODULE, location="Stockholm", name="Newest", state="absent", max_retries=0)
        assert NOT_KNOWN in unknown["msg"]


# --- passcodes that were taken, perhaps


@both_ways
@pytest.mark.parametrize("owner", ["group", "person", "portal", "organization"])
def test_a_passcode_that_is_refused_after_a_lost_answer(emulator: Emulator, owner: str) -> None:
    """The first try set it; the second is refused for that. The message does not say that nothing was changed."""
    call(MODULE, **NEW)
    block = {"blockPreviousPasscodes": {"enabled": True, "numberOfPasscodes": 3}}
    emulator.world.set_settings(ORG_VOICEMAIL_RULES, block)
    refused_first = puts(emulator) - 1 if owner == "portal" else 0
    emulator.fault("cut_after", {"method": "PUT"}, skip=refused_first, times=1)
    tasks: dict[str, tuple[str, Result]] = {
        "group": (MODULE, {**ALWAYS, "passcode": "963852"}),
        "person": ("webex_voicemail_passcode", {"person": "me", "passcode": "963852"}),
        "portal": ("webex_voicemail_passcode", {"voice_portal": "Stockholm", "passcode": "963852"}),
        "organization": (
            "webex_org_voicemail_rules",
            {"default_voicemail_pin_enabled": True, "default_voicemail_pin": "963852"},
        ),
    }
    name, params = tasks[owner]
    result = call(name, **params)
    assert "963852" in emulator.world.passcodes.values()
    if result.get("failed"):
        assert (
            "The API may refuse a passcode that it has taken already." in result["msg"] and NOT_KNOWN in result["msg"]
        )
    else:
        assert owner == "portal"  # whose rules let it be
    emulator.faults = []
    refused = call(name, **params)
    if owner != "portal":  # no answer was lost: it is certain
        assert refused["failed"] and NOT_KNOWN not in refused["msg"] and "or was used before" in refused["msg"]


@both_ways
def test_a_reset_whose_answer_is_lost(emulator: Emulator) -> None:
    emulator.fault("cut_after", {"method": "POST"})
    failed = call("webex_voicemail_passcode", person="me", reset=True)
    assert failed["msg"].endswith(NOT_KNOWN) and verbs(emulator).count("POST") == 1


@both_ways
def test_a_portal_gets_back_what_it_answered_but_no_nulls(emulator: Emulator) -> None:
    emulator.variants = ["nulls"]
    place = emulator.world.owner("location", "Stockholm")
    before = emulator.world.settings(VOICE_PORTAL, place)
    assert None in before.values()
    done = call("webex_voicemail_passcode", voice_portal="Stockholm", passcode="963852")
    assert done["changed"] and not done.get("failed"), done
    assert emulator.world.settings(VOICE_PORTAL, place) == before and emulator.world.passcodes[place.id] == "963852"


# --- two tasks at a time


@pytest.mark.parametrize("variants_on", [[], ["groups-lag"]], ids=["calm", "lists that lag"])
def test_two_tasks_make_one_group(emulator: Emulator, variants_on: list[str]) -> None:
    """Both find none; one makes it, and the other, which waited, finds it then."""
    emulator.variants = variants_on
    emulator.world.group_lag = 1.0
    emulator.latency = 0.02
    names = [f"Group of two {number}" for number in range(3)]
    items: list[t.Any] = [{**NEW, "name": name, "extension": f"7200{number}"} for number, name in enumerate(names)]
    with process(TASKS) as one, process(TASKS) as other:
        ask(one, name=MODULE, voicemail_groups=items)
        ask(other, name=MODULE, voicemail_groups=items[::-1])
        results = [answer(one), answer(other)]
    assert not any(result.get("failed") for result in results), results
    assert [len(named(emulator, name)) for name in names] == [1, 1, 1]
    assert sum(result["summary"]["changed"] for result in results) == 3
    assert verbs(emulator).count("POST") == 3
