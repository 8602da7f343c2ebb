# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator's lists of locations, workspaces, virtual lines and voicemail groups."""

from __future__ import annotations

import collections

import pytest
import requests

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, Emulator
from ansible_collections.webex.calling.tests.emulator.ids import kind_of
from ansible_collections.webex.calling.tests.emulator.listings import LISTINGS
from ansible_collections.webex.calling.tests.integration.emulator_support import ask, emulator, refused, running

__all__ = ["ask", "emulator", "running"]

BY_PATH = {listing.path: listing for listing in LISTINGS}
GROUPS = "/telephony/config/voicemailGroups"
LINES = "/telephony/config/virtualLines"


def listed(emulator, ask, path, **query):
    """All items of a list, page by page."""
    response, seen = ask("GET", path, params=query), []
    while True:
        assert response.status_code == 200, response.text
        seen.append(response.json()[BY_PATH[path].key])
        if "next" not in response.links:
            return [one for page in seen for one in page]
        response = ask("GET", response.links["next"]["url"][len(emulator.url) :])


@pytest.mark.parametrize("path", BY_PATH)
def test_pages_follow_the_link(emulator, ask, path):
    everything = [one.id for one in emulator.world.rosters[BY_PATH[path].kind].all]
    assert [one["id"] for one in listed(emulator, ask, path, max=2)] == everything
    assert len(emulator.log) == (len(everything) + 1) // 2
    assert [one["id"] for one in listed(emulator, ask, path)] == everything


@pytest.mark.parametrize("path", BY_PATH)
@pytest.mark.parametrize("query", [{"max": "0"}, {"max": "x"}, {"max": "1.5"}, {"colour": "red"}, {"max": ["1", "2"]}])
def test_wrong_queries(emulator, ask, path, query):
    assert refused(emulator, ask("GET", path, params=query), 400, "query|Query")


def test_positions_in_lists(emulator, ask):
    for path in BY_PATH:
        name = "start" if BY_PATH[path].start else "cursor"
        assert refused(emulator, ask("GET", path, params={name: "x"}), 400, "not valid")
    assert refused(emulator, ask("GET", LINES, params={"start": "-1"}), 400, "negative")
    assert refused(emulator, ask("GET", "/locations", params={"start": "1"}), 400, "Unknown query parameter")
    assert ask("GET", LINES, params={"start": "1000"}).json() == {"virtualLines": []}


def test_pages_are_capped():
    with Emulator(people=3000) as emulator:
        headers = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
        for query, size in (({}, 100), ({"max": "1000"}, 200)):
            answer = requests.get(emulator.url + GROUPS, params=query, headers=headers, timeout=5)
            assert len(answer.json()["voicemailGroups"]) == size


def test_names_that_are_not_unique(emulator, ask):
    locations = [one["name"] for one in listed(emulator, ask, "/locations")]
    assert len({one.lower() for one in locations}) == len(locations) - 1
    assert len(set(locations)) == len(locations)
    workspaces = listed(emulator, ask, "/workspaces")
    places = collections.defaultdict(list)
    for one in workspaces:
        places[one["displayName"]].append(one.get("locationId"))
    assert {len(set(found)) for found in places.values() if len(found) == 2} == {1, 2}
    lines = [f"{one['firstName']} {one['lastName']}" for one in listed(emulator, ask, LINES)]
    assert collections.Counter(lines).most_common(1) == [("Front Desk", 2)]
    emulator.world.add("location", "Oslo")
    for path in ("/locations", "/telephony/config/locations"):
        assert [one["name"] for one in listed(emulator, ask, path)].count("Oslo") == 2
        assert [one["name"] for one in listed(emulator, ask, path, name="OSLO")] == ["Oslo", "oslo", "Oslo"]
    emulator.reset()
    assert len(listed(emulator, ask, "/locations")) == len(locations)


def test_what_is_told_about_a_location(emulator, ask):
    one = emulator.world.locations[1]
    assert [found["id"] for found in listed(emulator, ask, "/locations", id=one.id)] == [one.id]
    assert listed(emulator, ask, "/locations", id="nobody") == []
    calling = listed(emulator, ask, "/telephony/config/locations")[1]
    assert (calling["name"], calling["routingPrefix"]) == ("Oslo", "801")


def test_what_is_told_about_a_workspace(emulator, ask):
    for one in listed(emulator, ask, "/workspaces"):
        known = emulator.world.owner("workspace", one["id"])
        assert one["displayName"] == known.display_name
        assert ("locationId" in one) == known.calling == (one["calling"]["type"] == "webexCalling")
        assert known.licensed <= known.calling
        assert not {"extension", "phoneNumber"} & set(one)
    oslo = emulator.world.location_ids[1]
    assert {one["locationId"] for one in listed(emulator, ask, "/workspaces", locationId=oslo)} == {oslo}
    assert len(listed(emulator, ask, "/workspaces", displayName="lobby")) == 2
    free = listed(emulator, ask, "/workspaces", calling="freeCalling")
    assert free
    assert not any("locationId" in one for one in free)


def test_what_is_told_about_a_virtual_line(emulator, ask):
    lines = listed(emulator, ask, LINES)
    assert {kind_of(one["id"]) for one in lines} == {"VIRTUAL_LINE", "VIRTUAL_PROFILE"}
    assert {bool(one["number"]["external"]) for one in lines} == {True, False}
    assert {"extension" in one["number"] for one in lines} == {True, False}
    assert all(one["number"]["external"] or one["number"]["extension"] for one in lines)
    by_location = collections.Counter(one["location"]["name"] for one in lines)
    assert by_location["Oslo"] == len(listed(emulator, ask, LINES, locationName="Oslo"))
    some = [one["id"] for one in lines[:2]]
    assert [one["id"] for one in listed(emulator, ask, LINES, id=some, max=1)] == some
    places = [one["location"]["id"] for one in lines[:2]]
    assert {one["location"]["id"] for one in listed(emulator, ask, LINES, locationId=places)} == set(places)
    assert len(listed(emulator, ask, LINES, ownerName="Front Desk")) == 2
    number = lines[0]["number"]["external"]
    assert [one["id"] for one in listed(emulator, ask, LINES, phoneNumber=number)] == some[:1]


def test_what_is_told_about_a_voicemail_group(emulator, ask):
    groups = listed(emulator, ask, GROUPS)
    assert {kind_of(one["id"]) for one in groups} == {"VOICEMAIL_GROUP"}
    assert {one["tollFreeNumber"] for one in groups} == {False}
    assert {one["phoneNumber"] is None for one in groups} == {True, False}
    oslo = emulator.world.location_ids[1]
    assert {one["locationName"] for one in listed(emulator, ask, GROUPS, locationId=oslo)} == {"Oslo"}
    assert [one["name"] for one in listed(emulator, ask, GROUPS, name="SALE")] == ["Sales", "Sales"]
    number = groups[1]["phoneNumber"][2:]
    assert [one["id"] for one in listed(emulator, ask, GROUPS, phoneNumber=number)] == [groups[1]["id"]]
    extension = groups[2]["extension"]
    assert groups[2]["id"] in {one["id"] for one in listed(emulator, ask, GROUPS, phoneNumber=extension)}
    assert listed(emulator, ask, GROUPS, phoneNumber="no number") == []


def test_groups_twice_or_missing_between_pages(emulator, ask):
    everything = {one.id for one in emulator.world.groups}
    emulator.variants = ["groups-lag"]
    times = [collections.Counter(one["id"] for one in listed(emulator, ask, GROUPS, max=3)) for dummy in range(3)]
    assert set(times[0]) == everything
    assert times[0].most_common(1)[0][1] == 2
    assert set(times[1]) < everything
    assert set(times[2]) == everything
    assert times[2].most_common(1)[0][1] == 1
    assert len(listed(emulator, ask, GROUPS)) == len(everything)


def test_a_new_group_is_not_listed_at_once(emulator, ask):
    emulator.variants = ["groups-lag"]
    now = emulator.world.clock()
    emulator.world.clock = lambda: now
    one = emulator.world.new("group", "Newest", emulator.world.location_ids[0])
    emulator.world.put(one)
    assert listed(emulator, ask, GROUPS, name="Newest") == []
    now += emulator.world.group_lag
    assert len(listed(emulator, ask, GROUPS, name="Newest")) == 1
    emulator.world.put(emulator.world.new("group", "Next", emulator.world.location_ids[0]))
    assert listed(emulator, ask, GROUPS, name="Next") == []
    emulator.settle()
    assert len(listed(emulator, ask, GROUPS, name="Next")) == 1


def test_lists_without_a_link(emulator, ask):
    emulator.variants = ["links-missing"]
    linked = {path for path in BY_PATH if ask("GET", path, params={"max": 1}).links}
    assert linked == {path for path, listing in BY_PATH.items() if listing.linked}
    assert [one.id for one in emulator.world.groups][1:3] == [
        one["id"] for one in ask("GET", GROUPS, params={"max": 2, "start": 1}).json()["voicemailGroups"]
    ]


@pytest.mark.parametrize("path", BY_PATH)
def test_scopes(emulator, ask, path):
    for scope in BY_PATH[path].scopes:
        assert ask("GET", path, token=emulator.grant("one", scope)).status_code == 200
    nothing = emulator.grant("none", "spark-admin:workspaces_write", "spark-admin:telephony_config_write")
    refused(emulator, ask("GET", path, token=nothing), 403, "missing required scopes")


def test_a_locations_administrator_sees_the_location_alone(emulator, ask):
    oslo = emulator.world.location_ids[1]
    token = emulator.grant("oslo", locations=[oslo])
    for path, listing in BY_PATH.items():
        found = ask("GET", path, token=token).json()[listing.key]
        assert found
        assert {one["id"] for one in found} == {
            one.id for one in emulator.world.rosters[listing.kind].all if one.location_id == oslo
        }
    people = ask("GET", "/people", token=token, params={"callingData": "true"}).json()["items"]
    assert {one["locationId"] for one in people if "locationId" in one} == {oslo}
