# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom the entries of a folder are about: found by their key, or by the ID that ids.json knows."""

from __future__ import annotations

import typing as t
from collections import defaultdict

from ansible_collections.webex.calling.plugins.module_utils._errors import as_given, nearest, suggestions
from ansible_collections.webex.calling.plugins.module_utils._files import layout
from ansible_collections.webex.calling.plugins.module_utils._files.census import Listing, Member
from ansible_collections.webex.calling.plugins.module_utils._files.folder import UNMANAGED, Entry, Folder
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, Key
from ansible_collections.webex.calling.plugins.module_utils._files.wanted import Wanted
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON

# Names that are near to one that nobody has are looked for among so many, for the first so many entries, and from a likeness on.
_MOST_COMPARED, _MOST_HINTS, _NEAR = 5000, 20, 0.88


class Matched(t.NamedTuple):
    """Somebody or something that is listed, its I(key) as a file has it, and the I(entry) that is about it."""

    member: Member
    key: str
    entry: Entry | None


class Matching:
    """Finds whom the I(entries) of a I(folder) are about. C(wanted), or C(everyone), can be read once; then C(missing) are the entries of
    nobody who is there, C(unlicensed) those of them who have no Webex Calling, C(unmatched) those that are not about a group which can be
    created or is to be absent, and C(warnings) say what is odd."""

    def __init__(self, folder: Folder, entries: t.Sequence[Entry], census: Listing) -> None:
        self._folder, self._census = folder, census
        self.warnings: list[str] = []
        self.missing: list[Entry] = []
        self.unlicensed: list[Entry] = []
        self.unmatched: list[Entry] = []
        self._known: dict[str, list[str]] = defaultdict(list)
        self._at: dict[str, dict[str, list[str]]] = defaultdict(dict)
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
                self.warnings.append(f"{layout.LOCATIONS}/{folder}: {_not_one(name, len(called), by_name)}")
        return found

    def wanted(self) -> t.Iterator[Wanted]:
        """Whom the entries are about, and what is wanted of them."""
        for one in self.everyone():
            if one.entry:
                yield self.wanted_of(one, one.entry)

    def everyone(self) -> t.Iterator[Matched]:
        """All who are listed."""
        folders = {identity: folder for folder, identity in self.places.items()}
        later: list[Matched] = []
        several: dict[str, list[Member]] = defaultdict(list)
        for member in self._census.members():
            kind, owner = member
            if kind.section:
                yield self._section(member, folders)
            elif kind.owner is PERSON:
                key = layout.same_key(PERSON, owner.email or owner.id)
                entry = self._by_key.get(Key(kind.name, key, ""))
                if entry or (kind.name, owner.id) not in self._by_id:
                    yield self._matched(member, key, entry)
                else:
                    later.append(Matched(member, key, None))
            else:
                several[kind.name].append(member)
        for name, members in several.items():
            yield from self._by_names(name, members, folders, later)
        for one in later:
            by_id = self._by_id[one.member.kind.name, one.member.owner.id]
            yield self._matched(one.member, one.key, None if id(by_id) in self._found else by_id)
        self._finish()

    def _matched(self, member: Member, key: str, entry: Entry | None) -> Matched:
        known = self._known[member.kind.name]
        known += [key] if len(known) < _MOST_COMPARED else []
        if entry is None:
            return Matched(member, key, None)
        self._found.add(id(entry))
        where = self.places.get(entry.folder)
        if where and member.owner.location_id not in (None, where):
            self.warnings.append(
                f"{entry.place}: {as_given(entry.key)} is at {as_given(member.owner.location or 'another location')}: move the entry to the "
                "files of that location, or change the location in Control Hub."
            )
        named = self._folder.locations.get(entry.folder, entry.key) or entry.kind.label
        return Matched(member, named if entry.kind.section else entry.key, entry)

    def _section(self, member: Member, folders: t.Mapping[str, str]) -> Matched:
        folder = folders.get(member.owner.location_id or "", "")
        entry = self._by_key.get(Key(member.kind.name, folder, folder))
        key = self._census.locations.get(member.owner.location_id or "") or member.kind.label
        return self._matched(member, key, entry if folder or member.kind.in_organization else None)

    def _by_names(
        self, name: str, members: list[Member], folders: t.Mapping[str, str], later: list[Matched]
    ) -> t.Iterator[Matched]:
        kind = KINDS[name]
        at: dict[str, list[Owner]] = defaultdict(list)
        for member in members:
            at[member.owner.location_id or ""].append(member.owner)
        keys = {one: key for owners in at.values() for one, key in layout.keys(kind.owner, owners).items()}
        self._at[name] = {place: [keys[one.id] for one in owners] for place, owners in at.items()}
        for member in members:
            folder = folders.get(member.owner.location_id or "", "")
            entry = self._by_key.get(Key(name, layout.same_key(kind.owner, keys[member.owner.id]), folder))
            entry = entry if folder else None
            if entry or (name, member.owner.id) not in self._by_id:
                yield self._matched(member, keys[member.owner.id], entry)
            else:
                later.append(Matched(member, keys[member.owner.id], None))

    def similar(self, entry: Entry) -> str:
        """The question that follows the name of an I(entry) that nobody has, where somebody at its location has a similar name."""
        there = self._at[entry.kind.name].get(self.places.get(entry.folder, ""), [])
        return suggestions([entry.key], there).get(entry.key, "")

    def wanted_of(self, one: Matched, entry: Entry) -> Wanted:
        """What the entry of a I(one) wants."""
        owner = one.member.owner
        desired = self._folder.profiles.desired(entry.kind, entry.profile, entry.own)
        return Wanted(
            entry.kind,
            owner,
            one.key,
            owner.location,
            desired,
            entry.place,
            entry.absent,
            entry.passcode_variable,
            doubts=self._folder.doubts_of(entry),
        )

    def _finish(self) -> None:
        unlicensed = {
            layout.same_key(PERSON, owner.email or "")
            for (kind, dummy), owner in self._census.unlicensed.items()
            if kind == PERSON.name
        }
        for entry in self._by_key.values():
            elsewhere = not self._census.everywhere and entry.folder not in self.places
            if id(entry) in self._found or elsewhere or entry.kind.name not in self._census.listed:
                continue
            self.missing.append(entry)
            created = bool(entry.kind.resource.needed_to_create)
            if not created or (entry.folder not in self.places and not entry.absent):
                self.unmatched.append(entry)
            if not created and not entry.kind.section:
                self._warn_of(entry, unlicensed)

    def _warn_of(self, entry: Entry, unlicensed: t.Container[str]) -> None:
        """An I(entry) about nobody who is there."""
        known = entry.kind.owner is PERSON and layout.same_key(PERSON, entry.key) in unlicensed
        if known or (entry.kind.name, entry.id or "") in self._census.unlicensed:
            self.unlicensed.append(entry)
            if entry.unmanaged:
                return
            words = f"has no Webex Calling: assign a licence, or write {UNMANAGED}."
        else:
            some = self._known[entry.kind.name] if len(self.unmatched) <= _MOST_HINTS else []
            what = "address" if entry.kind.owner is PERSON else "name"
            advice = f"correct the {what}, or remove the entry"
            words = f"does not exist: {_way_out(layout.same_key(entry.kind.owner, entry.key), some, advice)}"
        self.warnings.append(f"{entry.place}: {as_given(entry.key)} {words}")


def _way_out(name: str, known: t.Iterable[str], advice: str) -> str:
    # Of an address only what is before the domain: that is the same for many.
    short = {one.partition("@")[0]: one for one in known}
    near = nearest(name.partition("@")[0], short, _NEAR)
    return f"did you mean {as_given(short[near])}?" if near else f"{advice}."


def _not_one(name: str, number: int, known: t.Iterable[str]) -> str:
    if number:
        return f"{number:,} locations are called {as_given(name)}: restore {layout.IDS}, which tells them apart, from an export."
    return f"no location is called {as_given(name)}: {_way_out(name, known, 'correct its name, or remove the folder')}"
