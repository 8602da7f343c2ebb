# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the names and IDs of locations to locations, in as few requests as can be."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError
from ansible_collections.webex.calling.plugins.module_utils._owners import locations
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._owners.given_client import (
    GivenClient,
    as_client,
    webex_id,
)

STOCKHOLM, OSLO, ANOTHER_OSLO = (webex_id("LOCATION", name) for name in ("stockholm", "oslo", "oslo2"))
PAGES = [
    [{"id": STOCKHOLM, "name": "Stockholm"}, {"id": OSLO + "=", "name": "Oslo"}],
    [{"id": ANOTHER_OSLO, "name": "Oslo"}, {"id": webex_id("LOCATION", "nameless")}],
]


def listing(pages: t.Any = PAGES) -> GivenClient:
    return GivenClient(lambda path, query: pages)


def test_a_name_costs_the_pages_of_all_locations_and_an_id_nothing() -> None:
    client = listing()
    found = locations.resolve(as_client(client), ["Stockholm", OSLO])
    assert found == {
        "Stockholm": Owner(STOCKHOLM, "Stockholm", location_id=STOCKHOLM, location="Stockholm"),
        OSLO: Owner(OSLO, location_id=OSLO),
    }
    assert list(found) == ["Stockholm", OSLO]
    assert client.requests == [("/locations", {"max": 1000}), ("/locations", {"max": 1000, "page": 2})]
    assert client.hints == [locations.HINTS]
    client = listing()
    assert list(locations.resolve(as_client(client), [OSLO])) == [OSLO]
    assert client.requests == []


def test_a_name_that_nobody_or_several_bear_is_an_error() -> None:
    found = locations.resolve(as_client(listing()), ["Oslo", "Bergen", "stockholm"])
    oslo, bergen, lower = found["Oslo"], found["Bergen"], found["stockholm"]
    assert isinstance(oslo, ValidationError)
    assert oslo.msg == f"location: 2 locations are called Oslo. Give the ID: {OSLO}, {ANOTHER_OSLO}."
    assert isinstance(bergen, WebexError) and bergen.msg == "location: there is no location Bergen."
    assert isinstance(lower, WebexError)


def test_all_locations() -> None:
    found = list(locations.everyone(as_client(listing())))
    assert [(one.id, one.name, one.location) for one in found] == [
        (STOCKHOLM, "Stockholm", "Stockholm"),
        (OSLO, "Oslo", "Oslo"),
        (ANOTHER_OSLO, "Oslo", "Oslo"),
        (webex_id("LOCATION", "nameless"), None, None),
    ]
    assert all(one.location_id == one.id for one in found)


@pytest.mark.parametrize("item", [{"name": "Oslo"}, {"id": webex_id("PLACE", "a"), "name": "Oslo"}])
def test_a_location_without_the_id_of_one_is_not_understood(item: t.Any) -> None:
    with pytest.raises(WebexError) as caught:
        locations.resolve(as_client(listing([[item]])), ["Oslo"])
    assert caught.value.msg == "The API listed a location without the ID of one, which is not understood."
    assert caught.value.fields["path"] == "/locations"


def test_a_name_or_an_id_is_validated() -> None:
    assert locations.validate(" Oslo \n") == "Oslo"
    assert locations.validate(f" {OSLO}= ") == OSLO
    with pytest.raises(ValidationError) as caught:
        locations.validate(" ")
    assert caught.value.msg == "location is empty, where the name or the ID of a location belongs."
    person = webex_id("PEOPLE", "anna")
    with pytest.raises(ValidationError) as caught:
        locations.validate(person)
    assert caught.value.msg == f"location: {person} is a Webex ID of the kind PEOPLE, not LOCATION."
