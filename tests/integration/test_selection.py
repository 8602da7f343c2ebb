# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom a task is about: those who are named, everyone at some locations, or all."""

from __future__ import annotations

import itertools
import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.tests.emulator import USER_TOKEN, Emulator
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    INFO,
    LIST,
    RINGS,
    VOICEMAIL,
    call,
    methods,
    puts,
    rings,
    set_locations,
    writes,
)

pytestmark = pytest.mark.usefixtures("both_ways", "other_rings")


def test_nobody_costs_nothing(emulator: Emulator) -> None:
    result = call(VOICEMAIL, person=[], **RINGS)
    assert result["people"] == [] and not result["changed"]
    assert emulator.log == []


def test_reading_nobody_is_not_reading_everyone(emulator: Emulator) -> None:
    assert call(INFO, person=[])["people"] == []
    assert emulator.log == []


def test_names_in_one_text_are_a_list(emulator: Emulator) -> None:
    result = call(VOICEMAIL, person=f"{ANNA}, {BO}", **RINGS)
    assert [rings(emulator, one) for one in (ANNA, BO)] == [6, 6] and result["summary"]["total"] == 2


def licensed(emulator: Emulator, location: str | None = None) -> list[str]:
    """The IDs of everyone who has a licence, or of those at a location, sorted by name."""
    people = [one for one in emulator.world.people if one.licensed and location in (None, one.location_id)]
    return [one.id for one in sorted(people, key=lambda one: (one.display_name.casefold(), one.id))]


@pytest.mark.parametrize("params", [{}, {"all": True}, {"all": False}, {"all": None, "person": None, "location": None}])
def test_everyone_with_a_licence(emulator: Emulator, params: t.Any) -> None:
    result = call(INFO, **params)
    people, everyone = result["people"], emulator.world.people
    assert [one["person_id"] for one in people] == licensed(emulator)
    assert [one["name"] for one in people] == sorted((one["name"] for one in people), key=str.casefold)
    assert {one["email"].lower() for one in people} == {one.email for one in everyone if one.licensed}
    assert all(one["person"] == one["email"] for one in people)
    assert {(one["location_id"], one["extension"]) for one in people} == {
        (one.location_id, one.extension) for one in everyone if one.licensed
    }
    assert methods(emulator).count(LIST) == 1 and "changed" not in people[0] and "changes" not in people[0]
    assert result["summary"] == {"total": len(people), "changed": 0, "unchanged": len(people), "failed": 0}
    assert result["left_out"] == len(everyone) - len(people)


def test_all_that_there_are_get_the_settings(emulator: Emulator) -> None:
    result = call(VOICEMAIL, all=True, check=True, **RINGS)
    assert [one["person_id"] for one in result["people"]] == licensed(emulator)
    assert result["summary"]["changed"] == result["summary"]["total"] == len(licensed(emulator))
    assert call(VOICEMAIL, people=[{"person": ANNA}], all=False, **RINGS)["summary"]["total"] == 1


def test_everyone_at_a_location(emulator: Emulator) -> None:
    stockholm, oslo, *dummy = set_locations(emulator, "Stockholm", "Oslo", "Lisbon")
    for given, where in (
        ("Stockholm", [stockholm]),
        (f" {stockholm}==", [stockholm]),
        (["Oslo", "Stockholm", "Oslo"], [stockholm, oslo]),
    ):
        emulator.clear_log()
        result = call(INFO, location=given)
        there = [one for one in licensed(emulator) if emulator.world.person(one).location_id in where]
        assert [one["person_id"] for one in result["people"]] == there
        assert {one["location_id"] for one in result["people"]} == set(where)
        names = {one["location_id"]: one.get("location") for one in result["people"]}
        assert names == (
            {stockholm: None}
            if "=" in given
            else {stockholm: "Stockholm", oslo: "Oslo"}
            if len(where) == 2
            else {stockholm: "Stockholm"}
        )
        assert methods(emulator).count("GET /locations") == (0 if "=" in given else 1)
    changed = call(VOICEMAIL, location="Oslo", **RINGS)
    assert [one["person_id"] for one in changed["people"]] == licensed(emulator, oslo) and changed["left_out"] == 0
    assert changed["summary"]["changed"] == len(writes(emulator)) // puts(emulator) == len(licensed(emulator, oslo))


def test_a_location_that_is_not_one(emulator: Emulator) -> None:
    first, second = set_locations(emulator, "Branch", "Branch")
    result = call(VOICEMAIL, location=["Branch", "Atlantis"], **RINGS)
    assert result["failed"] and "people" not in result and not result.get("changed")
    assert "there is no location Atlantis" in result["msg"] and "2 locations are named Branch" in result["msg"]
    assert first in result["msg"] and second in result["msg"]
    assert methods(emulator) == ["GET /locations"]


def test_a_location_with_nobody(emulator: Emulator) -> None:
    assert call(VOICEMAIL, location=[], **RINGS)["people"] == [] == call(INFO, location=[])["people"]
    assert call(VOICEMAIL, people=[], **RINGS)["summary"]["total"] == 0 and emulator.log == []


@pytest.mark.variants(without="limit-100 retry-after-5", because="everyone is more than that, and waits")
@pytest.mark.parametrize("code", sorted(PERSON_VOICEMAIL.without))
def test_who_has_no_voicemail_is_left_out_and_counted(emulator: Emulator, code: int) -> None:
    """Where they were not named; who was named has failed."""
    message = "The user has no Webex Calling licence"
    emulator.fault("status", {"path": "voicemail$", "person": BO}, status=400, message=message, code=code)
    without = sum(not one.licensed for one in emulator.world.people)
    for result in (call(INFO), call(VOICEMAIL, all=True, **RINGS)):
        assert not result.get("failed") and result["left_out"] == without + 1
        assert result["summary"]["total"] == len(result["people"]) == len(licensed(emulator)) - 1
        assert BO not in [one["email"].lower() for one in result["people"]]
    named = call(VOICEMAIL, person=[ANNA, BO], **RINGS)
    assert named["failed"] and named["summary"]["failed"] == 1 and "left_out" not in named


def test_me_is_the_owner_of_the_token(emulator: Emulator) -> None:
    copy = {"email_copy_of_message": {"enabled": True, "email_id": "{email}"}}
    result = call(VOICEMAIL, person=["me", BO], **copy)
    own, dummy = result["people"]
    assert (own["person"], own["person_id"]) == ("me", emulator.world.person(ANNA).id)
    assert own["email"].lower() == ANNA == emulator.world.voicemail(ANNA)["emailCopyOfMessage"]["emailId"].lower()
    assert emulator.log[0]["path"] == "/people/me"
    twice = call(VOICEMAIL, people=[{"person": "me"}, {"person": ANNA}], **RINGS)
    assert twice["summary"] == {"total": 1, "changed": 1, "unchanged": 0, "failed": 0}
    assert call(INFO, person="me", access_token=USER_TOKEN)["person_id"] == own["person_id"]


def test_a_token_that_is_nobodys_has_no_me(emulator: Emulator) -> None:
    result = call(VOICEMAIL, person=[BO, "me"], access_token="wrong", **RINGS)
    assert result["status"] == 401 and "people" not in result
    assert [one["path"] for one in emulator.log] == ["/people/me"]


@pytest.mark.parametrize("name", [VOICEMAIL, INFO])
def test_exactly_one_selects(emulator: Emulator, name: str) -> None:
    ways = {"person": ANNA, "location": "Oslo", "all": True}
    if name == VOICEMAIL:
        ways["people"] = [{"person": ANNA}]
        for nobody in ({}, {"all": False}, dict.fromkeys(ways)):
            assert "one of the following is required: person, people, location, all" in call(name, **nobody)["msg"]
    for one, other in itertools.combinations(ways, 2):
        result = call(name, **{one: ways[one], other: ways[other]})
        assert result["failed"] and "parameters are mutually exclusive: " in result["msg"]
        assert one in result["msg"] and other in result["msg"]
    assert emulator.log == []


def test_a_task_without_settings_says_that_it_only_reads(emulator: Emulator) -> None:
    selections: list[t.Any] = [{"person": ANNA}, {"all": True}, {"people": [{"person": ANNA}]}]
    for selected in selections:
        assert call(VOICEMAIL, **selected)["warnings"] == ["No setting is given, so the task only reads."]
    assert call("webex_org_voicemail")["warnings"] and not writes(emulator)
    for read in (call(VOICEMAIL, person=[]), call(VOICEMAIL, person=ANNA, **RINGS), call(INFO, person=ANNA)):
        assert "warnings" not in read
