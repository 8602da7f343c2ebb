# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit as one page, which a manager reads from the top and an administrator from the findings up. Pure."""

from __future__ import annotations

import itertools
import typing as t
from dataclasses import dataclass, field

from ansible_collections.webex.calling.plugins.module_utils._files import html_page
from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import (
    CHANGED,
    DRIFT,
    EXPIRED,
    SEVERITIES,
    UNREADABLE,
    Compliance,
    Finding,
    Past,
    Report,
)
from ansible_collections.webex.calling.plugins.module_utils._files.audit_template import TEMPLATE
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS

# What a browser shows at once and a mail takes, whatever the organization's size: bytes of findings, rows of the rest.
_MOST_FINDINGS = 2_300_000
_OF_A_ROW = 700
_MOST = {"places": 60, "profiles": 20, "domains": 20, "unread": 200, "ending": 100, "warnings": 100}
_MOST_PAST = 24
_TITLES = {
    DRIFT: "Differs from the files",
    CHANGED: "Has changed",
    EXPIRED: "An exception has ended",
    UNREADABLE: "Could not be read",
}
_COLUMNS = {DRIFT: ("Is", "In the files"), CHANGED: ("Is", "Was")}


class Share(t.NamedTuple):
    """How many of those that were I(checked) are I(compliant), and in per cent: a number, and as text, never rounded to all."""

    name: str
    compliant: int
    checked: int
    percent: float
    shown: str


class Row(t.NamedTuple):
    """A bar of a chart that counts owners."""

    name: str
    number: int
    percent: float
    level: str = ""
    word: str = ""


@dataclass
class Issue:
    """What was checked, and its I(number) of deviations: a policy, or what is found without one."""

    policy: str
    severity: str
    title: str
    number: int
    share: Share | None
    anchor: str = ""
    rows: list[Finding] = field(default_factory=list)

    @property
    def count(self) -> str:
        """How many findings follow."""
        return "1 finding" if len(self.rows) == 1 else f"{len(self.rows):,} findings"

    @property
    def columns(self) -> tuple[str, str]:
        """What stands above values as they are, and as they should be."""
        return _COLUMNS.get(self.policy, ("Found", "Expected"))


class Series(t.NamedTuple):
    """What became of one number over the past audits."""

    label: str
    level: str
    numbers: list[int]
    first: str
    last: str
    trend: str


def render(report: Report) -> str:
    """The page. It has less than 3 MB, whatever is in the report."""
    # Whoever could not be read has a table of their own.
    findings = [one for one in report.findings if one.policy != UNREADABLE or not report.unread]
    shown = _fitting(findings)
    issues = _issues(report, shown)
    places = sorted((_share(one) for one in report.locations), key=lambda one: (one.percent, -one.checked, one.name))
    profiles = _rows([(name, number, "", "") for name, number in report.profiles])
    domains = _rows(
        [
            (one.name, one.owners, *(("good", "inside") if one.allowed else ("high", "outside")))
            for one in sorted(report.domains, key=lambda one: (one.allowed, -one.owners, one.name))
        ]
    )
    unread = len(report.unread) + report.unread_omitted
    past = report.history[-_MOST_PAST:]
    # What has changed, where nothing else was asked for, needs no ranking.
    ranked = issues if report.policies or len(issues) > 1 else []
    groups = [one for one in issues if one.rows]
    contents = [
        ("policies", "Policies", ranked),
        ("locations", "Locations", places),
        ("profiles", "Profiles", profiles),
        ("domains", "Domains", domains),
        ("history", "Past audits", past),
        ("unread", "Could not be read", report.unread),
        ("exceptions", "Exceptions", report.ending),
        ("findings", "Findings", groups),
        ("warnings", "Also", report.warnings),
    ]
    return html_page.render(
        TEMPLATE,
        {"kind": _kind},
        report=report,
        most=_MOST,
        severities=SEVERITIES,
        about=_about(report),
        compliance=_share(Compliance("", report.total, report.compliant)),
        ranked=ranked,
        groups=groups,
        contents=[(name, words) for name, words, some in contents if some],
        omitted=report.omitted + len(findings) - len(shown),
        places=places,
        profiles=profiles,
        domains=domains,
        past=past,
        series=list(_series(past)),
        unread=unread,
    )


def _fitting(findings: t.Sequence[Finding]) -> list[Finding]:
    """As many of the findings, from the first, as a page may hold."""
    sizes = (
        _OF_A_ROW + sum(len(str(html_page.breakable(words)).encode()) for words in one if words) for one in findings
    )
    return [one for one, size in zip(findings, itertools.accumulate(sizes)) if size <= _MOST_FINDINGS]


def _issues(report: Report, findings: t.Sequence[Finding]) -> list[Issue]:
    """Policies and what else was found, with what is shown of their findings: the worst first, what is in order last."""
    found: dict[str, Issue] = {
        one.name: Issue(one.name, one.severity, one.demand or one.name, one.checked - one.compliant, _share(one))
        for one in report.policies
    }
    counted = set(found)
    for finding in findings:
        title = _TITLES.get(finding.policy, finding.policy)
        issue = found.setdefault(finding.policy, Issue(finding.policy, finding.severity, title, 0, None))
        issue.rows.append(finding)
        if finding.policy not in counted:
            issue.number += 1
            issue.severity = min(issue.severity, finding.severity, key=_rank)
    ordered = sorted(found.values(), key=lambda one: (not one.number, _rank(one.severity), -one.number, one.policy))
    for number, issue in enumerate(ordered):
        issue.anchor = f"finding-{number}" if issue.rows else ""
    return ordered


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def _share(one: Compliance) -> Share:
    per_mille = one.compliant * 1000 // one.checked if one.checked else 1000
    shown = f"{per_mille // 10}%" if per_mille in (0, 1000) else f"{per_mille / 10:.1f}%"
    return Share(one.name, one.compliant, one.checked, per_mille / 10, shown)


def _rows(counted: t.Sequence[tuple[str, int, str, str]]) -> list[Row]:
    most = max((number for name, number, level, word in counted), default=0) or 1
    return [Row(name, number, round(100 * number / most, 1), level, word) for name, number, level, word in counted]


def _series(past: t.Sequence[Past]) -> t.Iterator[Series]:
    """The numbers that have a chart: one for each severity, and drift where there was a folder to compare with."""
    for name in (*SEVERITIES, "drift"):
        known = [(one.created[:10], getattr(one, name)) for one in past if getattr(one, name) is not None]
        if len(known) > 1:
            numbers = [number for day, number in known]
            trend = _trend(numbers[-1] - numbers[-2])
            yield Series(name.capitalize(), name.replace("drift", ""), numbers, known[0][0], known[-1][0], trend)


def _trend(difference: int) -> str:
    if not difference:
        return "as before"
    return f"{abs(difference):,} {'more' if difference > 0 else 'fewer'} than before"


def _about(report: Report) -> str:
    objects = ", ".join(f"{number:,} {kind.replace('_', ' ')}" for kind, number in report.counts.items() if number)
    return html_page.text(objects)


def _kind(name: str) -> str:
    return KINDS[name].label.capitalize() if name in KINDS else html_page.text(name).replace("_", " ").capitalize()
