# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of people after their settings: greetings and passcodes, in the summary, and who goes on."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.filter.voicemail_succeeded import FilterModule, voicemail_succeeded
from ansible_collections.webex.calling.plugins.filter.voicemail_summary import voicemail_summary

Json = dict[str, t.Any]

A, B, C, D = (f"{letter}@example.com" for letter in "abcd")
ASSIGNED: Json = {
    "people": [{"person": one} for one in (A, B, C, D)],
    "profiles": ["x"] * 4,
    "names": [A, B, C, D],
    "lines": [""] * 4,
    "ignored_columns": [],
}
APPLIED: Json = {"people": [{"person": A, "changed": True}, {"person": D, "failed": True, "msg": "No."}], "msg": "One."}


def failure(person: str, msg: str = "No file.") -> Json:
    return {"person": person, "changed": False, "failed": True, "msg": msg, "status": 403}


def given(greeting: str, people: list[str], *changed_or_failed: Json, **more: t.Any) -> Json:
    """An item of a registered loop."""
    return {"item": {"greeting": greeting, "src": "a.wav", "person": people}, "people": changed_or_failed, **more}


GREETED: Json = {
    "results": [
        given("busy", [A, D], {"person": A, "changed": True}, failure(D)),
        given("unanswered", [A, B], failure(B)),
    ]
}


def test_the_filter_has_a_name() -> None:
    assert FilterModule().filters() == {"voicemail_succeeded": voicemail_succeeded}


def test_who_goes_on() -> None:
    assert voicemail_succeeded(ASSIGNED, APPLIED) == [A, B, C]
    assert voicemail_succeeded(ASSIGNED, APPLIED, GREETED) == [A, C]
    assert voicemail_succeeded(ASSIGNED, {"msg": "The token is wrong."}) == []


def test_a_file_that_could_not_be_given_to_anybody_stops_those_who_were_to_get_it() -> None:
    broken = {"results": [{"item": {"greeting": "busy", "person": [A]}, "failed": True, "msg": "Gone."}]}
    assert voicemail_succeeded(ASSIGNED, APPLIED, broken) == [B, C]
    found = voicemail_summary(APPLIED, ASSIGNED, greetings=broken)
    assert found["msg"] == "One. greeting_busy: Gone." and found["summary"]["failed"] == 2


def test_each_step_is_counted_and_one_failure_named_for_each() -> None:
    passcodes = {"people": [{"person": A, "changed": True}, failure(C, "No PIN.")]}
    found = voicemail_summary(APPLIED, ASSIGNED, greetings=GREETED, passcodes=passcodes)
    assert found["summary"] == {"total": 4, "changed": 1, "unchanged": 0, "failed": 3}
    assert found["greetings"] == {"total": 3, "changed": 1, "unchanged": 0, "failed": 2}
    assert found["passcodes"] == {"total": 2, "changed": 1, "unchanged": 0, "failed": 1}
    assert [(one["person"], one["step"], one["msg"]) for one in found["failed"]] == [
        (B, "greeting_unanswered", "No file."),
        (C, "passcode", "No PIN."),
        (D, "settings", "No."),
    ]
    assert found["msg"] == f"One. greeting_unanswered of {B}: No file. passcode of {C}: No PIN."
    assert found["table"] == [
        f"People: {A}, {B}, {C}, {D}",
        "profile      people  changed  unchanged  failed",
        "x                 4        1          0       3",
        "(greetings)       3        1          0       2",
        "(passcodes)       2        1          0       1",
        f"{B} (greeting_unanswered): No file.",
        f"{C} (passcode): No PIN.",
        f"{D}: No.",
    ]


def test_what_was_written_before_a_failure_is_a_change() -> None:
    applied = {"people": [{"person": A, "changed": True}]}
    assigned = {**ASSIGNED, "lines": ["line 2", "", "", ""]}
    found = voicemail_summary(applied, assigned, greetings={"results": [given("busy", [A], failure(A))]})
    assert found["changed"] and found["summary"] == {"total": 4, "changed": 1, "unchanged": 3, "failed": 1}
    assert found["greetings"] == {"total": 1, "changed": 0, "unchanged": 0, "failed": 1}
    assert found["table"][-1] == f"{A} (line 2, greeting_busy): No file."


def test_what_was_skipped_is_in_no_row() -> None:
    for skipped in (None, {"results": [], "skipped": True}):
        found = voicemail_summary(APPLIED, ASSIGNED, greetings=skipped, passcodes=skipped and {"skipped": True})
        assert not {"greetings", "passcodes"} & set(found) and len(found["table"]) == 4


def test_reasons_stay_few() -> None:
    people = [f"{number}@example.com" for number in range(1000)]
    everyone = {"people": [{"person": one} for one in people], "profiles": ["x"] * 1000, "names": people}
    assigned = {**everyone, "lines": [""] * 1000, "ignored_columns": []}
    greeted = {"results": [given("busy", people, *map(failure, people))]}
    found = voicemail_summary({"people": []}, assigned, greetings=greeted)
    assert found["msg"].count("No file.") == 5 and found["msg"].endswith("And 995 more failures.")
    assert len(found["failed"]) == 100


def test_nobody_at_all() -> None:
    nobody = {"people": [], "profiles": [], "names": [], "lines": [], "ignored_columns": []}
    found = voicemail_summary({"people": []}, nobody)
    assert found["summary"]["total"] == 0 and found["table"] == ["profile  people  changed  unchanged  failed"]
