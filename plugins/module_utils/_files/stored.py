# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of a snapshot, listed as those of the live organization are; and what changed since one."""

from __future__ import annotations

import json
import sys
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, as_given
from ansible_collections.webex.calling.plugins.module_utils._files import streamed
from ansible_collections.webex.calling.plugins.module_utils._files.census import Member
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, ObjectKind
from ansible_collections.webex.calling.plugins.module_utils._files.live import packed, unpacked
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON


class StoredListing:
    """What a snapshot holds, at the locations with these names or IDs, or all of it; see L(Listing). Which part of an organization it is
    of is not known, so that nobody counts as missing who is at no location of it."""

    def __init__(self, stored: streamed.Stored, location: t.Sequence[str] | None) -> None:
        self._stored = stored
        self.everywhere = False
        self.unlicensed: dict[tuple[str, str], Owner] = {}
        self.listed = {kind for kind, number in stored.head["counts"].items() if number}
        self._ids: dict[str, str] = {}
        for kind, identity, row in _rows(stored):
            name = row["location"]
            if name and self._ids.get(name) in (None, name):
                self._ids[name] = identity if kind.section else name
        self.locations = {identity: name for name, identity in self._ids.items()}
        self._all = location is None
        if location is not None:
            self._narrow(location)
        self._settings: dict[tuple[str, str], bytes] = {}

    def _narrow(self, location: t.Sequence[str]) -> None:
        unknown = [one for one in location if one not in self._ids and one not in self.locations]
        if unknown:
            raise ValidationError(f"location: there is no {', '.join(map(as_given, unknown))} in the snapshot.")
        self.locations = {one: name for one, name in self.locations.items() if one in location or name in location}

    def members(self) -> t.Iterator[Member]:
        """See L(Listing)."""
        for kind, identity, row in _rows(self._stored):
            place, key = self._ids.get(row["location"] or ""), row["key"]
            if self._all or place in self.locations:
                self._settings[kind.name, identity] = packed(row["settings"])
                email = key if kind.owner is PERSON and "@" in key else None
                yield Member(kind, Owner(identity, key, email, place, row["location"]))

    def take(self, member: Member) -> Json:
        """The settings of a member, once."""
        return t.cast(Json, json.loads(unpacked(self._settings.pop((member.kind.name, member.owner.id)))))


class Before(t.NamedTuple):
    """An object of an earlier snapshot; its I(settings) are JSON."""

    key: str
    location: str
    settings: str


def earlier(stored: streamed.Stored) -> dict[tuple[str, str], Before]:
    """What a snapshot holds, by kind and ID."""
    found: dict[tuple[str, str], Before] = {}
    texts: dict[str, str] = {}
    for kind, identity, row in _rows(stored):
        text = json.dumps(row["settings"], separators=(",", ":"))
        place = sys.intern(row["location"] or "")
        found[kind.name, identity] = Before(row["key"], place, texts.setdefault(text, text))
    return found


def _rows(stored: streamed.Stored) -> t.Iterator[tuple[ObjectKind, str, Json]]:
    """The objects of kinds that are known here, each with its ID; the organization has none."""
    for row in stored.rows():
        kind = KINDS.get(row["kind"])
        if kind:
            yield kind, "" if kind.in_organization else row["id"], row
