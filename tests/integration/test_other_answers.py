# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API may answer otherwise and means the same: it is understood, and what was read can be given back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.ids import identifier
from ansible_collections.webex.calling.tests.emulator.resources import VOICEMAIL_GROUP
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, Result, call, writes
from ansible_collections.webex.calling.tests.integration.test_plan_and_apply import Files

pytestmark = pytest.mark.usefixtures("soon")


def plan_from_snapshot(tmp_path: Path, file: Path) -> Result:
    return call("webex_voicemail_plan", snapshot=str(file), output=str(tmp_path / "plan"))


@pytest.mark.parametrize("variant", ["links-relative", "ids-padded", "numbers"])
@pytest.mark.usefixtures("both_ways")
def test_an_organization_is_exported_whole(emulator: Emulator, tmp_path: Path, variant: str) -> None:
    """And once more without a byte of difference."""
    ordinary, folder = call("webex_voicemail_export", directory=str(tmp_path / "ordinary")), tmp_path / "voicemail"
    emulator.variants = [variant]
    done = call("webex_voicemail_export", directory=str(folder))
    assert "failed" not in done and done["counts"] == ordinary["counts"]
    assert not call("webex_voicemail_export", directory=str(folder))["changed"]
    assert call("webex_voicemail_plan", directory=str(folder), output=str(tmp_path / "plan"))["plan_status"] == "clean"


@pytest.mark.usefixtures("both_ways")
def test_a_page_is_named_relative_to_the_one_before(emulator: Emulator) -> None:
    emulator.variants = ["links-relative"]
    place = emulator.world.locations[0]
    for number in range(60):
        emulator.world.add_person(f"more-{number}@example.com", location_id=place.id)
    found = [one["person"] for one in call("webex_people_info", location=[place.id])["people"]]
    assert {f"more-{number}@example.com" for number in range(60)} <= set(found)


@pytest.mark.usefixtures("both_ways")
def test_extensions_that_are_numbers(emulator: Emulator) -> None:
    """They are compared and returned as texts, and sent back as they came."""
    emulator.variants = ["numbers"]
    group = emulator.world.groups[0]
    emulator.world.set_settings(VOICEMAIL_GROUP, {"extension": "7", "enabled": True}, group)
    who = {"location": group.location_id, "name": emulator.world.settings(VOICEMAIL_GROUP, group)["name"]}
    assert not call("webex_voicemail_group", **who, extension="0007")["changed"]
    done = call("webex_voicemail_group", **who, enabled=False)
    assert done["changes"] == [{"field": "enabled", "before": True, "after": False}]
    assert done["voicemail_group"]["extension"] == "7"
    assert call("webex_voicemail_group", **who, extension="71234")["changed"]
    assert not call("webex_voicemail_group", **who, extension="71234")["changed"]


@pytest.mark.usefixtures("both_ways")
def test_workspaces_whose_ids_are_of_the_other_kind(emulator: Emulator) -> None:
    """The API's description has both, PLACE and PLACES."""
    place = emulator.world.locations[0].id
    one = emulator.world.add("workspace", " Other  Room ", id=identifier("PLACES", 1, 1), location_id=place)
    result = call("webex_workspace_voicemail_info", workspace=["Other  Room", one.id])
    assert {each["workspace_id"] for each in result["workspaces"]} == {one.id}
    assert not call("webex_workspace_voicemail", workspaces=result["workspaces"])["changed"]


@pytest.fixture
def namesakes(emulator: Emulator) -> None:
    """Two locations of one name, with a group of one name at each; and a group whose name has white space around it."""
    first, second = emulator.world.locations[:2]
    emulator.world.change(second, location_name=first.name)
    for place in (first, second):
        emulator.world.add("group", "Help", location_id=place.id)
    emulator.world.add("group", " Padded ", location_id=first.id)


@pytest.mark.usefixtures("both_ways", "namesakes")
def test_groups_are_given_back_where_locations_share_a_name(emulator: Emulator) -> None:
    groups = call("webex_voicemail_group_info")["voicemail_groups"]
    emulator.clear_log()
    done = call("webex_voicemail_group", voicemail_groups=groups)
    assert not done["changed"] and done["summary"]["failed"] == 0 and not writes(emulator)
    helps = [{**one, "enabled": False} for one in groups if one["name"] == "Help"]
    assert call("webex_voicemail_group", voicemail_groups=helps)["summary"]["changed"] == len(helps) == 2
    # Where the location was edited, it is the name that counts.
    moved = [{**one, "location": emulator.world.locations[2].name} for one in helps]
    assert "creating it requires" in call("webex_voicemail_group", voicemail_groups=moved[:1], check=True)["msg"]


@pytest.mark.usefixtures("both_ways", "namesakes")
def test_groups_of_a_snapshot_are_found_by_their_ids(emulator: Emulator, tmp_path: Path) -> None:
    """Whatever their locations are called; one that is gone is not made at another location of the name."""
    file = tmp_path / "snapshot"
    call("webex_voicemail_export", snapshot=str(file))
    assert plan_from_snapshot(tmp_path, file)["plan_status"] == "clean"
    emulator.world.change(emulator.world.locations[2], location_name="Renamed")
    assert plan_from_snapshot(tmp_path, file)["plan_status"] == "clean"
    gone = next(one for one in emulator.world.groups if one.name == "Help")
    emulator.world.remove(gone)
    planned = plan_from_snapshot(tmp_path, file)
    assert planned["plan_status"] == "clean" and "it is not created again" in planned["warnings"][0]


@pytest.mark.usefixtures("both_ways")
def test_a_group_that_was_made_again_is_not_made_twice(emulator: Emulator, tmp_path: Path) -> None:
    file, group = tmp_path / "snapshot", emulator.world.groups[0]
    call("webex_voicemail_export", snapshot=str(file))
    settings = emulator.world.settings(VOICEMAIL_GROUP, group)
    emulator.world.remove(group)
    again = emulator.world.add("group", settings["name"], location_id=group.location_id)
    emulator.world.set_settings(VOICEMAIL_GROUP, {"enabled": not settings["enabled"]}, again)
    planned = plan_from_snapshot(tmp_path, file)
    assert planned["counts"] == {"voicemail_groups": {"change": 1}}


@pytest.mark.usefixtures("both_ways")
def test_a_transfer_that_a_snapshot_does_not_tell_was_off(emulator: Emulator, tmp_path: Path) -> None:
    """It is off in each PUT of somebody who has none, and is turned off again."""
    emulator.variants = ["missing"]
    file = tmp_path / "snapshot"
    call("webex_voicemail_export", snapshot=str(file))
    assert plan_from_snapshot(tmp_path, file)["plan_status"] == "clean"
    emulator.world.set_voicemail(BO, {"transferToNumber": {"enabled": True, "destination": "6527"}})
    assert plan_from_snapshot(tmp_path, file)["counts"] == {"people": {"change": 1}}
    record = json.loads((tmp_path / "plan/plan.jsonl").read_text().splitlines()[1])
    assert record["set"] == [{"field": "transfer_to_number.enabled", "was": True, "now": False}]


@pytest.mark.usefixtures("both_ways")
def test_what_was_not_there_is_undone_as_far_as_it_is_known(emulator: Emulator, tmp_path: Path) -> None:
    """What each PUT must hold is off again, a text is empty, and the rest is named."""
    emulator.variants = ["missing"]
    files = Files(tmp_path)
    wanted = "  send_all_calls:\n    enabled: true\n  transfer_to_number:\n    enabled: true\n    destination: '6527'\n"
    files.only(f"{BO}:\n{wanted}")
    before = emulator.world.voicemail(BO)
    assert "transferToNumber" not in before and "sendAllCalls" not in before
    files.plan()
    done = files.apply()
    assert emulator.world.voicemail(BO)["transferToNumber"] == {"enabled": True, "destination": "6527"}
    undo = files.plan("undo", journal=done["journal"])
    assert undo["warnings"] == [f"{BO}: what it was before is not known, so it stays: send_all_calls.enabled."]
    assert files.apply("undo")["changed"]
    now = emulator.world.voicemail(BO)["transferToNumber"]
    assert not now["enabled"] and not now.get("destination")


@pytest.mark.usefixtures("both_ways")
def test_the_address_of_nobody_is_no_address(emulator: Emulator, tmp_path: Path) -> None:
    """C({email}) is a person's, and never sent as it stands."""
    files = Files(tmp_path)
    entry = "notifications:\n    enabled: true\n    destination: '{email}'\n"
    files.only(f"{ANNA}:\n  {entry}")
    files.write("Oslo", "voicemail_groups", f"Sales:\n  {entry}")
    files.write("Oslo", "workspaces", f"Lobby:\n  {entry}")
    said = files.plan()["msg"]
    for name in ("voicemail_groups", "workspaces"):
        assert f"locations/Oslo/{name}.yml:1: {{email}} is the address of a person, which people alone have." in said
    assert "people.yml" not in said
