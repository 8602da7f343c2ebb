# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A snapshot: settings as they were, of those who are kept in it, and as they are given back."""

from __future__ import annotations

import time
import typing as t
from dataclasses import dataclass, field

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, printable
from ansible_collections.webex.calling.plugins.module_utils._files.private_file import user_name

FORMAT = 1

_MOST_NAMED = 10


class Entry(t.NamedTuple):
    """An object and its settings. I(key) is its address or name, I(location) the name of its location, where known."""

    kind: str
    id: str
    key: str
    location: str | None
    settings: Json


@dataclass(frozen=True)
class Snapshot:
    """Of the organization with the ID I(org_id), None where that is not known, made at the time I(created) I(by) a user."""

    org_id: str | None
    created: str
    by: str
    entries: t.Mapping[tuple[str, str], Entry] = field(default_factory=dict)

    def people(self) -> t.Iterator[Entry]:
        """The people in it."""
        return (entry for (kind, dummy), entry in self.entries.items() if kind == "person")


def new(org_id: str | None) -> Snapshot:
    """An empty one, of now, by the user of this process."""
    return Snapshot(org_id, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), user_name())


def keep(kept: Snapshot, people: t.Iterable[t.Mapping[str, t.Any]], change: t.Mapping[str, t.Any]) -> Snapshot:
    """I(kept) with those of I(people) who are not in it yet, as they are now; the same object where there is nobody to add.

    I(people) are a module's results, and I(change) are the settings that are named for everyone next: who has them all was
    changed before, so that what the snapshot holds of them is what was before.

    @raise ValidationError: somebody has other settings now than in the snapshot, and those of now would be in none.
    """
    entries, lost = dict(kept.entries), []
    for one in people:
        if one.get("failed"):
            continue
        held = kept.entries.get(("person", one["person_id"]))
        if held is None:
            key = one.get("email") or one["person"]
            entries["person", one["person_id"]] = Entry("person", one["person_id"], key, None, one["voicemail"])
        elif held.settings != one["voicemail"] and not _has(one["voicemail"], change, held.settings):
            lost.append(one["person"])
    if lost:
        raise ValidationError(
            f"The snapshot holds other settings of {_some(lost)} than now, and those of now would be lost. Nothing was written. "
            "Name another file for the snapshot."
        )
    return kept if len(entries) == len(kept.entries) else Snapshot(kept.org_id, kept.created, kept.by, entries)


def select(snapshot: Snapshot, names: t.Sequence[str] | None) -> list[Json]:
    """The people with these addresses or IDs, or all of them for None, as a module takes them.

    Each is named by ID, since an address may have passed to somebody else.

    @raise ValidationError: somebody is not in it; it says who.
    """
    by_name: dict[str, list[Entry]] = {}
    for entry in snapshot.people():
        for name in dict.fromkeys((entry.id, normalize_email(entry.key))):
            by_name.setdefault(name, []).append(entry)
    found: list[Entry] = []
    missing: list[str] = []
    several: list[str] = []
    for name in sorted(entry.id for entry in snapshot.people()) if names is None else names:
        entries = by_name.get(normalize_email(name.strip()) if "@" in name else name.strip(), [])
        if len(entries) == 1:
            found.append(entries[0])
        else:
            (several if entries else missing).append(name)
    problems = []
    if missing:
        problems.append(f"{_some(missing)}: not in the snapshot.")
    if several:
        problems.append(f"{_some(several)}: more than one person in the snapshot had this address. Name the ID.")
    if problems:
        raise ValidationError(" ".join(problems))
    return [
        {
            "person": entry.id,
            "person_id": entry.id,
            "email": entry.key if "@" in entry.key else None,
            "voicemail": entry.settings,
        }
        for entry in found
    ]


def _has(settings: t.Any, wanted: t.Mapping[str, t.Any], before: t.Any) -> bool:
    """Whether I(settings) are as I(wanted), in all that it names. What was not told I(before) either is never told."""
    if not isinstance(settings, t.Mapping):
        return False
    before = before if isinstance(before, t.Mapping) else {}
    return all(
        _has(settings.get(name), value, before.get(name))
        if isinstance(value, t.Mapping)
        else settings.get(name) == value
        for name, value in wanted.items()
        if name in settings or name in before
    )


def _some(names: t.Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return printable(", ".join(names[:_MOST_NAMED]), 5000) + (f" and {more:,} more" if more > 0 else "")
