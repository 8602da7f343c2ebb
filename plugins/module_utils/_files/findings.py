# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit finds of one object: deviations from policies, from the files, and from what was before. Pure."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import printable
from ansible_collections.webex.calling.plugins.module_utils._files import layout
from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import (
    CHANGED,
    DRIFT,
    UNLICENSED,
    UNREADABLE,
    Finding,
)
from ansible_collections.webex.calling.plugins.module_utils._files.folder import PROFILE, Entry, Folder
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import (
    ORGANIZATION_FILE,
    ObjectKind,
    flatten,
    nest,
)
from ansible_collections.webex.calling.plugins.module_utils._files.policies import Policy, words_of
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import Leaves, expand, templated
from ansible_collections.webex.calling.plugins.module_utils._files.subjects import WRITABLE, Standard, Subject, field_of
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_render import scalar

HIGH, MEDIUM, LOW = "high", "medium", "low"
_LONGEST = 500


class Places(t.NamedTuple):
    """Where entries are: the names of the folders of locations, by the location's name, or none where there is no folder."""

    folders: t.Mapping[str, str] | None

    def file(self, subject: Subject) -> str:
        """Where the entry is, or belongs."""
        if subject.entry:
            return subject.entry.place
        if self.folders is None:
            return ""
        if subject.kind.in_organization:
            return f"{ORGANIZATION_FILE}.yml"
        folder = self.folders.get(subject.location) or layout.folder_name(subject.location)
        return f"{layout.LOCATIONS}/{folder}/{subject.kind.file}.yml"


def finding(
    policy: str,
    severity: str,
    subject: Subject,
    places: Places,
    field: str = "",
    value: str = "",
    expected: str = "",
    mend: Leaves | None = None,
) -> Finding:
    """One finding about an object; what is foreign in it is one line of printable text."""
    remedy = line(subject.kind, subject.key, subject.entry, mend) if mend else ""
    texts = (subject.kind.name, subject.key, subject.location, field, value, expected, "", places.file(subject), remedy)
    return Finding(policy, severity, *(printable(text, _LONGEST) for text in texts))


def line(kind: ObjectKind, key: str, entry: Entry | None, settings: Leaves) -> str:
    """These I(settings) as a line of the file. What an entry says beside them stays, but for a profile, which the line repeats: it may be
    all that the entry says."""
    value: Json = {PROFILE: entry.profile} if entry and entry.profile else {}
    return f"{scalar(kind.section or key)}: {_flow({**value, **nest(settings)})}"


def _flow(value: t.Any) -> str:
    if not isinstance(value, dict):
        return scalar(value)
    return "{" + ", ".join(f"{name}: {_flow(one)}" for name, one in value.items()) + "}"


def of_policy(policy: Policy, subject: Subject, standard: Standard, places: Places) -> list[Finding] | None:
    """What deviates from a I(policy), None where there is nothing to check."""
    found = policy.check(subject, standard)
    if found is None:
        return None
    writable = WRITABLE[subject.kind.name]
    return [
        finding(
            policy.id,
            policy.severity,
            subject,
            places,
            field,
            words_of(subject.value(field)),
            expected,
            {path: value for path, value in mend.items() if path in writable},
        )
        for field, expected, mend in found
    ]


def of_files(subject: Subject, folder: Folder, where: str | None, places: Places) -> t.Iterator[Finding]:
    """What is other than the files say. I(where) is the name of the location at which they have it, None where they do not say."""
    entry = subject.entry
    if entry is None or entry.unmanaged:
        return
    if entry.absent:
        yield finding(DRIFT, MEDIUM, subject, places, "", "it exists", "absent")
        return
    if where is not None and where != subject.location:
        yield finding(DRIFT, MEDIUM, subject, places, "location", subject.location, where)
    for path, value in folder.profiles.desired(entry.kind, entry.profile, entry.own).items():
        one, now = field_of(subject.kind, path), subject.value(path)
        wanted = expand(value, subject.email)
        if one is not None and not one.equal(now, wanted):
            accept = {} if now is None else {path: templated(now, subject.email)}
            yield finding(DRIFT, MEDIUM, subject, places, path, _known(now), _known(wanted), accept)


def of_missing(entry: Entry, location: str, has_none: bool) -> Finding:
    """An entry about somebody or something that is not there, or I(has_none) of such settings."""
    policy, value = (UNLICENSED, "it has no voicemail") if has_none else (DRIFT, "it does not exist")
    texts = (entry.kind.name, entry.key, location, "", value, "it exists", "", entry.place, "")
    return Finding(policy, LOW if has_none else MEDIUM, *(printable(text, _LONGEST) for text in texts))


def of_change(subject: Subject, before: Json, places: Places) -> t.Iterator[Finding]:
    """What is other than it was I(before)."""
    was, writable = flatten(before), WRITABLE[subject.kind.name]
    for path in sorted({**was, **subject.leaves}):
        one, old, new = field_of(subject.kind, path), was.get(path), subject.leaves.get(path)
        if one is not None and not one.equal(old, new):
            back = {path: templated(old, subject.email)} if path in writable and old is not None else {}
            yield finding(CHANGED, LOW, subject, places, path, _known(new), _known(old), back)


def unread(subject: Subject, reason: str, places: Places, has_none: bool = False) -> Finding:
    """Whoever could not be read, and why."""
    policy, severity = (UNLICENSED, LOW) if has_none else (UNREADABLE, MEDIUM)
    return finding(policy, severity, subject, places, "", reason)


def _known(value: t.Any) -> str:
    return "unknown" if value is None else words_of(value)
