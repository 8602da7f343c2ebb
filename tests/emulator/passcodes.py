# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a passcode must be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .fields import Settings, value_at
from .messages import ApiError

REFUSED = "[Error 5432] Invalid portal passcode."


def check_passcode(passcode: str, rules: Settings, numbers: Sequence[str], previous: Sequence[str]) -> None:
    """Refuse a passcode that breaks the rules, is one of the owner's numbers, or was used before; the reason is not said.

    A client may not know the numbers and what was before, and is not blamed for these.
    """
    digits = {re.sub(r"\D", "", number) for number in numbers}
    last = value_at(rules, "blockPreviousPasscodes.numberOfPasscodes") or 0
    used = value_at(rules, "blockPreviousPasscodes.enabled") and passcode in previous[:last]
    broken = breaks_rules(passcode, rules)
    if broken or used or passcode in digits or passcode[::-1] in digits:
        raise ApiError(400, REFUSED, blame=broken)


def breaks_rules(passcode: str, rules: Settings) -> bool:
    """Whether a passcode breaks these rules, which are as in an answer of the API."""
    low, high = value_at(rules, "length.min") or 6, value_at(rules, "length.max") or 30
    if not (re.fullmatch(r"[0-9]+", passcode) and low <= len(passcode) <= high):
        return True
    if rules.get("blockRepeatedPatternsEnabled") and re.fullmatch(r"(.+?)\1+", passcode):
        return True
    if value_at(rules, "blockRepeatedDigits.enabled") and _longest(passcode, 0) > rules["blockRepeatedDigits"]["max"]:
        return True
    rows = rules.get("blockContiguousSequences") or {}
    return bool(rows.get("enabled")) and (
        _longest(passcode, 1) > rows["numberOfAscendingDigits"]
        or _longest(passcode, -1) > rows["numberOfDescendingDigits"]
    )


def _longest(passcode: str, step: int) -> int:
    """The most digits in a row of which each is the one before and `step`."""
    longest = length = 1
    for before, after in zip(passcode, passcode[1:], strict=False):
        length = length + 1 if int(after) - int(before) == step else 1
        longest = max(longest, length)
    return longest
