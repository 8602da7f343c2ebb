# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings and keys of people and profiles that are misspelt, and what is said beside them."""

from __future__ import annotations

import typing as t

import pytest

from ansible_collections.webex.calling.tests.unit.plugins.filter.profiles import ANNA, BO, plan, refused


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        (
            [{"person": ANNA, "rings": 4}],
            "there is no setting rings. Did you mean send_unanswered_calls.number_of_rings?",
        ),
        ([{"person": ANNA, "send_busy_cals": {}}], "there is no setting send_busy_cals. Did you mean send_busy_calls?"),
        (
            [{"person": ANNA, "send_unanswered_calls": {"number_of_ring": 4}}],
            "setting send_unanswered_calls.number_of_ring. Did you mean send_unanswered_calls.number_of_rings?",
        ),
        ([{"persn": ANNA}], "Person 1 of the list: there is no setting persn. Did you mean person?"),
    ],
)
def test_what_is_meant(people: t.Any, sentence: str) -> None:
    assert sentence in refused(people)


def test_what_is_meant_in_a_profile() -> None:
    said = refused([ANNA], profile="a", profiles={"a": {"send_busy_cals": {}, "enable": True}})
    assert "The profile a: there is no setting send_busy_cals. Did you mean send_busy_calls?\n" in said
    assert "The profile a: there is no setting enable. Did you mean enabled?" in said


def test_one_error_of_a_person_does_not_hide_another() -> None:
    item = {"person": ANNA, "profile": "ringss", "send_busy_cals": {}, "send_unanswered_calls": {"number": 1}}
    (profile, busy, number), files = (
        plan([item, {"person": BO, "greeting_busy": "bo.wav"}], fail=False, greetings={})[key]
        for key in ("problems", "greeting_files")
    )
    assert profile.startswith("Person 1 of the list: there is no profile ringss.")
    assert busy == f"Person 1 of the list ({ANNA}): there is no setting send_busy_cals. Did you mean send_busy_calls?"
    assert "there is no setting send_unanswered_calls.number" in number and files == ["bo.wav"]
    wrong = {**item, "profile": "ringss", "send_busy_cals": None, "send_unanswered_calls": {"number_of_rings": 99}}
    assert "must be from 2 to 20, not 99" in refused([wrong]) and "there is no profile ringss" in refused([wrong])
