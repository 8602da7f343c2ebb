# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All that is wrong with a CSV, where it is, and what would be right; and columns as others name them."""

from __future__ import annotations

import csv as csv_module
import io
import typing as t

import pytest
from ansible.module_utils.common.dict_transformations import snake_dict_to_camel_dict
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import EMAIL
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import parse_targets
from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, did_you_mean
from ansible_collections.webex.calling.plugins.plugin_utils.people_csv import read_csv
from ansible_collections.webex.calling.plugins.plugin_utils.voicemail import LEAVES, SETTINGS
from ansible_collections.webex.calling.tests.unit.plugins.filter.profiles import ANNA, BO, plan, refused, settings

RINGS, ZERO = "send_unanswered_calls.number_of_rings", "transfer_to_number.destination"
WRONG = f"""Email,profile,{ZERO},numberofrings,sendUnansweredCalls_numberOfRings,enabled,send_busy_calls.greeting,Title
{ANNA},assistant,+1 408 555 12oo,,1,true,,
{BO},asistant,13O0x,,25,maybe,custm,
quinn.quist,,,,4,,,
c@example.com,,=1+1,,four,,,
{ANNA},,,,,,,,more
"""


def test_all_that_is_wrong_is_told_at_once_a_line_each() -> None:
    lines = plan([], [{"name": "people.csv", "text": WRONG}], fail=False)["problems"]
    said = [line.replace("sendUnansweredCalls_numberOfRings", "RINGS").replace(ZERO, "ZERO") for line in lines]
    del said[1]  # the names of all columns
    profiles = "The profiles are assistant, copy, external, nothing, rings"
    assert said == [
        f"Line 1 of people.csv, column numberofrings: there is no such setting. Did you mean {RINGS}?",
        "Line 2 of people.csv, column ZERO: it is not a phone number: +1 408 555 12oo (it holds the letter o).",
        "Line 2 of people.csv, column RINGS: it must be from 2 to 20, not 1.",
        f"Line 3 of people.csv, column profile: there is no profile asistant. {profiles}. Did you mean assistant?",
        "Line 3 of people.csv, column ZERO: it is not a phone number: 13O0x (it holds the letters O, x).",
        "Line 3 of people.csv, column RINGS: it must be from 2 to 20, not 25.",
        "Line 3 of people.csv, column enabled: it must be true or false, not maybe.",
        "Line 3 of people.csv, column send_busy_calls.greeting: it must be DEFAULT or CUSTOM, not custm. Did you mean CUSTOM?",
        "Line 4 of people.csv, column Email: quinn.quist is not a valid Webex ID; if it is meant as an e-mail address, its domain is "
        "missing.",
        "Line 5 of people.csv, column ZERO: it looks like a formula, which is not allowed: =1+1.",
        "Line 5 of people.csv, column RINGS: it must be a whole number, not four.",
        f"Line 6 of people.csv, column Email: {ANNA} is given twice, first as line 2 of people.csv.",
        "Line 6 of people.csv, cell 9: more belongs to no column.",
    ]
    assert lines[1].startswith("Line 1 of people.csv, column Title: there is no such setting. The columns are person, ")


# For each column what is right, and what is not.
CELLS: dict[str, tuple[list[str], list[str]]] = {
    "profile": (["", "copy"], ["kopy"]),
    "enabled": (["", "true", "No"], ["maybe", "2"]),
    RINGS: (["", "2", "20"], ["1", "21", "4.5", "four", "-3"]),
    ZERO: (["", "6527", "+1 (408) 555-1200", "*97"], ["13O0x", "+1 408 555 12oo", "=6527", "+"]),
    "fax_message.extension": (["", "07"], ["7-1", "x7"]),
    "notifications.destination": (["", "{email}", BO], ["nobody", "a@x.example b@x.example", "@sum"]),
    "message_storage.storage_type": (["", "INTERNAL", "External"], ["inside", "DISK"]),
}
ROWS = st.lists(
    st.fixed_dictionaries(
        {key: st.tuples(st.booleans(), st.integers(0, 4)) for key in CELLS},
    ),
    min_size=1,
    max_size=6,
)


@examples(max_examples=50)
@given(ROWS, st.sampled_from(",;\t"))
def test_every_wrong_cell_is_told_once_with_its_line_and_column(rows: list[t.Any], separator: str) -> None:
    wrong, file = [], io.StringIO()
    writer = csv_module.writer(file, delimiter=separator)
    writer.writerow(["person", *CELLS])
    for number, row in enumerate(rows):
        cells = [f"{number}@example.com"]
        for key in CELLS:
            right, which = row[key]
            choices = CELLS[key][0 if right else 1]
            cells.append(choices[which % len(choices)])
            if not right:
                wrong.append((f"Line {number + 2} of the CSV, column {key}", cells[-1]))
        writer.writerow(cells)
    found = plan([], file.getvalue(), fail=False)
    told = [line.split(": ", 1) for line in found["problems"]]
    assert [where for where, dummy in told] == [where for where, dummy in wrong]
    assert all(cell in words for (dummy, words), (dummy, cell) in zip(told, wrong))
    assert len(found["people"]) == (0 if wrong else len(rows))


SOME_CELLS = st.one_of(
    st.sampled_from([cell for right, wrong in CELLS.values() for cell in (*right, *wrong)]), st.text(max_size=12)
)


@examples(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from([ANNA, "b@x.y", "me", "quinn"]), *[SOME_CELLS] * 7), min_size=1, max_size=4))
def test_what_passes_is_refused_by_no_module(rows: list[t.Any]) -> None:
    """So that no message of a module names an index where a line is known."""
    file = io.StringIO()
    csv_module.writer(file).writerows([("person", *CELLS), *rows])
    people = plan([], file.getvalue(), fail=False)["people"]
    params: dict[str, t.Any] = dict.fromkeys(("person", "location", "all", *PERSON_VOICEMAIL.fields.fields))
    selected = parse_targets(PERSON, PERSON_VOICEMAIL, {**params, "people": people, "concurrency": 1})
    assert [target.given for target in selected.targets or ()] == [one["person"] for one in people]


@pytest.mark.parametrize("leaf", SETTINGS)
def test_the_names_of_the_api_are_understood(leaf: str) -> None:
    """As in its JSON, with dots or underscores between."""
    section, dummy, name = leaf.rpartition(".")
    api = [next(iter(snake_dict_to_camel_dict({one: None}))) for one in (section, name) if one]
    field = LEAVES[leaf]
    typed = {"bool": "true", "int": "5"}.get(field.type)
    cell = typed or (field.choices or [BO if field.format is EMAIL else "1408"])[0]
    expected = settings([], f"person,{leaf}\n{ANNA},{cell}\n", profile="nothing")
    assert expected
    for written in (".".join(api), "_".join(api), leaf.upper(), leaf.replace("_", " ")):
        assert settings([], f"person,{written}\n{ANNA},{cell}\n", profile="nothing") == expected


@pytest.mark.parametrize(
    "column",
    [
        *("email", "E-mail", "User ID/Email (Required)", "User ID / E-mail (Required)", "User ID/Email", "User Email"),
        *("USERNAME", "Person", "personId"),
    ],
)
def test_the_person_as_others_name_the_column(column: str) -> None:
    assert plan([], f"{column}\n{ANNA}\n")["names"] == [ANNA]


def test_two_columns_for_the_person_are_refused() -> None:
    said = refused([], f"email,personId\n{ANNA},\n")
    assert said == "Line 1 of the CSV, columns email and personId: each of them is person. Leave one of them out."


def test_what_only_the_api_writes_is_read_and_not_judged() -> None:
    csv = f"person,sendUnansweredCalls.systemMaxNumberOfRings,voiceMessageForwardingEnabled\n{ANNA},99,perhaps\n"
    assert settings([], csv, profile="nothing") == {}


def test_unknown_columns_are_left_out_on_request_and_named() -> None:
    csv = f"First Name,User ID/Email (Required),Extension,enabled\nAnna,{ANNA},=7001,no\n"
    found = plan([], csv, profile="nothing", ignore_unknown_columns=True)
    assert found["people"] == [{"person": ANNA, "enabled": False}]
    assert found["ignored_columns"] == ["First Name", "Extension"]
    said = refused([], csv)
    assert "Line 1 of the CSV, column Extension: it is no voicemail setting. Delete it, or have" in said
    assert "column First Name: there is no such setting. The columns are person" in said
    assert said.endswith(
        "Delete it, or have all unknown columns ignored with voicemail_onboarding_ignore_unknown_columns."
    )


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("Phone Number", "it is no voicemail setting. Delete it"),
        ("Location", "it is no voicemail setting. Delete it"),
        ("Voicemail Enabled", "there is no such setting. Did you mean enabled?"),
        ("Message Storage Type", "there is no such setting. Did you mean message_storage.storage_type?"),
    ],
)
def test_columns_of_control_hub(column: str, words: str) -> None:
    assert f"Line 1 of the CSV, column {column}: {words}" in refused([], f"User Email,{column}\n{ANNA},\n")


def test_without_a_person_the_names_are_told_and_of_the_file_what_is_like_one() -> None:
    said = refused([], "Usr Email,Profile,s3cret,First Name\n")
    names = "person (or email, User ID/Email (Required), User ID/Email, User Email, USERNAME, personId)"
    assert f"Its first line must name the columns: {names}, optionally profile, and settings" in said
    assert said.endswith("It has 4 columns, among them Usr Email, Profile.")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_line_that_tells_excel_the_separator(separator: str) -> None:
    csv = f"sep={separator}\r\nUser ID/Email{separator}send_busy_calls.greeting\r\n{ANNA}{separator}custom\r\n"
    found = plan([], csv, profile="nothing")
    assert found["people"] == [{"person": ANNA, "send_busy_calls": {"greeting": "CUSTOM"}}]
    assert found["lines"] == ["line 3 of the CSV"]


def test_the_way_out_of_another_encoding() -> None:
    for encoding in ("utf-16", "utf-16-le"):
        with pytest.raises(Problem, match="in UTF-8: save it as CSV UTF-8"):
            read_csv(io.BytesIO(f"person\n{ANNA}\n".encode(encoding)))


def test_the_line_of_each_person_is_where_it_begins() -> None:
    csv = f'person,profile\n\n"{ANNA}\n",rings\n{BO},\n'
    found = plan(["c@example.com"], [{"name": "a.csv", "text": csv}])
    assert found["lines"] == ["", "line 3 of a.csv", "line 5 of a.csv"]


def test_a_file_that_was_refused_is_one_problem_among_others() -> None:
    files = [{"name": "a.csv", "text": "", "problem": "a.csv: It is not a text file"}, f"person\n{ANNA},x\n"]
    assert plan([], files, fail=False)["problems"] == [
        "a.csv: It is not a text file.",
        "Line 2 of the CSV, cell 2: x belongs to no column.",
    ]


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("numberOfRing", f"Did you mean {RINGS}?"),
        ("destination", "Did you mean notifications.destination or transfer_to_number.destination?"),
        ("transfer_to_nuber.destination", f"Did you mean {ZERO}?"),
        ("rings", f"Did you mean {RINGS}?"),
        ("number", ""),
        ("shoe size", ""),
        ("", ""),
    ],
)
def test_what_may_be_meant(name: str, question: str) -> None:
    assert did_you_mean(name, SETTINGS) == question
