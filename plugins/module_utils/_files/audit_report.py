# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit leaves: its files, and their numbers in a sentence."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import counted, printable
from ansible_collections.webex.calling.plugins.module_utils._files import audit_history, audit_html, findings_files
from ansible_collections.webex.calling.plugins.module_utils._files.audit import Audit
from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import SEVERITIES, Finding, Past, Report
from ansible_collections.webex.calling.plugins.module_utils._files.output import replaced

NAMED = 20
PAGE = "report.html"
MOST_ON_PAGE, _MOST_WARNINGS = 1000, 200


def write(
    audit: Audit, folder: str, org_id: str | None, source: str, directory: str | None
) -> tuple[Report, list[str]]:
    """Write what an I(audit) found into the I(folder): the report, and warnings.

    @raise ValidationError: it cannot be written.
    """
    odd = audit.finish()
    report = Report(audit.created, org_id, source, directory)
    report.since = audit.inputs.since.head["created"] if audit.inputs.since else None
    audit.tally.fill(report, audit.inputs.with_files, audit.inputs.since is not None)
    report.ending = audit.exceptions.ending()
    more = len(odd) - _MOST_WARNINGS
    report.warnings = [printable(one) for one in odd[:_MOST_WARNINGS]]
    report.warnings += [f"There are {more:,} more warnings."] if more > 0 else []
    since = findings_files.Since(audit.created[:10])
    unknown = since.read(folder)
    page = _Page(audit.tally.by_policy)
    findings_files.write(folder, (since.of(one) for one in audit.findings), page.see)
    audit.findings.close()
    report.findings, report.omitted = page.shown, page.omitted
    numbers = (report.objects, report.total, report.drift, report.high, report.medium, report.low)
    this = audit_history.Audit(Past(report.created, *numbers), tuple(sorted(audit.inputs.location or ())))
    report.history, warnings = audit_history.extended(folder, this)
    report.sentence = sentence(report)
    with replaced(folder, PAGE) as file:
        file.write(audit_html.render(report).encode("utf-8", "replace"))
    return report, [*([unknown] if unknown else []), *warnings]


class _Page:
    """The findings that a page shows: of each policy the first ones."""

    def __init__(self, numbers: t.Mapping[str, int]) -> None:
        self._left = findings_files.shares(numbers, MOST_ON_PAGE)
        self.shown: list[Finding] = []
        self.omitted = 0

    def see(self, one: Finding) -> None:
        """The next one, in order."""
        if self._left[one.policy]:
            self._left[one.policy] -= 1
            self.shown.append(one)
        else:
            self.omitted += 1


def sentence(report: Report) -> str:
    """The headline of a I(report)."""
    if not report.objects and not report.total:
        return "There is nothing to audit."
    words = [_audited(report.objects, report.objects - report.compliant)]
    by_severity = [f"{getattr(report, one):,} {one}" for one in SEVERITIES if getattr(report, one)]
    if by_severity:
        words.append(f"{counted(report.total, 'finding', 'findings')} ({', '.join(by_severity)})")
    if report.drift is not None:
        some = counted(report.drift, "of them is", "of them are") if report.drift else "no"
        words.append(f"{some} drift from the files")
    unread = len(report.unread) + report.unread_omitted
    if unread:
        words.append(f"{unread:,} could not be read")
    if report.changed is not None:
        words.append(f"{counted(report.changed, 'change', 'changes')} since {(report.since or '')[:10]}")
    return "; ".join(words) + "."


def _audited(number: int, deviating: int) -> str:
    """How many objects were audited, and how many of them deviate."""
    if not deviating:
        which = "none deviates"
    elif deviating == 1:
        which = "it deviates" if number == 1 else "1 of them deviates"
    else:
        which = f"{deviating:,} of them deviate"
    return f"{counted(number, 'object was', 'objects were')} audited, and {which}"
