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

from ansible_collections.webex.calling.plugins.module_utils.errors import Refused, WebexError
from ansible_collections.webex.calling.plugins.module_utils.org_voicemail import ORG_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils.settings import (
    Option,
    Settings,
    check_named,
    email,
    fill,
    flag,
    mentions,
    named,
    phone,
    plan,
    same_address,
    text,
    view,
)
from ansible_collections.webex.calling.plugins.module_utils.voicemail import VOICEMAIL

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=8)


def _values(option: Option) -> st.SearchStrategy[t.Any]:
    if option.type == "bool":
        return st.booleans()
    if option.between:
        return st.integers(*option.between)
    if option.choices:
        return st.sampled_from(option.choices)
    if option.compared is same_address:
        return st.builds("{0}@example.com".format, st.from_regex("[A-Za-z]{1,5}", fullmatch=True))
    return st.from_regex(r"\+?[0-9][0-9 .()-]{0,8}", fullmatch=True)


def answers(group: Option) -> st.SearchStrategy[t.Any]:
    """What the API may answer: what it always tells, perhaps the rest, perhaps something that nobody has heard of."""
    always, perhaps = {}, {}
    for name, option in group.api.items():
        if option.options:
            always[name] = answers(option)
        elif option.may_be_missing:
            perhaps[name] = st.one_of(_values(option), st.none()) if option.type == "str" else _values(option)
        else:
            always[name] = _values(option)
    perhaps["somethingNew"] = st.one_of(st.integers(), WORDS)
    return st.fixed_dictionaries(always, optional=perhaps)


def wishes(group: Option) -> st.SearchStrategy[t.Any]:
    """What a task may name."""
    return st.fixed_dictionaries(
        {},
        optional={
            name: wishes(option)
            if option.options
            else st.one_of(_values(option), st.just(""))
            if option.may_be_missing
            else _values(option)
            for name, option in group.options.items()
            if not option.read_only
        },
    )


ANY_RESOURCE = st.sampled_from([VOICEMAIL, ORG_VOICEMAIL]).flatmap(
    lambda settings: st.tuples(st.just(settings), answers(settings.options), wishes(settings.options))
)


def _plan(settings: Settings, answer: t.Any, wanted: t.Any) -> t.Any:
    try:
        return plan(settings, answer, named(settings.options, wanted))
    except Refused:
        return None


@given(ANY_RESOURCE)
def test_only_what_is_named_changes(case: t.Any) -> None:
    settings, answer, wanted = case
    untouched = copy.deepcopy(answer)
    planned = _plan(settings, answer, wanted)
    assert answer == untouched
    if planned is None or planned.body is None:
        return

    def compare(group: Option, old: t.Any, new: t.Any, named: t.Any) -> None:
        told = {name for name, option in group.api.items() if option.read_only}
        assert set(old) - told <= set(new)
        for api_name, snake_name in zip(group.api, group.options):
            option = group.api[api_name]
            if option.read_only:
                assert api_name not in new
            elif option.options:
                compare(option, old[api_name], new[api_name], named.get(snake_name, {}))
            elif snake_name not in named:
                assert (api_name in old) == (api_name in new)
                assert old.get(api_name) == new.get(api_name)
            else:
                assert option.same(new.get(api_name), named[snake_name])
        assert old.get("somethingNew") == new.get("somethingNew")

    compare(settings.options, answer, planned.body, wanted)


@given(ANY_RESOURCE)
def test_once_is_enough(case: t.Any) -> None:
    settings, answer, wanted = case
    planned = _plan(settings, answer, wanted)
    if planned is None or planned.body is None:
        return

    def put(group: Option, old: t.Any, body: t.Any) -> t.Any:
        """The settings that an API has after a PUT: what it was sent, and what it only tells."""
        result = dict(body)
        for name, option in group.api.items():
            if option.read_only and name in old:
                result[name] = old[name]
            elif option.options:
                result[name] = put(option, old[name], body[name])
        return result

    again = plan(settings, put(settings.options, answer, planned.body), wanted)
    assert not again.changed
    assert again.before == planned.after


@given(ANY_RESOURCE)
def test_a_result_can_be_fed_back(case: t.Any) -> None:
    settings, answer, dummy = case
    returned = view(settings, answer)
    assert not plan(settings, answer, named(settings.options, returned)).changed


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
        (text(), "a", "A", False),
        (text(), "", None, True),
        (flag(), False, None, False),
        (flag(), True, True, True),
    ],
)
def test_same(option: Option, one: t.Any, other: t.Any, same: bool) -> None:
    assert option.same(one, other) is same
    assert option.same(other, one) is same


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (
            {"send_unanswered_calls": {"number_of_rings": 1}},
            "send_unanswered_calls.number_of_rings must be from 2 to 20, not 1",
        ),
        ({"send_unanswered_calls": {"number_of_rings": 21}}, "must be from 2 to 20, not 21"),
        ({"notifications": {"enabled": True, "destination": ""}}, "it needs notifications.destination"),
        ({"transfer_to_number": {"enabled": True, "destination": ""}}, "it needs transfer_to_number.destination"),
        ({"email_copy_of_message": {"enabled": True, "email_id": ""}}, "it needs email_copy_of_message.email_id"),
        ({"fax_message": {"enabled": True, "phone_number": ""}}, "it needs fax_message.phone_number"),
        (
            {"message_storage": {"storage_type": "EXTERNAL", "external_email": ""}},
            "it needs message_storage.external_email",
        ),
        ({"notifications": {"destination": "nobody"}}, "notifications.destination is not an e-mail address"),
        ({"fax_message": {"extension": "12\n34"}}, "fax_message.extension holds a control character"),
    ],
)
def test_refused_before_anything_is_sent(wanted: t.Any, sentence: str) -> None:
    with pytest.raises(Refused) as caught:
        check_named(VOICEMAIL, wanted)
    assert sentence in caught.value.msg


@pytest.mark.parametrize(
    "wanted",
    [
        {"notifications": {"enabled": True}},
        {"notifications": {"enabled": False, "destination": ""}},
        {"notifications": {"destination": "{email}"}},
        {"email_copy_of_message": {"enabled": True, "email_id": "copies+{email}"}},
        {"send_busy_calls": {"greeting": "CUSTOM"}},
        {},
    ],
)
def test_accepted_as_far_as_the_options_tell(wanted: t.Any) -> None:
    check_named(VOICEMAIL, wanted)


def test_named_leaves_out_nulls_and_what_is_only_told() -> None:
    params = {
        "enabled": None,
        "notifications": {"enabled": True, "destination": None},
        "send_busy_calls": {"greeting_uploaded": True},
        "fax_message": None,
        "voice_message_forwarding_enabled": True,
        "person": ["somebody"],
    }
    assert named(VOICEMAIL.options, params) == {"notifications": {"enabled": True}}


def test_fill() -> None:
    wanted = {"a": {"b": "to {email}"}, "c": True, "d": 3, "e": "{other}"}
    assert fill(wanted, email="x@example.com") == {"a": {"b": "to x@example.com"}, "c": True, "d": 3, "e": "{other}"}
    assert mentions(wanted, "email") and not mentions(wanted, "phone")


@given(answers(VOICEMAIL.options), st.data())
def test_an_answer_that_is_not_understood_is_an_error(answer: t.Any, data: st.DataObject) -> None:
    def paths(group: Option, above: tuple[str, ...] = ()) -> t.Iterator[tuple[tuple[str, ...], Option]]:
        for name, option in group.api.items():
            yield (*above, name), option
            yield from paths(option, (*above, name))

    path, option = data.draw(st.sampled_from(list(paths(VOICEMAIL.options))))
    wrong = data.draw(st.sampled_from([None, [], {}, "1", 1, 1.5, True]))
    inner = answer
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = wrong
    if (type(wrong).__name__ == option.type and wrong != {}) or (wrong is None and option.may_be_missing):
        view(VOICEMAIL, answer)
    else:
        with pytest.raises(WebexError, match="not understood"):
            view(VOICEMAIL, answer)
