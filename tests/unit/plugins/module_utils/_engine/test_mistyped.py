# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which value is of another type than its option, where the validation of ansible-core breaks off."""

from __future__ import annotations

import typing as t

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.webex.calling.plugins.module_utils._engine.validate import mistyped

RINGS: t.Any = {
    "name": {},
    "first": {"type": "int"},
    "pause": {"type": "float"},
    "calls": {
        "type": "dict",
        "options": {"rings": {"type": "int"}, "more": {"type": "dict", "options": {"rings": {"type": "float"}}}},
    },
    "number": {},
}
ENDLESS = float("inf")
LONG = 10**400  # too large for a float


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "x", "pause": LONG}, "pause: expected float, got int"),
        ({"calls": {"rings": 3}, "pause": LONG}, "pause: expected float, got int"),
        ({"name": "x", "calls": 3}, "calls: expected dict, got int"),
        ({"name": "x", "calls": {"more": 3}}, "calls.more: expected dict, got int"),
        ({"calls": {"more": {"rings": LONG}}}, "calls.more.rings: expected float, got int"),
    ],
)
def test_what_ansible_core_breaks_off_at_is_named(given: t.Any, words: str) -> None:
    with pytest.raises((OverflowError, TypeError)):
        ArgumentSpecValidator(RINGS).validate(given)
    assert mistyped(RINGS, given) == words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "x", "first": ENDLESS}, "first: expected int, got float"),
        ({"name": "x", "calls": {"rings": ENDLESS}}, "calls.rings: expected int, got float"),
        ({"calls": {"rings": 3}, "first": ENDLESS}, "first: expected int, got float"),
    ],
)
def test_an_endless_number_is_named(given: t.Any, words: str) -> None:
    """ansible-core names it itself, or breaks off at it, which depends on its release."""
    name = words.partition(":")[0].rpartition(".")[2]
    try:
        (said,) = ArgumentSpecValidator(RINGS).validate(given).error_messages
    except OverflowError:
        assert mistyped(RINGS, given) == words
    else:
        assert f"'{name}' is of type <class 'float'>" in said and "unable to convert to int" in said


def test_nothing_is_named_where_every_value_is_of_its_type() -> None:
    assert mistyped(RINGS, {"unknown": 1, "first": 3}) == "a value is not of the type that its option takes"
