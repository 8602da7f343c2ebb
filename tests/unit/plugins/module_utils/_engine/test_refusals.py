# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left out of a PUT that the API refuses for what it itself returned."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._engine.plan import plan_update
from ansible_collections.webex.calling.plugins.module_utils._engine.refusals import (
    count_empty_texts,
    payload_without_refused,
)
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._engine.samples import SAMPLE


def left_out(answer: t.Any, desired: t.Any, words: str) -> t.Any:
    """The payload of a PUT, and what is left of it after a refusal in these I(words)."""
    planned = plan_update(PERSON_VOICEMAIL, answer, desired)
    return planned.payload, payload_without_refused(PERSON_VOICEMAIL, planned, planned.payload, words)


def test_what_a_refusal_names_is_left_out_where_it_was_only_sent_back() -> None:
    answer: t.Any = {
        "audio": {"file": 1},
        "enabled": True,
        "notifications": {"enabled": False, "smsDestination": "+1", "push": True},
        "transferToNumber": {"enabled": False, "destination": "6527"},
    }
    off = {"enabled": False}
    payload, left = left_out(answer, off, 'Unrecognized field "push" (notifications.push)')
    assert left == {**payload, "notifications": {"enabled": False, "smsDestination": "+1"}}
    payload, left = left_out(answer, off, "audio is not known")
    assert left == {name: value for name, value in payload.items() if name != "audio"}
    for same_or_not_named in (off, {**off, "notifications": {"sms_destination": "+1"}}):
        payload, left = left_out(answer, same_or_not_named, "notifications.smsDestination: not known")
        assert left == {**payload, "notifications": {"enabled": False, "push": True}}
    for changed in ("+2", "+12"):
        desired = {"notifications": {"sms_destination": changed}}
        assert left_out(answer, desired, "notifications.smsDestination: not known")[1] is None
    cleared = {"transfer_to_number": {"destination": ""}}
    payload, left = left_out(answer, cleared, "transferToNumber.destination must not be empty")
    assert left == {**payload, "transferToNumber": {"enabled": False}}
    for words in ("audios, enabled, pushed and notifications are wrong", "somethingElse", ""):
        assert left_out(answer, off, words)[1] is None


def test_what_is_unknown_goes_first_and_one_after_the_other() -> None:
    answer: t.Any = {
        "enabled": True,
        "foo": 1,
        "bar": 2,
        "notifications": {"enabled": False, "smsDestination": "+1"},
        "transferToNumber": {"enabled": False},
    }
    planned = plan_update(PERSON_VOICEMAIL, answer, {"enabled": False})
    payload: t.Any = planned.payload
    left = payload_without_refused(
        PERSON_VOICEMAIL, planned, payload, 'Unrecognized field "foo" (known: "smsDestination", "enabled")'
    )
    assert left == {name: value for name, value in payload.items() if name != "foo"}
    left = payload_without_refused(PERSON_VOICEMAIL, planned, left, 'Unrecognized field "bar"')
    assert left == {name: value for name, value in payload.items() if name not in ("foo", "bar")}


def test_a_field_that_not_every_release_takes_goes_only_after_what_nobody_knows() -> None:
    answer: t.Any = {"title": "a", "new": 1, "level": 3, "storage": {"number": "+1"}}
    planned = plan_update(SAMPLE, answer, {"title": "b"})
    words = "new, number"
    # Nothing that must stay is named: both go at once.
    assert payload_without_refused(SAMPLE, planned, planned.payload or {}, words) == {
        "title": "b",
        "level": 3,
        "storage": {},
    }
    # What must stay is named too, so the words are a list of what there is: what nobody knows goes alone,
    for listed in ("new, number (known: level)", "new, number (known: title)"):
        left = payload_without_refused(SAMPLE, planned, planned.payload or {}, listed)
        assert left == {"title": "b", "level": 3, "storage": {"number": "+1"}}
    # and the other one where nothing of that kind is left.
    assert payload_without_refused(SAMPLE, planned, left, "number (known: level)") == {
        "title": "b",
        "level": 3,
        "storage": {},
    }


def test_what_must_stay_is_found_inside_of_objects_too() -> None:
    answer: t.Any = {"new": 1, "enabled": False, "storage": {"days": 3, "number": "+1"}, "title": ""}
    planned = plan_update(SAMPLE, answer, {"enabled": True, "title": "a"})
    left = payload_without_refused(SAMPLE, planned, planned.payload or {}, "new, number, days")
    assert left == {"enabled": True, "title": "a", "storage": {"days": 3, "number": "+1"}}


def test_an_empty_text_is_not_what_must_stay() -> None:
    answer: t.Any = {"new": 1, "title": "a", "storage": {"number": "+1"}}
    planned = plan_update(SAMPLE, answer, {"title": ""})
    assert planned.payload == {"new": 1, "title": "", "storage": {"number": "+1"}}
    left = payload_without_refused(SAMPLE, planned, planned.payload or {}, "title and new are wrong")
    assert left == {"storage": {"number": "+1"}}


def test_a_write_only_value_is_never_left_out() -> None:
    planned = plan_update(SAMPLE, {"title": "a"}, {"pin": ""})
    assert planned.payload == {"title": "a", "pin": "", "storage": {"kind": "INTERNAL"}}
    assert payload_without_refused(SAMPLE, planned, planned.payload or {}, "pin must not be empty") is None


@pytest.mark.parametrize(
    ("payload", "count"),
    [({}, 0), ({"a": ""}, 1), ({"a": "", "b": {"c": "", "d": "x", "e": {"f": ""}}, "g": None, "h": 0}, 3)],
)
def test_how_many_texts_are_empty(payload: t.Any, count: int) -> None:
    assert count_empty_texts(payload) == count
