# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all kinds of owners have in common."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import (
    Owner,
    OwnerKind,
    listed_id,
    not_empty,
    text_of,
)
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON
from ansible_collections.webex.calling.plugins.module_utils._owners.registry import OWNER_KINDS
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._owners.given_client import (
    GivenClient,
    as_client,
    webex_id,
)

PERSON_ID = webex_id("PEOPLE", "anna")


class VirtualLines(OwnerKind):
    name = "virtual_line"
    plural = "virtual_lines"
    id_kinds = ("VIRTUAL_LINE", "VIRTUAL_PROFILE")


def test_what_owners_are_called_in_a_sentence() -> None:
    assert (VirtualLines().label, VirtualLines().labels) == ("virtual line", "virtual lines")
    assert (PERSON.label, PERSON.labels) == ("person", "people")


def test_the_ids_of_a_kind() -> None:
    kind = VirtualLines()
    assert kind.is_id(webex_id("VIRTUAL_LINE", "a")) and kind.is_id(webex_id("VIRTUAL_PROFILE", "a"))
    assert not kind.is_id(PERSON_ID) and not kind.is_id("a") and not kind.is_id("")
    assert kind.key("Name") == "Name"


def test_a_kind_says_how_its_owners_are_found() -> None:
    kind, client = OwnerKind(), as_client(GivenClient(lambda path, query: []))
    for question in (
        lambda: kind.validate("a"),
        lambda: kind.resolve(client, ["a"], 1),
        lambda: kind.everyone(client),
    ):
        with pytest.raises(NotImplementedError):
            question()


def test_the_registry_has_each_kind_by_its_name() -> None:
    assert all(name == kind.name for name, kind in OWNER_KINDS.items())
    assert OWNER_KINDS["person"] is PERSON


def test_white_space_around_a_name_is_no_part_of_it() -> None:
    assert not_empty("location", " \t\r\n\f\vA b\n", "a name") == "A b"
    assert not_empty("location", "\u00a0A", "a name") == "\u00a0A"
    for empty in ("", " ", "\t\n"):
        with pytest.raises(ValidationError) as caught:
            not_empty("location", empty, "a name")
        assert caught.value.msg == "location is empty: give a name."


def test_the_id_of_what_is_listed_has_no_padding() -> None:
    identity = webex_id("PEOPLE", "annas")
    assert listed_id({"id": identity + "=="}, "person", "/people", ("PEOPLE",)) == identity


@pytest.mark.parametrize("item", [{}, {"id": None}, {"id": 7}, {"id": "x"}, {"id": webex_id("PLACE", "a")}])
def test_what_is_listed_without_the_id_of_one_is_not_understood(item: t.Any) -> None:
    with pytest.raises(WebexError) as caught:
        listed_id(item, "person", "/people", ("PEOPLE",))
    assert caught.value.msg == "The API listed a person without the ID of one, which is not understood."
    assert caught.value.fields == {"method": "GET", "path": "/people"}


@pytest.mark.parametrize(("value", "text"), [("a", "a"), ("", None), (None, None), (3, None), ([], None)])
def test_a_text_that_is_listed(value: t.Any, text: str | None) -> None:
    assert text_of({"name": value}, "name") == text
    assert text_of({}, "name") is None


def test_somebody_is_licensed_until_the_api_says_otherwise() -> None:
    assert Owner("x").licensed
