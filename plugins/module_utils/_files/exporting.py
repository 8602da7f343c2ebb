# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module webex_voicemail_export does: read everything, then write what differs in meaning."""

from __future__ import annotations

import json
import os
import typing as t
from collections import Counter, defaultdict

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    ValidationError,
    WebexError,
    as_given,
    attempt,
    printable,
)
from ansible_collections.webex.calling.plugins.module_utils._files import first_export, layout, streamed
from ansible_collections.webex.calling.plugins.module_utils._files.census import Census, Failure, Member
from ansible_collections.webex.calling.plugins.module_utils._files.folder import Entry, Folder
from ansible_collections.webex.calling.plugins.module_utils._files.folder_reader import read_folder
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, ObjectKind
from ansible_collections.webex.calling.plugins.module_utils._files.live import Live, packed, unpacked
from ansible_collections.webex.calling.plugins.module_utils._files.merge import Merge
from ansible_collections.webex.calling.plugins.module_utils._files.organization import (
    FOLDER,
    check_same_organization,
    organization_of,
)
from ansible_collections.webex.calling.plugins.module_utils._files.output import ORGANIZATION, folder_problem
from ansible_collections.webex.calling.plugins.module_utils._files.partial import Partial
from ansible_collections.webex.calling.plugins.module_utils._files.profiles import Proposal
from ansible_collections.webex.calling.plugins.module_utils._files.reading import for_each, has_none, read_settings
from ansible_collections.webex.calling.plugins.module_utils._files.tree import read_tree, write_tree
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import (
    Connection,
    TaskContext,
    connect,
    with_api_stats,
)
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import Module
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import CONCURRENCY, refuse, validated

SPEC: Json = {
    "directory": {"type": "path"},
    "snapshot": {"type": "path"},
    "location": {"type": "list", "elements": "str"},
    **CONCURRENCY,
}
_NAMED, _MOST_DOMAINS = 20, 20


class _Read(t.NamedTuple):
    """What was read: the objects, of which it is not yet known what they are called in the files."""

    live: list[Live]
    failures: list[Failure]
    left_out: int
    gone: set[tuple[str, str]]


def run(params: Json, context: TaskContext) -> Json:
    """The C(run) of the module.

    @raise WebexError: it failed, or somebody could not be read; then the rest is written all the same.
    """
    if not params["directory"] and not params["snapshot"]:
        raise ValidationError("one of the following is required: directory, snapshot")
    problems: list[str] = []
    location = params["location"] and validated(LOCATION.validate, params["location"], problems)
    if params["directory"] and os.path.isdir(params["directory"]):
        problems.append(folder_problem(params["directory"], ORGANIZATION, "directory"))
    refuse(problems)
    files = read_tree(params["directory"]) if params["directory"] else {}
    folder = read_folder(files)
    if params["snapshot"]:
        streamed.check_replaceable(params["snapshot"], "snapshot")
    with connect(params, context) as connection:
        export = _Export(params, context, connection, folder, location)
        return with_api_stats(connection.client, export.run)


class _Export:
    def __init__(
        self, params: Json, context: TaskContext, connection: Connection, folder: Folder, location: list[str] | None
    ) -> None:
        self._params, self._check, self._connection = params, context.check, connection
        self._folder, self._location = folder, location
        self._same: dict[bytes, bytes] = {}

    def run(self) -> Json:
        """Read, then write."""
        client = self._connection.client
        org_id = organization_of(client)
        check_same_organization(self._folder.org_id, org_id, FOLDER)
        self._connection.progress.begin("objects", ("failed",))
        census = Census(client, self._location)
        read = self._read(census, org_id)
        names = layout.folders(census.locations, {one: name for name, one in self._folder.location_ids.items()})
        result: Json = {"changed": False}
        if self._params["directory"]:
            result.update(self._write_folder(census, names, read, org_id))
        if self._params["snapshot"]:
            if not self._check:
                streamed.write(self._params["snapshot"], org_id, self._rows(census, read))
            result["snapshot"] = self._params["snapshot"]
        return self._report(result, read)

    # Reading.

    def _read(self, census: Census, org_id: str | None) -> _Read:
        partial = Partial(
            None if self._check else self._params["snapshot"], {"org_id": org_id, "location": self._location}
        )
        known = {(kind, identity): packed(settings) for kind, identity, settings in partial.begin()}
        entries = {entry.id: entry for entry in self._folder.entries if entry.id and not entry.kind.section}
        read = _Read([], census.failures, 0, set())
        left_out, done = 0, False

        def work(member: Member) -> bytes:
            kept = known.get((member.kind.name, member.owner.id))
            settings = json.loads(unpacked(kept)) if kept else read_settings(self._connection, member)
            return packed(settings, member.owner)

        try:
            for member, outcome in for_each(self._connection, census.members(), work, self._params["concurrency"]):
                kind, owner = member.kind, _slim(member.owner, entries.get(member.owner.id))
                if not isinstance(outcome, WebexError):
                    read.live.append(Live(kind, owner, "", "", self._same.setdefault(outcome, outcome)))
                    if (kind.name, owner.id) not in known:
                        partial.add(kind.name, owner.id, unpacked(outcome, owner))
                elif has_none(member, outcome):
                    left_out += 1
                else:
                    read.failures.append(Failure(kind.name, _called(kind, owner), outcome))
                    read.live.append(Live(kind, owner, "", ""))
            read.gone.update(self._gone(census, read))
            done = True
        finally:
            partial.close(done)
        return read._replace(left_out=left_out + len(census.unlicensed))

    def _gone(self, census: Census, read: _Read) -> t.Iterator[tuple[str, str]]:
        """Of those whom the files know by ID and no list has, those whose ID is answered 404; and locations likewise."""
        there = {(one.kind.name, one.owner.id) for one in read.live}
        there.update(census.unlicensed)
        missing: list[Member] = []
        for entry in self._folder.entries:
            known = (entry.kind.name, entry.id or "")
            place = self._folder.location_ids.get(entry.folder)
            in_scope = entry.kind.name in census.listed and (census.everywhere or place in census.locations)
            if entry.id and not entry.kind.section and in_scope and known not in there:
                missing.append(Member(entry.kind, Owner(entry.id, entry.key, location_id=place)))
        if census.everywhere:
            missing += [
                Member(KINDS[LOCATION.name], Owner(identity, folder, location_id=identity))
                for folder, identity in self._folder.location_ids.items()
                if identity not in census.locations
            ]
        outcomes = for_each(
            self._connection,
            iter(missing),
            lambda member: attempt(read_settings, self._connection, member),
            self._params["concurrency"],
        )
        for member, outcome in outcomes:
            if isinstance(outcome, WebexError) and outcome.status == 404:
                yield member.kind.name, member.owner.id

    # Writing.

    def _live(self, names: t.Mapping[str, str], read: _Read) -> list[Live]:
        """The objects that have a place in the files; from now on it is known of them."""
        by_place: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, one in enumerate(read.live):
            if not one.kind.in_organization:
                by_place[one.kind.name, one.owner.location_id or ""].append(number)
        for (name, place), numbers in by_place.items():
            folder, kind = names.get(place), KINDS[name]
            if folder is None:
                error = WebexError("it is at a location that is not listed.")
                read.failures.extend(Failure(name, _called(kind, read.live[one].owner), error) for one in numbers)
                continue
            keys = {} if kind.section else layout.keys(kind.owner, [read.live[one].owner for one in numbers])
            for number in numbers:
                key = keys.get(read.live[number].owner.id, folder)
                read.live[number] = read.live[number]._replace(key=key, folder=folder)
        return [one for one in read.live if one.folder or one.kind.in_organization]

    def _write_folder(self, census: Census, names: t.Mapping[str, str], read: _Read, org_id: str | None) -> Json:
        root = self._params["directory"]
        live = self._live(names, read)
        profiles, first = self._folder.profiles, {}
        if layout.SETTINGS_FILE not in self._folder.files:
            first = first_export.written_once(org_id, _domains(read))
            first = {path: content for path, content in first.items() if not os.path.exists(os.path.join(root, path))}
            if layout.PROFILES not in self._folder.files:
                profiles, first[layout.PROFILES] = first_export.proposed(_proposal(live))
        locations = {one: (name, names[one]) for one, name in census.locations.items()}
        changed = {**first, **Merge(self._folder, profiles, locations, live, read.gone).files()}
        if not self._check:
            write_tree(root, changed)
        written = sorted(changed)
        return {
            "changed": bool(changed),
            "directory": root,
            "files": {"changed": len(written), "names": written[:_NAMED]},
        }

    def _rows(self, census: Census, read: _Read) -> t.Iterator[streamed.Row]:
        for one in read.live:
            if one.settings is not None:
                kind, owner = one.kind, one.owner
                where = census.locations.get(owner.location_id or "")
                key = (where if kind.section else owner.email or owner.name) or owner.id or kind.name
                yield streamed.Row(kind.name, key, owner.id or kind.name, where, one.settings, owner)

    def _report(self, result: Json, read: _Read) -> Json:
        counts = Counter(one.kind.plural for one in read.live if one.settings is not None)
        total = sum(counts.values())
        failed = [{"kind": one.kind, "key": one.key, "msg": printable(one.error.msg)} for one in read.failures[:_NAMED]]
        result.update(counts=dict(sorted(counts.items())), left_out=read.left_out, failed_objects=failed)
        summary = {"total": total + len(read.failures), "failed": len(read.failures)}
        self._connection.progress.close(summary, self._connection.client.stats, read.left_out)
        if read.failures:
            raise WebexError(_failed(read.failures), **result)
        return result


def _called(kind: ObjectKind, owner: Owner) -> str:
    return owner.email or owner.name or owner.id or kind.label


def _slim(owner: Owner, entry: Entry | None) -> Owner:
    """An I(owner) with what is needed of it, and with the same texts as the I(entry) that is there: there may be many."""
    if owner.email:
        owner = owner._replace(name=None, extension=None)
    if entry and entry.id:
        owner = owner._replace(id=entry.id, email=entry.key if owner.email == entry.key else owner.email)
    return owner


def _failed(failures: t.Sequence[Failure]) -> str:
    words = [f"{one.kind.replace('_', ' ')} {as_given(one.key)}".strip() + f": {one.error.msg}" for one in failures[:3]]
    more = f" And {len(failures) - 3:,} more." if len(failures) > 3 else ""
    head = f"{len(failures):,} could not be read; their entries in the files are kept, and everything else is written."
    return " ".join([head, *words]) + more


def _proposal(live: t.Iterable[Live]) -> Proposal:
    proposal = Proposal()
    for one in live:
        if one.kind.has_profiles and one.settings is not None:
            proposal.add(one.kind, one.leaves, one.owner.email)
    return proposal


def _domains(read: _Read) -> list[str]:
    """The domains of people's own addresses, the commonest first."""
    found = Counter(one.owner.email.rpartition("@")[2].lower() for one in read.live if one.owner.email)
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [domain for domain, dummy in ordered[:_MOST_DOMAINS]]


MODULE = Module(SPEC, run)
