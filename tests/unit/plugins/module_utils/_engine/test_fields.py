# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A field: what follows from its declaration, and which values are the same."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import (
    Field,
    boolean,
    email,
    enum,
    get,
    integer,
    json_object,
    normalize_email,
    normalize_phone,
    object_,
    phone,
    read_only,
    string,
    write_only,
)
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._engine.samples import SAMPLE


@pytest.mark.parametrize(
    ("field", "one", "other", "same"),
    [
        (email(), "Anna@Example.com", "anna@example.com", True),
        (email(), "kelvin@example.com", "\u212aelvin@example.com", False),
        (email(), None, "", True),
        (email(), "a@example.com", "", False),
        (phone(), "+46 (8) 12-34.5", "+4681 2345", True),
        (phone(), "+4681", "4681", False),
        (string(), "a", "A", False),
        (string(), "", None, True),
        (string(), "a", None, False),
        (boolean(), False, None, False),
        (boolean(), None, None, True),
        (integer(1, 9), 0, None, False),
        (enum("A", "B"), "", None, False),
        (boolean(), True, True, True),
    ],
)
def test_which_values_are_the_same(field: Field, one: t.Any, other: t.Any, same: bool) -> None:
    assert field.equal(one, other) is same
    assert field.equal(other, one) is same


@pytest.mark.parametrize("value", ["1234", "", None])
def test_a_write_only_value_is_never_the_same(value: t.Any) -> None:
    assert not write_only(string()).equal(value, value)


def test_the_argument_spec_follows_from_the_fields() -> None:
    spec = SAMPLE.fields.argument_spec
    assert {name: one["type"] for name, one in spec.items()} == {
        "enabled": "bool",
        "level": "int",
        "mode": "str",
        "title": "str",
        "pin": "str",
        "portal_access_vm_deposit": "bool",
        "storage": "dict",
        "version": "str",
        "policy": "dict",
    }
    assert [name for name, one in spec.items() if "choices" in one] == ["mode"]
    assert spec["mode"]["choices"] == ["QUIET", "LOUD"]
    inner = spec["storage"]["options"]
    assert list(inner) == ["kind", "address", "number", "days", "longest", "key"]
    assert [name for part in (spec, inner) for name, one in part.items() if one["no_log"]] == ["pin", "key"]


def test_the_names_of_the_api_are_in_camel_case_or_as_declared() -> None:
    assert list(SAMPLE.fields.by_api_name) == [
        "enabled",
        "level",
        "mode",
        "title",
        "pin",
        "portalAccessVMDeposit",
        "storage",
        "version",
        "policy",
    ]
    group = object_(mwi_enabled=boolean(), number_of_days_for_message_expiry=integer(1, 2))
    assert list(group.by_api_name) == ["mwiEnabled", "numberOfDaysForMessageExpiry"]
    assert group.by_api_name["mwiEnabled"] == ("mwi_enabled", boolean())


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (string(), True),
        (email(), True),
        (phone(), True),
        (enum("A"), False),
        (boolean(), False),
        (integer(1, 2), False),
    ],
)
def test_which_fields_are_free_texts(field: Field, text: bool) -> None:
    assert field.is_text is text


def test_what_a_declaration_says() -> None:
    assert (boolean().type, string().type, object_(a=string()).type) == ("bool", "str", "dict")
    assert (integer(2, 5).type, integer(2, 5).range) == ("int", (2, 5))
    assert enum("A", "B").choices == ("A", "B")
    assert object_(a=boolean()).fields == {"a": boolean()}
    assert json_object() == Field("dict")
    assert email().normalize is normalize_email and phone().normalize is normalize_phone
    assert read_only(integer(2, 5)) == Field("int", range=(2, 5), read_only=True)
    assert write_only(integer(2, 5)) == Field("int", range=(2, 5), write_only=True)


def test_an_address_is_compared_in_ascii_whatever_it_holds() -> None:
    assert normalize_email("ÄNNA@Example.COM") == "Änna@example.com"
    assert normalize_email("\ud800A@X.example") == "\ud800a@x.example"
    assert normalize_email("\u212a@x.example") == "\u212a@x.example"


def test_leaves_are_the_fields_that_are_no_objects() -> None:
    group = object_(a=boolean(), b=object_(c=string(), d=object_(e=email())))
    assert list(group.leaves()) == [("a", boolean()), ("b.c", string()), ("b.d.e", email())]


@pytest.mark.parametrize(
    ("path", "value"), [("a", {"b": {"c": 0}}), ("a.b.c", 0), ("a.x", None), ("a.b.c.d", None), ("x.y", None)]
)
def test_what_stands_at_a_path(path: str, value: t.Any) -> None:
    assert get({"a": {"b": {"c": 0}}}, path) == value
