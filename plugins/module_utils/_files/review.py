# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as whoever approves it reads it: a sentence, equal changes of many as one, the riskiest first. Pure."""

from __future__ import annotations

import json
import typing as t
from dataclasses import dataclass, field

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._errors import printable
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, ObjectKind
from ansible_collections.webex.calling.plugins.module_utils._files.limits import not_allowed
from ansible_collections.webex.calling.plugins.module_utils._tasks import diff

# From the riskiest to what is every day's.
DELETED, OFF, OUTSIDE, EXTERNAL, CREATED, CHANGED = range(6)
RISKS = {
    DELETED: "deleted",
    OFF: "voicemail is switched off",
    OUTSIDE: "messages are sent to another domain",
    EXTERNAL: "messages are kept in an external mailbox",
    CREATED: "created",
    CHANGED: "changed",
}
# By the status of the plan.
HEADINGS = {
    "clean": "Nothing changes",
    "changes": "Voicemail changes",
    "refused": "Refused: a limit is breached",
    "incomplete": "Incomplete: not everything could be planned",
}
# Fields that say where messages go, as an e-mail address.
_ADDRESSES = frozenset(
    path for kind in KINDS.values() for path, one in kind.resource.fields.leaves() if one.normalize is normalize_email
)
_LONGEST_VALUE = 80


@dataclass
class Group:
    """Objects of one I(kind) whose changes are the same: I(changes) are a field, its value before and after, in words."""

    risk: int
    kind: ObjectKind
    action: str
    changes: list[tuple[str, str, str]]
    keys: list[tuple[str, str]] = field(default_factory=list)

    @property
    def who(self) -> str:
        """How many of what."""
        return _begun(self.kind.several(len(self.keys)))


@dataclass
class Review:
    """The whole: I(head) is the plan's first line, I(source) what it was made from, in words."""

    head: Json
    source: str
    sentence: str
    groups: list[Group]
    breached: list[str]
    warnings: list[str]
    failures: list[str]


def review(
    head: Json,
    source: str,
    records: t.Iterable[Json],
    domains: t.Sequence[str],
    warnings: t.Sequence[str],
    failures: t.Sequence[tuple[str, str, str]],
    unmatched: int = 0,
) -> Review:
    """What there is to approve. I(unmatched) is the number of entries that are about nobody."""
    groups: dict[tuple[t.Any, ...], Group] = {}
    places: dict[str, set[str]] = {}
    for record in records:
        kind = KINDS[record["kind"]]
        changes = [_change(one, record) for one in record["set"]]
        risk = _risk(record, domains)
        group = groups.setdefault(
            (risk, kind.name, record["action"], tuple(changes)),
            Group(risk, kind, record["action"], changes),
        )
        group.keys.append((record["key"], record["location"] or ""))
        places.setdefault(kind.name, set()).add(record["location"] or "")
    ordered = sorted(
        groups.values(), key=lambda one: (one.risk, -len(one.keys), one.kind.labels, one.changes, one.keys[0])
    )
    unread = [f"{f'{KINDS[kind].label} {key}'.strip()}: {msg}" for kind, key, msg in failures]
    sentence = _sentence(groups.values(), places, unmatched)
    return Review(head, source, sentence, ordered, not_allowed(head, {}), list(warnings), unread)


def as_diff(records: t.Iterable[Json]) -> Json:
    """What I(records) of a plan change, as the C(diff) of a result."""
    return {"prepared": diff.review(((one["key"], _address(one), _in_diff(one)) for one in records), "objects")}


def _address(record: Json) -> str | None:
    """The object's own address; a group may be called like a value of it."""
    key: str = record["key"]
    return key if "@" in key else None


def _in_diff(record: Json) -> list[Json]:
    states = {"create": [diff.CREATED], "delete": [diff.DELETED]}
    changes = [{"field": one["field"], "before": one.get("was"), "after": one.get("now")} for one in record["set"]]
    return [*states.get(record["action"], []), *changes]


_DONE = {
    "create": ("is created", "are created"),
    "change": ("changes", "change"),
    "delete": ("is deleted", "are deleted"),
}


def _sentence(groups: t.Iterable[Group], places: t.Mapping[str, set[str]], unmatched: int) -> str:
    counts: dict[tuple[str, str], int] = {}
    for one in groups:
        counts[one.kind.name, one.action] = counts.get((one.kind.name, one.action), 0) + len(one.keys)
    parts = []
    order = list(KINDS)
    for (name, action), number in sorted(counts.items(), key=lambda item: (order.index(item[0][0]), item[0][1])):
        at = len(places[name] - {""})
        where = f" in {at:,} locations" if at > 1 and action == "change" else ""
        parts.append(f"{KINDS[name].several(number)}{where} {_DONE[action][number > 1 or KINDS[name].in_organization]}")
    entries = "1 entry matches" if unmatched == 1 else f"{unmatched:,} entries match"
    nobody = f" {entries} nobody: see the warnings." if unmatched else ""
    return f"{_begun(_listed(parts) or 'nothing changes')}.{nobody}"


def _listed(parts: t.Sequence[str]) -> str:
    return ", and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _begun(words: str) -> str:
    return words[0].upper() + words[1:]


def _change(one: Json, record: Json) -> tuple[str, str, str]:
    if "from_variable" in one:
        return one["field"], "", f"from the variable {printable(one['from_variable'])}"
    # What is created was nothing before.
    was = "" if record["action"] == "create" else _shown(one.get("was"), record["key"])
    return one["field"], was, _shown(one.get("now"), record["key"])


def _shown(value: t.Any, key: str) -> str:
    """A value in words; somebody's own address as such, so that what is the same for all is one group."""
    if value is None:
        return "unknown"
    if isinstance(value, str):
        if "@" in key and normalize_email(value) == normalize_email(key):
            return "{email}"
        return printable(value, _LONGEST_VALUE) or "empty"
    return json.dumps(value)


def _risk(record: Json, domains: t.Sequence[str]) -> int:
    if record["action"] == "delete":
        return DELETED
    known = {domain.lower() for domain in domains} or {record["key"].rpartition("@")[2].lower()}
    risks = [CREATED if record["action"] == "create" else CHANGED]
    for one in record["set"]:
        now = one.get("now")
        if one["field"] == "enabled" and now is False:
            risks.append(OFF)
        elif (
            one["field"] in _ADDRESSES and isinstance(now, str) and now and now.rpartition("@")[2].lower() not in known
        ):
            risks.append(OUTSIDE)
        elif one["field"] == "message_storage.storage_type" and now == "EXTERNAL":
            risks.append(EXTERNAL)
    return min(risks)
