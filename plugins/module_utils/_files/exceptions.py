# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is excepted from a policy, and which exceptions are over, end soon, or are about nobody. Pure."""

from __future__ import annotations

import datetime
import typing as t
from collections import defaultdict

from ansible_collections.webex.calling.plugins.module_utils._errors import as_given, printable
from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import EXPIRED, Ending, Finding
from ansible_collections.webex.calling.plugins.module_utils._files.policies import Exempted, Policy
from ansible_collections.webex.calling.plugins.module_utils._files.subjects import Subject

# Days before its end from which an exception is told.
SOON = 30


class Exceptions:
    """Those of the I(policies), as they count I(today). I(path) is the file in which they are."""

    def __init__(self, policies: t.Sequence[Policy], today: datetime.date, path: str) -> None:
        self._today, self._path = today, path
        self._all = [(policy, one) for policy in policies for one in policy.exempted]
        self._by_key: dict[tuple[str, str], list[Exempted]] = defaultdict(list)
        for policy, one in self._all:
            self._by_key[policy.id, one.key.casefold()].append(one)
        self._used: set[int] = set()

    def cover(self, policy: Policy, subject: Subject) -> bool:
        """Whether the I(subject) is excepted from the I(policy)."""
        found = [one for one in self._by_key.get((policy.id, subject.key.casefold()), ()) if one.covers(subject)]
        self._used.update(map(id, found))
        return any(one.until >= self._today for one in found)

    def expired(self) -> t.Iterator[Finding]:
        """Those that are over."""
        for policy, one in self._all:
            if one.until < self._today:
                yield Finding(
                    EXPIRED,
                    "low",
                    "policy",
                    printable(one.key),
                    printable(one.location),
                    policy.id,
                    f"until {one.until.isoformat()}",
                    "a day to come",
                    "",
                    f"{printable(self._path)}:{one.line}",
                    "",
                )

    def ending(self) -> list[Ending]:
        """Those that end soon, the first to end before the others."""
        found = [
            Ending(policy.id, printable(one.key), one.until.isoformat(), days, printable(one.why))
            for policy, one in self._all
            if 0 <= (days := (one.until - self._today).days) <= SOON
        ]
        return sorted(found, key=lambda one: (one.days, one.policy, one.key))

    def unused(self) -> list[str]:
        """In words, those that are about nobody who is there."""
        return [
            f"{self._path}:{one.line}: the exception of {as_given(one.key)} from {policy.id} matches nobody."
            for policy, one in self._all
            if id(one) not in self._used
        ]
