# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as whoever approves it reads it: a sentence, equal changes of many as one, the riskiest first. Pure."""

from __future__ import annotations

import json
import typing as t
from dataclasses import dataclass, field

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._errors import counted, printable
from ansible_collections.webex.calling.plugins.module_utils._files.apply_order import used
from ansible_collections.webex.calling.plugins.module_utils._files.destinations import (
    ADDRESSES,
    addresses,
    domain,
    is_within,
)
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, ObjectKind
from ansible_collections.webex.calling.plugins.module_utils._files.limits import not_allowed
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON
from ansible_collections.webex.calling.plugins.module_utils._tasks import diff

# From the riskiest to what is every day's.
DELETED, OFF, OUTSIDE, PERHAPS_OUTSIDE, EXTERNAL, CREATED, CHANGED = range(7)
RISKS = {
    DELETED: "deleted",
    OFF: "voicemail is switched off",
    OUTSIDE: "messages are sent to another domain",
    PERHAPS_OUTSIDE: "messages may be sent to another domain: which domains are allowed is not known",
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

    @property
    def note(self) -> str:
        """What is to be known of it beside the changes."""
        return "Greetings and messages are lost, and cannot be restored." if self.risk == DELETED else ""


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
        changes += [(path, *_in_use(value, record)) for path, value in used(record).items()]
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
    # What there is once has no other name.
    unread = [f"{' '.join(dict.fromkeys((KINDS[kind].label, key))).strip()}: {msg}" for kind, key, msg in failures]
    sentence = _sentence(groups.values(), places, unmatched)
    return Review(head, source, sentence, ordered, not_allowed(head, {}), list(warnings), unread)


def as_diff(records: t.Iterable[Json]) -> Json:
    """What I(records) of a plan change, as the C(diff) of a result. Where one name stands for two kinds of objects, it says which."""
    some = list(records)
    kinds: dict[str, set[str]] = {}
    for one in some:
        kinds.setdefault(one["key"], set()).add(one["kind"])

    def name(one: Json) -> str:
        key: str = one["key"]
        return f"{key} ({KINDS[one['kind']].label})" if len(kinds[key]) > 1 else key

    return {"prepared": diff.review(((name(one), _address(one), _in_diff(one)) for one in some), "objects")}


def _address(record: Json) -> str | None:
    """A person's own address. Another object may be called like one."""
    key: str = record["key"]
    return key if KINDS[record["kind"]].owner is PERSON and "@" in key else None


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
    nobody = f" {counted(unmatched, 'entry matches', 'entries match')} nobody: see the warnings." if unmatched else ""
    return f"{_begun(_listed(parts) or 'nothing changes')}.{nobody}"


def _listed(parts: t.Sequence[str]) -> str:
    return ", and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _begun(words: str) -> str:
    return words[0].upper() + words[1:]


def _change(one: Json, record: Json) -> tuple[str, str, str]:
    if "from_variable" in one:
        return one["field"], "", f"from the variable {printable(one['from_variable'])}"
    # What is created was nothing before.
    own = _address(record)
    was = "" if record["action"] == "create" else _shown(one.get("was"), own)
    return one["field"], was, _shown(one.get("now"), own)


def _in_use(value: t.Any, record: Json) -> tuple[str, str]:
    """A destination that is put to use, before and after."""
    return "not in use", f"{_shown(value, _address(record))} (already set)"


def _shown(value: t.Any, own: str | None) -> str:
    """A value in words; somebody's own address as such, so that what is the same for all is one group."""
    if value is None:
        return "unknown"
    if isinstance(value, str):
        if own and normalize_email(value) == normalize_email(own):
            return "{email}"
        return printable(value, _LONGEST_VALUE) or "empty"
    return json.dumps(value)


def _risk(record: Json, domains: t.Sequence[str]) -> int:
    if record["action"] == "delete":
        return DELETED
    risks = [CREATED if record["action"] == "create" else CHANGED]
    for path, was, now in [
        *((one["field"], one.get("was"), one.get("now")) for one in record["set"]),
        *((path, None, value) for path, value in used(record).items()),
    ]:
        if path == "enabled" and now is False:
            risks.append(OFF)
        elif path == "message_storage.storage_type" and now == "EXTERNAL":
            risks.append(EXTERNAL)
        elif path in ADDRESSES[record["kind"]] and isinstance(now, str) and now:
            allowed = _allowed(record, domains, was)
            if not is_within(now, allowed):
                risks.append(OUTSIDE if allowed else PERHAPS_OUTSIDE)
    return min(risks)


def _allowed(record: Json, domains: t.Sequence[str], was: t.Any) -> set[str]:
    """The domains that messages may go to: those that are given, or else that of a person's own address; of others, which have none, those
    that they went to before. None where nothing is known."""
    own = _address(record)
    known = domains or ([own] if own else addresses(was) if isinstance(was, str) else [])
    return {domain(one) for one in known}
