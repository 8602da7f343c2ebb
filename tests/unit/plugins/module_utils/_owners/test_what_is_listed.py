# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is taken from a list of workspaces, virtual lines and voicemail groups, and what is asked for."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._owners.virtual_lines import VIRTUAL_LINE
from ansible_collections.webex.calling.plugins.module_utils._owners.voicemail_groups import (
    VOICEMAIL_GROUP_KIND,
    group_id,
)
from ansible_collections.webex.calling.plugins.module_utils._owners.workspaces import WORKSPACE
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._owners.given_client import (
    GivenClient,
    as_client,
    webex_id,
)

OSLO, SUPPORT = webex_id("LOCATION", "oslo"), webex_id("VOICEMAIL_GROUP", "support")
GROUP: t.Any = {
    "id": "support",
    "name": "Support",
    "locationId": OSLO,
    "locationName": "Oslo",
    "extension": "7001",
    "phoneNumber": "+4721000000",
}


def test_all_that_is_listed_of_a_group() -> None:
    client = GivenClient(lambda path, query: [[GROUP]])
    assert list(VOICEMAIL_GROUP_KIND.everyone(as_client(client))) == [
        Owner(SUPPORT, "Support", None, OSLO, "Oslo", "7001", "+4721000000")
    ]
    assert client.requests == [("/telephony/config/voicemailGroups", {"max": 200})]
    assert client.keys == ["voicemailGroups"]


def test_the_id_of_a_group_has_no_padding() -> None:
    assert group_id("supports", None) == webex_id("VOICEMAIL_GROUP", "supports")


@pytest.mark.parametrize(("names", "requests"), [(3, 3), (4, 1)])
def test_three_groups_are_asked_for_by_name_and_more_in_the_list_of_all(names: int, requests: int) -> None:
    groups = [{**GROUP, "id": f"g{number}", "name": f"G{number}"} for number in range(names)]
    nameless = [{"id": "nameless", "locationId": OSLO}, {"id": "nowhere", "name": "G0"}]
    client = GivenClient(
        lambda path, query: [[one for one in groups if query.get("name") in (None, one["name"])] + nameless]
    )
    wanted = [[(OSLO, one["name"])] for one in groups]
    found = VOICEMAIL_GROUP_KIND.find(as_client(client), wanted)
    assert [len(found[pair]) for (pair,) in wanted] == [1] * names and len(client.requests) == requests
    if names == 3:
        assert [query for dummy, query in client.requests] == [
            {"locationId": OSLO, "name": one["name"], "max": 200} for one in groups
        ]
    assert set(client.keys) == {"voicemailGroups"} and client.hints[0] == VOICEMAIL_GROUP_KIND.hints


LINE: t.Any = {
    "id": webex_id("VIRTUAL_LINE", "line"),
    "firstName": "Bob",
    "lastName": "Smith",
    "number": {"extension": "6103", "external": "+15558675311"},
    "location": {"id": OSLO, "name": "Oslo"},
}


def test_all_that_is_listed_of_a_virtual_line() -> None:
    client = GivenClient(lambda path, query: [[LINE, {**LINE, "number": None, "location": "Oslo", "firstName": ""}]])
    assert list(VIRTUAL_LINE.everyone(as_client(client), OSLO)) == [
        Owner(LINE["id"], "Bob Smith", None, OSLO, "Oslo", "6103", "+15558675311"),
        Owner(LINE["id"], "Smith"),
    ]
    assert client.requests == [("/telephony/config/virtualLines", {"max": 1000, "locationId": OSLO})]
    assert client.keys == ["virtualLines"] and client.hints == [VIRTUAL_LINE.hints]


@pytest.mark.parametrize(
    ("name", "key"),
    [("+1 (555) 867-5311", "+15558675311"), ("61 03", "6103"), ("Bob-Smith Jr.", "Bob-Smith Jr."), ("X6103", "X6103")],
)
def test_numbers_are_compared_without_spaces_and_names_as_they_are(name: str, key: str) -> None:
    assert VIRTUAL_LINE.key(name) == key


def test_all_that_is_listed_of_a_workspace() -> None:
    item = {"id": webex_id("PLACE", "lobby"), "displayName": "Lobby", "locationId": OSLO, "extension": "7002"}
    client = GivenClient(lambda path, query: [[item, {**item, "calling": {"type": "freeCalling"}}]])
    lobby = Owner(item["id"], "Lobby", location_id=OSLO, extension="7002")
    assert list(WORKSPACE.everyone(as_client(client))) == [lobby, lobby._replace(licensed=False)]
    assert {path for path, dummy in client.requests} == {"/workspaces"}


@pytest.mark.parametrize(("number", "end"), [(5, ")."), (6, ") and 1 more."), (9, ") and 4 more.")])
def test_those_who_bear_one_name_are_told_five_of_them(number: int, end: str) -> None:
    items = [{"id": webex_id("PLACE", f"lobby{one}"), "displayName": "Lobby"} for one in range(number)]
    client = GivenClient(lambda path, query: [items] if path == "/workspaces" else [[]])
    refused = WORKSPACE.resolve(as_client(client), ["Lobby"], 1)["Lobby"]
    words = str(refused)
    assert words.startswith(f"{number} workspaces are named") and words.endswith(f"(no location){end[1:]}")
    assert words.count("(no location)") == min(number, 5)
