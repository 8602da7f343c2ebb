# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small organization for tests, which others change, and exports of it into a folder in memory."""

from __future__ import annotations

import copy
import random
import typing as t
from dataclasses import dataclass, field

from ansible_collections.webex.calling.plugins.module_utils._files import first_export, layout
from ansible_collections.webex.calling.plugins.module_utils._files.folder import Folder
from ansible_collections.webex.calling.plugins.module_utils._files.folder_reader import read_folder
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, nest
from ansible_collections.webex.calling.plugins.module_utils._files.live import Live, packed
from ansible_collections.webex.calling.plugins.module_utils._files.merge import Merge
from ansible_collections.webex.calling.plugins.module_utils._files.profiles import Proposal
from ansible_collections.webex.calling.plugins.module_utils._files.shipped_profiles import SHIPPED_PROFILES
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner

Files = dict[str, bytes]
KEYED = ("person", "workspace", "virtual_line", "voicemail_group")
NAMES = ("Lobby", "Lobby", "Main (2)", "off", "0123", "Größe: 1", "#7", "it's", "Sales")
VALUES: dict[str, tuple[t.Any, ...]] = {
    "enabled": (True, False),
    "send_unanswered_calls.number_of_rings": (3, 4, 6, 8),
    "email_copy_of_message.email_id": ("", "other@example.org", "OWN"),
    "transfer_to_number.destination": ("", "+15551000", "0123"),
    "message_storage.storage_type": ("INTERNAL", "EXTERNAL"),
    "fax_message.extension": ("", "7001"),
}


@dataclass
class Thing:
    """One object, as the API has it."""

    kind: str
    owner: Owner
    settings: dict[str, t.Any]
    folder: str


@dataclass
class Organization:
    """The organization: its objects by kind and ID, and its locations by ID."""

    things: dict[tuple[str, str], Thing] = field(default_factory=dict)
    locations: dict[str, str] = field(default_factory=lambda: {"L1": "Oslo", "L2": "oslo", "L3": "../etc/con"})
    gone: set[tuple[str, str]] = field(default_factory=set)
    number: int = 0

    def add(self, draw: random.Random, kind: str) -> None:
        """One more object."""
        self.number += 1
        location = draw.choice(sorted(self.locations))
        email = f"p{draw.randrange(90)}-{self.number}@example.com" if kind == "person" else None
        name = f"G{self.number}" if kind == "voicemail_group" else draw.choice(NAMES)
        extension = str(7000 + self.number) if draw.random() < 0.8 else None
        owner = Owner(f"{kind}-{self.number}", name, email, location, extension=extension)
        settings = dict(draw.choice(list(SHIPPED_PROFILES.values())))
        settings.update({"fax_message.enabled": False, "fax_message.phone_number": "", "fax_message.extension": ""})
        known = set(KINDS[kind].writable)
        settings = {path: value for path, value in settings.items() if path in known}
        self.things[kind, owner.id] = Thing(kind, owner, settings, location)
        self.change(draw, kind, owner.id, 3)

    def change(self, draw: random.Random, kind: str, identity: str, times: int = 1) -> None:
        """Change some settings of an object, as Control Hub does."""
        thing = self.things[kind, identity]
        known = set(KINDS[kind].writable)
        for path in draw.sample(sorted(set(VALUES) & known), draw.randint(0, times)):
            value = draw.choice(VALUES[path])
            thing.settings[path] = (thing.owner.email or "x@example.org") if value == "OWN" else value
        for path, value in thing.settings.items():
            if value == "{email}":
                thing.settings[path] = thing.owner.email or "x@example.org"

    def happen(self, draw: random.Random) -> None:
        """Something that others do."""
        kind = draw.choice(KEYED)
        there = sorted(identity for one, identity in self.things if one == kind)
        what = draw.choice(("add", "change", "change", "rename", "move", "delete"))
        if what == "add" or not there:
            self.add(draw, kind)
            return
        identity = draw.choice(there)
        thing = self.things[kind, identity]
        self.number += 1
        if what == "change":
            self.change(draw, kind, identity)
        elif what == "rename" and kind == "person":
            thing.owner = thing.owner._replace(email=f"q{draw.randrange(90)}-{self.number}@example.com")
            thing.settings = {k: "new@example.com" if "@" in str(v) else v for k, v in thing.settings.items()}
        elif what == "rename":
            name = f"G{self.number}" if kind == "voicemail_group" else draw.choice(NAMES)
            thing.owner = thing.owner._replace(name=name)
        elif what == "move":
            thing.owner = thing.owner._replace(location_id=draw.choice(sorted(self.locations)))
        else:
            del self.things[kind, identity]
            self.gone.add((kind, identity))


def export(organization: Organization, files: Files, draw: random.Random | None = None) -> Files:
    """The folder after an export into I(files); the API's answers come in the order that I(draw) gives them."""
    folder = read_folder(files)
    names = layout.folders(organization.locations, {one: name for name, one in folder.location_ids.items()})
    live = list(live_objects(organization, names))
    if draw:
        draw.shuffle(live)
    profiles, first = folder.profiles, {}
    if layout.SETTINGS_FILE not in files:
        first = first_export.written_once("72b2d567-5696-552b-b31c-a884c0127fe9", ["example.com"])
        proposal = Proposal()
        for one in live:
            if one.kind.has_profiles:
                proposal.add(one.kind, one.leaves, one.owner.email)
        profiles, first[layout.PROFILES] = first_export.proposed(proposal)
    locations = {one: (name, names[one]) for one, name in organization.locations.items()}
    changed = Merge(folder, profiles, locations, live, organization.gone).files()
    after: dict[str, bytes | None] = {**files, **first, **changed}
    return {path: content for path, content in after.items() if content is not None}


def live_objects(organization: Organization, names: t.Mapping[str, str]) -> t.Iterator[Live]:
    """What an export reads."""
    by_place: dict[tuple[str, str], list[Owner]] = {}
    for thing in organization.things.values():
        by_place.setdefault((thing.kind, thing.owner.location_id or ""), []).append(thing.owner)
    keys: dict[tuple[str, str], str] = {}
    for (kind, dummy), owners in by_place.items():
        keys.update(((kind, one), key) for one, key in layout.keys(KINDS[kind].owner, owners).items())
    for (kind, identity), thing in organization.things.items():
        folder = names[thing.owner.location_id or ""]
        settings = packed(nest(copy.deepcopy(thing.settings)), thing.owner)
        yield Live(KINDS[kind], thing.owner, keys[kind, identity], folder, settings)
    for identity in organization.locations:
        owner = Owner(identity, location_id=identity)
        settings = packed({"voicemail_transcription_enabled": True}, owner)
        yield Live(KINDS["location"], owner, names[identity], names[identity], settings)
    yield Live(KINDS["organization"], Owner(""), "", "", packed({"message_expiry_enabled": False}, Owner("")))


def drift(organization: Organization, files: Files) -> list[str]:
    """What a plan of the I(files) would change, and who is in none of them."""
    folder: Folder = read_folder(files)
    names = {one: name for name, one in folder.location_ids.items()}
    entries = {(entry.kind.name, entry.id): entry for entry in folder.entries if not entry.kind.section}
    found = []
    for one in live_objects(organization, names):
        if one.kind.section:
            continue
        entry = entries.get((one.kind.name, one.owner.id))
        if entry is None:
            found.append(f"{one.key} is missing")
        elif not entry.unmanaged:
            desired = folder.profiles.desired(entry.kind, entry.profile, entry.own)
            fields = entry.kind.writable
            for path, value in desired.items():
                wanted = value.replace("{email}", one.owner.email or "") if isinstance(value, str) else value
                if not fields[path].equal(one.leaves.get(path), wanted):
                    found.append(f"{one.key} {path}: {one.leaves.get(path)} {wanted}")
            if entry.folder != one.folder:
                found.append(f"{one.key} is in {entry.folder}, not {one.folder}")
    return found
