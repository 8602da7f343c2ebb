# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API does not tell, or tells otherwise than it is described: it is no value, and blocks nothing."""

from __future__ import annotations

import json
import typing as t

import pytest

from ansible_collections.webex.calling.tests.emulator import Emulator
from ansible_collections.webex.calling.tests.emulator.api import Answer
from ansible_collections.webex.calling.tests.emulator.faults import Exchange, kind
from ansible_collections.webex.calling.tests.integration.support import ANNA, BO, call, methods, writes

pytestmark = pytest.mark.usefixtures("both_ways")

VOICEMAIL, INFO = "webex_person_voicemail", "webex_person_voicemail_info"
ORG, ORG_INFO = "webex_org_voicemail", "webex_org_voicemail_info"
RINGS = {"send_unanswered_calls": {"number_of_rings": 6}}
GET, PUT = (f"{method} /people/{{id}}/features/voicemail" for method in ("GET", "PUT"))
READ = {"method": "GET", "path": "voicemail$"}

taken: list[t.Any] = []


@kind
async def take_any_body(exchange: Exchange) -> t.Any:
    """204, whatever is in the body of the PUT, which is kept."""
    taken.append(json.loads(exchange.call.body))
    return await exchange.send(Answer(204, headers={}))


@pytest.fixture(autouse=True)
def other_rings(emulator: Emulator) -> None:
    taken.clear()
    for one in (ANNA, BO):
        emulator.world.set_voicemail(one, {"sendUnansweredCalls": {"numberOfRings": 3, "systemMaxNumberOfRings": 20}})


MISSING = (
    "faxMessage",
    "transferToNumber",
    "messageStorage",
    "sendAllCalls",
    "emailCopyOfMessage",
    "notifications",
    "sendBusyCalls.greeting",
    "sendUnansweredCalls.greeting",
    "sendUnansweredCalls.greetingUploaded",
    "sendUnansweredCalls.systemMaxNumberOfRings",
    "sendUnansweredCalls.enabled",
    "voiceMessageForwardingEnabled",
    "enabled",
)


@pytest.mark.variants(
    without="missing nulls forwarding-absent", because="it takes one thing after the other away itself"
)
@pytest.mark.parametrize("to", [None, "missing"])
@pytest.mark.parametrize("path", MISSING)
def test_what_is_not_told_fails_nobody(emulator: Emulator, path: str, to: t.Any) -> None:
    """It is not returned, the rest is; what the task names is changed, and nothing else is sent that was not told."""
    emulator.fault("mutate", READ, path=path, **({"drop": True} if to else {"to": None}))
    emulator.fault("take_any_body", {"method": "PUT"})
    told = emulator.world.voicemail(ANNA)
    read = call(INFO, person=[ANNA, BO])
    assert read["summary"] == {"total": 2, "changed": 0, "unchanged": 2, "failed": 0}
    result = call(VOICEMAIL, person=ANNA, **RINGS)
    assert result["changed"] and not result.get("failed"), result
    *above, last = path.split(".")
    for settings in (read["people"][0]["voicemail"], result["voicemail"]):
        inner = settings
        for name in (_snake(name) for name in above):
            inner = inner[name]
        assert _snake(last) not in inner and settings["send_unanswered_calls"]["number_of_rings"]
    body = taken[0]
    inner = told
    for name in above:
        inner = inner[name]
    del inner[last]
    for section in ("sendBusyCalls", "sendUnansweredCalls"):
        for name in ("greetingUploaded", "systemMaxNumberOfRings"):
            told[section].pop(name, None)
    told.pop("voiceMessageForwardingEnabled", None)
    told["sendUnansweredCalls"]["numberOfRings"] = 6
    if path in ("transferToNumber", "notifications"):  # a PUT without them is refused
        told[path] = {"enabled": False}
    assert body == told


def _snake(name: str) -> str:
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)


def test_what_is_named_and_not_told_is_different(emulator: Emulator) -> None:
    emulator.fault("mutate", READ, path="faxMessage", drop=True)
    result = call(VOICEMAIL, person=ANNA, fax_message={"enabled": False}, diff=True)
    assert result["changed"] and "fax_message" not in result["diff"]["before"]
    assert result["diff"]["after"]["fax_message"]["enabled"] is False
    assert emulator.world.voicemail(ANNA)["faxMessage"]["enabled"] is False


def test_a_maximum_that_is_not_told_stops_nobody(emulator: Emulator) -> None:
    emulator.fault("mutate", {**READ, "person": BO}, path="sendUnansweredCalls.systemMaxNumberOfRings", to=None)
    result = call(VOICEMAIL, person=[ANNA, BO], **RINGS)
    assert result["summary"]["changed"] == 2
    assert "system_max_number_of_rings" not in result["people"][1]["voicemail"]["send_unanswered_calls"]
    again = call(VOICEMAIL, people=result["people"])
    assert not again["changed"] and not again.get("failed")


def test_what_was_read_can_be_given_back(emulator: Emulator) -> None:
    for path in ("sendBusyCalls.greetingUploaded", "sendBusyCalls.greeting", "messageStorage.mwiEnabled"):
        emulator.fault("mutate", READ, path=path, to=None)
        read = call(INFO, person=ANNA)
        assert not call(VOICEMAIL, people=read["people"])["changed"] and writes(emulator) == []
        emulator.faults = []


def test_a_whole_number_is_one_however_it_is_written(emulator: Emulator) -> None:
    emulator.fault("mutate", READ, path="sendUnansweredCalls.numberOfRings", to=6.0)
    result = call(VOICEMAIL, person=ANNA, **RINGS)
    assert not result["changed"] and repr(result["voicemail"]["send_unanswered_calls"]["number_of_rings"]) == "6"


@pytest.mark.variants(without="missing nulls", because="it takes one thing after the other away itself")
@pytest.mark.parametrize("name", ["strictDeletionEnabled", "voiceMessageForwardingEnabled"])
def test_what_is_not_told_of_the_organization(emulator: Emulator, name: str) -> None:
    emulator.fault("mutate", {"method": "GET", "path": "settings$"}, path=name, drop=True)
    emulator.fault("take_any_body", {"method": "PUT"})
    assert _snake(name) not in call(ORG_INFO)["voicemail"]
    assert not call(ORG, number_of_days_for_message_expiry=30)["changed"]
    assert call(ORG, number_of_days_for_message_expiry=31)["changed"]
    expected = {**emulator.world.org_settings, "numberOfDaysForMessageExpiry": 31}
    del expected[name]
    assert taken == [expected]


# --- what nobody knows


def test_what_nobody_knows_is_sent_back(emulator: Emulator) -> None:
    emulator.fault("mutate", READ, path="sendBusyCalls.audioFile", to={"name": "a.wav", "mediaType": None})
    emulator.fault("take_any_body", {"method": "PUT"})
    assert call(VOICEMAIL, person=ANNA, **RINGS)["api"]["requests"] == 3
    assert taken[0]["sendBusyCalls"]["audioFile"] == {"name": "a.wav", "mediaType": None}


@pytest.mark.variants(without="extras-taken extras-refused audio-file", because="it has extras of its own")
@pytest.mark.parametrize(
    ("path", "value"),
    [("somethingNew", 5), ("sendBusyCalls.audioFile", {"name": "a.wav"}), ("notifications.pushNew", None)],
)
def test_what_is_refused_by_name_is_left_out_on_a_second_try(emulator: Emulator, path: str, value: t.Any) -> None:
    emulator.fault("mutate", READ, path=path, to=value)
    result = call(VOICEMAIL, person=ANNA, **RINGS)
    assert result["changed"] and not result.get("failed"), result
    assert methods(emulator)[-3:] == [GET, PUT, PUT] and result["api"]["requests"] == 4
    assert emulator.world.voicemail(ANNA)["sendUnansweredCalls"]["numberOfRings"] == 6
    assert len(emulator.take_problems()) == 1


@pytest.mark.variants(
    without="hidden-texts extras-refused merges stale",
    because="each changes what leaving a text out comes to, or how it is seen",
)
@pytest.mark.parametrize("keeps", [False, True])
def test_an_empty_text_that_is_refused_is_left_out(emulator: Emulator, keeps: bool) -> None:
    """To some services that clears it. Where it does not, nobody is told that it did."""
    emulator.world.set_voicemail(ANNA, {"transferToNumber": {"enabled": False, "destination": "6527"}})
    message = "transferToNumber.destination must not be empty"
    emulator.fault("status", {"method": "PUT"}, times=1, status=400, message=message)
    if keeps:
        emulator.fault("take_any_body", {"method": "PUT"})
    result = call(VOICEMAIL, person=ANNA, transfer_to_number={"destination": ""})
    assert methods(emulator)[-4:] == [GET, PUT, PUT, GET] and result["changed"] is not keeps
    assert result.get("failed", False) is keeps and (not keeps or message in result["msg"])


def test_another_refusal_is_final(emulator: Emulator) -> None:
    emulator.fault("mutate", READ, path="somethingNew", to=5)
    emulator.fault("status", {"method": "PUT"}, status=400, message="numberOfRings is not valid")
    result = call(VOICEMAIL, person=ANNA, **RINGS)
    assert result["status"] == 400 and methods(emulator)[-2:] == [GET, PUT]


# --- text messages


@pytest.mark.parametrize("wanted", [{"enabled": True}, {"enabled": True, "destination": ""}])
def test_a_mobile_number_alone_is_enough(emulator: Emulator, wanted: t.Any) -> None:
    emulator.world.set_voicemail(ANNA, {"notifications": {"enabled": False, "destination": None}})
    emulator.fault("mutate", READ, path="notifications.smsDestination", to="+1 408 555 0199")
    emulator.fault("take_any_body", {"method": "PUT"})
    result = call(VOICEMAIL, person=ANNA, notifications={**wanted, "sms_destination": "+14085550199"})
    assert result["changed"] and result["voicemail"]["notifications"]["sms_destination"] == "+1 408 555 0199"
    assert taken[0]["notifications"]["smsDestination"] == "+1 408 555 0199"
    assert taken[0]["notifications"]["enabled"] is True


def test_a_mobile_number_that_is_named_is_sent(emulator: Emulator) -> None:
    emulator.fault("take_any_body", {"method": "PUT"})
    numbers = {"notifications": {"enabled": True, "destination": "", "sms_destination": "+14085550199"}}
    assert call(VOICEMAIL, person=ANNA, **numbers)["changed"]
    assert taken[0]["notifications"]["smsDestination"] == "+14085550199"
    cleared = {"notifications": {"enabled": False, "destination": "", "sms_destination": ""}}
    emulator.fault("mutate", READ, path="notifications.smsDestination", to="+14085550199")
    assert call(VOICEMAIL, person=ANNA, **cleared)["changed"]
    assert taken[1]["notifications"]["smsDestination"] == ""


# --- what was wrong before


def test_what_was_wrong_before_blocks_nothing(emulator: Emulator) -> None:
    """Rings above a lowered maximum, a copy without an address, a greeting that was removed: whatever the API says to it."""
    emulator.world.set_voicemail(
        ANNA,
        {
            "enabled": True,
            "sendUnansweredCalls": {"numberOfRings": 18, "systemMaxNumberOfRings": 10},
            "emailCopyOfMessage": {"enabled": True, "emailId": None},
            "sendBusyCalls": {"greeting": "CUSTOM", "greetingUploaded": False},
        },
    )
    emulator.fault("take_any_body", {"method": "PUT"})
    for settings in (
        {"enabled": False},
        RINGS,
        {"send_unanswered_calls": {"enabled": not emulator.world.voicemail(ANNA)["sendUnansweredCalls"]["enabled"]}},
        {"email_copy_of_message": {"enabled": False}},
    ):
        for check in (True, False):
            result = call(VOICEMAIL, person=ANNA, check=check, **settings)
            assert result["changed"] and not result.get("failed"), result
    assert len(taken) == 4
    for wrong in (
        {"send_unanswered_calls": {"number_of_rings": 11}},
        {"send_unanswered_calls": {"greeting": "CUSTOM"}},
    ):
        emulator.world.set_voicemail(ANNA, {"sendUnansweredCalls": {"greeting": "DEFAULT", "greetingUploaded": False}})
        assert call(VOICEMAIL, person=ANNA, **wrong)["failed"]
    assert len(taken) == 4
