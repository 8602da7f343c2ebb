# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit as one page, which a manager reads from the top and an administrator from the findings up. Pure."""

from __future__ import annotations

import re
import typing as t
from dataclasses import dataclass, field

from ansible_collections.webex.calling.plugins.module_utils._errors import counted
from ansible_collections.webex.calling.plugins.module_utils._files import html_page
from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import (
    CHANGED,
    DRIFT,
    EXPIRED,
    SEVERITIES,
    UNLICENSED,
    UNREADABLE,
    Compliance,
    Finding,
    Past,
    Report,
)
from ansible_collections.webex.calling.plugins.module_utils._files.audit_template import TEMPLATE
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS

# What a browser shows at once and a mail takes, whatever the organization's size: bytes of findings, rows of the rest.
_MOST_FINDINGS = 1_200_000
_OF_A_ROW, _OF_A_GROUP = 700, 4500
_MOST = {"policies": 100, "places": 60, "profiles": 20, "domains": 20, "unread": 100, "ending": 50, "warnings": 100}
_MOST_PAST = 24
_TITLES = {
    DRIFT: "Differs from the files",
    CHANGED: "Has changed",
    EXPIRED: "An exception has ended",
    UNREADABLE: "Could not be read",
    UNLICENSED: "Has no voicemail",
}
_COLUMNS = {DRIFT: ("Is", "In the files", "Accepted by"), CHANGED: ("Is", "Was", "Undone by")}
_OTHER_COLUMNS = ("Found", "Expected", "Fixed by")
_PLAIN = re.compile("[a-z0-9-]+")


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
    """What was checked: a policy with its I(demand), or what is found without one. The I(number) of its findings, of which I(rows) are
    shown; how many objects are compliant, where some were checked (I(share))."""

    policy: str
    severity: str
    number: int
    demand: str = ""
    share: Share | None = None
    rows: list[Finding] = field(default_factory=list)
    anchor: str = ""

    @property
    def title(self) -> str:
        """Its name in words."""
        words = self.policy.replace("-", " ").capitalize() if _PLAIN.fullmatch(self.policy) else self.policy
        return _TITLES.get(self.policy, words)

    @property
    def level(self) -> tuple[str, str]:
        """Its severity, where there is anything to mend, and the word for it."""
        if self.number:
            return self.severity, self.severity.capitalize()
        return ("good", "In order") if self.share else ("none", "Not there")

    @property
    def fields_differ(self) -> bool:
        """Whether it must be said of each finding which field it is about."""
        return not self.demand or len({one.field for one in self.rows}) > 1

    @property
    def expectations_differ(self) -> bool:
        """Whether it must be said of each finding what was expected."""
        return any(one.expected for one in self.rows) and (
            not self.demand or len({one.expected for one in self.rows}) > 1
        )

    @property
    def count(self) -> str:
        """How many findings there are, and follow."""
        all_of_them = counted(self.number, "finding", "findings")
        return all_of_them if len(self.rows) == self.number else f"the first {len(self.rows):,} of {all_of_them}"

    @property
    def columns(self) -> tuple[str, str, str]:
        """What stands above a value as it is, as it should be, and above the line of a file that says so."""
        return _COLUMNS.get(self.policy, _OTHER_COLUMNS)


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
    issues = _issues(report)
    # What has changed, where nothing else was asked for, needs no ranking.
    ranked = issues if report.policies or len(issues) > 1 else []
    groups = [one for one in issues if one.rows]
    places = sorted(map(_share, report.locations), key=lambda one: (one.percent, -one.checked, one.name))
    profiles = _rows([(name, number, "", "") for name, number in report.profiles])
    domains = _rows(
        [
            (one.name, one.owners, *(("good", "inside") if one.allowed else ("high", "outside")))
            for one in sorted(report.domains, key=lambda one: (one.allowed, -one.owners, one.name))
        ]
    )
    past = report.history[-_MOST_PAST:]
    contents = {
        "policies": ("Policies", ranked),
        "locations": ("Locations", places),
        "profiles": ("Profiles", profiles),
        "domains": ("Domains", domains),
        "history": ("Past audits", past),
        "unread": ("Could not be read", report.unread),
        "exceptions": ("Exceptions", report.ending),
        "findings": ("Findings", groups),
        "warnings": ("Warnings", report.warnings),
    }
    return html_page.render(
        TEMPLATE,
        report=report,
        most=_MOST,
        severities=SEVERITIES,
        about=", ".join(f"{number:,} {_counted(plural, number)}" for plural, number in report.counts.items()),
        compliance=_share(Compliance("", report.objects, report.compliant)),
        contents=[(name, words) for name, (words, some) in contents.items() if some],
        ranked=ranked,
        places=places,
        profiles=profiles,
        domains=domains,
        past=past,
        series=list(_series(past)),
        unread=len(report.unread) + report.unread_omitted,
        groups=groups,
        omitted=sum(one.number - len(one.rows) for one in groups),
    )


def _fitting(findings: t.Sequence[Finding]) -> list[Finding]:
    """As many of the findings, from the first, as a page may hold."""
    size = 0
    seen: set[str] = set()
    found: list[Finding] = []
    for one in findings:
        size += _OF_A_ROW + sum(len(html_page.code(words).encode()) for words in one if words)
        size += _OF_A_GROUP if one.policy not in seen else 0
        seen.add(one.policy)
        if size > _MOST_FINDINGS:
            break
        found.append(one)
    return found


def _issues(report: Report) -> list[Issue]:
    """Policies and what else was found: the worst first, what is in order last."""
    found = {
        one.name: Issue(
            one.name,
            one.severity,
            report.by_policy.get(one.name, 0),
            one.demand,
            _share(one) if one.checked else None,
        )
        for one in report.policies
    }
    for one in _fitting(report.findings):
        number = report.by_policy.get(one.policy, 0)
        found.setdefault(one.policy, Issue(one.policy, one.severity, number)).rows.append(one)
    ordered = sorted(found.values(), key=lambda one: (not one.number, _rank(one.severity), -one.number, one.policy))
    for number, issue in enumerate(ordered):
        if issue.policy == UNREADABLE and report.unread:
            issue.rows, issue.anchor = [], "unread"  # they have a table of their own
        elif issue.rows:
            issue.anchor = f"finding-{number}"
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


def _counted(plural: str, number: int) -> str:
    kind = next((one for one in KINDS.values() if one.plural == plural), None)
    return html_page.text(plural) if kind is None else kind.label if number == 1 else kind.labels
