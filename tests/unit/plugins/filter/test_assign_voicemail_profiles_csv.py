# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a CSV to what the module takes."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.tests.unit.plugins.filter.profiles import (
    ANNA,
    BO,
    COPY,
    PROFILES,
    plan,
    refused,
    settings,
)


def test_a_csv() -> None:
    csv = (
        "\ufeffPerson; profile ;transfer_to_number.destination;send_unanswered_calls.number_of_rings;enabled;"
        "send_busy_calls.greeting\r\n"
        f"{ANNA};;;;TRUE;CUSTOM\r\n"
        "\r\n"
        ";;;;;\r\n"
        f'"{BO}";assistant;"+1 (408) 555-1200";7;no;\r\n'
    )
    found = plan(["c@example.com"], csv)
    assert found["profiles"] == ["rings", "rings", "assistant"]
    assert found["people"][1:] == [
        {"person": ANNA, **PROFILES["rings"], "enabled": True, "send_busy_calls": {"greeting": "CUSTOM"}},
        {
            "person": BO,
            "transfer_to_number": {"enabled": True, "destination": "+1 (408) 555-1200"},
            "send_unanswered_calls": {"number_of_rings": 7},
            "enabled": False,
        },
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_and_quotes(separator: str) -> None:
    csv = f'person{separator}profile\n"{ANNA}"{separator}"copy"{separator}\n\n'
    assert settings([], csv) == COPY


@pytest.mark.parametrize(
    ("csv", "sentence"),
    [
        ("person", "The CSV holds no people: below the names of the columns it needs a line for each person"),
        ("\n\n", "No people are given"),
        ("who,profile\n", "The CSV has no column person. Its first line must name the columns"),
        (f"{ANNA}\n{BO}\n", "The CSV has no column person. Its first line must name the columns"),
        (
            "person,shoes\n",
            "Line 1 of the CSV, column shoes: there is no such setting. The columns are person, profile, greeting_busy, greeting_unan",
        ),
        ("person,transfer_to_number\n", "column transfer_to_number: there is no such setting"),
        ("person,profile,Profile\n", "Line 1 of the CSV, columns profile and Profile: each of them is profile. Leave"),
        (f"person\n{ANNA},copy\n", "Line 2 of the CSV, cell 2: copy belongs to no column"),
        (f"person,profile\n,copy\n{ANNA},\n", "Line 2 of the CSV has no person"),
        (f"person,profile\n{ANNA},\n\n{BO},cop\n", "Line 4 of the CSV, column profile: there is no profile cop"),
        (
            f"person\n{ANNA}\n{ANNA.title()}\n",
            f"Line 3 of the CSV, column person: {ANNA} is given twice, first as line 2 of the CSV",
        ),
        (f'person\n"{ANNA}\n', "of the CSV cannot be read"),
        ("person\n\udce9@example.com\n", "not in UTF-8"),
        (f"person,enabled\n{ANNA},wahr\n", "Line 2 of the CSV, column enabled: it must be true or false, not wahr"),
        (f"person,send_unanswered_calls.number_of_rings\n{ANNA},4.5\n", "it must be a whole number, not 4.5"),
        (f"person,send_unanswered_calls.number_of_rings\n{ANNA},inf\n", "it must be a whole number, not inf"),
        (f"person,send_busy_calls.greeting\n{ANNA},OWN\n", "it must be DEFAULT or CUSTOM, not OWN"),
        (f"person,profile\n{ANNA},assistant\n", "the profile assistant needs transfer_to_number.destination"),
    ],
)
def test_a_csv_that_is_refused(csv: str, sentence: str) -> None:
    assert sentence in refused([], csv)


@pytest.mark.parametrize("csv", [f"{ANNA},secret\n{BO}\n", "ssh-rsa AAAA secret", "secret\0more", "a,b\nperson,secret"])
def test_nothing_of_a_text_that_is_no_csv_is_quoted(csv: str) -> None:
    message = refused([], csv)
    assert "secret" not in message and ANNA not in message and "no column person" in message


FORMULAS = ["=1+1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")']
WITH_A_PLUS = ["+1+cmd|' /C calc'!A0", "+A1"]


@pytest.mark.parametrize("cell", [*FORMULAS, *WITH_A_PLUS])
@pytest.mark.parametrize(
    "column", ["profile", "transfer_to_number.destination", "notifications.destination", "enabled"]
)
def test_a_formula_is_refused(cell: str, column: str) -> None:
    quoted = cell.replace('"', '""')
    number = column == "transfer_to_number.destination" and cell in WITH_A_PLUS
    words = "is not a phone number" if number else "looks like a formula"
    assert words in refused([], f'person,{column}\n{ANNA}," {quoted}"\n')


def test_a_formula_for_a_person_is_refused() -> None:
    said = refused([], 'person\n"=cmd@example.com"\n')
    assert said == "Line 2 of the CSV, column person: it looks like a formula, which is not allowed: =cmd@example.com."


@pytest.mark.parametrize("column", ["transfer_to_number.destination", "fax_message.phone_number"])
def test_a_phone_number_may_begin_with_a_plus(column: str) -> None:
    section, name = column.split(".")
    assert settings([], f"person,{column}\n{ANNA},+46 8 123-45.67 (0)\n")[section][name] == "+46 8 123-45.67 (0)"
    assert "looks like a formula" in refused([], f"person,notifications.destination\n{ANNA},+46\n")


@given(st.text(max_size=200))
def test_any_text_is_a_plan_or_a_sentence(text: str) -> None:
    for arguments in ((text, ""), ([], text), ([], "person,profile\n" + text)):
        try:
            found = plan(*arguments)
        except AnsibleFilterError as error:
            assert str(error).endswith((".", "?"))
        else:
            assert found["people"] and len(found["people"]) == len(found["profiles"])
            assert all(set(one) <= {"person", *PERSON_VOICEMAIL.fields.fields} for one in found["people"])
