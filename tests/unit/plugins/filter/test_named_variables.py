# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which options a message names."""

from __future__ import annotations

import pytest

from ansible_collections.webex.calling.plugins.filter.named_variables import named_variables

VARIABLES = [f"apply_{one}" for one in ("plan", "digest", "on_drift", "allow", "location", "concurrency")]


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("Anna has other rings now. Plan again, or use on_drift: skip.", ["on_drift"]),
        ("value of on_drift must be one of: refuse, skip, got: no", ["on_drift"]),
        ("argument 'concurrency' is of type <class 'str'> and we were unable to convert to int", ["concurrency"]),
        ("plan: plan/plan.jsonl cannot be read: No such file or directory.", ["plan"]),
        ("A limit is breached. To raise it for this plan, set allow to exactly the planned number.", ["allow"]),
        ("digest: review plan.md, and plan again. location must be a list.", ["digest", "location"]),
        ("allow.night must be in quotes, or YAML takes it for a number.", ["allow"]),
        ("The plan is from another organization than the access token.", []),
        ("locations/Oslo/plan: no location is called Oslo. They do not allow it: plan anew.", []),
        ("poeple.yml: this is not a file of a location: did you mean people.yml?", []),
        ("location: Y2 is not a valid Webex ID. fail_on holds drift, which requires digest.", ["digest", "location"]),
        ("The plan must be made again, since the location cannot be read: plan again.", []),
    ],
)
def test_the_options_that_a_message_names(message: str, named: list[str]) -> None:
    words = ", ".join(f"the option {one} is the variable apply_{one}" for one in named)
    assert named_variables(message, "apply_", VARIABLES) == (f"In this playbook, {words}." if named else "")


def test_an_option_that_is_called_otherwise_than_its_variable() -> None:
    called = {"org_days": "number_of_days"}
    said = named_variables("number_of_days must be from 1 to 180, not 999.", "org_", ["org_days", "org_must"], called)
    assert said == "In this playbook, the option number_of_days is the variable org_days."
