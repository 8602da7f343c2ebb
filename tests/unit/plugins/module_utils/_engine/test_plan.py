# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine: what is compared, merged, checked and sent, for any settings at all."""

from __future__ import annotations

import copy
import typing as t

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import (
    Field,
    boolean,
    email,
    enum,
    integer,
    normalize_email,
    phone,
    string,
)
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import plan_update, to_ansible
from ansible_collections.webex.calling.plugins.module_utils._engine.refusals import payload_without_refused
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import (
    expand_placeholders,
    has_placeholder,
    problems_of,
    specified,
    validate_specified,
)
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError
from ansible_collections.webex.calling.plugins.module_utils._resources.org_voicemail import ORG_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=8)


def api(group: Field) -> dict[str, Field]:
    """The fields of an object by the API's names."""
    return {name: field for name, (dummy, field) in group.by_api_name.items()}


def _values(option: Field) -> st.SearchStrategy[t.Any]:
    if option.type == "bool":
        return st.booleans()
    if option.range:
        return st.integers(*option.range)
    if option.choices:
        return st.sampled_from(option.choices)
    if option.normalize is normalize_email:
        return st.builds("{0}@example.com".format, st.from_regex("[A-Za-z]{1,5}", fullmatch=True))
    return st.from_regex(r"\+?[0-9][0-9 .()-]{0,8}", fullmatch=True)


def answers(group: Field, whole: bool = True) -> st.SearchStrategy[t.Any]:
    """What the API may answer: any part of it, null where something was never set, perhaps something nobody has heard of.

    With I(whole), one of the settings is there at least.
    """
    perhaps: dict[str, t.Any] = {
        name: st.one_of(answers(option, False) if option.fields else _values(option), st.none())
        for name, option in api(group).items()
    }
    perhaps["somethingNew"] = st.one_of(st.integers(), WORDS, st.none(), st.builds(dict, nested=st.none()))
    always = {name: _values(option) for name, option in list(api(group).items())[:1] if whole}
    return st.fixed_dictionaries(always, optional={name: one for name, one in perhaps.items() if name not in always})


def wishes(group: Field) -> st.SearchStrategy[t.Any]:
    """What a task may name."""
    return st.fixed_dictionaries(
        {},
        optional={
            name: wishes(option)
            if option.fields
            else st.one_of(_values(option), st.just(""))
            if option.is_text
            else _values(option)
            for name, option in group.fields.items()
            if not option.read_only
        },
    )


ANY_RESOURCE = st.sampled_from([PERSON_VOICEMAIL, ORG_VOICEMAIL]).flatmap(
    lambda settings: st.tuples(st.just(settings), answers(settings.fields), wishes(settings.fields))
)


def _plan(settings: SettingsResource, answer: t.Any, wanted: t.Any) -> t.Any:
    try:
        return plan_update(settings, answer, specified(settings.fields, wanted))
    except ValidationError:
        return None


@given(ANY_RESOURCE)
def test_only_what_is_named_changes(case: t.Any) -> None:
    settings, answer, wanted = case
    untouched = copy.deepcopy(answer)
    planned = _plan(settings, answer, wanted)
    assert answer == untouched
    if planned is None or planned.payload is None:
        return

    def compare(group: Field, old: t.Any, new: t.Any, named: t.Any, required: t.Any) -> None:
        for api_name, snake_name in zip(api(group), group.fields):
            option = api(group)[api_name]
            before, after = old.get(api_name), new.get(api_name)
            assert after is not None or api_name not in new  # a PUT takes no nulls
            if option.read_only:
                assert api_name not in new
            elif snake_name in required and before is None and after == required[snake_name]:
                assert not named.get(snake_name) or not any(named[snake_name].values())
            elif option.fields:
                compare(option, before or {}, after or {}, named.get(snake_name, {}), {})
            elif snake_name not in named:
                assert before == after
            else:
                assert option.equal(after, named[snake_name])
        assert ("somethingNew" in old) == ("somethingNew" in new)
        assert old.get("somethingNew") == new.get("somethingNew")

    compare(settings.fields, answer, planned.payload, wanted, settings.required)
    assert set(settings.required) <= {
        name for name, api in zip(settings.fields.fields, settings.fields.by_api_name) if api in planned.payload
    }


@given(ANY_RESOURCE)
def test_once_is_enough(case: t.Any) -> None:
    settings, answer, wanted = case
    planned = _plan(settings, answer, wanted)
    if planned is None or planned.payload is None:
        return

    def put(group: Field, old: t.Any, body: t.Any) -> t.Any:
        """The settings that an API has after a PUT: what it was sent, and what it only tells."""
        result = dict(body)
        for name, option in api(group).items():
            if option.read_only and name in old:
                result[name] = old[name]
            elif option.fields and name in body:
                result[name] = put(option, old.get(name) or {}, body[name])
        return result

    again = plan_update(settings, put(settings.fields, answer, planned.payload), wanted)
    assert not again.changed
    assert {**again.before, **planned.after} == again.before  # what a PUT requires was added, at most


@given(ANY_RESOURCE)
def test_a_result_can_be_fed_back(case: t.Any) -> None:
    settings, answer, dummy = case
    returned = to_ansible(settings, answer)
    assert not plan_update(settings, answer, specified(settings.fields, returned)).changed


@given(ANY_RESOURCE)
def test_what_differs_differs_in_the_diff(case: t.Any) -> None:
    settings, answer, wanted = case
    planned = _plan(settings, answer, wanted)
    if planned is not None:
        assert planned.changed == (planned.before != planned.after)


@pytest.mark.parametrize(
    ("option", "one", "other", "same"),
    [
        (email(), "Anna@Example.com", "anna@example.com", True),
        (email(), "kelvin@example.com", "\u212aelvin@example.com", False),
        (email(), None, "", True),
        (phone(), "+46 (8) 12-34.5", "+4681 2345", True),
        (phone(), "+4681", "4681", False),
        (string(), "a", "A", False),
        (string(), "", None, True),
        (boolean(), False, None, False),
        (boolean(), None, None, True),
        (integer(1, 9), 0, None, False),
        (enum("A", "B"), "", None, False),
        (boolean(), True, True, True),
    ],
)
def test_same(option: Field, one: t.Any, other: t.Any, same: bool) -> None:
    assert option.equal(one, other) is same
    assert option.equal(other, one) is same


@pytest.mark.parametrize(
    ("wanted", "sentence"),
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
            "notifications.destination holds 2 addresses where one belongs: a@x.example, b@x.example",
        ),
        ({"send_unanswered_calls": {"number_of_rings": True}}, "number_of_rings: expected int, got bool"),
        ({"send_unanswered_calls": {"number_of_rings": "5"}}, "number_of_rings: expected int, got str"),
        ({"enabled": 1}, "enabled: expected bool, got int"),
        ({"fax_message": "on"}, "fax_message: expected dict, got str"),
        ({"send_busy_calls": {"greeting": "MINE"}}, "send_busy_calls.greeting must be DEFAULT or CUSTOM, not MINE"),
        ({"fax_message": {"extension": "12\n34"}}, "fax_message.extension holds a control character"),
    ],
)
def test_refused_before_anything_is_sent(wanted: t.Any, sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        validate_specified(PERSON_VOICEMAIL, wanted)
    assert sentence in caught.value.msg


def test_all_that_is_wrong_is_said() -> None:
    wanted = {"send_unanswered_calls": {"number_of_rings": 99}, "notifications": {"destination": "x"}, "enabled": "on"}
    assert len(problems_of(PERSON_VOICEMAIL, wanted)) == 3
    with pytest.raises(ValidationError) as caught:
        validate_specified(ORG_VOICEMAIL, {"number_of_days_for_message_expiry": True})
    assert "expected int, got bool" in caught.value.msg


@pytest.mark.parametrize(
    "wanted",
    [
        {"notifications": {"enabled": True}},
        {"notifications": {"enabled": True, "destination": ""}},  # a mobile number may be there
        {"notifications": {"enabled": True, "destination": "", "sms_destination": "+14085551234"}},
        {"notifications": {"enabled": False, "destination": ""}},
        {"notifications": {"destination": "{email}"}},
        {"email_copy_of_message": {"enabled": True, "email_id": "copies+{email}"}},
        {"send_busy_calls": {"greeting": "CUSTOM"}},
        {},
    ],
)
def test_accepted_as_far_as_the_options_tell(wanted: t.Any) -> None:
    validate_specified(PERSON_VOICEMAIL, wanted)


def test_named_leaves_out_nulls_and_what_is_only_told() -> None:
    params = {
        "enabled": None,
        "notifications": {"enabled": True, "destination": None},
        "send_busy_calls": {"greeting_uploaded": True},
        "fax_message": None,
        "voice_message_forwarding_enabled": True,
        "person": ["somebody"],
    }
    assert specified(PERSON_VOICEMAIL.fields, params) == {"notifications": {"enabled": True}}


def test_fill() -> None:
    wanted = {"a": {"b": "to {email}"}, "c": True, "d": 3, "e": "{other}"}
    assert expand_placeholders(wanted, email="x@example.com") == {
        "a": {"b": "to x@example.com"},
        "c": True,
        "d": 3,
        "e": "{other}",
    }
    assert has_placeholder(wanted, "email") and not has_placeholder(wanted, "phone")


@given(answers(PERSON_VOICEMAIL.fields), st.data())
def test_an_answer_that_is_not_understood_is_an_error(answer: t.Any, data: st.DataObject) -> None:
    def paths(group: Field, above: tuple[str, ...] = ()) -> t.Iterator[tuple[tuple[str, ...], Field]]:
        for name, option in api(group).items():
            yield (*above, name), option
            yield from paths(option, (*above, name))

    path, option = data.draw(st.sampled_from(list(paths(PERSON_VOICEMAIL.fields))))
    wrong = data.draw(st.sampled_from([None, [], {}, "1", 1, 1.5, 3.0, float("nan"), True]))
    inner = answer
    for name in path[:-1]:
        inner[name] = inner.get(name) or {}
        inner = inner[name]
    inner[path[-1]] = wrong
    # null is no value: it is unknown, but not where it leaves none of the settings.
    none_left = wrong is None and all(answer.get(name) is None for name in PERSON_VOICEMAIL.fields.by_api_name)
    right = type(wrong).__name__ == option.type or (isinstance(wrong, float) and wrong == 3 and option.type == "int")
    if right or (wrong is None and not none_left):
        to_ansible(PERSON_VOICEMAIL, answer)
    else:
        with pytest.raises(WebexError, match="not understood"):
            to_ansible(PERSON_VOICEMAIL, answer)


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


COPIES_ON: t.Any = {
    "enabled": True,
    "voiceMessageForwardingEnabled": False,
    "emailCopyOfMessage": {"enabled": True, "emailId": "a@x.example"},
    "sendUnansweredCalls": {"enabled": True, "numberOfRings": 18, "systemMaxNumberOfRings": 10},
    "sendBusyCalls": {"enabled": True, "greeting": "CUSTOM", "greetingUploaded": False},
    "notifications": {"enabled": True},
    "faxMessage": {"enabled": True},
}


@pytest.mark.parametrize(
    "wanted",
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
def test_what_was_wrong_before_blocks_nothing(wanted: t.Any) -> None:
    assert plan_update(PERSON_VOICEMAIL, COPIES_ON, wanted).changed


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"send_unanswered_calls": {"number_of_rings": 11}}, "cannot be 11: the system's maximum here is 10"),
        ({"email_copy_of_message": {"email_id": ""}}, "it needs email_copy_of_message.email_id"),
        ({"transfer_to_number": {"enabled": True}}, "it needs transfer_to_number.destination"),
    ],
)
def test_what_changes_for_the_worse_is_refused(wanted: t.Any, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        plan_update(PERSON_VOICEMAIL, COPIES_ON, wanted)


def test_one_destination_is_enough() -> None:
    answer = {"notifications": {"enabled": True, "destination": "a@x.example", "smsDestination": "+1 408 555 1234"}}
    assert plan_update(PERSON_VOICEMAIL, answer, {"notifications": {"destination": ""}}).changed
    assert plan_update(PERSON_VOICEMAIL, answer, {"notifications": {"sms_destination": ""}}).changed
    assert not plan_update(PERSON_VOICEMAIL, answer, {"notifications": {"sms_destination": "+14085551234"}}).changed
    with pytest.raises(ValidationError, match="it needs notifications.destination or notifications.sms_destination"):
        plan_update(PERSON_VOICEMAIL, answer, {"notifications": {"destination": "", "sms_destination": ""}})


def left_out(answer: t.Any, wanted: t.Any, words: str) -> t.Any:
    """The body of a PUT, and what is left of it after a refusal in these I(words)."""
    planned = plan_update(PERSON_VOICEMAIL, answer, wanted)
    return planned.payload, payload_without_refused(PERSON_VOICEMAIL, planned, planned.payload, words)


def test_what_a_refusal_names_is_left_out_where_it_was_only_sent_back() -> None:
    answer: t.Any = {
        "audio": {"file": 1},
        "enabled": True,
        "notifications": {"enabled": False, "smsDestination": "+1", "push": True},
        "transferToNumber": {"enabled": False, "destination": "6527"},
    }
    off = {"enabled": False}
    body, left = left_out(answer, off, 'Unrecognized field "push" (notifications.push)')
    assert left == {**body, "notifications": {"enabled": False, "smsDestination": "+1"}}
    body, left = left_out(answer, off, "audio is not known")
    assert left == {name: value for name, value in body.items() if name != "audio"}
    for same_or_not_named in (off, {**off, "notifications": {"sms_destination": "+1"}}):
        body, left = left_out(answer, same_or_not_named, "notifications.smsDestination: not known")
        assert left == {**body, "notifications": {"enabled": False, "push": True}}
    for changed in ("+2", "+12"):
        wanted = {"notifications": {"sms_destination": changed}}
        assert left_out(answer, wanted, "notifications.smsDestination: not known")[1] is None
    cleared = {"transfer_to_number": {"destination": ""}}
    body, left = left_out(answer, cleared, "transferToNumber.destination must not be empty")
    assert left == {**body, "transferToNumber": {"enabled": False}}
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
    body: t.Any = planned.payload
    left = payload_without_refused(
        PERSON_VOICEMAIL, planned, body, 'Unrecognized field "foo" (known: "smsDestination", "enabled")'
    )
    assert left == {name: value for name, value in body.items() if name != "foo"}
    left = payload_without_refused(PERSON_VOICEMAIL, planned, left, 'Unrecognized field "bar"')
    assert left == {name: value for name, value in body.items() if name not in ("foo", "bar")}


def test_what_was_returned_is_taken_as_it_is() -> None:
    odd = {
        "send_unanswered_calls": {"number_of_rings": 0},
        "email_copy_of_message": {"enabled": True, "email_id": "A <a>"},
    }
    assert problems_of(PERSON_VOICEMAIL, {}, odd) == []
    assert len(problems_of(PERSON_VOICEMAIL, odd)) == 2


def test_white_space_around_an_address_is_not_sent() -> None:
    wanted = specified(
        PERSON_VOICEMAIL.fields,
        {"notifications": {"destination": " a@x.example\n"}, "fax_message": {"extension": " 1"}},
    )
    assert wanted == {"notifications": {"destination": "a@x.example"}, "fax_message": {"extension": " 1"}}
