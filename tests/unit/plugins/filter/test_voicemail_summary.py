# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The summary of a result."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.filter.voicemail_summary import FilterModule, voicemail_summary

PEOPLE = [
    {"person": "a@example.com", "person_id": "a", "changed": True, "voicemail": {"enabled": True}},
    {"person": "b@example.com", "person_id": "b", "changed": False, "voicemail": {"enabled": True}},
    {
        "person": "c@example.com",
        "changed": False,
        "failed": True,
        "msg": "No.",
        "status": 404,
        "tracking_id": "T",
        "path": "/",
    },
]


def assigned(*profiles: str, by_id: bool = False) -> dict[str, t.Any]:
    """What was assigned to a, b, c, …, who are named by addresses or IDs."""
    names = [f"{letter}@example.com" for letter, dummy in zip("abcdefgh", profiles)]
    people = [{"person": name[0] if by_id else name} for name in names]
    lines = ["", "", "line 4 of people.csv", *[""] * 5][: len(names)]
    return {"people": people, "profiles": list(profiles), "names": names, "lines": lines, "ignored_columns": []}


def test_the_filter_has_a_name() -> None:
    assert FilterModule().filters() == {"voicemail_summary": voicemail_summary}


def test_a_summary_counts_by_profile_and_names_who_failed() -> None:
    assert voicemail_summary({"people": PEOPLE, "msg": "1 of 3"}, assigned("standard", "", "standard"), True) == {
        "check_mode": True,
        "changed": True,
        "summary": {"total": 3, "changed": 1, "unchanged": 1, "failed": 1},
        "profiles": {
            "standard": {"total": 2, "changed": 1, "unchanged": 0, "failed": 1},
            "(no profile)": {"total": 1, "changed": 0, "unchanged": 1, "failed": 0},
        },
        "failed": [
            {
                "person": "c@example.com",
                "profile": "standard",
                "line": "line 4 of people.csv",
                "step": "settings",
                "msg": "No.",
                "status": 404,
                "tracking_id": "T",
            }
        ],
        "msg": "1 of 3",
        "table": [
            "People: a@example.com, b@example.com, c@example.com",
            "profile       people  would change  unchanged  failed",
            "(no profile)       1             0          1       0",
            "standard           2             1          0       1",
            "all                3             1          1       1",
            "c@example.com (line 4 of people.csv): No.",
        ],
    }


def test_a_task_that_failed_as_a_whole_failed_for_everyone() -> None:
    found = voicemail_summary({"msg": "The token is wrong."}, assigned(*["standard"] * 3))
    assert found["summary"] == {"total": 3, "changed": 0, "unchanged": 0, "failed": 3}
    assert found["failed"] == [] and found["msg"] == "The token is wrong." and not found["changed"]


def test_a_summary_stays_small() -> None:
    people = [{"person": f"{number}@example.com", "failed": True, "msg": "No."} for number in range(10000)]
    names = [one["person"] for one in people]
    given = {**assigned(), "people": people, "profiles": ["standard"] * 10000, "names": names, "lines": [""] * 10000}
    found = voicemail_summary({"people": people, "msg": "No."}, given)
    assert found["summary"]["failed"] == 10000 and len(found["failed"]) == 100
    assert len(found["table"]) == 1 + 2 + 20 + 1 and found["table"][-1] == "And 9,980 more."
    assert found["table"][0].endswith("8@example.com, 9@example.com and 9,990 more")


def test_columns_that_were_left_out_are_named() -> None:
    found = voicemail_summary({"people": []}, {**assigned("x"), "ignored_columns": ["First Name", "Title"]})
    assert found["ignored_columns"] == ["First Name", "Title"]
    assert found["table"][-1] == "Columns of the CSV that were left out: First Name, Title"
    assert "ignored_columns" not in voicemail_summary({"people": []}, assigned("x"))


def test_who_is_not_in_the_result_is_unchanged() -> None:
    """Whatever the order, and though the result holds nobody at all."""
    people = [{"person": "c", "changed": True}, {"person": "b", "changed": False, "failed": True, "msg": "No."}]
    found = voicemail_summary({"people": people, "msg": "1 of 4"}, assigned("x", "x", "y", "y", by_id=True))
    assert found["profiles"] == {
        "x": {"total": 2, "changed": 0, "unchanged": 1, "failed": 1},
        "y": {"total": 2, "changed": 1, "unchanged": 1, "failed": 0},
    }
    assert found["failed"] == [{"person": "b@example.com", "profile": "x", "step": "settings", "msg": "No."}]
    found = voicemail_summary({"people": []}, assigned("x", "x"))
    assert found["summary"] == {"total": 2, "changed": 0, "unchanged": 2, "failed": 0} and not found["changed"]
