# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit found, as plain data: what report.html is drawn from. Pure. All texts in it are foreign, and are not escaped."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

# The worst first.
SEVERITIES = ("high", "medium", "low")
# Findings that no policy of policies.yml makes, by the name that stands where the policy's does.
DRIFT, CHANGED, EXPIRED = "drift", "changed", "expired-exception"
UNREADABLE, UNLICENSED = "unreadable", "unlicensed"


class Finding(t.NamedTuple):
    """One deviation, in the order of the columns of findings.csv. I(location), I(field), I(value), I(expected), I(file) and
    I(remedy) may be empty. I(since) is the day (YYYY-MM-DD) of the first audit that found it. Where I(policy) is C(drift) or
    C(changed), I(expected) is what the files say or what was before; where it is C(unreadable), I(value) is the reason."""

    policy: str
    severity: str
    kind: str
    key: str
    location: str
    field: str
    value: str
    expected: str
    since: str
    file: str
    remedy: str


class Compliance(t.NamedTuple):
    """How many of those that were I(checked) are I(compliant): of a policy, whose I(name) is its ID, or of a location. A policy has a
    I(severity), and says in words what it demands, I(demand)."""

    name: str
    checked: int
    compliant: int
    severity: str = ""
    demand: str = ""


class Domain(t.NamedTuple):
    """A domain that voicemail leaves to, how many I(owners) send it there, and whether it is I(allowed)."""

    name: str
    owners: int
    allowed: bool = False


class Past(t.NamedTuple):
    """An audit at the time I(created) (RFC 3339): numbers. I(drift) is None where there was no folder to compare with."""

    created: str
    objects: int
    findings: int
    drift: int | None
    high: int = 0
    medium: int = 0
    low: int = 0


class Unread(t.NamedTuple):
    """Whom or what could not be read; where I(key) is empty, all of a I(kind)."""

    kind: str
    key: str
    location: str
    reason: str


class Ending(t.NamedTuple):
    """An exception that ends soon: I(until) is its last day (YYYY-MM-DD), I(days) how many there are left."""

    policy: str
    key: str
    until: str
    days: int
    why: str


@dataclass
class Report:
    """The whole. I(source) and I(directory) are what was audited and compared with, in words; I(since) is the time of the snapshot
    that changes are counted from. Lists that grow with the organization are bounded: I(findings), the worst first, lack I(omitted),
    I(unread) lack I(unread_omitted); the numbers count all."""

    created: str
    org_id: str | None
    source: str
    directory: str | None = None
    since: str | None = None
    # The headline.
    sentence: str = ""
    objects: int = 0
    compliant: int = 0
    total: int = 0
    high: int = 0
    medium: int = 0
    low: int = 0
    drift: int | None = None
    changed: int | None = None
    # The objects by kind, in the plural (people, workspaces, ...).
    counts: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    omitted: int = 0
    # The findings of each policy, all counted.
    by_policy: dict[str, int] = field(default_factory=dict)
    policies: list[Compliance] = field(default_factory=list)
    locations: list[Compliance] = field(default_factory=list)
    # How many follow each profile, the most first; the name is empty for those who follow none.
    profiles: list[tuple[str, int]] = field(default_factory=list)
    domains: list[Domain] = field(default_factory=list)
    # The audits before this one, the oldest first, and this one as the last.
    history: list[Past] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    unread_omitted: int = 0
    ending: list[Ending] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
