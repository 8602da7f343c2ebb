# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers of an audit, counted object by object, so that memory does not grow with them. Pure."""

from __future__ import annotations

import typing as t
from collections import Counter

from ansible_collections.webex.calling.plugins.module_utils._errors import printable
from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import (
    CHANGED,
    DRIFT,
    SEVERITIES,
    Compliance,
    Domain,
    Finding,
    Report,
    Unread,
)
from ansible_collections.webex.calling.plugins.module_utils._files.destinations import ADDRESSES, addresses, domain
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS
from ansible_collections.webex.calling.plugins.module_utils._files.policies import Policy
from ansible_collections.webex.calling.plugins.module_utils._files.subjects import Standard, Subject

MOST_UNREAD, MOST_DOMAINS = 200, 200


class Tally:
    """Counts what is found."""

    def __init__(self, policies: t.Sequence[Policy], standard: Standard) -> None:
        self._policies, self._standard = policies, standard
        self.objects: Counter[str] = Counter()
        self.compliant = 0
        self.by_policy: Counter[str] = Counter()
        self.severities: Counter[str] = Counter()
        self.unread: list[Unread] = []
        self.unread_total = 0
        self._checked: Counter[str] = Counter()
        self._failed: Counter[str] = Counter()
        self._at: Counter[str] = Counter()
        self._compliant_at: Counter[str] = Counter()
        self._profiles: Counter[str] = Counter()
        self._domains: dict[str, list[int]] = {}

    def count(self, finding: Finding) -> None:
        """One finding more."""
        self.by_policy[finding.policy] += 1
        if finding.policy != CHANGED:
            self.severities[finding.severity] += 1

    def count_policy(self, policy: str, failed: bool) -> None:
        """One object was checked."""
        self._checked[policy] += 1
        self._failed[policy] += failed

    def count_object(self, subject: Subject, compliant: bool) -> None:
        """One object is done."""
        self.objects[subject.kind.plural] += 1
        self.compliant += compliant
        if subject.location:
            self._at[subject.location] += 1
            self._compliant_at[subject.location] += compliant
        if subject.kind.has_profiles:
            self._profiles[self._profile(subject)] += 1
        sent: dict[str, bool] = {}
        for path in ADDRESSES[subject.kind.name]:
            value = subject.value(path)
            if isinstance(value, str) and value and subject.counts(path):
                for one in addresses(value):
                    allowed = self._standard.allowed.of(subject)
                    sent[domain(one)] = allowed is None or domain(one) in allowed
        for name, is_allowed in sent.items():
            numbers = self._domains.setdefault(name, [0, 0])
            numbers[0] += 1
            numbers[1] += is_allowed

    def _profile(self, subject: Subject) -> str:
        """The profile that an entry follows, or that somebody's settings are without it."""
        if subject.entry and subject.entry.profile:
            return subject.entry.profile
        best = self._standard.profiles.best(subject.kind, subject.leaves, subject.email)
        return best[0] if best and not best[1] else ""

    def count_unread(self, kind: str, key: str, location: str, reason: str) -> None:
        """One that could not be read."""
        self.unread_total += 1
        if len(self.unread) < MOST_UNREAD:
            self.unread.append(Unread(kind, printable(key), printable(location), printable(reason)))

    def fill(self, report: Report, with_files: bool, with_changes: bool) -> None:
        """Write the numbers into the I(report)."""
        report.objects = sum(self.objects.values())
        report.counts = {kind.plural: self.objects[kind.plural] for kind in KINDS.values() if self.objects[kind.plural]}
        report.compliant = self.compliant
        report.changed = self.by_policy[CHANGED] if with_changes else None
        report.drift = self.by_policy[DRIFT] if with_files else None
        report.total = sum(self.severities.values())
        report.high, report.medium, report.low = (self.severities[one] for one in SEVERITIES)
        report.by_policy = dict(self.by_policy)
        report.policies = [
            Compliance(
                one.id, self._checked[one.id], self._checked[one.id] - self._failed[one.id], one.severity, one.demand
            )
            for one in self._policies
        ]
        report.locations = [
            Compliance(printable(name), number, self._compliant_at[name]) for name, number in sorted(self._at.items())
        ]
        report.profiles = sorted(self._profiles.items(), key=lambda one: (-one[1], one[0]))
        found = sorted(self._domains.items(), key=lambda one: (one[1][0] == one[1][1], -one[1][0], one[0]))
        report.domains = [
            Domain(printable(name), numbers[0], numbers[0] == numbers[1]) for name, numbers in found[:MOST_DOMAINS]
        ]
        report.unread, report.unread_omitted = self.unread, self.unread_total - len(self.unread)
