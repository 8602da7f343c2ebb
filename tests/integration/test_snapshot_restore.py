# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""People restored from a snapshot, whoever wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.webex.calling.plugins.module_utils._files import streamed
from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.role_support import held, same, state
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    CARLA,
    GET,
    Json,
    call,
    licensed,
    methods,
    puts,
    rings,
    writes,
)

# Of everyone as many as any service allows, and tells.
pytestmark = pytest.mark.usefixtures("other_rings")
FORWARDING = pytest.mark.variants(
    without="broken-rules",
    because="everyone needs forwarding by e-mail there, for which a restore asks the organization",
)
NAME, EXPORT, PLAN = "webex_voicemail_snapshot", "webex_voicemail_export", "webex_voicemail_plan"


def ring(emulator: Emulator, number: int, *people: str) -> None:
    for who in people:
        emulator.world.set_voicemail(who, {"sendUnansweredCalls": {"numberOfRings": number}})


def restore(file: Path, *people: str, **more: object) -> Json:
    whom: Json = {"person": list(people)} if people else {"all": True}
    return call(NAME, operation="restore", path=str(file), **whom, **more)


@FORWARDING
@pytest.mark.usefixtures("both_ways")
def test_who_is_named_gets_what_the_snapshot_holds(emulator: Emulator, tmp_path: Path) -> None:
    file = tmp_path / "kept"
    assert call(NAME, path=str(file), person=[ANNA, BO, CARLA])["changed"]
    before = state(emulator)
    ring(emulator, 12, ANNA, BO)
    emulator.clear_log()
    checked = restore(file, BO.upper(), CARLA, check=True, diff=True)
    done = restore(file, BO.upper(), CARLA, diff=True)
    assert {**checked, "api": None} == {**done, "api": None} and done["changed"] is True
    assert done["restored"] == [one["person"] for one in done["people"]] and done["snapshot"] == str(file)
    assert done["summary"] == {"total": 2, "changed": 1, "unchanged": 1, "failed": 0}
    assert [one["field"] for one in done["people"][0]["changes"]] == ["send_unanswered_calls.number_of_rings"]
    assert "number_of_rings" in done["diff"]["prepared"]
    assert (
        same(state(emulator, [BO, CARLA])) == same({who: before[who] for who in (BO, CARLA)})
        and rings(emulator, ANNA) == 12
    )
    assert writes(emulator) == [f"/people/{emulator.world.person(BO).id}/features/voicemail"] * puts(emulator)

    again = restore(file, **{"return": "changed"})
    assert again["changed"] is True and [one["person"].lower() for one in again["people"]] == [ANNA]
    assert sorted(one.lower() for one in again["restored"]) == sorted([ANNA, BO, CARLA])
    emulator.clear_log()
    assert restore(file)["changed"] is False
    assert methods(emulator)[1:] == [GET] * 3  # the first tells of which organization the token is


@pytest.mark.usefixtures("both_ways")
def test_one_for_whom_it_fails(emulator: Emulator, tmp_path: Path) -> None:
    file = tmp_path / "kept"
    assert call(NAME, path=str(file), person=[ANNA, BO])["changed"]
    ring(emulator, 12, ANNA, BO)
    emulator.fault("status", {"method": "GET", "path": "voicemail", "person": BO}, status=404, times=1)
    found = restore(file)
    assert found["failed"] and found["changed"] and BO in found["msg"].lower() and rings(emulator, ANNA) != 12
    assert [one.get("failed", False) for one in found["people"]] == [False, True] and len(found["restored"]) == 2


@FORWARDING
def test_where_forwarding_is_forbidden_nothing_is_written(emulator: Emulator, tmp_path: Path) -> None:
    file = tmp_path / "kept"
    emulator.world.set_voicemail(BO, {"emailCopyOfMessage": {"enabled": True, "emailId": BO}})
    assert call(NAME, path=str(file), person=[ANNA, BO])["changed"]
    ring(emulator, 12, ANNA)
    emulator.world.set_org_settings({"voiceMessageForwardingEnabled": False})
    found = restore(file)
    assert found["failed"] and "voice_message_forwarding_enabled is false" in found["msg"] and "people" not in found
    assert BO in found["msg"].lower() and ANNA not in found["msg"].lower() and writes(emulator) == []
    # Who needs none of it does not ask.
    emulator.clear_log()
    assert restore(file, ANNA)["changed"]
    assert not any("telephony" in path for path in (entry["path"] for entry in emulator.log))


@pytest.mark.usefixtures("both_ways")
def test_what_an_export_wrote_restores_people(emulator: Emulator, tmp_path: Path) -> None:
    file = tmp_path / "all"
    call(EXPORT, snapshot=str(file))
    before = state(emulator, licensed(emulator))
    assert sorted(held(file)) == sorted(before)
    ring(emulator, 12, ANNA, CARLA)
    found = restore(file)
    assert found["summary"] == {"total": len(before), "changed": 2, "unchanged": len(before) - 2, "failed": 0}
    assert same(state(emulator, before)) == same(before)


def test_what_off_boarding_wrote_is_planned(emulator: Emulator, tmp_path: Path) -> None:
    file = tmp_path / "kept"
    assert call(NAME, path=str(file), person=[ANNA, BO])["changed"]
    ring(emulator, 12, BO, CARLA)
    part = call(PLAN, snapshot=str(file), output=str(tmp_path / "part"), location=["Oslo"])
    assert part["warnings"] == ["Left out because the snapshot does not say at which location they are: 2."]
    planned = call(PLAN, snapshot=str(file), output=str(tmp_path / "plan"))
    assert planned["plan_status"] == "changes" and planned["counts"] == {"people": {"change": 1}}
    applied = call("webex_voicemail_apply", plan=str(tmp_path / "plan"), digest=planned["digest"])
    assert applied["changed"] and rings(emulator, BO) != 12 and rings(emulator, CARLA) == 12
    assert call(PLAN, snapshot=str(file), output=str(tmp_path / "again"))["plan_status"] == "clean"


def test_leavers_are_added_to_what_an_export_wrote(emulator: Emulator, tmp_path: Path) -> None:
    """Of an export of one location: what it holds stays as it is, byte for byte, and who is in it already is not added."""
    file = tmp_path / "oslo"
    place = next(one for one in emulator.world.locations if one.name == "Oslo")
    call(EXPORT, snapshot=str(file), location=["Oslo"])
    before = streamed.read(str(file))
    there = [one.email for one in emulator.world.people if one.licensed and one.location_id == place.id]
    elsewhere = [one for one in licensed(emulator) if one not in there][:2]
    done = call(NAME, path=str(file), person=[there[0], *elsewhere])
    after = streamed.read(str(file))
    assert sorted(one.lower() for one in done["added"]) == sorted(one.lower() for one in elsewhere)
    assert [line for line in after.lines() if line in set(before.lines())] == list(before.lines())
    counts = before.head["counts"]
    assert after.head == {**before.head, "counts": {**counts, "person": counts["person"] + 2}}
    assert len(list(after.lines())) == sum(after.head["counts"].values())
