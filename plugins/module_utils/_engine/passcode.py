# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a passcode fits the rules that the API returns for it. A passcode is in none of the sentences."""

from __future__ import annotations

import re
import typing as t

from ansible.module_utils.common.dict_transformations import camel_dict_to_snake_dict

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, get

_SHORTEST, _LONGEST = 6, 30
_SAME = 3


def passcode_problem(passcode: str, rules: Json) -> str | None:
    """Which rule I(passcode) breaks, in words that follow its name; None where it breaks none. I(rules) are the API's, for an
    organization's people or for a voice portal, in snake_case; what they do not say is left to the API."""
    if not re.fullmatch("[0-9]+", passcode):
        return "must only hold digits"
    least, most = _number(rules, "length.min", _SHORTEST), _number(rules, "length.max", _LONGEST)
    if not least <= len(passcode) <= most:
        return f"must have from {least} to {most} digits"
    same = _number(rules, "block_repeated_digits.max", _SAME)
    if get(rules, "block_repeated_digits.enabled") is not False and re.search(rf"(\d)\1{{{same}}}", passcode):
        return f"must not repeat a digit more than {same} times in a row"
    if get(rules, "block_contiguous_sequences.enabled"):
        for step, name, words in (
            (1, "number_of_ascending_digits", "ascending"),
            (-1, "number_of_descending_digits", "descending"),
        ):
            limit = get(rules, f"block_contiguous_sequences.{name}")
            if isinstance(limit, int) and _longest_run(passcode, step) > limit:
                return f"must not hold more than {limit} {words} digits in a row"
    if get(rules, "block_repeated_patterns_enabled") is not False and re.fullmatch(r"(\d{2,}?)\1+", passcode):
        return "must not be a repeated pattern of digits"
    return None


def _number(rules: Json, path: str, default: int) -> int:
    value = get(rules, path)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def _longest_run(passcode: str, step: int) -> int:
    longest = run = 1
    for one, following in zip(passcode, passcode[1:]):
        run = run + 1 if int(following) - int(one) == step else 1
        longest = max(longest, run)
    return longest


def rules_of(answer: t.Any) -> Json:
    """The rules of a passcode in what the API returns for the organization, or for a portal."""
    found = answer if isinstance(answer, dict) else {}
    inner = found.get("defaultVoicemailPinRules")
    return t.cast(Json, camel_dict_to_snake_dict(inner if isinstance(inner, dict) else found))
