# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task names, checked as far as it can be without the current settings."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import boolean, integer, string
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import (
    count_addresses,
    expand_placeholders,
    has_placeholder,
    is_of_type,
    problems_of,
    secrets_in_items,
    specified,
    validate_specified,
)
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.module_utils._resources.org_voicemail import ORG_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._engine.samples import SAMPLE


@pytest.mark.parametrize(
    ("desired", "sentence"),
    [
        (
            {"send_unanswered_calls": {"number_of_rings": 1}},
            "send_unanswered_calls.number_of_rings must be from 2 to 20, not 1",
        ),
        ({"send_unanswered_calls": {"number_of_rings": 21}}, "must be from 2 to 20, not 21"),
        (
            {"notifications": {"enabled": True, "destination": "", "sms_destination": ""}},
            "it needs notifications.destination or notifications.sms_destination",
        ),
        ({"transfer_to_number": {"enabled": True, "destination": ""}}, "it needs transfer_to_number.destination"),
        ({"email_copy_of_message": {"enabled": True, "email_id": ""}}, "it needs email_copy_of_message.email_id"),
        ({"fax_message": {"enabled": True, "phone_number": ""}}, "it needs fax_message.phone_number"),
        (
            {"message_storage": {"storage_type": "EXTERNAL", "external_email": ""}},
            "it needs message_storage.external_email",
        ),
        ({"notifications": {"destination": "nobody"}}, "notifications.destination is not an e-mail address: nobody"),
        (
            {"notifications": {"destination": "a@x.example, b@x.example"}},
            "notifications.destination holds 2 addresses instead of one: a@x.example, b@x.example",
        ),
        ({"send_unanswered_calls": {"number_of_rings": True}}, "number_of_rings: expected int, got bool"),
        ({"send_unanswered_calls": {"number_of_rings": "5"}}, "number_of_rings: expected int, got str"),
        ({"enabled": 1}, "enabled: expected bool, got int"),
        ({"fax_message": "on"}, "fax_message: expected dict, got str"),
        ({"send_busy_calls": {"greeting": "MINE"}}, "send_busy_calls.greeting must be DEFAULT or CUSTOM, not MINE"),
        ({"fax_message": {"extension": "12\n34"}}, "fax_message.extension holds a control character"),
    ],
)
def test_refused_before_anything_is_sent(desired: t.Any, sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        validate_specified(PERSON_VOICEMAIL, desired)
    assert sentence in caught.value.msg


def test_all_that_is_wrong_is_said() -> None:
    desired = {"send_unanswered_calls": {"number_of_rings": 99}, "notifications": {"destination": "x"}, "enabled": "on"}
    assert len(problems_of(PERSON_VOICEMAIL, desired)) == 3
    with pytest.raises(ValidationError) as caught:
        validate_specified(ORG_VOICEMAIL, {"number_of_days_for_message_expiry": True})
    assert "expected int, got bool" in caught.value.msg


# The API does not say what a number looks like: what may be one is not refused.
NUMBERS = (
    "6527",
    "2025551212",
    "+1 (408) 555-1200",
    "+46.8.123",
    "0046 8 123",
    "(408) 555 1200",
    "*97",
    "#31#6527",
    "",
)


@pytest.mark.parametrize(
    "desired",
    [
        {"notifications": {"enabled": True}},
        {"notifications": {"enabled": True, "destination": ""}},  # a mobile number may be there
        {"notifications": {"enabled": True, "destination": "", "sms_destination": "+14085551234"}},
        {"notifications": {"enabled": False, "destination": ""}},
        {"notifications": {"destination": "{email}"}},
        {"email_copy_of_message": {"enabled": True, "email_id": "copies+{email}"}},
        {"send_busy_calls": {"greeting": "CUSTOM"}},
        {"fax_message": {"extension": "0123"}},
        *({"transfer_to_number": {"destination": one}} for one in NUMBERS),
        {},
    ],
)
def test_accepted_as_far_as_the_fields_tell(desired: t.Any) -> None:
    validate_specified(PERSON_VOICEMAIL, desired)


def test_several_problems_are_one_message() -> None:
    with pytest.raises(ValidationError) as caught:
        validate_specified(SAMPLE, {"level": 10, "storage": {"days": 0}})
    assert caught.value.msg == "level must be from 1 to 9, not 10; storage.days must be from 1 to 30, not 0."


@pytest.mark.parametrize(("level", "right"), [(0, False), (1, True), (9, True), (10, False), (9.0, True), (9.5, False)])
def test_a_number_may_be_at_the_ends_of_its_range(level: t.Any, right: bool) -> None:
    assert (problems_of(SAMPLE, {"level": level}) == []) is right


@pytest.mark.parametrize(
    ("desired", "sentence"),
    [
        ({"level": 10**30}, "level must be from 1 to 9, not a number of more than 18 digits"),
        ({"mode": "quiet "}, "mode must be QUIET or LOUD, not 'quiet '"),
        ({"storage": {"address": "copies+{email}@x"}}, "storage.address is not an e-mail address: copies+{email}@x"),
        ({"storage": {"address": "a@x"}}, "storage.address is not an e-mail address: a@x"),
        ({"storage": {"address": "a@x.y,b@x.y"}}, "storage.address holds 2 addresses instead of one: a@x.y,b@x.y"),
        (
            {"storage": {"number": "+1 408 555 12oo"}},
            "storage.number is not a phone number: +1 408 555 12oo (it holds the letter o)",
        ),
        (
            {"storage": {"number": "13O0x"}},
            "storage.number is not a phone number: 13O0x (it holds the letters O, x)",
        ),
        (
            {"storage": {"number": "abcd1"}},
            "storage.number is not a phone number: abcd1 (it holds the letters a, b, c, d)",
        ),
        ({"storage": {"number": "reception"}}, "storage.number is not a phone number: reception"),
        ({"storage": {"number": "+"}}, "storage.number is not a phone number: +"),
        ({"storage": {"number": "1+2"}}, "storage.number is not a phone number: 1+2"),
        ({"storage": {"number": "\u0661"}}, "storage.number is not a phone number: \u0661"),
        ({"storage": {"number": "{email}"}}, "storage.number is not a phone number: {email}"),
        ({"title": "a\x7f"}, "title holds a control character"),
        (
            {"title": "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER9"},
            "title was masked by Ansible, because it equals or holds a secret: give the value itself",
        ),
    ],
)
def test_what_a_problem_says(desired: t.Any, sentence: str) -> None:
    assert problems_of(SAMPLE, desired) == [sentence]


@pytest.mark.parametrize(
    ("desired", "sentence"),
    [
        ({"storage": {"key": 999}}, "storage.key must be from 1000 to 9999, not the value given"),
        ({"storage": {"key": "secret"}}, "storage.key: expected int, got str"),
        ({"pin": "12\n34"}, "pin holds a control character"),
    ],
)
def test_a_write_only_value_is_not_in_a_message(desired: t.Any, sentence: str) -> None:
    assert problems_of(SAMPLE, desired) == [sentence]


@pytest.mark.parametrize(
    ("value", "of_bool", "of_int", "of_str"),
    [
        (True, True, False, False),
        (1, False, True, False),
        (1.0, False, True, False),
        (1.5, False, False, False),
        (float("nan"), False, False, False),
        ("1", False, False, True),
        ([], False, False, False),
        (None, False, False, False),
    ],
)
def test_the_type_of_a_value(value: t.Any, of_bool: bool, of_int: bool, of_str: bool) -> None:
    fields = (boolean(), integer(0, 9), string())
    assert [is_of_type(field, value) for field in fields] == [of_bool, of_int, of_str]


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("a", 0), ("a@x", 1), ("a@x b@x", 2), ("a@x; b, c@x,\td@x", 3), (",;a@x;", 1)]
)
def test_how_many_addresses_a_text_holds(text: str, count: int) -> None:
    assert count_addresses(text) == count


def test_null_and_read_only_fields_are_not_specified() -> None:
    params = {
        "enabled": None,
        "notifications": {"enabled": True, "destination": None},
        "send_busy_calls": {"greeting_uploaded": True},
        "fax_message": None,
        "voice_message_forwarding_enabled": True,
        "person": ["somebody"],
    }
    assert specified(PERSON_VOICEMAIL.fields, params) == {"notifications": {"enabled": True}}


def test_placeholders() -> None:
    desired = {"a": {"b": "to {email}"}, "c": True, "d": 3, "e": "{other}"}
    assert expand_placeholders(desired, email="x@example.com") == {
        "a": {"b": "to x@example.com"},
        "c": True,
        "d": 3,
        "e": "{other}",
    }
    assert has_placeholder(desired, "email") and not has_placeholder(desired, "phone")


def test_what_was_returned_is_taken_as_it_is() -> None:
    odd = {
        "send_unanswered_calls": {"number_of_rings": 0},
        "email_copy_of_message": {"enabled": True, "email_id": "A <a>"},
    }
    assert problems_of(PERSON_VOICEMAIL, {}, odd) == []
    assert len(problems_of(PERSON_VOICEMAIL, odd)) == 2


def test_white_space_around_an_address_or_a_number_is_not_sent() -> None:
    desired = specified(
        PERSON_VOICEMAIL.fields,
        {"notifications": {"destination": " a@x.example\n"}, "fax_message": {"extension": " 1"}},
    )
    assert desired == {"notifications": {"destination": "a@x.example"}, "fax_message": {"extension": "1"}}


def test_only_white_space_is_stripped_and_a_malformed_value_is_kept() -> None:
    settings = {"storage": {"address": "\u00a0a@x.example\u00a0 \t"}, "title": " t "}
    assert specified(SAMPLE.fields, settings) == {"storage": {"address": "\u00a0a@x.example\u00a0"}, "title": " t "}
    assert specified(SAMPLE.fields, {"storage": {"address": 3}}) == {"storage": {"address": 3}}
    assert specified(SAMPLE.fields, {"storage": {}, "level": 0, "title": ""}) == {"level": 0, "title": ""}


SPEC: dict[str, t.Any] = {
    "pin": {"no_log": True},
    "token": {"type": "str", "no_log": True},
    "title": {"no_log": False},
    "items": {"type": "list", "elements": "dict"},
}


@pytest.mark.parametrize(
    ("items", "secrets"),
    [
        ([{"pin": "1234", "title": "x"}, {"pin": 5678, "title": "y"}], {"1234", "5678"}),
        ([{"settings": {"pin": "1234", "title": "pin"}, "more": [{"token": "abc"}]}], {"1234", "abc"}),
        ([{"pin": ["12", {"a": 34, "b": None}]}, {"pin": True}, {"pin": ""}, {"pin": 0}], {"12", "34", "0"}),
        (["title=x pin=1234", '{"pin": "5678"}'], {"1234", "5678"}),
        ([{"settings": "pin=1234", "title": "a pin, or so"}], {"1234"}),
        (["{pin: 1234"], {"{pin: 1234"}),
        ("pin=1234", {"1234"}),
        (None, set()),
        ([None, 7, {}], set()),
        ({"pin": "1234"}, {"1234"}),
    ],
)
def test_the_secrets_in_lists_of_dictionaries(items: t.Any, secrets: set[str]) -> None:
    assert secrets_in_items(SPEC, {"items": items, "pin": "not said again", "title": "x"}) == secrets


@pytest.mark.parametrize("value", ["VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", "+46 ******** 8"])
def test_a_masked_value_that_was_returned_is_refused(value: str) -> None:
    (problem,) = problems_of(SAMPLE, {}, {"title": value})
    assert problem == "title was masked by Ansible, because it equals or holds a secret: give the value itself"
    assert not problems_of(SAMPLE, {}, {"title": "*******"})
