# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of people and locations, by a client whose pages are given."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._tasks.listings import known_locations, list_people
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._owners.given_client import (
    GivenClient,
    as_client,
    webex_id,
)

Json = dict[str, t.Any]
OSLO, ROME = webex_id("LOCATION", "1"), webex_id("LOCATION", "2")
PLACES = [{"id": OSLO, "name": "Oslo"}, {"id": ROME, "name": "Rome"}]
FORBIDDEN = WebexError("no", status=403)


def person(name: str, **more: t.Any) -> Json:
    return {"id": webex_id("PEOPLE", name), "emails": [f"{name}@example.com"], "displayName": name, **more}


PEOPLE = [person("zoe", locationId=OSLO, extension="1"), person("Anna"), person("bo", locationId=ROME)]


def client(locations: t.Any = None, calling_locations: t.Any = FORBIDDEN) -> GivenClient:
    def answer(path: str, query: Json) -> t.Any:
        if path != "/people":
            return calling_locations if path.startswith("/telephony") else [PLACES] if locations is None else locations
        wanted = query.get("locationId")
        return [[one for one in PEOPLE if wanted in (None, one.get("locationId"))]]

    return GivenClient(answer)


def listed(given: GivenClient, *arguments: t.Any) -> list[tuple[str, str | None, bool]]:
    return [(one["name"], one["location"], one["licensed"]) for one in list_people(as_client(given), *arguments)]


def test_everyone_is_sorted_by_name_with_the_name_of_their_location() -> None:
    everyone = [("Anna", None, False), ("bo", "Rome", True), ("zoe", "Oslo", True)]
    assert listed(client(), None, None) == everyone
    assert listed(client(), None, True) == everyone[1:]
    assert listed(client(), None, False) == everyone[:1]


def test_what_is_returned_of_somebody() -> None:
    assert list_people(as_client(client()), ["Oslo"], None) == [
        {
            "person": "zoe@example.com",
            "person_id": webex_id("PEOPLE", "zoe"),
            "email": "zoe@example.com",
            "emails": ["zoe@example.com"],
            "name": "zoe",
            "extension": "1",
            "location": "Oslo",
            "location_id": OSLO,
            "licensed": True,
        }
    ]


def test_a_location_is_named_or_given_by_its_id_and_costs_its_pages_alone() -> None:
    for given in ("Rome", ROME):
        at_rome = client()
        assert listed(at_rome, [given], None) == [("bo", "Rome", True)]
        assert [query.get("locationId") for path, query in at_rome.requests if path == "/people"] == [ROME]
    nowhere = client()
    assert listed(nowhere, [], None) == []
    assert not [path for path, dummy in nowhere.requests if path == "/people"]
    with pytest.raises(WebexError, match="there is no location Paris"):
        listed(client(), ["Rome", "Paris"], None)


def test_who_may_not_see_locations_lists_people_without_their_names() -> None:
    assert listed(client(FORBIDDEN), None, True) == [("bo", None, True), ("zoe", None, True)]
    assert listed(client(FORBIDDEN), [ROME], True) == [("bo", None, True)]
    with pytest.raises(WebexError, match="no"):
        listed(client(FORBIDDEN), ["Rome"], True)
    # One of two lists is enough.
    assert listed(client(FORBIDDEN, [PLACES]), None, True) == [("bo", "Rome", True), ("zoe", "Oslo", True)]


def test_another_error_is_an_error() -> None:
    for given in (None, [ROME]):
        with pytest.raises(WebexError, match="broken"):
            listed(client(WebexError("broken", status=500)), given, None)


def test_an_id_that_is_not_listed_stays_as_it_is() -> None:
    unknown = webex_id("LOCATION", "9")
    found = known_locations(as_client(client()), [unknown, "Oslo"])
    assert {identity: one.name for identity, one in found.items()} == {unknown: None, OSLO: "Oslo"}
