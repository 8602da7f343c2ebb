# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a plan comes from: a folder, a snapshot, or the journal of a plan that was applied."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import as_given, some_of
from ansible_collections.webex.calling.plugins.module_utils._files import streamed, wanted
from ansible_collections.webex.calling.plugins.module_utils._files.census import Census, Member
from ansible_collections.webex.calling.plugins.module_utils._files.folder import Folder
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, ObjectKind, flatten
from ansible_collections.webex.calling.plugins.module_utils._files.matching import Matched, Matching
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import Leaves
from ansible_collections.webex.calling.plugins.module_utils._files.wanted import Wanted
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._owners.voicemail_groups import VOICEMAIL_GROUP_KIND

_WORDS = {"directory": "the files", "snapshot": "a snapshot", "journal": "a journal"}


class Source:
    """What is wanted, of objects that are there (C(wanted), which can be read once) and then of those that are to be created
    (C(created)). I(name), I(revision), I(org_id) and C(words) say what it is; C(warnings) what is odd in it, C(unmatched) of how many
    entries there is nobody."""

    def __init__(self, name: str, revision: str, org_id: str | None) -> None:
        self.name, self.revision, self.org_id = name, revision, org_id
        self.words = _WORDS[name]
        self.warnings: list[str] = []
        self.managed: dict[str, int] = {}
        self.unmatched = 0
        self.census: Census | None = None

    def wanted(self, client: Client, location: t.Sequence[str] | None) -> t.Iterator[Wanted]:
        """What is wanted of objects that are there."""
        raise NotImplementedError

    def created(self, client: Client, gone: t.Sequence[Wanted]) -> list[Wanted]:
        """What is to be created, or was by somebody else and has an ID. I(gone) are those of whom something was wanted, and whose ID is
        answered 404."""
        raise NotImplementedError

    def _count(self, one: Wanted) -> Wanted:
        self.managed[one.kind.plural] = self.managed.get(one.kind.plural, 0) + 1
        return one


class FolderSource(Source):
    """The entries of a folder."""

    def __init__(self, folder: Folder, revision: str) -> None:
        super().__init__("directory", revision, folder.org_id)
        self._folder = folder
        self._matching: Matching | None = None

    def wanted(self, client: Client, location: t.Sequence[str] | None) -> t.Iterator[Wanted]:
        """See L(Source)."""
        entries = [entry for entry in self._folder.entries if not entry.unmanaged]
        self.census = Census(client, location, {entry.kind.name for entry in entries})
        matching = self._matching = Matching(self._folder, entries, self.census)
        for one in matching.wanted():
            yield self._count(one)

    def created(self, client: Client, gone: t.Sequence[Wanted]) -> list[Wanted]:
        """See L(Source). What a list leaves out may be there all the same, and is looked for once more."""
        matching = t.cast(Matching, self._matching)
        self.warnings += matching.warnings
        self.warnings += [f"{one.place}: {as_given(one.key)} no longer exists: remove the entry." for one in gone]
        self.unmatched = len(matching.unmatched) + len(gone)
        found: list[Wanted] = []
        for entry in matching.missing:
            place = matching.places.get(entry.folder)
            if not entry.kind.resource.needed_to_create or entry.absent or place is None:
                continue
            owner = Owner("", entry.key, location_id=place, location=t.cast(Census, self.census).locations[place])
            one = matching.wanted_of(Matched(Member(entry.kind, owner), entry.key, entry), entry)
            found.append(self._count(one._replace(similar=matching.similar(entry))))
        pairs = [(one.owner.location_id or "", one.key) for one in found]
        there = VOICEMAIL_GROUP_KIND.find(client, [[pair] for pair in pairs]) if pairs else {}
        for one, pair in zip(list(found), pairs):
            if there.get(pair):
                found.remove(one)
                self.warnings.append(
                    f"{one.place}: {as_given(one.key)} is in some lists and not in others: plan again."
                )
        return found


class RowsSource(Source):
    """Objects by their IDs, as they were: of a snapshot, or of a journal."""

    def __init__(self, name: str, revision: str, org_id: str | None, rows: t.Iterable[Json]) -> None:
        super().__init__(name, revision, org_id)
        self._rows = rows
        self._to_create: list[Wanted] = []

    def wanted(self, client: Client, location: t.Sequence[str] | None) -> t.Iterator[Wanted]:
        """See L(Source)."""
        census = self.census = Census(client, location, ())
        names: dict[str, list[str]] = {}
        for identity, name in census.locations.items():
            names.setdefault(name, []).append(identity)
        unknown: list[Wanted] = []
        somewhere: list[Wanted] = []
        nowhere = 0
        for row in self._rows:
            kind = KINDS.get(row["kind"])
            if kind is None or (not census.everywhere and row["location"] not in names):
                nowhere += kind is not None and not kind.in_organization and row["location"] is None
                continue
            one = self._count(_wanted(kind, row, names, self.name))
            if row.get("unknown"):
                fields = some_of(row["unknown"])
                self.warnings.append(f"{as_given(one.key)}: what it was before is not known, so it stays: {fields}.")
            if row.get("create"):
                self._to_create.append(one)
            elif one.absent and not one.owner.id:
                unknown.append(one)
            elif kind.owner is VOICEMAIL_GROUP_KIND and not one.owner.location_id:
                somewhere.append(one)
            else:
                yield one
        if nowhere:
            self.warnings.append(
                f"Left out because the {self.name} does not say at which location they are: {nowhere:,}."
            )
        # Of a kill in the middle: whether it was created is not known.
        pairs = [(one.owner.location_id or "", one.key) for one in unknown]
        there = VOICEMAIL_GROUP_KIND.find(client, [[pair] for pair in pairs]) if pairs else {}
        for one, pair in zip(unknown, pairs):
            for owner in there[pair]:
                yield one._replace(owner=owner)
        yield from self._by_id(client, somewhere)

    def _by_id(self, client: Client, groups: t.Sequence[Wanted]) -> t.Iterator[Wanted]:
        """The I(groups), whose location has another name now or shares it with another one, where they are listed."""
        listed = {one.id: one for one in VOICEMAIL_GROUP_KIND.everyone(client)} if groups else {}
        for one in groups:
            if one.owner.id in listed:
                yield one._replace(owner=listed[one.owner.id])
            else:
                self.warnings.append(
                    f"The voicemail group {as_given(one.key)} is not there any more, and it is not known which location "
                    f"{as_given(one.location)} is: it is not created again."
                )

    def created(self, client: Client, gone: t.Sequence[Wanted]) -> list[Wanted]:
        """See L(Source). A group can be made again, with another passcode, and without its greeting and messages."""
        found: list[Wanted] = []
        for one in [*self._to_create, *gone]:
            if one.absent:
                continue
            if not one.kind.resource.needed_to_create:
                self.warnings.append(f"{as_given(one.key)} no longer exists.")
                continue
            found.append(one)
        pairs = [(one.owner.location_id or "", one.key) for one in found]
        there = VOICEMAIL_GROUP_KIND.find(client, [[pair] for pair in pairs]) if pairs else {}
        return [self._again(one, there[pair]) for one, pair in zip(found, pairs)]

    def _again(self, one: Wanted, there: t.Sequence[Owner]) -> Wanted:
        """What is wanted of a group that is gone: of the one that was made in its place, or of a new one."""
        if there:
            return one._replace(owner=there[0])
        self.warnings.append(
            f"The voicemail group {as_given(one.key)} is created again with a new ID, without its greeting and its messages; "
            f"give its passcode as {as_given(one.key)} in passcodes."
        )
        gone = one.owner._replace(id="")
        return one._replace(owner=gone, passcode_variable=one.key, desired=_for_a_new_one(one.desired))


def _for_a_new_one(settings: Leaves) -> Leaves:
    """Settings for a new object: without the empty ones, which it has anyway, and without a greeting, which is gone."""
    return {path: value for path, value in settings.items() if value != "" and path != "greeting"}


def _wanted(kind: ObjectKind, row: Json, names: t.Mapping[str, t.Sequence[str]], source: str) -> Wanted:
    places = names.get(row["location"] or "", [])
    place = row.get("location_id") or (places[0] if len(places) == 1 else None)
    identity = "" if kind.in_organization else row["id"]
    key = row["key"]
    owner = Owner(identity, key, key if "@" in key else None, place, row["location"])
    applied = row.get("applied")
    desired = row["desired"] if "desired" in row else wanted.writable(kind, row["settings"])
    # Where the API did not tell what each PUT must hold, it was what such a PUT holds then.
    otherwise = None if "desired" in row else flatten(kind.resource.required)
    one = Wanted(kind, owner, key, row["location"], desired, source, bool(row.get("absent")), None, applied)
    return one._replace(otherwise=otherwise)


def snapshot_source(path: str) -> RowsSource:
    """What a snapshot holds.

    @raise ValidationError: it is none.
    """
    stored = streamed.read(path, "snapshot")
    return RowsSource("snapshot", stored.digest, stored.head.get("org_id"), stored.rows())
