# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locations, for whom either of two lists is open."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import (
    LOCATION,
    all_locations,
    find_locations,
)
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
FORBIDDEN, BROKEN = WebexError("forbidden", status=403), WebexError("broken", status=500)
TELEPHONY = "/telephony/config/locations"


def listing(people: t.Any = None, telephony: t.Any = None) -> GivenClient:
    """What the list for whoever may see people answers, and that for whoever may see the telephony configuration."""
    given = {"/locations": people, TELEPHONY: telephony}
    return GivenClient(lambda path, query: PAGES if given[path] is None else given[path])


def stockholm() -> Owner:
    return Owner(STOCKHOLM, "Stockholm", location_id=STOCKHOLM, location="Stockholm")


def test_a_name_costs_the_pages_of_all_locations_and_an_id_nothing() -> None:
    client = listing()
    found = find_locations(as_client(client), ["Stockholm", OSLO])
    assert found == {"Stockholm": stockholm(), OSLO: Owner(OSLO, location_id=OSLO)}
    assert list(found) == ["Stockholm", OSLO]
    assert client.requests == [("/locations", {"max": 1000}), ("/locations", {"max": 1000, "page": 2})]
    assert client.keys == ["items"] and "spark-admin:people_read" in client.hints[0][403]
    client = listing()
    assert list(find_locations(as_client(client), [OSLO])) == [OSLO]
    assert client.requests == []


def test_a_name_that_nobody_or_several_bear_is_an_error() -> None:
    found = find_locations(as_client(listing()), ["Oslo", "Bergen", "stockholm"])
    oslo, bergen, lower = found["Oslo"], found["Bergen"], found["stockholm"]
    assert isinstance(oslo, ValidationError)
    assert oslo.msg == f"location: 2 locations are named Oslo. Give the ID: {OSLO} (Oslo), {ANOTHER_OSLO} (Oslo)."
    assert (
        isinstance(bergen, WebexError)
        and bergen.msg == "location: there is no location Bergen. Existing names: Oslo, Stockholm."
    )
    assert isinstance(lower, WebexError)


def test_all_locations() -> None:
    found = all_locations(as_client(listing()))
    assert found[0] == stockholm()
    assert [(one.id, one.name) for one in found[1:]] == [
        (OSLO, "Oslo"),
        (ANOTHER_OSLO, "Oslo"),
        (webex_id("LOCATION", "nameless"), None),
    ]
    assert all(one.location_id == one.id for one in found)


@pytest.mark.parametrize("look", [all_locations, lambda client: find_locations(client, ["Stockholm"])])
def test_one_of_two_scopes_is_enough(look: t.Callable[..., t.Any]) -> None:
    client = listing(people=FORBIDDEN)
    found = look(as_client(client))
    assert (found["Stockholm"] if isinstance(found, dict) else found[0]) == stockholm()
    assert [path for path, dummy in client.requests] == ["/locations", TELEPHONY, TELEPHONY]
    assert client.keys == ["items", "locations"] and "spark-admin:telephony_config_read" in client.hints[1][403]
    with pytest.raises(WebexError, match="^forbidden$"):  # of the first list: its hint names every scope
        look(as_client(listing(people=FORBIDDEN, telephony=BROKEN)))
    client = listing(people=BROKEN)
    with pytest.raises(WebexError, match="^broken$"):
        look(as_client(client))
    assert len(client.requests) == 1


@pytest.mark.parametrize("item", [{"name": "Oslo"}, {"id": webex_id("PLACE", "a"), "name": "Oslo"}])
def test_a_location_without_the_id_of_one_is_not_understood(item: t.Any) -> None:
    with pytest.raises(WebexError) as caught:
        find_locations(as_client(listing([[item]])), ["Oslo"])
    assert caught.value.msg == "The API listed a location without the ID of one, which is not understood."
    assert caught.value.fields["path"] == "/locations"


def test_a_name_or_an_id_is_validated() -> None:
    assert LOCATION.validate(" Oslo \n") == "Oslo"
    assert LOCATION.validate(f" {OSLO}= ") == OSLO
    with pytest.raises(ValidationError) as caught:
        LOCATION.validate(" ")
    assert caught.value.msg == "location is empty: give the name or the ID of a location."
    person = webex_id("PEOPLE", "anna")
    with pytest.raises(ValidationError) as caught:
        LOCATION.validate(person)
    assert caught.value.msg == f"location: {person} is a Webex ID of the kind PEOPLE, not LOCATION."
