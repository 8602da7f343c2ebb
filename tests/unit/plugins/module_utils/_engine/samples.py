# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A resource that has every kind of field and rule, and what an API may answer and a task may name for any resource."""

from __future__ import annotations

import typing as t
from dataclasses import replace

from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import (
    Field,
    boolean,
    email,
    enum,
    integer,
    json_object,
    normalize_email,
    object_,
    phone,
    read_only,
    string,
    write_only,
)
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._engine.rules import MaximumFrom, RequiredIf
from ansible_collections.webex.calling.plugins.module_utils._resources.registry import RESOURCES

SAMPLE = SettingsResource(
    module="webex_sample",
    owner="person",
    result_key="sample",
    label="sample settings",
    path="/people/{id}/sample",
    read_scope="spark-admin:sample_read",
    write_scope="spark-admin:sample_write",
    fields=object_(
        enabled=boolean(),
        level=integer(1, 9),
        mode=enum("QUIET", "LOUD"),
        title=string(),
        pin=write_only(string()),
        portal_access_vm_deposit=replace(boolean(), api_name="portalAccessVMDeposit"),
        storage=object_(
            kind=enum("INTERNAL", "EXTERNAL"),
            address=email(),
            number=replace(phone(), may_be_refused=True),
            days=integer(1, 30),
            longest=read_only(integer(1, 30)),
            key=write_only(integer(1000, 9999)),
        ),
        version=read_only(string()),
        policy=read_only(json_object()),
    ),
    rules=(
        RequiredIf("enabled", True, ("title", "storage.address")),
        RequiredIf("mode", "LOUD", ("portal_access_vm_deposit",), "it is too loud"),
        MaximumFrom("storage.days", "storage.longest"),
    ),
    required={"storage": {"kind": "INTERNAL"}},
    not_sent=frozenset(["timeZone"]),
    needed_to_create=("title", "pin"),
)

ADDRESSES = ("a@example.com", "A@Example.com", "bo@example.com", "Bo@example.com", "cleo@example.com")
TEXTS = ("0", "7001", "+46 (8) 12-34.5", "+4681 2345", "+1", "+1 408 555 1234", "4-0.8", "+14085551234")
UNKNOWN = (0, 1, "a", "ä 漢🙂", None, {}, {"nested": None})


def api(group: Field) -> dict[str, Field]:
    """The fields of an object by the API's names."""
    return {name: field for name, (dummy, field) in group.by_api_name.items()}


def values(field: Field) -> st.SearchStrategy[t.Any]:
    """What a field may hold."""
    if field.type == "bool":
        return st.booleans()
    if field.type == "dict":
        return st.dictionaries(st.sampled_from(["minLength", "some"]), st.booleans())
    if field.range:
        return st.integers(*field.range)
    if field.choices:
        return st.sampled_from(field.choices)
    if field.normalize is normalize_email:
        return st.sampled_from(ADDRESSES)
    return st.sampled_from(TEXTS)


def answers(group: Field, whole: bool = True) -> st.SearchStrategy[t.Any]:
    """What the API may answer: any part of it, null where something was never set, perhaps something nobody has heard of, or a
    mask in the place of a secret.

    With I(whole), one of the settings is there at least.
    """
    perhaps: dict[str, t.Any] = {
        name: st.just("****")
        if field.write_only
        else st.one_of(answers(field, False) if field.fields else values(field), st.none())
        for name, field in api(group).items()
    }
    perhaps["somethingNew"] = st.sampled_from(UNKNOWN)
    always = {name: values(field) for name, field in list(api(group).items())[:1] if whole}
    return st.fixed_dictionaries(always, optional={name: one for name, one in perhaps.items() if name not in always})


def tasks(group: Field) -> st.SearchStrategy[t.Any]:
    """What a task may name."""
    return st.fixed_dictionaries(
        {},
        optional={
            name: tasks(field)
            if field.fields
            else st.one_of(values(field), st.just(""))
            if field.is_text and not field.write_only
            else values(field)
            for name, field in group.fields.items()
            if not field.read_only
        },
    )


ANY_RESOURCE = st.one_of(
    [
        st.tuples(st.just(resource), answers(resource.fields), tasks(resource.fields))
        for resource in (SAMPLE, *RESOURCES.values())
    ]
)
