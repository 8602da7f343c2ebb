# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What must hold of a plan for any resource, whatever the API answers and a task names."""

from __future__ import annotations

import copy
import typing as t

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Field, Json, get
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import Plan, plan_update, to_ansible
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import specified
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._engine.samples import (
    ANY_RESOURCE,
    SAMPLE,
    answers,
    api,
)


def plan(resource: SettingsResource, answer: Json, desired: Json) -> Plan | None:
    """The plan, None where a rule refuses it."""
    try:
        return plan_update(resource, answer, specified(resource.fields, desired))
    except ValidationError:
        return None


def without_secrets(group: Field, settings: Json) -> Json:
    """Settings that can be compared."""
    return {
        name: without_secrets(group.fields[name], value) if group.fields[name].fields else value
        for name, value in settings.items()
        if not group.fields[name].write_only
    }


@given(ANY_RESOURCE)
def test_only_what_is_named_changes(case: t.Any) -> None:
    resource, answer, desired = case
    untouched = copy.deepcopy(answer)
    planned = plan(resource, answer, desired)
    assert answer == untouched
    if planned is None or planned.payload is None:
        return

    def compare(group: Field, old: t.Any, new: t.Any, named: t.Any, required: t.Any) -> None:
        for api_name, (name, field) in group.by_api_name.items():
            before, after = old.get(api_name), new.get(api_name)
            assert after is not None or api_name not in new  # a PUT takes no nulls
            if field.read_only:
                assert api_name not in new
            elif field.write_only:
                assert after == named.get(name)  # and never the mask that the API returned
            elif name in required and before is None and after == required[name]:
                assert {**required[name], **{k: v for k, v in named.get(name, {}).items() if v}} == required[name]
            elif field.fields:
                compare(field, before or {}, after or {}, named.get(name, {}), {})
            elif name not in named:
                assert before == after
            else:
                assert field.equal(after, named[name])
        assert ("somethingNew" in old) == ("somethingNew" in new)
        assert old.get("somethingNew") == new.get("somethingNew")

    compare(resource.fields, answer, planned.payload, desired, resource.required)
    assert set(resource.required) <= {
        name for api_name, (name, dummy) in resource.fields.by_api_name.items() if api_name in planned.payload
    }


@given(ANY_RESOURCE)
def test_once_is_enough(case: t.Any) -> None:
    resource, answer, desired = case
    planned = plan(resource, answer, desired)
    if planned is None or planned.payload is None:
        return

    def put(group: Field, old: t.Any, payload: t.Any) -> t.Any:
        """The settings that an API has after a PUT: what it was sent, and what it only returns."""
        result = dict(payload)
        for name, field in api(group).items():
            if field.read_only and name in old:
                result[name] = old[name]
            elif field.fields and name in payload:
                result[name] = put(field, old.get(name) or {}, payload[name])
        return result

    after = put(resource.fields, answer, planned.payload)
    again = plan_update(resource, after, without_secrets(resource.fields, desired))
    assert not again.changed
    assert {**again.before, **planned.after} == again.before  # what a PUT requires was added, at most


def secrets_of(group: Field, settings: t.Any) -> list[str]:
    """The paths of what is write-only, and there."""
    return [path for path, one in group.leaves() if one.write_only and get(settings, path) is not None]


@given(ANY_RESOURCE)
def test_a_result_can_be_fed_back(case: t.Any) -> None:
    resource, answer, dummy = case
    returned = to_ansible(resource, answer)
    assert not plan_update(resource, answer, specified(resource.fields, returned)).changed


@given(ANY_RESOURCE)
def test_what_differs_differs_in_the_diff_and_a_secret_always_changes(case: t.Any) -> None:
    resource, answer, desired = case
    planned = plan(resource, answer, desired)
    if planned is not None:
        secrets = list(secrets_of(resource.fields, desired))
        assert planned.changed == (planned.before != planned.after or bool(secrets))
        assert planned.changed == bool(planned.changes)
        assert len(planned.sent) == len(secrets)


@given(ANY_RESOURCE)
def test_a_secret_is_in_the_payload_alone(case: t.Any) -> None:
    resource, answer, desired = case
    planned = plan(resource, answer, desired)
    assert not list(secrets_of(resource.fields, to_ansible(resource, answer)))
    if planned is not None:
        assert not list(secrets_of(resource.fields, planned.before))
        assert not list(secrets_of(resource.fields, planned.after))
        for change in planned.changes:
            if change["field"] in planned.sent:
                assert change == {"field": change["field"], "before": None, "after": None}


@given(answers(SAMPLE.fields), st.data())
def test_an_answer_that_is_not_understood_is_an_error(answer: t.Any, data: st.DataObject) -> None:
    def paths(group: Field, above: tuple[str, ...] = ()) -> t.Iterator[tuple[tuple[str, ...], Field]]:
        for name, field in api(group).items():
            yield (*above, name), field
            yield from paths(field, (*above, name))

    path, field = data.draw(st.sampled_from(list(paths(SAMPLE.fields))))
    wrong = data.draw(st.sampled_from([None, [], {}, "1", 1, 1.5, 3.0, float("nan"), True]))
    inner = answer
    for name in path[:-1]:
        inner[name] = inner.get(name) or {}
        inner = inner[name]
    inner[path[-1]] = wrong
    # null is no value: it is unknown, but not where it leaves none of the settings.
    none_left = all(answer.get(name) is None for name, one in api(SAMPLE.fields).items() if not one.write_only)
    right = type(wrong).__name__ == field.type or (isinstance(wrong, float) and wrong == 3 and field.type == "int")
    if not none_left and (right or wrong is None or field.write_only):
        assert isinstance(to_ansible(SAMPLE, answer), dict)
    else:
        try:
            to_ansible(SAMPLE, answer)
        except WebexError as error:
            assert "not understood" in error.msg
        else:
            raise AssertionError("it was understood")
