# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the API demands of all settings together."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._engine.plan import plan_update
from ansible_collections.webex.calling.plugins.module_utils._engine.rules import MaximumFrom, PasscodeFits, RequiredIf
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL


@pytest.mark.parametrize(
    ("settings", "violated"),
    [
        ({"on": True, "to": ""}, True),
        ({"on": True, "to": "", "also": False}, True),
        ({"on": True, "to": False}, True),
        ({"on": True, "to": "x"}, False),
        ({"on": True, "to": True}, False),
        ({"on": True, "to": "", "also": "x"}, False),
        ({"on": True}, False),  # what is unknown may be there
        ({"on": True, "to": None, "also": ""}, False),
        ({"on": False, "to": ""}, False),
        ({"to": ""}, False),
    ],
)
def test_one_of_the_needed_fields_must_be_there(settings: t.Any, violated: bool) -> None:
    rule = RequiredIf("on", True, ("to", "also") if "also" in settings else ("to",))
    assert (rule.violation(settings) is not None) is violated


def test_what_a_violation_says() -> None:
    assert RequiredIf("on", True, ("a.b", "c")).violation({"on": True, "a": {"b": ""}, "c": ""}) == (
        "on cannot be true: it needs a.b or c"
    )
    rule = RequiredIf("kind", "OUT", ("to",), "no mailbox is known")
    assert rule.violation({"kind": "OUT", "to": ""}) == "kind cannot be OUT: no mailbox is known"
    assert MaximumFrom("a.rings", "most").violation({"a": {"rings": 5}, "most": 4}) == (
        "a.rings cannot be 5: the system's maximum here is 4"
    )


@pytest.mark.parametrize(
    "settings", [{"rings": 4, "most": 4}, {"rings": 4}, {"most": 4}, {"rings": None, "most": None}]
)
def test_what_is_not_above_a_known_maximum_is_right(settings: t.Any) -> None:
    assert MaximumFrom("rings", "most").violation(settings) is None


def test_the_fields_that_a_rule_speaks_of() -> None:
    assert RequiredIf("on", True, ("a", "b")).fields == ("on", "a", "b")
    assert MaximumFrom("rings", "most").fields == ("rings", "most")


WRONG_BEFORE: t.Any = {
    "enabled": True,
    "voiceMessageForwardingEnabled": False,
    "emailCopyOfMessage": {"enabled": True, "emailId": "a@x.example"},
    "sendUnansweredCalls": {"enabled": True, "numberOfRings": 18, "systemMaxNumberOfRings": 10},
    "sendBusyCalls": {"enabled": True, "greeting": "CUSTOM", "greetingUploaded": False},
    "notifications": {"enabled": True},
    "faxMessage": {"enabled": True},
}


@pytest.mark.parametrize(
    "desired",
    [
        {"enabled": False},
        {"send_unanswered_calls": {"number_of_rings": 5}},
        {"send_unanswered_calls": {"number_of_rings": 10}},
        {"send_unanswered_calls": {"enabled": False, "number_of_rings": 18}},
        {"send_busy_calls": {"enabled": False}},
        {"notifications": {"enabled": False}},
        {"notifications": {"destination": "a@x.example"}},
        {"notifications": {"sms_destination": "+14085551234"}},
        {"fax_message": {"extension": "5"}},
        {"message_storage": {"storage_type": "EXTERNAL", "external_email": "a@x.example"}},
    ],
)
def test_what_was_wrong_before_blocks_nothing(desired: t.Any) -> None:
    assert plan_update(PERSON_VOICEMAIL, WRONG_BEFORE, desired).changed


@pytest.mark.parametrize(
    ("desired", "sentence"),
    [
        ({"send_unanswered_calls": {"number_of_rings": 11}}, "cannot be 11: the system's maximum here is 10"),
        ({"email_copy_of_message": {"email_id": ""}}, "it needs email_copy_of_message.email_id"),
        ({"transfer_to_number": {"enabled": True}}, "it needs transfer_to_number.destination"),
    ],
)
def test_what_changes_for_the_worse_is_refused(desired: t.Any, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        plan_update(PERSON_VOICEMAIL, WRONG_BEFORE, desired)


def test_one_destination_is_enough() -> None:
    answer = {"notifications": {"enabled": True, "destination": "a@x.example", "smsDestination": "+1 408 555 1234"}}
    assert plan_update(PERSON_VOICEMAIL, answer, {"notifications": {"destination": ""}}).changed
    assert plan_update(PERSON_VOICEMAIL, answer, {"notifications": {"sms_destination": ""}}).changed
    assert not plan_update(PERSON_VOICEMAIL, answer, {"notifications": {"sms_destination": "+14085551234"}}).changed
    with pytest.raises(ValidationError, match="it needs notifications.destination or notifications.sms_destination"):
        plan_update(PERSON_VOICEMAIL, answer, {"notifications": {"destination": "", "sms_destination": ""}})


@pytest.mark.parametrize(
    ("settings", "violation"),
    [
        ({"pin": "194605", "rules": {"length": {"min": 8}}}, "pin must have from 8 to 30 digits"),
        ({"pin": "194605", "rules": {"length": {"min": 6}}}, None),
        ({"pin": "194605", "rules": None}, None),
        ({"pin": "194605"}, None),
        ({"pin": "1946", "rules": None}, "pin must have from 6 to 30 digits"),
        ({"pin": None, "rules": {}}, None),
        ({}, None),
    ],
)
def test_a_passcode_fits_the_rules_that_were_returned(settings: t.Any, violation: str | None) -> None:
    assert PasscodeFits("pin", "rules").violation(settings) == violation
