# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a policy demands and an audit found, in sentences for people."""

from __future__ import annotations

import pytest

from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import Report
from ansible_collections.webex.calling.plugins.module_utils._files.audit_report import sentence
from ansible_collections.webex.calling.plugins.module_utils._files.subjects import Standard
from ansible_collections.webex.calling.tests.unit.plugins.module_utils._files.test_policies import RINGS, person, policy

COPIES = "email_copy_of_message.email_id, notifications.destination"
EACH = "Each of email_copy_of_message.email_id and notifications.destination"


@pytest.mark.parametrize(
    "must, expected, demand",
    [
        ("{at_most: 4}", "at most 4", f"{RINGS} is at most 4."),
        ("{is: 3}", "3", f"{RINGS} is 3."),
        ("{any_of: [{is: 3}, {is: 4}, {is: 5}]}", "one of 3, 4 and 5", f"{RINGS} is one of 3, 4 and 5."),
        (
            "{any_of: [{field: enabled, is: false}, {is: 3}]}",
            "is 3 or enabled is false",
            f"{RINGS} is 3 or enabled is false.",
        ),
        (
            "{any_of: [{is: 3}, {field: enabled, is: false}, {matches: '^4', at_least: 5}]}",
            "is 3, enabled is false or (matches the pattern ^4 and is at least 5)",
            f"{RINGS} is 3, enabled is false or ({RINGS} matches the pattern ^4 and is at least 5).",
        ),
    ],
)
def test_what_is_expected_needs_no_verb_after_the_name_of_the_field(must: str, expected: str, demand: str) -> None:
    """And what is demanded is a sentence."""
    one = policy(must, RINGS)
    settings = {"enabled": True, "send_unanswered_calls": {"number_of_rings": 9}}
    assert [deviation.expected for deviation in one.check(person(settings), Standard()) or ()] == [expected]
    assert one.demand == demand


@pytest.mark.parametrize(
    "must, fields, demand",
    [
        ("{set: true}", COPIES, f"{EACH} is set."),
        (
            "{set: true, domain_in: [a.org, b.org, c.org]}",
            COPIES,
            f"{EACH} is set and has the domain a.org, b.org or c.org.",
        ),
        ("{set: false}", "notifications.destination", "notifications.destination is not set."),
        ("{domain_in: }", "notifications.destination", "notifications.destination has an allowed domain."),
        ("{follow_profile: [standard, executive]}", "", "Each owner follows the profile standard or executive."),
        ("{follow_profile: true}", "", "Each owner follows a profile."),
    ],
)
def test_a_demand_is_a_sentence(must: str, fields: str, demand: str) -> None:
    """Of several fields, or of none."""
    assert policy(must, fields).demand == demand


AUDITED: list[tuple[dict[str, object], str]] = [
    ({}, "There is nothing to audit."),
    ({"objects": 1, "compliant": 1}, "1 object was audited, and none deviates."),
    ({"objects": 1}, "1 object was audited, and it deviates."),
    ({"objects": 1000, "compliant": 1000}, "1,000 objects were audited, and none deviates."),
    ({"objects": 3, "compliant": 2}, "3 objects were audited, and 1 of them deviates."),
    ({"objects": 3, "compliant": 1}, "3 objects were audited, and 2 of them deviate."),
    (
        {"objects": 3, "total": 1, "low": 1, "drift": 1, "changed": 1, "since": "2026-11-26T07:00:00Z"},
        "3 objects were audited, and 3 of them deviate; 1 finding (1 low); 1 of them is drift from the files; 1 change since 2026-11-26.",
    ),
    (
        {"objects": 3, "total": 4, "high": 4, "drift": 0, "changed": 0, "since": "2026-11-26T07:00:00Z"},
        "3 objects were audited, and 3 of them deviate; 4 findings (4 high); no drift from the files; 0 changes since 2026-11-26.",
    ),
    (
        {"objects": 3, "total": 4, "high": 4, "drift": 2},
        "3 objects were audited, and 3 of them deviate; 4 findings (4 high); 2 of them are drift from the files.",
    ),
]


@pytest.mark.parametrize("numbers, words", AUDITED, ids=[words for dummy, words in AUDITED])
def test_the_numbers_of_a_headline_agree(numbers: dict[str, object], words: str) -> None:
    report = Report("2026-11-26T08:00:00Z", None, "the live organization")
    for name, value in numbers.items():
        setattr(report, name, value)
    assert sentence(report) == words
