# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit: everybody and everything that is listed is looked at once, and what is found is counted and kept."""

from __future__ import annotations

import json
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._files import findings, plan_file, streamed
from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import CHANGED, Finding
from ansible_collections.webex.calling.plugins.module_utils._files.census import Failure, Listing
from ansible_collections.webex.calling.plugins.module_utils._files.exceptions import Exceptions
from ansible_collections.webex.calling.plugins.module_utils._files.findings import Places
from ansible_collections.webex.calling.plugins.module_utils._files.findings_files import Findings
from ansible_collections.webex.calling.plugins.module_utils._files.folder import Folder
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, flatten
from ansible_collections.webex.calling.plugins.module_utils._files.matching import Matched, Matching
from ansible_collections.webex.calling.plugins.module_utils._files.policies import Policy
from ansible_collections.webex.calling.plugins.module_utils._files.reading import has_none
from ansible_collections.webex.calling.plugins.module_utils._files.stored import earlier
from ansible_collections.webex.calling.plugins.module_utils._files.subjects import Allowed, Standard, Subject, domain
from ansible_collections.webex.calling.plugins.module_utils._files.tally import Tally
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON


class Inputs(t.NamedTuple):
    """What an audit compares with: a I(folder), which is empty where none is given (I(with_files)), I(policies) and the path of their
    file, and the snapshot I(since) which changes are counted. I(location): of a part."""

    folder: Folder
    with_files: bool
    policies: t.Sequence[Policy]
    path: str
    location: list[str] | None
    since: streamed.Stored | None


class Audit:
    """Looks at what is I(listed), as it was at the time I(created), or now. C(everyone) can be read once; each is then C(read)."""

    def __init__(self, inputs: Inputs, listed: Listing, created: str | None = None) -> None:
        now = plan_file.now()
        self.inputs, self.created = inputs, created or plan_file.timestamp(now)
        self._listed = listed
        self._standard = Standard(Allowed(frozenset(map(domain, inputs.folder.domains))), inputs.folder.profiles)
        self._matching = Matching(inputs.folder, inputs.folder.entries, listed)
        folders = {listed.locations[identity]: folder for folder, identity in self._matching.places.items()}
        self._places = Places(folders if inputs.with_files else None)
        self.exceptions = Exceptions(inputs.policies, now.date(), inputs.path)
        self._before = earlier(inputs.since) if inputs.since else {}
        self.tally, self.findings = Tally(inputs.policies, self._standard), Findings()
        self.left_out = 0

    def everyone(self) -> t.Iterator[Matched]:
        """All who are listed; people before whoever has no address, since these may write to the domains of people's own addresses."""
        for one in self._matching.everyone():
            if one.member.owner.email:
                self._standard.allowed.seen.add(domain(one.member.owner.email))
            yield one

    def read(self, one: Matched, outcome: Json | WebexError) -> None:
        """Somebody's settings were read, or could not be."""
        owner = one.member.owner
        place = self._listed.locations.get(owner.location_id or "") or owner.location or ""
        leaves = {} if isinstance(outcome, WebexError) else flatten(outcome)
        subject = Subject(one.member.kind, owner.id, one.key, place, owner.email, leaves, one.entry)
        before = self._before.pop((subject.kind.name, subject.id), None)
        if not isinstance(outcome, WebexError):
            self._look(subject, one, before and json.loads(before.settings))
        elif has_none(one.member, outcome):
            self.left_out += 1
            if one.entry or subject.kind.owner is PERSON:
                self._keep(findings.unread(subject, outcome.msg, self._places, True))
        else:
            self.tally.count_unread(subject.kind.name, subject.key, place, outcome.msg)
            self._keep(findings.unread(subject, outcome.msg, self._places))

    def _look(self, subject: Subject, one: Matched, before: Json | None) -> None:
        found: list[Finding] = []
        for policy in self.inputs.policies:
            deviating = findings.of_policy(policy, subject, self._standard, self._places)
            excepted = self.exceptions.cover(policy, subject)
            if deviating is not None:
                self.tally.count_policy(policy.id, bool(deviating) and not excepted)
                found += deviating if not excepted else []
        found += findings.of_files(subject, self.inputs.folder, self._elsewhere(one), self._places)
        self.tally.count_object(subject, not found)
        if before is not None:
            found += findings.of_change(subject, before, self._places)
        elif self.inputs.since:
            words = ("", "it exists", "it did not exist")
            found.append(findings.finding(CHANGED, findings.LOW, subject, self._places, *words))
        for each in found:
            self._keep(each)

    def _elsewhere(self, one: Matched) -> str | None:
        """The location at which the files have somebody who is at another one."""
        if one.entry is None or one.entry.kind.in_organization:
            return None
        place = self._matching.places.get(one.entry.folder)
        return None if place in (None, one.member.owner.location_id) else self._listed.locations.get(place or "")

    def unlisted(self, failures: t.Iterable[Failure]) -> None:
        """These kinds could not be listed."""
        for one in failures:
            subject = Subject(KINDS[one.kind], "", one.key, "", None, {})
            self.tally.count_unread(one.kind, one.key, "", one.error.msg)
            self._keep(findings.unread(subject, one.error.msg, Places(None)))

    def finish(self) -> list[str]:
        """Nobody is left. What is odd, in words."""
        self.left_out += len(self._listed.unlicensed)
        matching = self._matching
        unlicensed = set(map(id, matching.unlicensed))
        for entry in matching.missing:
            if not entry.absent and not entry.unmanaged:
                where = self._listed.locations.get(matching.places.get(entry.folder, ""), "")
                self._keep(findings.of_missing(entry, where, id(entry) in unlicensed))
        for one in self.exceptions.expired():
            self._keep(one)
        for one in self._gone():
            self._keep(one)
        whole = self.inputs.location is None
        return [*matching.warnings, *(self.exceptions.unused() if whole else [])]

    def _gone(self) -> t.Iterator[Finding]:
        """Of an earlier snapshot, what no longer exists."""
        names = set(self._listed.locations.values())
        for (kind, identity), before in self._before.items():
            if kind in self._listed.listed and (self.inputs.location is None or before.location in names):
                subject = Subject(KINDS[kind], identity, before.key, before.location, None, {})
                words = ("", "it does not exist", "it existed")
                yield findings.finding(CHANGED, findings.LOW, subject, self._places, *words)

    def _keep(self, finding: Finding) -> None:
        self.tally.count(finding)
        self.findings.add(finding)
