# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What names a person."""

from __future__ import annotations

import base64

import pytest

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.module_utils._owners import people


def identity(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


PERSON = identity("ciscospark://us/PEOPLE/f5b36187-c8dd-4727-8b2f-f9c447f29046")
ORGANIZATION = identity("ciscospark://us/ORGANIZATION/96abc2aa-3dcc-11e5-a152-fe34819cdc9a")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (ORGANIZATION, "is a Webex ID of the kind ORGANIZATION, not PEOPLE"),
        ("anna", "anna is not a valid Webex ID"),
        ("", "person is empty"),
        (" \t\r\n", "person is empty"),
        (" anna ", "person: ' anna ' is not a valid Webex ID"),
        (PERSON + "/../..", "is not a valid Webex ID"),
        (identity("ciscospark://us/PEOPLE/../x y"), "is not a valid Webex ID"),
        ("anna @example.com", "is not an e-mail address"),
        ("anna\n@example.com", r"person: 'anna\\n@example.com' is not an e-mail address"),
        ("anna@example.com\N{NO-BREAK SPACE}", r"'anna@example.com\\xa0' is not an e-mail address"),
        (
            "a@x.example, b@x.example",
            "person: a@x.example, b@x.example holds 2 addresses instead of one: give a list",
        ),
        ("a@x.example;b@x.example c@x.example", "holds 3 addresses"),
    ],
)
def test_nobody(given: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        people.PERSON.validate(given)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (" anna@example.com\r\n", "anna@example.com"),
        ("\t" + PERSON + "==\n", PERSON),
        ('"anna, the first"@example.com'.replace(" ", ""), '"anna,thefirst"@example.com'),
    ],
)
def test_what_surrounds_a_name_is_no_part_of_it(given: str, name: str) -> None:
    assert people.PERSON.validate(given) == name
