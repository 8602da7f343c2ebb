# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an answer of the API and what a task names to what is written."""

from __future__ import annotations

import typing as t
from dataclasses import replace

import pytest

from ansible_collections.webex.calling.plugins.module_utils._engine.plan import (
    Create,
    Delete,
    Plan,
    Update,
    plan_create,
    plan_delete,
    plan_update,
    to_ansible,
    to_api,
)
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._engine.samples import SAMPLE


@pytest.mark.parametrize("answer", [{}, {"enabled": None}, {"somethingNew": 1, "faxMessage": None}, {"items": []}])
def test_an_answer_without_any_of_the_settings_is_not_understood(answer: t.Any) -> None:
    with pytest.raises(WebexError, match="not understood, so nothing was done with it: there is none of"):
        to_ansible(PERSON_VOICEMAIL, answer)


def test_what_is_unknown_is_left_out_and_not_sent() -> None:
    answer: t.Any = {
        "enabled": None,
        "sendBusyCalls": {"enabled": True, "greeting": None, "greetingUploaded": None, "audioFile": None},
        "sendUnansweredCalls": {"numberOfRings": 3.0, "systemMaxNumberOfRings": None},
        "notifications": None,
        "faxMessage": {"enabled": None, "phoneNumber": None},
        "new": {"a": None},
    }
    assert to_ansible(PERSON_VOICEMAIL, answer) == {
        "send_busy_calls": {"enabled": True},
        "send_unanswered_calls": {"number_of_rings": 3},
        "fax_message": {"phone_number": "", "extension": ""},
    }
    assert not plan_update(PERSON_VOICEMAIL, answer, {"send_unanswered_calls": {"number_of_rings": 3}}).changed
    planned = plan_update(PERSON_VOICEMAIL, answer, {"enabled": False})
    assert planned.changed and planned.after["enabled"] is False
    assert planned.payload == {
        "enabled": False,
        "sendBusyCalls": {"enabled": True, "audioFile": None},
        "sendUnansweredCalls": {"numberOfRings": 3.0},
        "notifications": {"enabled": False},
        "transferToNumber": {"enabled": False},
        "faxMessage": {},
        "new": {"a": None},
    }


def test_a_section_that_is_missing_is_different_from_anything_but_no_text() -> None:
    answer = {"enabled": True}
    assert plan_update(PERSON_VOICEMAIL, answer, {"fax_message": {"enabled": False}}).payload == {
        "enabled": True,
        "faxMessage": {"enabled": False},
        "notifications": {"enabled": False},
        "transferToNumber": {"enabled": False},
    }
    assert not plan_update(PERSON_VOICEMAIL, answer, {"fax_message": {"phone_number": ""}}).changed


NOT_UNDERSTOOD = "the API's answer is not understood, so nothing was done with it: "


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"somethingNew": 1}, "there is none of sample settings in it."),
        ({"pin": "****"}, "there is none of sample settings in it."),
        ({"level": "3"}, "level in sample settings: expected int, got str."),
        ({"enabled": 1}, "enabled in sample settings: expected bool, got int."),
        ({"storage": []}, "storage in sample settings: expected dict, got list."),
        ({"title": None, "storage": {"days": True}}, "days in storage: expected int, got bool."),
    ],
)
def test_why_an_answer_is_not_understood(answer: t.Any, why: str) -> None:
    with pytest.raises(WebexError) as caught:
        to_ansible(SAMPLE, answer)
    assert caught.value.msg == NOT_UNDERSTOOD + why


def test_a_number_is_returned_as_a_whole_number() -> None:
    level = to_ansible(SAMPLE, {"level": 3.0})["level"]
    assert level == 3 and isinstance(level, int)


def test_a_write_only_value_is_sent_and_changed_each_time_and_never_shown() -> None:
    answer: t.Any = {"pin": "****", "title": "a", "storage": {"key": 1234, "days": 3}}
    desired: t.Any = {"pin": "2580", "storage": {"key": 4711}}
    planned = plan_update(SAMPLE, answer, desired)
    assert planned.write == Update({"title": "a", "pin": "2580", "storage": {"days": 3, "key": 4711}})
    assert (
        planned.before
        == planned.after
        == {"title": "a", "version": "", "storage": {"days": 3, "address": "", "number": ""}}
    )
    assert planned.sent == ("pin", "storage.key")
    assert planned.changes == [
        {"field": "pin", "before": None, "after": None},
        {"field": "storage.key", "before": None, "after": None},
    ]
    assert plan_update(SAMPLE, {**answer, **desired}, desired).changed


def test_what_the_api_returns_of_a_write_only_value_is_not_sent_back() -> None:
    answer: t.Any = {"pin": "****", "title": "a", "storage": {"key": "****", "new": 1}}
    planned = plan_update(SAMPLE, answer, {"title": "b"})
    assert planned.payload == {"title": "b", "storage": {"new": 1}}
    assert planned.changes == [{"field": "title", "before": "a", "after": "b"}]
    assert not plan_update(SAMPLE, answer, {"title": "a"}).changed


def test_a_field_is_read_and_written_by_the_name_of_the_api() -> None:
    answer: t.Any = {"portalAccessVMDeposit": True, "title": "a"}
    assert to_ansible(SAMPLE, answer)["portal_access_vm_deposit"] is True
    planned = plan_update(SAMPLE, answer, {"portal_access_vm_deposit": False})
    assert planned.payload == {"portalAccessVMDeposit": False, "title": "a", "storage": {"kind": "INTERNAL"}}
    assert to_api(PERSON_VOICEMAIL.fields, {"send_unanswered_calls": {"number_of_rings": 3}}) == {
        "sendUnansweredCalls": {"numberOfRings": 3}
    }
    assert to_api(SAMPLE.fields, {"portal_access_vm_deposit": True, "storage": {"days": 3}}) == {
        "portalAccessVMDeposit": True,
        "storage": {"days": 3},
    }


def test_the_changes_are_a_line_a_field() -> None:
    answer: t.Any = {"title": "a", "level": 3, "storage": {"days": 3, "longest": 9, "address": "a@x.example"}}
    desired = {"level": 4, "storage": {"days": 5, "address": "A@x.example"}, "mode": "QUIET"}
    planned = plan_update(SAMPLE, answer, desired)
    assert sorted(planned.changes, key=str) == [
        {"field": "level", "before": 3, "after": 4},
        {"field": "mode", "before": None, "after": "QUIET"},
        {"field": "storage.days", "before": 3, "after": 5},
    ]
    assert planned.sets("level", 4) and planned.sets("storage.days", 5)
    assert not planned.sets("level", 3) and not planned.sets("title", "a") and not planned.sets("storage.days", 3)


def test_an_object_that_comes_or_goes_is_a_line_for_each_of_its_fields() -> None:
    settings: t.Any = {"a": 1, "b": {"c": {"d": 2}, "e": 3}}
    assert Plan({}, settings, Create({})).changes == [
        {"field": "a", "before": None, "after": 1},
        {"field": "b.c.d", "before": None, "after": 2},
        {"field": "b.e", "before": None, "after": 3},
    ]
    assert Plan(settings, {}, Delete()).changes == [
        {"field": "a", "before": 1, "after": None},
        {"field": "b.c.d", "before": 2, "after": None},
        {"field": "b.e", "before": 3, "after": None},
    ]


def test_a_plan_without_a_write_changes_nothing() -> None:
    planned = plan_update(SAMPLE, {"title": "a"}, {"title": "a"})
    assert planned.write is None and planned.payload is None
    assert not planned.changed and planned.changes == []


def test_several_broken_rules_are_one_message() -> None:
    answer: t.Any = {"title": "", "storage": {"longest": 5, "address": ""}}
    with pytest.raises(ValidationError) as caught:
        plan_update(SAMPLE, answer, {"enabled": True, "storage": {"days": 6}})
    assert caught.value.msg == (
        "enabled cannot be true: it needs title or storage.address; "
        "storage.days cannot be 6: the system's maximum here is 5."
    )


def test_an_object_is_created_from_what_is_named() -> None:
    planned = plan_create(
        SAMPLE, {"title": "a", "pin": "2580", "portal_access_vm_deposit": False, "storage": {"days": 3}}
    )
    assert planned.write == Create(
        {"title": "a", "pin": "2580", "portalAccessVMDeposit": False, "storage": {"days": 3}}
    )
    assert planned.changed and planned.payload == planned.write.payload
    assert planned.before == {}
    assert planned.after == {
        "title": "a",
        "portal_access_vm_deposit": False,
        "storage": {"days": 3, "address": "", "number": ""},
        "version": "",
    }
    assert planned.sent == ("pin",)


@pytest.mark.parametrize(
    ("desired", "problem"),
    [
        ({"title": None}, "it does not exist, and creating it requires title, pin."),
        (
            {"pin": "2580", "storage": {"days": 6, "longest": 5}},
            "it does not exist, and creating it requires title; storage.days cannot be 6: the system's maximum here is 5.",
        ),
        (
            {"title": "", "pin": "2580", "enabled": True, "storage": {"days": 3}},
            "enabled cannot be true: it needs title or storage.address.",
        ),
    ],
)
def test_what_cannot_be_created(desired: t.Any, problem: str) -> None:
    with pytest.raises(ValidationError) as caught:
        plan_create(SAMPLE, desired)
    assert caught.value.msg == problem


def test_what_is_no_setting_is_neither_shown_nor_sent_back() -> None:
    planned = plan_update(SAMPLE, {"title": "a", "timeZone": "Europe/Oslo"}, {"title": "b"})
    assert planned.payload == {"title": "b", "storage": {"kind": "INTERNAL"}}


def test_an_answer_is_prepared_before_anything_else() -> None:
    resource = replace(SAMPLE, prepare=lambda answer: {"level": 3, **answer})
    planned = plan_update(resource, {"title": "a"}, {"level": 4})
    assert planned.before["level"] == 3 and planned.payload == {
        "title": "a",
        "level": 4,
        "storage": {"kind": "INTERNAL"},
    }
    assert not plan_update(resource, {"title": "a"}, {"level": 3}).changed


def test_an_object_without_fields_is_returned_in_snake_case() -> None:
    assert to_ansible(SAMPLE, {"policy": {"minLength": 4, "inner": {"aB": 1}}})["policy"] == {
        "min_length": 4,
        "inner": {"a_b": 1},
    }


def test_an_object_is_deleted_as_it_was_returned() -> None:
    planned = plan_delete(SAMPLE, {"title": "a", "pin": "****"})
    assert planned.write == Delete() and planned.changed and planned.payload is None
    assert planned.before == {"title": "a", "version": ""} and planned.after == {}
    with pytest.raises(WebexError, match="not understood"):
        plan_delete(SAMPLE, {"level": "high"})
