# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is refused before anything is sent, or before it is written; in check mode too."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.support import (
    ANNA,
    BO,
    CARLA,
    INFO,
    RINGS,
    VOICEMAIL,
    call,
    writes,
)

pytestmark = pytest.mark.usefixtures("both_ways", "other_rings")


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"person": "anna"}, "person: anna is not a valid Webex ID"),
        ({"person": ""}, "person is empty: give an e-mail address or a person ID"),
        ({"person": [ANNA, " "]}, "person is empty"),
        ({"person": [" anna "]}, "person: ' anna ' is not a valid Webex ID"),
        ({"people": [{"person": ""}]}, "people[0]: person is empty"),
        ({"people": [{"person": None}]}, "people[0]: person is empty"),
        (
            {"people": [{"person": f"{ANNA}, {BO}"}]},
            f"person: {ANNA}, {BO} holds 2 addresses instead of one: give a list",
        ),
        ({"person": ANNA, "people": [{"person": BO}]}, "mutually exclusive"),
        ({}, "one of the following is required: person, people, location, all"),
        ({"person": None}, "one of the following is required: person, people, location, all"),
        ({"people": None}, "one of the following is required: person, people, location, all"),
        ({"person": None, "people": None}, "one of the following is required: person, people, location, all"),
        ({"location": [""]}, "location is empty"),
        ({"location": "Y2lzY29zcGFyazovL3VzL1BFT1BMRS8x"}, "of the kind PEOPLE, not LOCATION"),
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
        (
            {"people": [{"person": BO}, {"person": ANNA, "enable": True}]},
            f"people[1] ({ANNA}): unsupported: enable. Did you mean enabled?",
        ),
        (
            {"people": [{"person": ANNA, "fax_message": {"number": "1"}}]},
            "unsupported: fax_message.number. Supported are enabled, extension, phone_number.",
        ),
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
        "people[2] (carla): person: carla is not a valid Webex ID; if it is meant as an e-mail address, its domain is missing.",
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
    assert call(INFO, person=[ANNA], location=None, all=None)["summary"]["total"] == 1
    assert call(INFO, person=None)["summary"]["total"] == sum(person.licensed for person in emulator.world.people)


def test_the_info_modules_refuse_too(emulator: Emulator) -> None:
    assert "is not a valid Webex ID" in call(INFO, person="anna")["msg"]
    assert "of the kind ORGANIZATION, not LOCATION" in call(INFO, location=emulator.world.org_id)["msg"]
    assert "mutually exclusive" in call(INFO, person=ANNA, location=emulator.world.location_ids[0])["msg"]
    assert emulator.log == []


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
