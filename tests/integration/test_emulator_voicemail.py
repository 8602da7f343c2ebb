# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator's settings of people and of the organization."""

from __future__ import annotations

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.integration.emulator_support import (
    ANNA,
    BO,
    NO_LICENCE,
    ORG,
    PENDING,
    VOICEMAIL,
    ask,
    emulator,
    path_of,
    put,
    refused,
    running,
    writable,
)

__all__ = ["ask", "emulator", "running"]

# --- voicemail


def test_put_replaces(emulator, ask):
    path = path_of(emulator, BO)
    ask("PUT", path, json=put(sendBusyCalls={"enabled": True, "greeting": "CUSTOM"}, faxMessage={"extension": "12"}))
    assert emulator.world.voicemail(BO)["sendBusyCalls"] == {
        "enabled": True,
        "greeting": "CUSTOM",
        "greetingUploaded": True,
    }
    response = ask("PUT", path, json=put(notifications={"enabled": False, "destination": ""}))
    assert (response.status_code, response.content) == (204, b"")
    box = ask("GET", path).json()
    assert box["sendBusyCalls"] == {"enabled": False, "greeting": "DEFAULT", "greetingUploaded": True}
    assert box["sendUnansweredCalls"]["numberOfRings"] == 3
    assert box["faxMessage"] == box["notifications"] == {"enabled": False}
    assert [entry["applied"] for entry in emulator.log] == [True, True, False]


@pytest.mark.parametrize(
    ("change", "words", "code"),
    [
        ({"notifications": ...}, "notifications", 25008),
        ({"transferToNumber": ...}, "transferToNumber", 25008),
        ({"sendBusyCalls": {"greetingUploaded": False}}, "sendBusyCalls.greetingUploaded is read-only", None),
        ({"sendUnansweredCalls": {"systemMaxNumberOfRings": 20}}, "read-only", None),
        ({"voiceMessageForwardingEnabled": True}, "read-only", None),
        ({"colour": 1}, "colour is not a known", None),
        ({"faxMessage": {"colour": 1}}, "faxMessage.colour is not a known", None),
        ({"enabled": "true"}, "enabled must be a bool, not str", None),
        ({"enabled": None}, "null", None),
        ({"enabled": 1}, "bool, not int", None),
        ({"sendAllCalls": True}, "sendAllCalls must be an object", None),
        ({"notifications": None}, "notifications must be an object", None),
        ({"faxMessage": {"extension": 12}}, "str, not int", None),
        ({"sendUnansweredCalls": {"numberOfRings": True}}, "int, not bool", None),
        ({"sendUnansweredCalls": {"numberOfRings": 3.0}}, "int, not float", None),
        ({"sendUnansweredCalls": {"numberOfRings": "3"}}, "int, not str", None),
        ({"sendUnansweredCalls": {"numberOfRings": 1}}, "between 2 and 20", None),
        ({"sendUnansweredCalls": {"numberOfRings": 21}}, "between 2 and 20", None),
        ({"sendUnansweredCalls": {"numberOfRings": 16}}, "systemMaxNumberOfRings", None),
        ({"sendUnansweredCalls": {"greeting": "CUSTOM"}}, "uploaded", None),
        ({"sendBusyCalls": {"greeting": "custom"}}, "one of DEFAULT, CUSTOM", None),
        ({"notifications": {"enabled": True}}, "notifications.destination is mandatory", None),
        ({"transferToNumber": {"enabled": True, "destination": ""}}, "transferToNumber.destination", None),
        ({"emailCopyOfMessage": {"enabled": True}}, "emailCopyOfMessage.emailId", None),
        ({"faxMessage": {"enabled": True}}, "faxMessage.phoneNumber", None),
        ({"messageStorage": {"storageType": "EXTERNAL"}}, "messageStorage.externalEmail", None),
        ({"notifications": {"destination": "anna"}}, "e-mail address", None),
        ({"faxMessage": {"extension": None}}, "faxMessage.extension must be a str, not null", None),
    ],
)
def test_put_is_checked(emulator, ask, change, words, code):
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"systemMaxNumberOfRings": 15}})
    before = emulator.world.voicemail(ANNA)
    body = {name: value for name, value in put(**change).items() if value is not ...}
    problems = refused(emulator, ask("PUT", path_of(emulator, ANNA), json=body), 400, words, code)
    assert len(problems) == 1
    assert ANNA in problems[0]
    assert emulator.world.voicemail(ANNA) == before


@pytest.mark.parametrize("body", [{"destination": "call me"}, {"destination": "+-."}, {"destination": "1a"}])
def test_a_text_that_is_no_phone_number(emulator, ask, body):
    response = ask("PUT", path_of(emulator, ANNA), json=put(transferToNumber=body))
    assert not refused(emulator, response, 400, "transferToNumber.destination must be a phone number")


def test_any_length_is_taken(emulator, ask):
    body = put(transferToNumber={"enabled": True, "destination": "1" * 300}, faxMessage={"extension": "2" * 300})
    assert ask("PUT", path_of(emulator, ANNA), json=body).status_code == 204


def test_a_maximum_that_is_not_there(emulator, ask):
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"systemMaxNumberOfRings": None}})
    body = put(sendUnansweredCalls={"numberOfRings": 20})
    assert ask("PUT", path_of(emulator, ANNA), json=body).status_code == 204


def test_either_destination_is_enough(emulator, ask):
    body = put(notifications={"enabled": True, "smsDestination": "+1 408 555 0100"})
    assert ask("PUT", path_of(emulator, ANNA), json=body).status_code == 204
    assert emulator.world.voicemail(ANNA)["notifications"] == body["notifications"]


def test_what_was_wrong_before_is_not_blamed(emulator, ask):
    emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"numberOfRings": 18, "systemMaxNumberOfRings": 10}})
    body = writable(emulator.world.voicemail(ANNA))
    assert not refused(emulator, ask("PUT", path_of(emulator, ANNA), json=body), 400, "systemMaxNumberOfRings")


def test_organization_can_forbid_forwarding(emulator, ask):
    emulator.world.set_org_settings({"voiceMessageForwardingEnabled": False})
    path = path_of(emulator, ANNA)
    assert ask("GET", path).json()["voiceMessageForwardingEnabled"] is False
    copy_on = put(emailCopyOfMessage={"enabled": True, "emailId": "a@example.com"})
    external = put(messageStorage={"storageType": "EXTERNAL", "externalEmail": "a@example.com"})
    for body in (copy_on, external):
        assert refused(emulator, ask("PUT", path, json=body), 400, "forwarding")


def test_people_without_voicemail(emulator, ask):
    for who, words, code in ((NO_LICENCE, "licence", 4008), (PENDING, "^Unauthorized request: ", 4003)):
        assert not refused(emulator, ask("GET", path_of(emulator, who)), 400, words, code)
        assert not refused(emulator, ask("PUT", path_of(emulator, who), json=put()), 405, "not allowed")


def test_unknown_people_and_ids(emulator, ask):
    stranger = Emulator(people=1, seed=99).world
    assert not refused(emulator, ask("GET", VOICEMAIL.format(stranger.people[0].id)), 404, "not found", 4003)
    assert refused(emulator, ask("GET", VOICEMAIL.format(emulator.world.location_ids[0])), 404, "not found", 4003)
    assert refused(emulator, ask("GET", VOICEMAIL.format(ANNA)), 400, "Not a valid person ID")
    assert not refused(
        emulator, ask("GET", ORG, params={"orgId": stranger.org_id}), 401, "does not have access to OrgId"
    )
    assert ask("GET", ORG, params={"orgId": emulator.world.org_id}).status_code == 200


def test_organization(emulator, ask):
    assert ask("GET", ORG).json() == emulator.world.org_settings
    body = {"messageExpiryEnabled": True, "numberOfDaysForMessageExpiry": 180}
    assert ask("PUT", ORG, json=body).status_code == 204
    expected = {**body, "strictDeletionEnabled": False, "voiceMessageForwardingEnabled": False}
    assert emulator.world.org_settings == expected
    for days in (0, 181):
        response = ask("PUT", ORG, json={**body, "numberOfDaysForMessageExpiry": days})
        assert refused(emulator, response, 400, "between 1 and 180")


@pytest.mark.parametrize(
    "body", [{"messageExpiryEnabled": False}, {"numberOfDaysForMessageExpiry": 9}, {"strictDeletionEnabled": True}]
)
def test_one_setting_of_the_organization(emulator, ask, body):
    before = dict(emulator.world.org_settings)
    assert ask("PUT", ORG, json=body).status_code == 204
    reset = {"strictDeletionEnabled": False, "voiceMessageForwardingEnabled": False}
    assert emulator.world.org_settings == {**before, **reset, **body}


def test_protocol_errors(emulator, ask):
    path, types = path_of(emulator, ANNA), {"Content-Type": "application/json"}
    assert refused(emulator, ask("PUT", path, data="{", headers=types), 400, "JSON")
    assert refused(emulator, ask("PUT", path, data="[" * 100000, headers=types), 400, "JSON")
    assert refused(emulator, ask("PUT", path, data="[]", headers=types), 400, "object")
    assert refused(emulator, ask("PUT", path, data="{}"), 415, "Content-Type")
    assert refused(emulator, ask("POST", path, json={}), 405, "POST")
    assert refused(emulator, ask("GET", "/persons"), 404, "not be found")
    assert refused(emulator, ask("GET", "/../people"), 404, "not be found")
