# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which passcodes the rules refuse, and that no sentence holds one."""

from __future__ import annotations

import typing as t

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.calling.plugins.module_utils._engine.passcode import passcode_problem, rules_of

RULES: t.Any = {
    "block_repeated_patterns_enabled": True,
    "block_repeated_digits": {"enabled": True, "max": 3},
    "block_contiguous_sequences": {"enabled": True, "number_of_ascending_digits": 3, "number_of_descending_digits": 3},
    "length": {"min": 6, "max": 30},
}


@pytest.mark.parametrize(
    ("passcode", "problem"),
    [
        ("135790", None),
        ("111357", None),
        ("123908", None),
        ("321987", None),
        ("13579", "from 6 to 30 digits"),
        ("13" * 16, "from 6 to 30 digits"),
        ("13579a", "must only hold digits"),
        ("\u0661\u0663\u0665\u0667\u0669\u0660", "must only hold digits"),
        ("", "must only hold digits"),
        ("111111", "more than 3 times"),
        ("911113", "more than 3 times"),
        ("123456", "more than 3 ascending"),
        ("901234", "more than 3 ascending"),
        ("9765431", "more than 3 descending"),
        ("121212", "repeated pattern"),
        ("135135", "repeated pattern"),
        ("1212129", None),
    ],
)
def test_rules(passcode: str, problem: str | None) -> None:
    found = passcode_problem(passcode, RULES)
    assert found is None if problem is None else found is not None and problem in found


def test_what_the_rules_do_not_say_is_left_to_the_api() -> None:
    assert passcode_problem("123456", {}) is None
    assert passcode_problem("13579", {}) is not None
    assert passcode_problem("1234", {"length": {"min": 4, "max": True}}) is None
    off = {
        "block_repeated_digits": {"enabled": False},
        "block_repeated_patterns_enabled": False,
        "block_contiguous_sequences": {"enabled": False, "number_of_ascending_digits": 3},
    }
    assert passcode_problem("111111", off) is passcode_problem("123456", off) is passcode_problem("121212", off) is None
    assert passcode_problem("1111113", {"block_repeated_digits": {"max": 6}}) is None
    assert passcode_problem("123456", {"block_contiguous_sequences": {"enabled": True}}) is None


@given(st.text("0123456789", min_size=4, max_size=40))
def test_no_sentence_holds_the_passcode(passcode: str) -> None:
    found = passcode_problem(passcode, RULES) or ""
    assert passcode not in found


def test_where_the_rules_are() -> None:
    rules = {"blockRepeatedDigits": {"enabled": True, "max": 3}, "length": {"min": 6}}
    ours = {"block_repeated_digits": {"enabled": True, "max": 3}, "length": {"min": 6}}
    assert rules_of({"defaultVoicemailPinRules": rules}) == ours
    assert rules_of(rules) == ours
    assert rules_of([]) == {} and rules_of({"defaultVoicemailPinRules": None})["default_voicemail_pin_rules"] is None


@pytest.mark.parametrize(
    ("passcode", "sentence"),
    [
        ("13579a", "must only hold digits"),
        ("13579", "must have from 6 to 30 digits"),
        ("111135", "must not repeat a digit more than 3 times in a row"),
        ("901234", "must not hold more than 3 ascending digits in a row"),
        ("9765431", "must not hold more than 3 descending digits in a row"),
        ("131313", "must not be a repeated pattern of digits"),
    ],
)
def test_the_whole_sentence(passcode: str, sentence: str) -> None:
    assert passcode_problem(passcode, RULES) == sentence


@pytest.mark.parametrize(("length", "right"), [(3, False), (4, True), (8, True), (9, False)])
def test_a_passcode_may_be_as_short_and_as_long_as_the_rules_say(length: int, right: bool) -> None:
    problem = passcode_problem("135790246"[:length], {"length": {"min": 4, "max": 8}})
    assert problem == (None if right else "must have from 4 to 8 digits")


def test_without_rules_a_passcode_has_six_to_thirty_digits_and_none_four_times_in_a_row() -> None:
    longest = "1357902468" * 3
    assert passcode_problem(longest[:29] + "1", {}) is None and passcode_problem("135790", {}) is None
    assert passcode_problem(longest + "1", {}) == "must have from 6 to 30 digits"
    assert passcode_problem("111357", {}) is None
    assert passcode_problem("111135", {}) == "must not repeat a digit more than 3 times in a row"
