# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webex IDs."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.module_utils._http.ids import check_id, kind_of_id, organization_id

UUID = "f5b36187-c8dd-4727-8b2f-f9c447f29046"
PERSON = base64.urlsafe_b64encode(f"ciscospark://us/PEOPLE/{UUID}".encode()).decode().rstrip("=")
ORGANIZATION = base64.b64encode(f"ciscospark://us/ORGANIZATION/{UUID}".encode()).decode().rstrip("=")


def test_the_kind_of_an_id() -> None:
    assert kind_of_id(PERSON) == kind_of_id(PERSON + "==") == "PEOPLE" and kind_of_id(ORGANIZATION) == "ORGANIZATION"
    assert kind_of_id("anna") is None and kind_of_id("") is None and kind_of_id(PERSON + "/../..") is None


@given(st.text())
def test_any_text_is_an_id_or_none(text: str) -> None:
    assert kind_of_id(text) is None or str(kind_of_id(text)).isupper()


def test_an_id_is_taken_without_what_surrounds_it() -> None:
    assert check_id("person", f"\t{PERSON}=\n", "PEOPLE") == PERSON


@pytest.mark.parametrize(
    ("given", "words"),
    [(ORGANIZATION, "is a Webex ID of the kind ORGANIZATION, not PEOPLE"), ("anna", "anna is not a valid Webex ID")],
)
def test_another_kind_is_refused(given: str, words: str) -> None:
    with pytest.raises(ValidationError, match=f"person: .*{words}"):
        check_id("person", given, "PEOPLE")


def test_an_organization_by_its_uuid() -> None:
    assert organization_id(UUID) == organization_id(UUID.upper()) == organization_id(ORGANIZATION) == ORGANIZATION
