# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what a task calls people to people, in as few requests as can be."""

from __future__ import annotations

import typing as t

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._errors import Unauthorized, ValidationError, WebexError
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._owners.people import HINTS, PERSON, READ_SCOPE
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._owners.given_client import (
    GivenClient,
    Json,
    as_client,
    webex_id,
)

DOMAIN = "; if it is meant as an e-mail address, its domain is missing."
NOBODY = "no person in the organization has this e-mail address: check it, or whether the person was created in this organization."
MALFORMED = "The API listed a person without the ID of one, which is not understood."


def item(name: str, **more: t.Any) -> Json:
    """Somebody as the API lists them."""
    return {"id": webex_id("PEOPLE", name), "displayName": name, "emails": [f"{name}@x.example"], **more}


def owner(name: str, **more: t.Any) -> Owner:
    """The same as a look-up finds them."""
    return Owner(webex_id("PEOPLE", name), name, address(name), emails=(address(name),), **more)


def organization(*names: str, page: int = 1000) -> GivenClient:
    """A client of an organization with these people, I(page) of them to a page."""
    people = [item(name) for name in names]

    def answer(path: str, query: Json) -> t.Any:
        if path == "/people/me":
            return people[0]
        if "email" in query:
            return [[one for one in people if one["emails"][0] == query["email"].lower()]]
        if "id" in query:
            return [[one for one in people if one["id"] in query["id"].split(",")]]
        return [people[start : start + page] for start in range(0, len(people), page)]

    return GivenClient(answer)


def resolve(client: GivenClient, *names: str, **more: t.Any) -> t.Any:
    return PERSON.resolve(as_client(client), names, more.pop("concurrency", 2), **more)


def address(name: str) -> str:
    return f"{name}@x.example"


def message(outcome: t.Any) -> str:
    assert isinstance(outcome, WebexError)
    return outcome.msg


# --- names


@pytest.mark.parametrize(
    ("name", "valid"),
    [
        ("me", "me"),
        (" me\n", "me"),
        (" Anna@x.example\t", "Anna@x.example"),
        (webex_id("PEOPLE", "anna") + "=", webex_id("PEOPLE", "anna")),
        (f" {webex_id('PEOPLE', 'anna')} ", webex_id("PEOPLE", "anna")),
        ("a" * 310 + "@x.example", "a" * 310 + "@x.example"),
    ],
)
def test_what_names_a_person(name: str, valid: str) -> None:
    assert PERSON.validate(name) == valid


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "person is empty: give an e-mail address or a person ID."),
        ("anna", "person: anna is not a valid Webex ID" + DOMAIN),
        (
            "Anna Andersson",
            "person: Anna Andersson is a name, which is not enough: give the e-mail address or the Webex ID.",
        ),
        ("ME", "person: ME is not a valid Webex ID" + DOMAIN),
        (" anna", "person: ' anna' is not a valid Webex ID" + DOMAIN),
        (webex_id("PLACE", "a"), f"person: {webex_id('PLACE', 'a')} is a Webex ID of the kind PLACE, not PEOPLE."),
        ("a@x, b@x;c@x", "person: a@x, b@x;c@x holds 3 addresses instead of one: give a list."),
        ("an na@x.example", "person: an na@x.example is not an e-mail address."),
        ("anna\u200b@x.example", "person: anna\u200b@x.example is not an e-mail address."),
    ],
)
def test_what_names_nobody(name: str, problem: str) -> None:
    with pytest.raises(ValidationError) as caught:
        PERSON.validate(name)
    assert caught.value.msg == problem


def test_an_address_may_be_as_long_as_addresses_are() -> None:
    with pytest.raises(ValidationError, match="is not an e-mail address"):
        PERSON.validate("a" * 311 + "@x.example")


def test_two_spellings_of_an_address_are_one_person() -> None:
    assert PERSON.key("Anna@X.example") == PERSON.key("anna@x.example") != PERSON.key("bo@x.example")
    assert PERSON.is_id(webex_id("PEOPLE", "a")) and not PERSON.is_id("a@x.example")


# --- IDs and me


def test_an_id_costs_nothing_unless_its_address_is_asked_for() -> None:
    ids = [webex_id("PEOPLE", name) for name in ("anna", "bo", "gone")]
    client = organization("anna", "bo")
    assert resolve(client, *ids) == {one: Owner(one) for one in ids}
    assert client.requests == []
    found = resolve(client, *ids, with_email=True)
    assert found[ids[0]] == owner("anna") and found[ids[1]] == owner("bo")
    assert message(found[ids[2]]) == NOBODY.replace("e-mail address", "ID")
    assert client.requests == [("/people", {"id": ",".join(ids), "max": 85})] and client.hints == [HINTS]


def test_eighty_five_ids_are_one_request() -> None:
    names = [f"n{number}" for number in range(172)]
    ids = [webex_id("PEOPLE", name) for name in names]
    client = organization(*names)
    found = resolve(client, *ids, with_email=True)
    assert [found[one].email for one in ids] == [address(name) for name in names]
    assert [query["id"].split(",") for dummy, query in client.requests] == [ids[:85], ids[85:170], ids[170:]]


def test_somebody_listed_without_an_id_is_the_reason_where_others_are_missing() -> None:
    ids = [webex_id("PEOPLE", name) for name in ("anna", "bo")]
    client = GivenClient(lambda path, query: [[item("anna")], [{"id": "x"}]])
    found = resolve(client, *ids, with_email=True)
    assert found[ids[0]] == owner("anna") and message(found[ids[1]]) == MALFORMED


def test_me_is_one_request_and_one_person() -> None:
    client = organization("anna", "bo")
    assert resolve(client, "me", address("bo")) == {"me": owner("anna"), address("bo"): owner("bo")}
    assert client.requests[0] == ("/people/me", {}) and client.hints[0] == HINTS
    assert not any(path == "/people/me" for path, dummy in resolve_and_count("anna@x.example"))


def resolve_and_count(*names: str) -> list[tuple[str, Json]]:
    client = organization("anna", "bo")
    resolve(client, *names)
    return client.requests


def test_an_error_is_about_one_person_unless_the_token_is_refused() -> None:
    error = WebexError("The API is closed.")
    found = resolve(GivenClient(lambda path, query: error), "me", address("bo"))
    assert found == {"me": error, address("bo"): error}
    for name in ("me", address("bo")):
        with pytest.raises(Unauthorized):
            resolve(GivenClient(lambda path, query: Unauthorized("The API does not accept the token.")), name)


# --- addresses


def test_up_to_three_addresses_cost_a_request_each() -> None:
    client = organization("anna", "bo")
    found = resolve(client, "Anna@X.example", address("bo"), address("gone"))
    assert found["Anna@X.example"] == owner("anna") and found[address("bo")] == owner("bo")
    assert message(found[address("gone")]) == NOBODY
    asked = sorted(client.requests, key=str)
    assert asked == [("/people", {"email": name}) for name in ("Anna@X.example", address("bo"), address("gone"))]
    assert client.hints == [HINTS] * 3


def test_the_result_is_in_the_order_given_and_has_each_spelling() -> None:
    names = [address("bo"), webex_id("PEOPLE", "anna"), "BO@x.example", "me", address("anna")]
    found = resolve(organization("anna", "bo"), *names)
    assert list(found) == names
    assert found["BO@x.example"] == found[address("bo")] == owner("bo")


def test_many_are_looked_for_in_pages_and_who_is_in_none_is_not_asked_for() -> None:
    names = [address(name) for name in ("anna", "bo", "cleo", "gone")]
    client = organization("anna", "bo", "cleo", "dan", page=2)
    found = resolve(client, *names)
    assert [found[one] for one in names[:3]] == [owner(name) for name in ("anna", "bo", "cleo")]
    assert message(found[names[3]]) == NOBODY
    query = {"max": 1000, "excludeStatus": "true"}
    assert client.requests == [("/people", query), ("/people", {**query, "page": 2})] and client.hints == [HINTS]


def test_a_near_address_is_proposed_where_people_were_listed() -> None:
    client = organization("anna.andersson", "bo.berg", "cleo", "dan")
    names = [address(name) for name in ("Anna.Anderson", "bo.berg", "cleo", "somebody.else")]
    found = resolve(client, *names)
    assert message(found[names[0]]) == f"{NOBODY} Did you mean {address('anna.andersson')}?"
    assert message(found[names[3]]) == found[names[0]].reason == NOBODY and len(client.requests) == 1
    assert message(resolve(client, names[0])[names[0]]) == NOBODY


def test_no_page_is_read_after_all_were_found() -> None:
    client = organization("anna", "bo", "cleo", "dan", "eve", page=4)
    resolve(client, *(address(name) for name in ("anna", "bo", "cleo", "dan")))
    assert len(client.requests) == 1


@pytest.mark.parametrize(
    ("page", "pages", "alone"),
    [
        (1, 1, 3),  # a page found one, as one request for one person does: the others are asked for
        (2, 2, 2),  # the second page found nobody
        (3, 2, 0),  # three on the first page and the last on the second
    ],
)
def test_pages_are_read_for_as_long_as_they_find_more_than_they_cost(page: int, pages: int, alone: int) -> None:
    others = {
        1: ["a", "x1", "x2", "b", "c", "d"],
        2: ["a", "b", "x1", "x2", "c", "d"],
        3: ["a", "b", "c", "d", "x1", "x2"],
    }
    client = organization(*others[page], *(f"y{number}" for number in range(9)), page=page)
    found = resolve(client, *(address(name) for name in "abcd"))
    assert all(found[address(name)] == owner(name) for name in "abcd")
    assert ["email" in query for dummy, query in client.requests] == [False] * pages + [True] * alone


@given(
    st.lists(st.sampled_from([f"p{number}" for number in range(12)]), unique=True, min_size=1),
    st.permutations([f"p{number}" for number in range(9)]),
    st.integers(1, 9),
)
def test_there_are_never_more_requests_than_addresses_or_one_more(
    wanted: list[str], members: list[str], page: int
) -> None:
    client = organization(*members, page=page)
    found = resolve(client, *(address(name) for name in wanted), concurrency=1)
    assert len(client.requests) <= len(wanted) + 1
    for name in wanted:
        outcome = found[address(name)]
        assert outcome == owner(name) if name in members else message(outcome).startswith(NOBODY)


def test_somebody_listed_without_an_id_is_an_error_where_they_are_wanted() -> None:
    nameless = {"emails": [address("anna")]}
    for names in (["anna"], ["anna", "bo", "cleo", "dan"]):
        client = GivenClient(lambda path, query: [[nameless, item("bo"), {"emails": [address("other")]}]])
        found = resolve(client, *(address(name) for name in names))
        assert message(found[address("anna")]) == MALFORMED
        assert address("bo") not in found or found[address("bo")] == owner("bo")


# --- all of them


def test_everyone_is_listed_with_what_the_api_tells() -> None:
    place = webex_id("LOCATION", "oslo")
    pages = [
        [item("anna", locationId=place, extension="7001"), item("bo", locationId="", extension=3)],
        [
            {"id": webex_id("PEOPLE", "c"), "emails": None, "displayName": ""},
            item("dan", emails=[7, "d@x.example", "e@x.example"]),
        ],
    ]
    client = GivenClient(lambda path, query: pages)
    assert list(PERSON.everyone(as_client(client))) == [
        owner("anna", location_id=place, extension="7001"),
        owner("bo", licensed=False),
        Owner(webex_id("PEOPLE", "c"), licensed=False),
        owner("dan", licensed=False)._replace(email="d@x.example", emails=("d@x.example", "e@x.example")),
    ]
    assert client.requests[0] == ("/people", {"callingData": "true", "max": 100}) and client.hints == [HINTS]
    list(PERSON.everyone(as_client(client), place))
    assert client.requests[2] == ("/people", {"callingData": "true", "locationId": place, "max": 50})


def test_the_scope_that_a_look_up_needs_is_in_its_hint() -> None:
    assert READ_SCOPE in HINTS[403]
