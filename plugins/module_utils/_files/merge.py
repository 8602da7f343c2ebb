# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder and the live organization -> the files that differ in meaning, changed where they do. Pure: it reads and writes nothing."""

from __future__ import annotations

import typing as t
from collections import defaultdict

from ansible_collections.webex.calling.plugins.module_utils._files import entry_file, layout
from ansible_collections.webex.calling.plugins.module_utils._files.entry_value import changes_of, new_value
from ansible_collections.webex.calling.plugins.module_utils._files.first_export import head
from ansible_collections.webex.calling.plugins.module_utils._files.folder import Entry, Folder
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, LOCATION_FILE, Key, ObjectKind
from ansible_collections.webex.calling.plugins.module_utils._files.live import Live
from ansible_collections.webex.calling.plugins.module_utils._files.profiles import Profiles
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_render import entry as entry_text
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION

Object = tuple[str, str]  # a kind, and an ID


class Merge:
    """An export into a I(folder) of the I(locations), whose names and folders are given by ID, and of the I(live) objects. I(gone) are
    the known ones, and locations, whose IDs are answered 404."""

    def __init__(
        self,
        folder: Folder,
        profiles: Profiles,
        locations: t.Mapping[str, tuple[str, str]],
        live: t.Sequence[Live],
        gone: t.Container[Object],
    ) -> None:
        self._folder, self._profiles, self._locations, self._live, self._gone = folder, profiles, locations, live, gone
        self._files: dict[str, bytes] = dict(folder.files)
        self._lost: list[Entry] = []
        self._occupied: set[Key] = set()
        self._keyed = [entry for entry in folder.entries if not entry.kind.section]
        self._gone_folders = {
            name for name, identity in folder.location_ids.items() if (LOCATION.name, identity) in gone
        }

    def files(self) -> dict[str, bytes | None]:
        """The files that differ, by their paths; None for one that goes."""
        matched, new = self._match()
        places = self._move(matched)
        self._change(matched, places)
        self._add(new)
        self._split()
        self._sections()
        self._ids(matched, new)
        self._leave_locations()
        before = self._folder.files
        found: dict[str, bytes | None] = {
            path: content for path, content in self._files.items() if before.get(path) != content
        }
        found.update((path, None) for path in before if path not in self._files)
        return found

    # Which entry is whose.

    def _match(self) -> tuple[list[tuple[Entry, Live]], list[Live]]:
        by_id: dict[str, Entry] = {}
        for entry in self._keyed:
            if entry.id:
                by_id.setdefault(entry.id, entry)
        matched: list[tuple[Entry, Live]] = []
        others: list[Live] = []
        for one in self._live:
            known = by_id.get(one.owner.id)
            if known is not None and known.kind is one.kind:
                matched.append((known, one))
            elif not one.kind.section:
                others.append(one)
        taken = {id(entry) for entry, dummy in matched}
        by_key = {entry.identity: entry for entry in self._keyed if id(entry) not in taken}
        new: list[Live] = []
        for one in others:
            called = by_key.get(_identity(one))
            if called is None or id(called) in taken:
                new.append(one)
            else:
                taken.add(id(called))
                matched.append((called, one))
        self._lost = [
            entry for entry in self._keyed if id(entry) not in taken and (entry.kind.name, entry.id) in self._gone
        ]
        lost = {id(entry) for entry in self._lost}
        self._occupied = {one.identity for one in self._keyed if id(one) not in taken and id(one) not in lost}
        return matched, new

    # Entries that go, move, or are called otherwise.

    def _move(self, matched: t.Sequence[tuple[Entry, Live]]) -> dict[int, tuple[str, str]]:
        """The path and key of the entries that are elsewhere, or called otherwise, than they were."""
        gone: dict[str, set[str]] = defaultdict(set)
        names: dict[str, dict[str, str]] = defaultdict(dict)
        places: dict[int, tuple[str, str]] = {}
        movers: list[tuple[Entry, Live]] = []
        for entry in self._lost:
            gone[entry.file].add(entry.key)
        for entry, one in matched:
            key = self._called(entry, one)
            if entry.folder != one.folder:
                gone[entry.file].add(entry.key)
                movers.append((entry, one))
            elif key != entry.key:
                names[entry.file][entry.key] = key
                places[id(entry)] = entry.file, key
        taken: dict[str, dict[str, str]] = {}
        for path, some in gone.items():
            self._files[path], taken[path] = entry_file.without(self._files[path], some)
        for path, called in names.items():
            self._files[path] = entry_file.renamed(self._files[path], called)
        moved: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for entry, one in movers:
            key = self._called(entry, one)
            words = entry_file.renamed(taken[entry.file][entry.key].encode(), {entry.key: key}).decode()
            moved[one.folder, one.kind.name][key] = words
        for (folder, kind), lines in moved.items():
            self._put(folder, KINDS[kind], lines)
        for entry, one in movers:
            key = self._called(entry, one)
            places[id(entry)] = self._path(one.folder, one.kind.file, key), key
        return places

    def _called(self, entry: Entry, one: Live) -> str:
        """What an entry is called now: as before where that is the same, or where another entry is called so."""
        return entry.key if _same(entry, one) or _identity(one) in self._occupied else one.key

    # What they say.

    def _change(self, matched: t.Iterable[tuple[Entry, Live]], places: t.Mapping[int, tuple[str, str]]) -> None:
        changes: dict[str, dict[str, dict[str, t.Any]]] = defaultdict(dict)
        for entry, one in matched:
            if one.settings is not None:
                some = changes_of(entry, one.leaves, one.owner.email, self._profiles)
                if some:
                    path, key = places.get(id(entry), (entry.file, entry.key))
                    changes[path][key] = some
        for path, of_file in changes.items():
            self._files[path] = entry_file.changed(self._files[path], of_file)

    def _add(self, new: t.Iterable[Live]) -> None:
        lines: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for one in new:
            if one.settings is not None:
                value = new_value(one.kind, one.leaves, one.owner.email, self._profiles)
                lines[one.folder, one.kind.name][one.key] = entry_text(one.key, value)
        for (folder, kind), some in lines.items():
            self._put(folder, KINDS[kind], some)

    # Where entries are.

    def _put(self, folder: str, kind: ObjectKind, lines: t.Mapping[str, str]) -> None:
        """Put entries into the file of a location, or into those by first letters."""
        by_path: dict[str, dict[str, str]] = defaultdict(dict)
        for key, words in lines.items():
            by_path[self._path(folder, kind.file, key)][key] = words

        def order(key: str) -> str:
            return layout.same_key(kind.owner, key)

        for path, some in by_path.items():
            content = self._files.get(path) or head(kind.file).encode()
            self._files[path] = entry_file.extended(content, some, order)

    def _split(self) -> None:
        """Split the files that have grown too large."""
        files = {f"{kind.file}.yml" for kind in KINDS.values() if not kind.section}
        for path, content in list(self._files.items()):
            whole, dummy, name = path.rpartition("/")
            if name not in files or content == self._folder.files.get(path):
                continue
            # No entry is less than a line.
            if content.count(b"\n") >= layout.MOST_ENTRIES < entry_file.count(content):
                parts = entry_file.split(self._files.pop(path), layout.letter)
                base = f"{whole}/{name.rpartition('.')[0]}"
                self._files.update((f"{base}/{letter}.yml", part) for letter, part in parts.items())

    def _path(self, folder: str, file: str, key: str) -> str:
        base = f"{layout.LOCATIONS}/{folder}/{file}"
        whole, letter = f"{base}.yml", f"{base}/{layout.letter(key)}.yml"
        if whole in self._files:
            return whole
        return letter if letter in self._files or any(path.startswith(base + "/") for path in self._files) else whole

    # What has no key: the organization's settings, and a location's own.

    def _sections(self) -> None:
        there = {entry.identity: entry for entry in self._folder.entries if entry.kind.section}
        names = {folder: name for name, folder in self._locations.values()}
        for folder, name in names.items():
            path = f"{layout.LOCATIONS}/{folder}/{LOCATION_FILE}.yml"
            if path not in self._files:
                self._files[path] = (head(LOCATION_FILE) + entry_text("name", name)).encode()
            elif self._folder.locations.get(folder) != name:
                self._files[path] = entry_file.with_value(self._files[path], "name", name)
        changes: dict[str, dict[str, dict[str, t.Any]]] = defaultdict(dict)
        order = list(KINDS)
        sections = (one for one in self._live if one.kind.section and one.settings is not None)
        for one in sorted(sections, key=lambda one: (one.folder, order.index(one.kind.name))):
            path = f"{layout.LOCATIONS}/{one.folder}/{LOCATION_FILE}.yml" if one.folder else layout.ORGANIZATION
            entry = there.get(Key(one.kind.name, one.folder, one.folder))
            if entry is not None:
                some = changes_of(entry, one.leaves, None, self._profiles)
                if some:
                    changes[path][one.kind.section] = some
            elif not entry_file.has(self._files.get(path, b""), one.kind.section):
                content = self._files.get(path) or head(one.kind.file).encode()
                value = new_value(one.kind, one.leaves, None, self._profiles)
                self._files[path] = entry_file.appended(content, one.kind.section, value)
        for path, of_file in changes.items():
            self._files[path] = entry_file.changed(self._files[path], of_file)

    # The file of IDs.

    def _ids(self, matched: t.Iterable[tuple[Entry, Live]], new: t.Iterable[Live]) -> None:
        ids: dict[str, dict[str, dict[str, str]]] = {}
        mine = {one.owner.id for one in self._live}
        lost = {id(entry) for entry in self._lost}
        for entry in self._keyed:
            if entry.id and entry.id not in mine and id(entry) not in lost:
                ids.setdefault(entry.folder, {}).setdefault(entry.kind.file, {})[entry.key] = entry.id
        for entry, one in matched:
            key = self._called(entry, one)
            ids.setdefault(one.folder, {}).setdefault(one.kind.file, {})[key] = one.owner.id
        for one in new:
            if one.settings is not None:
                ids.setdefault(one.folder, {}).setdefault(one.kind.file, {})[one.key] = one.owner.id
        identities = {
            folder: identity
            for folder, identity in self._folder.location_ids.items()
            if folder not in self._gone_folders
        }
        identities.update({folder: identity for identity, (dummy, folder) in self._locations.items()})
        for folder in {*ids, *self._folder.ids, *identities}:
            path = f"{layout.LOCATIONS}/{folder}/{layout.IDS}"
            known = (identities.get(folder), _filled(ids.get(folder, {})))
            if (
                path in self._files
                and (self._folder.location_ids.get(folder), _filled(self._folder.ids[folder])) == known
            ):
                continue
            self._files[path] = layout.encode_ids(*known)

    # Locations that are gone.

    def _leave_locations(self) -> None:
        """Take out the files of a location that is gone, but for those that hold entries of somebody who is not known to be."""
        for folder in self._gone_folders:
            base = f"{layout.LOCATIONS}/{folder}/"
            own, ids = f"{base}{LOCATION_FILE}.yml", f"{base}{layout.IDS}"
            others = [path for path in self._files if path.startswith(base) and path not in (own, ids)]
            empty = [path for path in others if not entry_file.count(self._files[path])]
            for path in [own, *empty, *([ids] if empty == others else [])]:
                self._files.pop(path, None)


def _filled(ids: t.Mapping[str, t.Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {name: dict(some) for name, some in ids.items() if some}


def _identity(one: Live) -> Key:
    return Entry(one.kind, one.key, one.folder, {}, None, False, False, None, "", 0).identity


def _same(entry: Entry, one: Live) -> bool:
    """Whether an entry is called as it would be called now."""
    owner = entry.kind.owner
    return layout.same_key(owner, entry.key) == layout.same_key(owner, one.key)
