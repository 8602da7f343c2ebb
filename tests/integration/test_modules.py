# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules do, ask for and return."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.tests.emulator import ADMIN_TOKEN, READONLY_TOKEN, USER_TOKEN, Emulator
from ansible_collections.webex.calling.tests.emulator.api import CLIENT
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, CARLA, call, methods, puts, writes

pytestmark = pytest.mark.usefixtures("both_ways")

VOICEMAIL = "webex_person_voicemail"
INFO = "webex_person_voicemail_info"
GET, PUT = (f"{method} /people/{{id}}/features/voicemail" for method in ("GET", "PUT"))
LIST = "GET /people"
RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}


@pytest.fixture(autouse=True)
def other_rings(emulator: Emulator) -> None:
    """So that RINGS differs for everyone."""
    for person in emulator.world.people:
        emulator.world.set_voicemail(person, {"sendUnansweredCalls": {"numberOfRings": 3}})


def rings(emulator: Emulator, who: str) -> int:
    found: int = emulator.world.voicemail(who)["sendUnansweredCalls"]["numberOfRings"]
    return found


# --- what it costs


def test_requests_of_a_change_and_of_none(emulator: Emulator) -> None:
    times = puts(emulator)
    assert call(VOICEMAIL, person=ANNA, **RINGS)["api"] == {"requests": 2 + times, "retries": 0, "waited": 0.0}
    assert methods(emulator) == [LIST, GET, *[PUT] * times]
    emulator.clear_log()
    assert call(VOICEMAIL, person=ANNA, **RINGS)["api"]["requests"] == 2
    assert methods(emulator) == [LIST, GET]


def test_an_id_costs_no_look_up(emulator: Emulator) -> None:
    result = call(VOICEMAIL, person=emulator.world.person(ANNA).id, **RINGS)
    assert methods(emulator) == [GET, *[PUT] * puts(emulator)]
    assert result["changed"] and result["email"] is None
    assert rings(emulator, ANNA) == 6


def test_many_addresses_cost_one_page(emulator: Emulator) -> None:
    everyone = [person.email for person in emulator.world.people if person.licensed]
    result = call(VOICEMAIL, person=everyone, **RINGS)
    assert methods(emulator).count(LIST) == 1
    assert result["api"]["requests"] - result["api"]["retries"] == 1 + (1 + puts(emulator)) * len(everyone)
    assert [one["person"] for one in result["people"]] == everyone
    assert result["summary"] == {"total": len(everyone), "changed": len(everyone), "unchanged": 0, "failed": 0}


def test_an_id_needs_a_look_up_for_its_address(emulator: Emulator) -> None:
    ids = [emulator.world.person(one).id for one in (ANNA, BO)]
    result = call(VOICEMAIL, person=ids, notifications={"enabled": True, "destination": "{email}"})
    assert sorted(methods(emulator)) == sorted([LIST, *[GET, *[PUT] * puts(emulator)] * 2])
    assert [one["email"].lower() for one in result["people"]] == [ANNA, BO]
    assert emulator.world.voicemail(BO)["notifications"]["destination"].lower() == BO


def test_an_address_that_nobody_has_clears_nothing(emulator: Emulator) -> None:
    emulator.world.set_voicemail(ANNA, {"notifications": {"enabled": True, "destination": ANNA}})
    emulator.fault("mutate", {"path": "^/people$"}, path="items.0.emails", to=[])
    result = call(VOICEMAIL, person=emulator.world.person(ANNA).id, notifications={"destination": "{email}"})
    assert result["failed"] and "has no e-mail address" in result["msg"]
    assert emulator.world.voicemail(ANNA)["notifications"]["destination"].lower() == ANNA


def test_nobody_costs_nothing(emulator: Emulator) -> None:
    result = call(VOICEMAIL, person=[], **RINGS)
    assert result["people"] == [] and not result["changed"]
    assert emulator.log == []


# --- what it does


def test_settings_of_each_person_win_over_those_of_the_task(emulator: Emulator) -> None:
    people = [
        {"person": ANNA},
        {"person": BO, "send_unanswered_calls": {"number_of_rings": 9}},
        {"person": CARLA, "transfer_to_number": {"enabled": True, "destination": 6527}},
    ]
    result = call(VOICEMAIL, people=people, diff=True, **RINGS)
    assert [rings(emulator, one) for one in (ANNA, BO, CARLA)] == [6, 9, 6]
    assert emulator.world.voicemail(CARLA)["transferToNumber"] == {"enabled": True, "destination": "6527"}
    assert [(one["before_header"], one["after_header"]) for one in result["diff"]] == [
        (one, one) for one in (ANNA, BO, CARLA)
    ]
    assert "voicemail" not in result


def test_the_same_person_twice_is_done_once(emulator: Emulator) -> None:
    identity = emulator.world.person(ANNA).id
    given = [ANNA, ANNA.upper(), identity, identity + "==", f" {ANNA}\n", f"\t{identity} "]
    result = call(VOICEMAIL, person=given, diff=True, **RINGS)
    assert methods(emulator) == [LIST, GET, *[PUT] * puts(emulator)]
    assert [one["person"] for one in result["people"]] == given
    assert all(one["changed"] and one["voicemail"] == result["people"][0]["voicemail"] for one in result["people"])
    assert {one["person_id"] for one in result["people"]} == {identity}
    assert result["summary"] == {"total": 1, "changed": 1, "unchanged": 0, "failed": 0}
    assert set(result["diff"]) == {"before", "after"} and result["voicemail"] == result["people"][0]["voicemail"]


def test_an_alias_is_the_same_person_with_the_primary_address(emulator: Emulator) -> None:
    alias = "annie@example.com"
    emulator.fault("mutate", {"path": "^/people$"}, path="items.0.emails", to=[ANNA, alias])
    given = [alias, ANNA, BO, CARLA]
    result = call(VOICEMAIL, person=given, notifications={"enabled": True, "destination": "{email}"}, **RINGS)
    assert [one["person"] for one in result["people"]] == given and not result.get("failed")
    assert [one["email"].lower() for one in result["people"]] == [ANNA, ANNA, BO, CARLA]
    assert result["summary"]["total"] == result["summary"]["changed"] == 3 == emulator.stats()["writes"]
    assert emulator.world.voicemail(ANNA)["notifications"]["destination"].lower() == ANNA


def test_a_failure_counts_once_too(emulator: Emulator) -> None:
    result = call(VOICEMAIL, person=["nobody@example.com", "Nobody@Example.com ", ANNA], **RINGS)
    assert result["summary"] == {"total": 2, "changed": 1, "unchanged": 0, "failed": 1}
    assert result["msg"].startswith("1 of 2 people failed. nobody@example.com: ") and len(result["people"]) == 3


def test_names_in_one_text_are_a_list(emulator: Emulator) -> None:
    result = call(VOICEMAIL, person=f"{ANNA}, {BO}", **RINGS)
    assert [rings(emulator, one) for one in (ANNA, BO)] == [6, 6] and result["summary"]["total"] == 2


def test_what_surrounds_an_address_in_a_setting_is_not_sent(emulator: Emulator) -> None:
    assert call(VOICEMAIL, person=ANNA, notifications={"enabled": True, "destination": " ops@example.com\n"})["changed"]
    assert emulator.world.voicemail(ANNA)["notifications"]["destination"].lower() == "ops@example.com"


def test_a_result_is_taken_as_people(emulator: Emulator) -> None:
    before = call(INFO, person=[ANNA, BO])["people"]
    changed = call(VOICEMAIL, person=[ANNA, BO], **RINGS)["people"]
    assert not call(VOICEMAIL, people=changed)["changed"]
    assert call(VOICEMAIL, people=before)["summary"]["changed"] == 2
    assert (rings(emulator, ANNA), rings(emulator, BO)) == (3, 3)


def test_the_same_person_with_different_settings_is_refused(emulator: Emulator) -> None:
    result = call(VOICEMAIL, people=[{"person": ANNA, **RINGS}, {"person": ANNA.title()}, {"person": BO, **RINGS}])
    assert result["failed"] and result["summary"] == {"total": 2, "changed": 1, "unchanged": 0, "failed": 1}
    assert all("more than once, with different settings" in one["msg"] for one in result["people"][:2])
    assert (rings(emulator, ANNA), rings(emulator, BO)) == (3, 6)


@pytest.mark.variants(
    without="hidden-texts", because="of a text that is not shown nobody can tell that it is to be cleared"
)
def test_an_empty_string_clears(emulator: Emulator) -> None:
    emulator.world.set_voicemail(ANNA, {"transferToNumber": {"enabled": False, "destination": "6527"}})
    result = call(VOICEMAIL, person=ANNA, transfer_to_number={"destination": ""})
    assert result["changed"] and result["voicemail"]["transfer_to_number"] == {"enabled": False, "destination": ""}
    assert not emulator.world.voicemail(ANNA)["transferToNumber"].get("destination")
    assert not call(VOICEMAIL, person=ANNA, transfer_to_number={"destination": ""})["changed"]


def test_what_means_the_same_is_not_written(emulator: Emulator) -> None:
    emulator.world.set_voicemail(
        ANNA,
        {
            "notifications": {"enabled": True, "destination": "Anna@Example.COM"},
            "transferToNumber": {"enabled": True, "destination": "+1 (408) 555-12.34"},
        },
    )
    result = call(
        VOICEMAIL,
        person=ANNA,
        notifications={"destination": "anna@example.com"},
        transfer_to_number={"destination": "+14085551234"},
    )
    assert not result["changed"] and writes(emulator) == []


def test_one_failure_does_not_stop_the_others(emulator: Emulator) -> None:
    unlicensed = next(person for person in emulator.world.people if not person.licensed and not person.invite_pending)
    result = call(VOICEMAIL, person=[ANNA, unlicensed.email, "nobody@example.com", BO], **RINGS)
    assert result["failed"] and result["changed"]
    assert result["msg"].startswith("2 of 4 people failed. " + unlicensed.email)
    assert [one.get("failed", False) for one in result["people"]] == [False, True, True, False]
    assert result["summary"] == {"total": 4, "changed": 2, "unchanged": 0, "failed": 2}
    status = emulator.api.no_voicemail(unlicensed, writing="405-write" in emulator.variants).status
    assert result["people"][1]["status"] == status
    assert ("OrgId" if status == 401 else "licence") in result["people"][1]["msg"]
    assert "nobody in the organization" in result["people"][2]["msg"]
    assert rings(emulator, BO) == 6


def test_a_person_may_fail_while_looking_up(emulator: Emulator) -> None:
    emulator.fault("status", {"path": "^/people$", "person": BO}, status=400, message="odd")
    result = call(VOICEMAIL, person=[ANNA, BO], **RINGS)
    assert result["summary"]["failed"] == 1 and result["people"][0]["changed"]
    assert result["people"][1]["tracking_id"] in result["people"][1]["msg"]


def test_a_refused_token_ends_a_bulk_task(emulator: Emulator) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=401, skip=1 + puts(emulator), times=1)
    everyone = [person.email for person in emulator.world.people]
    result = call(VOICEMAIL, person=everyone, concurrency=1, **RINGS)
    assert result["people"][0]["changed"]
    assert result["summary"]["failed"] == len(everyone) - 1
    assert "not tried" in result["people"][-1]["msg"]
    assert len(emulator.log) == 3 + puts(emulator)


def test_many_workers_stop_at_a_refused_token_too(emulator: Emulator) -> None:
    emulator.fault("status", {"path": "voicemail"}, status=401)
    result = call(VOICEMAIL, person=[person.email for person in emulator.world.people], **RINGS)
    assert result["summary"]["failed"] == len(emulator.world.people)
    assert len(emulator.log) <= 1 + 10


def test_org_voicemail_sends_all_settings(emulator: Emulator) -> None:
    before = dict(emulator.world.org_settings)
    strict = not before.get("strictDeletionEnabled")
    result = call("webex_org_voicemail", strict_deletion_enabled=strict, diff=True)
    assert emulator.world.org_settings == {**before, "strictDeletionEnabled": strict}
    assert result["api"]["requests"] == 1 + puts(emulator)
    assert result["diff"]["before"] != result["diff"]["after"] == result["voicemail"]


def test_no_diff_unless_asked_for(emulator: Emulator) -> None:
    assert "diff" not in call(VOICEMAIL, person=ANNA, **RINGS)
    assert "diff" not in call("webex_org_voicemail", number_of_days_for_message_expiry=9)


# --- reading


def test_everyone_with_a_licence(emulator: Emulator) -> None:
    licensed = [person for person in emulator.world.people if person.licensed]
    result = call(INFO)
    assert [one["person_id"] for one in result["people"]] == [person.id for person in licensed]
    assert {one["email"].lower() for one in result["people"]} == {person.email for person in licensed}
    assert methods(emulator).count(LIST) == 1
    assert "changed" not in result["people"][0] and result["summary"] == {"total": len(licensed), "failed": 0}


def test_everyone_at_a_location(emulator: Emulator) -> None:
    location = emulator.world.location_ids[1]
    there = [person.id for person in emulator.world.people if person.licensed and person.location_id == location]
    assert [one["person_id"] for one in call(INFO, location_id=location)["people"]] == there


def test_one_person_stands_at_the_top(emulator: Emulator) -> None:
    result = call(INFO, person=ANNA)
    assert result["voicemail"] == result["people"][0]["voicemail"]
    assert (result["email"].lower(), result["person_id"]) == (ANNA, emulator.world.person(ANNA).id)


def test_reading_nobody_is_not_reading_everyone(emulator: Emulator) -> None:
    assert call(INFO, person=[])["people"] == []
    assert emulator.log == []


# --- tokens


def test_a_minted_token(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEBEX_ACCESS_TOKEN")
    result = call(VOICEMAIL, person=ANNA, **CLIENT, **RINGS)
    assert result["changed"] and result["api"]["requests"] - result["api"]["retries"] == 3 + puts(emulator)
    assert methods(emulator)[0] == "POST /access_token"


@pytest.mark.parametrize("wrong", list(CLIENT))
def test_a_token_that_cannot_be_minted(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.delenv("WEBEX_ACCESS_TOKEN")
    result = call(VOICEMAIL, person=ANNA, **{**CLIENT, wrong: "another"}, **RINGS)
    assert result["failed"] and "POST /access_token" in result["msg"] and "is wrong or expired" in result["msg"]
    assert not any(secret in str(result) for secret in CLIENT.values() if secret != CLIENT["client_id"])


def test_no_token(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEBEX_ACCESS_TOKEN")
    assert "There is no access token" in call(VOICEMAIL, person=ANNA)["msg"]
    assert emulator.log == []


def test_a_token_that_may_only_read(emulator: Emulator) -> None:
    result = call(VOICEMAIL, person=ANNA, access_token=READONLY_TOKEN, **RINGS)
    assert result["status"] == 403 and "needs the scope spark-admin:people_write" in result["msg"]
    result = call("webex_org_voicemail", access_token=READONLY_TOKEN, number_of_days_for_message_expiry=99)
    assert "needs the scope spark-admin:telephony_config_write" in result["msg"]


def test_a_persons_own_token(emulator: Emulator) -> None:
    assert call(VOICEMAIL, person=ANNA, access_token=USER_TOKEN, **RINGS)["changed"]
    assert call(VOICEMAIL, person=BO, access_token=USER_TOKEN, **RINGS)["status"] == 403


def test_the_organization_is_named_in_every_request(emulator: Emulator) -> None:
    assert call(VOICEMAIL, person=ANNA, org_id=emulator.world.org_id, **RINGS)["changed"]
    assert {entry["query"].get("orgId") for entry in emulator.log} == {emulator.world.org_id}


def test_an_organization_of_somebody_else(emulator: Emulator) -> None:
    other = Emulator(people=1, seed=2).world.org_id
    result = call(VOICEMAIL, person=emulator.world.person(ANNA).id, org_id=other, **RINGS)
    assert result["status"] == 401 and "check org_id" in result["msg"]


def test_action_group_and_environment(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBEX_ACCESS_TOKEN", "wrong")
    assert call("webex_org_voicemail_info")["status"] == 401
    assert call("webex_org_voicemail_info", access_token=ADMIN_TOKEN)["voicemail"]


# --- refused before anything is sent


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"person": "anna"}, "person: anna is not a valid Webex ID"),
        ({"person": ""}, "person is empty, where an e-mail address or a person ID belongs"),
        ({"person": [ANNA, " "]}, "person is empty"),
        ({"person": [" anna "]}, "person: ' anna ' is not a valid Webex ID"),
        ({"people": [{"person": ""}]}, "people[0]: person is empty"),
        ({"people": [{"person": None}]}, "people[0]: person is empty"),
        (
            {"people": [{"person": f"{ANNA}, {BO}"}]},
            f"person: {ANNA}, {BO} holds 2 addresses where one belongs: give a list",
        ),
        ({"person": ANNA, "people": [{"person": BO}]}, "mutually exclusive"),
        ({}, "one of the following is required: person, people"),
        ({"person": None}, "one of the following is required: person, people"),
        ({"people": None}, "one of the following is required: person, people"),
        ({"person": None, "people": None}, "one of the following is required: person, people"),
        (
            {"person": ANNA, "send_busy_calls": {"greeting": "MINE"}},
            "value of greeting must be one of: DEFAULT, CUSTOM",
        ),
        (
            {"person": ANNA, "send_unanswered_calls": {"number_of_rings": 21}},
            "number_of_rings must be from 2 to 20, not 21",
        ),
        (
            {"person": ANNA, "notifications": {"enabled": True, "destination": "", "sms_destination": ""}},
            "it needs notifications.destination or notifications.sms_destination",
        ),
        ({"person": ANNA, "concurrency": 0}, "concurrency must be from 1 to 100"),
        ({"person": ANNA, "client_id": "x"}, "client_secret"),
        ({"people": [{"enabled": True}]}, "people[0]: missing required arguments: person"),
        ({"people": [{"person": BO}, {"person": ANNA, "enable": True}]}, f"people[1] ({ANNA}): unsupported: enable. "),
        ({"people": [{"person": ANNA, "fax_message": {"number": "1"}}]}, "unsupported: fax_message.number. "),
        (
            {"people": [{"person": ANNA, "failed": True, "msg": "GET it was answered 404.", "status": 404}]},
            f"people[0] ({ANNA}): it is the result of a task that failed for this person, and holds no settings to apply "
            "(GET it was answered 404).",
        ),
        ({"people": [{"person": ANNA, "enabled": "perhaps"}]}, f"people[0] ({ANNA}): "),
        (
            {"people": [{"person": ANNA, "send_unanswered_calls": {"number_of_rings": 1}}]},
            f"people[0] ({ANNA}): send_unanswered",
        ),
        ({"people": [{"person": "anna"}]}, "person: anna is not a valid Webex ID"),
        ({"person": ANNA, "api_url": "http://example.com/v1"}, "must begin with https"),
        ({"person": ANNA, "org_id": "acme"}, "org_id: acme is not a valid Webex ID"),
    ],
)
@pytest.mark.parametrize("check", [True, False])
def test_refused_before_anything_is_sent(emulator: Emulator, params: t.Any, sentence: str, check: bool) -> None:
    result = call(VOICEMAIL, check=check, **params)
    assert result["failed"] and sentence in result["msg"], result
    assert emulator.log == []


@pytest.mark.parametrize("check", [True, False])
def test_all_that_is_wrong_is_said_at_once(emulator: Emulator, check: bool) -> None:
    people = [
        {"person": ANNA, "send_unanswered_calls": {"number_of_rings": 99}},
        {"person": BO, "notifications": {"destination": "nobody"}, "send_unanswered_calls": {"number_of_rings": 1}},
        {"person": "carla"},
        {"person": CARLA, "enable": True},
        {"person": "david.dahl@example.com"},
        {"person": "elena.eriksen@example.com", "failed": True},
    ]
    result = call(VOICEMAIL, check=check, people=people, email_copy_of_message={"email_id": "x"})
    for sentence in (
        "email_copy_of_message.email_id is not an e-mail address: x.",
        f"people[0] ({ANNA}): send_unanswered_calls.number_of_rings must be from 2 to 20, not 99.",
        f"people[1] ({BO}): send_unanswered_calls.number_of_rings must be from 2 to 20, not 1; "
        "notifications.destination is not an e-mail address: nobody.",
        "people[2] (carla): person: carla is not a valid Webex ID.",
        f"people[3] ({CARLA}): unsupported: enable. ",
        "people[5] (elena.eriksen@example.com): it is the result of a task that failed",
    ):
        assert result["msg"].count(sentence) == 1, result["msg"]
    assert "people[4]" not in result["msg"] and emulator.log == []
    result = call(VOICEMAIL, check=check, person=["anna", "", *(f"wrong{number}" for number in range(20))])
    assert "person: anna is no" in result["msg"] and "There are 12 more problems." in result["msg"]
    assert emulator.log == []


def test_what_is_null_is_not_given(emulator: Emulator) -> None:
    assert call(VOICEMAIL, person=ANNA, people=None, **RINGS)["changed"]
    assert call(VOICEMAIL, person=None, people=[{"person": ANNA, **RINGS}])["summary"]["unchanged"] == 1
    assert call(INFO, person=[ANNA], location_id=None)["summary"]["total"] == 1
    assert call(INFO, person=None)["summary"]["total"] == sum(person.licensed for person in emulator.world.people)


def test_the_info_modules_refuse_too(emulator: Emulator) -> None:
    assert "no Webex ID" in call(INFO, person="anna")["msg"]
    assert "of the kind ORGANIZATION, not LOCATION" in call(INFO, location_id=emulator.world.org_id)["msg"]
    assert "mutually exclusive" in call(INFO, person=ANNA, location_id=emulator.world.location_ids[0])["msg"]
    assert emulator.log == []


# --- refused before the PUT


@pytest.mark.parametrize(
    ("state", "params", "sentence"),
    [
        (
            {"sendBusyCalls": {"greeting": "DEFAULT", "greetingUploaded": False}},
            {"send_busy_calls": {"greeting": "CUSTOM"}},
            "send_busy_calls.greeting cannot be CUSTOM: no custom greeting",
        ),
        (
            {"sendUnansweredCalls": {"greeting": "DEFAULT", "greetingUploaded": False}},
            {"send_unanswered_calls": {"greeting": "CUSTOM"}},
            "send_unanswered_calls.greeting cannot be CUSTOM: no custom",
        ),
        (
            {"sendUnansweredCalls": {"systemMaxNumberOfRings": 10}},
            {"send_unanswered_calls": {"number_of_rings": 11}},
            "number_of_rings cannot be 11: the system's maximum here is 10",
        ),
        (
            {"notifications": {"enabled": False, "destination": None, "smsDestination": None}},
            {"notifications": {"enabled": True}},
            "it needs notifications.destination",
        ),
        (
            {"transferToNumber": {"enabled": False, "destination": None}},
            {"transfer_to_number": {"enabled": True}},
            "it needs transfer_to_number.destination",
        ),
        (
            {"emailCopyOfMessage": {"enabled": False, "emailId": None}},
            {"email_copy_of_message": {"enabled": True}},
            "it needs email_copy_of_message.email_id",
        ),
        (
            {"faxMessage": {"enabled": False, "phoneNumber": None}},
            {"fax_message": {"enabled": True}},
            "it needs fax_message.phone_number",
        ),
        (
            {"messageStorage": {"storageType": "INTERNAL", "externalEmail": None}},
            {"message_storage": {"storage_type": "EXTERNAL"}},
            "it needs message_storage.external_email",
        ),
    ],
)
@pytest.mark.parametrize("check", [True, False])
def test_refused_before_the_put(emulator: Emulator, state: t.Any, params: t.Any, sentence: str, check: bool) -> None:
    emulator.world.set_voicemail(ANNA, {**state, "enabled": True})
    result = call(VOICEMAIL, person=ANNA, check=check, **params)
    assert result["failed"] and sentence in result["msg"] and result["msg"].startswith(ANNA), result
    assert writes(emulator) == []


@pytest.mark.parametrize(
    "params",
    [
        {"email_copy_of_message": {"enabled": True, "email_id": "{email}"}},
        {"message_storage": {"storage_type": "EXTERNAL", "external_email": "{email}"}},
    ],
)
def test_what_the_organization_does_not_allow(emulator: Emulator, params: t.Any) -> None:
    """What a person's answer says of it means nothing: the API has the word."""
    emulator.world.set_voicemail(
        ANNA, {"emailCopyOfMessage": {"enabled": False}, "messageStorage": {"storageType": "INTERNAL"}}
    )
    emulator.fault("mutate", {"method": "GET", "path": "voicemail$"}, path="voiceMessageForwardingEnabled", to=False)
    assert call(VOICEMAIL, person=ANNA, check=True, **params)["changed"]
    emulator.world.set_org_settings({"voiceMessageForwardingEnabled": False})
    result = call(VOICEMAIL, person=ANNA, **params)
    assert (
        result["status"] == 400 and "check voice_message_forwarding_enabled with webex_org_voicemail" in result["msg"]
    )
    assert emulator.take_problems()
    emulator.world.set_org_settings({"voiceMessageForwardingEnabled": True})
    assert call(VOICEMAIL, person=ANNA, **params)["changed"]
