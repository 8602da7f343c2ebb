# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""To which domains people's messages may go."""

from __future__ import annotations

import typing as t

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.tests.unit.plugins.filter.profiles import ANNA, BO, plan, refused

Json = dict[str, t.Any]
IDENTITY = "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDE"
STRANGER = "anna@exmaple.com"


def notified(address: str, **more: t.Any) -> Json:
    return {"notifications": {"enabled": True, "destination": address, **more}}


def copied(address: str, **more: t.Any) -> Json:
    return {"email_copy_of_message": {"enabled": True, "email_id": address, **more}}


def stored(address: str, **more: t.Any) -> Json:
    return {"message_storage": {"storage_type": "EXTERNAL", "external_email": address, **more}}


def of(person: str, *settings: Json) -> list[Json]:
    merged: Json = {"person": person}
    for one in settings:
        merged.update(one)
    return [merged]


@pytest.mark.parametrize("settings", [notified, copied, stored])
def test_each_field_with_an_address_is_checked(settings: t.Callable[[str], Json]) -> None:
    said = refused(of(ANNA, settings(STRANGER)), allow_domains=[], domains_variable="these_domains")
    assert said == (
        f"{STRANGER} would get messages of {ANNA}, and is at another domain: correct it, or allow exmaple.com in these_domains."
    )
    assert plan(of(ANNA, settings(STRANGER)))["problems"] == []


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        (BO, []),
        (BO.upper(), []),
        ("{email}", []),
        ("voicemail+{email}", []),
        (STRANGER, ["exmaple.com"]),
        (STRANGER.upper(), ["example.org", "Exmaple.COM "]),
        (STRANGER, "example.org, exmaple.com"),
        (STRANGER, "*"),
        (STRANGER, ["*"]),
        ("x@sub.example.com", ["sub.example.com"]),
    ],
)
def test_what_is_allowed(address: str, allowed: t.Any) -> None:
    assert plan(of(ANNA, copied(address)), allow_domains=allowed)["unknown_addresses"] == []


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        (STRANGER, []),
        (STRANGER, ["example.org"]),
        ("x@sub.example.com", []),
        ("x@notexample.com", []),
        ("x@example.com.evil.org", []),
        ("{email}.evil.org", []),
        ("x@sub.exmaple.com", ["exmaple.com"]),
    ],
)
def test_what_is_not(address: str, allowed: list[str]) -> None:
    assert "is at another domain: correct it, or allow " in refused(of(ANNA, copied(address)), allow_domains=allowed)


@given(st.lists(st.sampled_from(["a.example", "b.example", "c.example"]), max_size=3))
def test_a_domain_is_allowed_where_it_is_ones_own_or_named(allowed: list[str]) -> None:
    everyone = [one for name in "abc" for one in of(f"p@{name}.example", copied("x@b.example"))]
    found = plan(everyone, allow_domains=allowed, fail=False)
    whose = [] if "b.example" in allowed else ["p@a.example", "p@c.example"]
    assert bool(found["problems"]) == bool(whose)
    assert all(one in found["problems"][0] for one in whose) and "p@b.example" not in "".join(found["problems"])


def test_all_are_said_at_once_each_address_once_and_beside_what_else_is_wrong() -> None:
    both = of(ANNA, copied(STRANGER), notified(STRANGER.upper()))
    other = of(BO, stored("x@example.net"))
    said = refused([*both, *other, "nobody"], allow_domains=[]).splitlines()
    assert len(said) == 3 and said[0].startswith("Person 3 of the list")
    assert said[1].startswith(f"{STRANGER} would get messages of {ANNA}, ") and said[2].startswith("x@example.net ")


@pytest.mark.parametrize(
    ("settings", "counts"),
    [
        (copied(STRANGER, enabled=False), False),
        ({"email_copy_of_message": {"email_id": STRANGER}}, True),
        (notified(STRANGER, enabled=False), False),
        (stored(STRANGER, storage_type="INTERNAL"), False),
        ({"message_storage": {"external_email": STRANGER}}, True),
        (copied("", enabled=False), False),
    ],
)
def test_what_is_switched_off_does_not_count(settings: Json, counts: bool) -> None:
    found = plan(of(ANNA, settings), profile="nothing", allow_domains=[], fail=False)
    assert bool(found["problems"]) == counts


def test_a_profile_counts_for_each_who_has_it() -> None:
    said = refused([ANNA, BO], profile="out", profiles={"out": copied(STRANGER)}, allow_domains=[])
    assert f"messages of {ANNA}, {BO}, and" in said


@pytest.mark.parametrize("person", [IDENTITY, "me"])
def test_who_is_named_by_an_id_is_looked_up_where_it_decides(person: str) -> None:
    for address, allowed in (("{email}", []), (STRANGER, ["exmaple.com"])):
        assert plan(of(person, copied(address)), allow_domains=allowed)["unknown_addresses"] == []
    people = of(person, copied(BO))
    # What a list says about their address proves nothing.
    people[0]["email"] = ANNA
    assert plan(people, allow_domains=[])["unknown_addresses"] == [person]
    looked_up = [{"person": person, "emails": ["a@example.org", ANNA.upper()]}]
    assert plan(people, allow_domains=[], identified=looked_up)["unknown_addresses"] == []
    assert "is at another domain" in refused(people, allow_domains=[], identified=[{"person": person, "emails": []}])


@pytest.mark.parametrize(
    "given", [["example.com", "@example.org"], "http://example.org", ["*.example.org"], True, {"a": 1}]
)
def test_what_is_no_domain_is_refused(given: t.Any) -> None:
    said = refused([ANNA], allow_domains=given, domains_variable="these_domains")
    assert said.startswith("these_domains must ") and "example.com, or" not in said.partition(", not ")[2]
