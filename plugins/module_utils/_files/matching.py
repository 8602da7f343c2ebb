# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom the entries of a folder are about: found by their key, or by the ID that ids.json knows."""

from __future__ import annotations

import typing as t
from collections import defaultdict

from ansible_collections.webex.calling.plugins.module_utils._errors import as_given
from ansible_collections.webex.calling.plugins.module_utils._files import layout
from ansible_collections.webex.calling.plugins.module_utils._files.census import Census, Member
from ansible_collections.webex.calling.plugins.module_utils._files.folder import Entry, Folder
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, Key
from ansible_collections.webex.calling.plugins.module_utils._files.wanted import Wanted
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON


class Matching:
    """Finds whom the I(entries) of a I(folder) are about. C(wanted) can be read once; then C(missing) are the entries of nobody who
    is there, and C(warnings) say what is odd."""

    def __init__(self, folder: Folder, entries: t.Sequence[Entry], census: Census) -> None:
        self._folder, self._census = folder, census
        self.warnings: list[str] = []
        self.missing: list[Entry] = []
        self._by_key: dict[Key, Entry] = {entry.identity: entry for entry in entries}
        self._by_id: dict[tuple[str, str], Entry] = {
            (entry.kind.name, entry.id): entry for entry in entries if entry.id and not entry.kind.section
        }
        self._found: set[int] = set()
        self.places = self._places()

    def _places(self) -> dict[str, str]:
        """The IDs of locations by the folder."""
        by_name: dict[str, list[str]] = defaultdict(list)
        for identity, name in self._census.locations.items():
            by_name[name].append(identity)
        found: dict[str, str] = {}
        for folder, name in self._folder.locations.items():
            known = self._folder.location_ids.get(folder)
            called = by_name.get(name, [])
            if known in self._census.locations:
                found[folder] = known or ""
            elif len(called) == 1:
                found[folder] = called[0]
            elif self._census.everywhere:
                how = f"{len(called)} locations are" if called else "no location is"
                self.warnings.append(f"{layout.LOCATIONS}/{folder}: {how} called {as_given(name)}.")
        return found

    def wanted(self) -> t.Iterator[Wanted]:
        """Whom the entries are about, and what is wanted of them."""
        folders = {identity: folder for folder, identity in self.places.items()}
        later: list[Member] = []
        several: dict[str, list[Member]] = defaultdict(list)
        for member in self._census.members():
            kind, owner = member
            if kind.section:
                yield from self._section(member, folders)
            elif kind.owner is PERSON:
                entry = self._by_key.get(Key(kind.name, layout.same_key(PERSON, owner.email or owner.id), ""))
                if entry:
                    yield self._for(entry, member)
                elif (kind.name, owner.id) in self._by_id:
                    later.append(member)
            else:
                several[kind.name].append(member)
        for name, members in several.items():
            yield from self._by_names(name, members, folders, later)
        for member in later:
            entry = self._by_id[member.kind.name, member.owner.id]
            if id(entry) not in self._found:
                yield self._for(entry, member)
        self._finish()

    def _section(self, member: Member, folders: t.Mapping[str, str]) -> t.Iterator[Wanted]:
        folder = folders.get(member.owner.location_id or "", "")
        entry = self._by_key.get(Key(member.kind.name, folder, folder))
        if entry and (folder or member.kind.in_organization):
            yield self._for(entry, member)

    def _by_names(
        self, name: str, members: list[Member], folders: t.Mapping[str, str], later: list[Member]
    ) -> t.Iterator[Wanted]:
        kind = KINDS[name]
        at: dict[str, list[Owner]] = defaultdict(list)
        for member in members:
            at[member.owner.location_id or ""].append(member.owner)
        keys = {one: key for owners in at.values() for one, key in layout.keys(kind.owner, owners).items()}
        for member in members:
            folder = folders.get(member.owner.location_id or "", "")
            entry = self._by_key.get(Key(name, layout.same_key(kind.owner, keys[member.owner.id]), folder))
            if entry and folder:
                yield self._for(entry, member)
            elif (name, member.owner.id) in self._by_id:
                later.append(member)

    def _for(self, entry: Entry, member: Member) -> Wanted:
        self._found.add(id(entry))
        where = self.places.get(entry.folder)
        if where and member.owner.location_id not in (None, where):
            self.warnings.append(
                f"{entry.place}: {as_given(entry.key)} is at {as_given(member.owner.location or 'another location')}."
            )
        desired = self._folder.profiles.desired(entry.kind, entry.profile, entry.own)
        key = entry.key if not entry.kind.section else self._folder.locations.get(entry.folder, entry.key)
        return Wanted(
            entry.kind,
            member.owner,
            key or entry.kind.label,
            member.owner.location,
            desired,
            entry.place,
            entry.absent,
            entry.passcode_variable,
        )

    def _finish(self) -> None:
        unlicensed = {
            layout.same_key(PERSON, owner.email or ""): owner
            for (kind, dummy), owner in self._census.unlicensed.items()
            if kind == PERSON.name
        }
        for entry in self._by_key.values():
            elsewhere = not self._census.everywhere and entry.folder not in self.places
            if id(entry) in self._found or elsewhere or entry.kind.name not in self._census.listed:
                continue
            self.missing.append(entry)
            if entry.kind.section or entry.kind.resource.needed_to_create:
                continue
            none = entry.kind.owner is PERSON and layout.same_key(PERSON, entry.key) in unlicensed
            none = none or (entry.kind.name, entry.id or "") in self._census.unlicensed
            why = "has no Webex Calling" if none else "is not there"
            self.warnings.append(f"{entry.place}: {as_given(entry.key)} {why}.")
