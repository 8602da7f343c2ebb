# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The organization: its owners and every stored setting, generated from a seed."""

from __future__ import annotations

import copy
import random
import time
from typing import Any, NamedTuple, TypeVar, cast

from . import owners
from .fields import Settings, bare, merged
from .ids import identifier
from .owners import Group, Location, Owner, Person, VirtualLine, Workspace
from .resource import Resource
from .resources import (
    MAILBOXES,
    ORG_VOICEMAIL,
    ORG_VOICEMAIL_RULES,
    PORTAL_PASSCODE_RULES,
    RESOURCES,
    VOICE_PORTAL,
    VOICEMAIL_GROUP,
)
from .rosters import Roster
from .variants import Switch

One = TypeVar("One", bound=Owner)


class Sound(NamedTuple):
    """An uploaded greeting."""

    name: str
    content: bytes


class World:
    """An organization of that many people, and a tenth of that of each other kind."""

    def __init__(self, people: int, seed: int) -> None:
        self.seed = seed
        self.org_id = identifier("ORGANIZATION", seed, 0)
        others = max(8, people // 10)
        self.rosters = {
            "person": Roster(owners.person, seed, people),
            "workspace": Roster(owners.workspace, seed, others),
            "virtual_line": Roster(owners.virtual_line, seed, others),
            "location": Roster(owners.location, seed, len(owners.LOCATIONS)),
            "group": Roster(owners.group, seed, others),
        }
        self.variants: dict[str, Switch] = {}
        self.json: dict[tuple[Any, ...], bytes] = {}  # what listings.py and people.py made of owners
        self.reset()

    def reset(self, variants: dict[str, Switch] | None = None) -> None:
        """Back to what the seed says, in these variants; they stay where none are given."""
        self.variants = self.variants if variants is None else variants
        for roster in self.rosters.values():
            roster.reset()
        self.json.clear()
        self._stored: dict[tuple[str, str], Settings] = {}
        self._before: dict[tuple[str, str], Settings] = {}  # a write: what the next GET shows while that is stale
        self._due: dict[str, float] = {}  # licences by owner: when they take effect
        self._held: dict[tuple[str, str], set[str]] | None = None
        self.passcodes: dict[str, str] = {}  # by the owner's ID; a portal's by its location's, the default by org_id
        self.sounds: dict[tuple[str, str], Sound] = {}  # by the owner's ID and `busy` or `unanswered`
        self.previous: dict[str, list[str]] = {}  # passcodes by the owner's ID, the last one first
        self.external_mwi: set[str] = set()  # IDs of owners whose message lamp is another system's
        self.clock = time.monotonic  # a test may have another
        self.group_lag = 3.0  # seconds until lists have a new group, in the variant `groups-lag`
        self.listings = 0  # of voicemail groups, begun

    # --- owners

    def _all(self, kind: type[One]) -> list[One]:
        return cast("list[One]", self.rosters[kind.kind].all)

    people = property(lambda self: self._all(Person), doc="Everyone, licensed or not.")
    workspaces = property(lambda self: self._all(Workspace), doc="All workspaces.")
    virtual_lines = property(lambda self: self._all(VirtualLine), doc="All virtual lines.")
    locations = property(lambda self: self._all(Location), doc="All locations.")
    groups = property(lambda self: self._all(Group), doc="All voicemail groups.")
    location_ids = property(lambda self: [one.id for one in self.locations], doc="The locations' IDs.")

    def owner(self, kind: str, who: str | Owner) -> Owner:
        """The owner of this kind with this ID or name (the first that bears it); a KeyError for none."""
        index = self.rosters[kind].index
        key = who.id if isinstance(who, Owner) else who
        return index[key] if key in index or kind != "person" else index[key.lower()]

    def find(self, who: str) -> Person | None:
        """The person with this ID or e-mail address, if any."""
        index = self.rosters["person"].index
        return cast("Person | None", index.get(who) or index.get(who.lower()))

    def person(self, who: str | Owner) -> Person:
        """The person with this ID or e-mail address; a KeyError for none."""
        return cast(Person, self.owner("person", who))

    def new(self, kind: str, name: str, location_id: str) -> Owner:
        """One more owner at this location, as a POST makes it; `put` it where it belongs."""
        listed = {"listed_from": self.clock() + self.group_lag} if "groups-lag" in self.variants else {}
        return self.rosters[kind].new(name, location_id=location_id, **listed)

    def put(self, one: Owner) -> None:
        """One more owner, until the next reset."""
        self.rosters[one.kind].put(one)
        self._changed(one)

    def add(self, kind: str, name: str, **changes: Any) -> Owner:
        """One more owner with a licence, until the next reset; any field can be given. A name may be another's, too."""
        one = self.rosters[kind].new(name, **{"licensed": True, **changes})
        self.put(one)
        return one

    def add_person(self, email: str, **changes: Any) -> Person:
        """One more person, until the next reset; any field of `Person` can be given."""
        return cast(Person, self.add("person", email, **changes))

    def change(self, one: Owner, **changes: Any) -> Owner:
        """Another value for any field, until the next reset. Without a licence all settings are gone, for good."""
        new = self.rosters[one.kind].change(one, **changes)
        if one.licensed and not new.licensed:
            self._forget(one)
        self._changed(one)
        return new

    def change_person(self, who: str | Person, **changes: Any) -> Person:
        """Another value for any field of `Person`, until the next reset: `change_person(who, licensed=False)`."""
        return cast(Person, self.change(self.person(who), **changes))

    def remove(self, one: Owner) -> None:
        """Delete it, and all its settings."""
        self.rosters[one.kind].remove(one)
        self._forget(one)
        self._changed(one)

    def _forget(self, one: Owner) -> None:
        """Its settings are those of a new one, if there is one again."""
        for resource in RESOURCES:
            if resource.kind == one.kind:
                self._before.pop((resource.name, one.id), None)
                self.store(resource, resource.parse({}, resource.fresh, self, one)[0], one)
        self.passcodes.pop(one.id, None)
        self.sounds = {key: sound for key, sound in self.sounds.items() if key[0] != one.id}

    def _changed(self, one: Owner) -> None:
        if one.kind != "group":  # of which nothing is kept ready
            self.json.clear()
            self._held = None

    def license(self, one: Owner, after: float = 0.0) -> None:
        """Give a licence that takes effect that many seconds from now."""
        self._due[one.id] = self.clock() + after

    def licence_is_due(self, one: Owner) -> bool:
        """Whether a licence was given that has no effect yet."""
        return one.id in self._due

    def let_time_pass(self) -> None:
        """Let what is due take effect."""
        now = self.clock()
        for identity in [identity for identity, due in self._due.items() if due <= now]:
            del self._due[identity]
            for kind in ("person", "workspace"):
                if found := self.rosters[kind].index.get(identity):
                    self.change(found, licensed=True, **({"invite_pending": False} if kind == "person" else {}))

    # --- numbers

    def routing_prefix(self, location_id: str) -> str:
        """What is dialled before an extension of this location."""
        return str(800 + self.owner("location", location_id).number)

    def holders(self, number: str, location_id: str = "") -> set[str]:
        """The IDs of those who have this phone number, or this extension at the location."""
        if self._held is None:
            self._held = {}
            for one in (*self.people, *self.workspaces, *self.virtual_lines):
                for own in one.numbers:
                    self._held.setdefault(("" if own.startswith("+") else one.location_id, own), set()).add(one.id)
        found = set(self._held.get((location_id, number), ()))
        name = "extension" if location_id else "phoneNumber"
        for resource, some in ((VOICE_PORTAL, self.locations), (VOICEMAIL_GROUP, self.groups)):
            for one in some:
                own = self.stored(resource, one).get(name) or ""
                if location_id in ("", one.location_id) and bare(own) == number:
                    found.add(one.id)
        return found

    # --- settings

    def stored(self, resource: Resource, owner: Owner | None = None) -> Settings:
        """The settings themselves, generated when first asked for. Replace, never change them in place."""
        key = (resource.name, owner.id if owner else "")
        if key not in self._stored:
            whose = "" if owner is None else owner.number if owner.kind == "person" else owner.id
            rng = random.Random(f"{self.seed}/{resource.name}/{whose}")
            first = resource.first(rng, owner) if resource.first else resource.parse({}, {}, self, owner)[0]
            for switch in self.variants.values():
                first = merged(first, switch.first.get(resource.name, {}))
            return self._stored.setdefault(key, first)
        return self._stored[key]

    def store(self, resource: Resource, settings: Settings, owner: Owner | None = None) -> None:
        """Put these settings in the place of what is there."""
        self._stored[(resource.name, owner.id if owner else "")] = settings

    def write(self, resource: Resource, settings: Settings, owner: Owner | None = None) -> None:
        """Store these as a PUT does."""
        if "stale" in self.variants:
            self._before[(resource.name, owner.id if owner else "")] = self.view(resource, owner)
        self.store(resource, settings, owner)

    def read(self, resource: Resource, owner: Owner | None = None) -> Settings:
        """What this GET answers."""
        return self._before.pop((resource.name, owner.id if owner else ""), None) or self.view(resource, owner)

    def settle(self) -> None:
        """No GET is stale any more, and lists have every group."""
        self._before = {}
        for one in [one for one in self.groups if one.listed_from]:
            self.change(one, listed_from=0.0)

    def view(self, resource: Resource, owner: Owner | None = None) -> Settings:
        """What a GET answers once it is not stale."""
        return self.shown(resource, self.stored(resource, owner), owner)

    def shown(self, resource: Resource, settings: Settings, owner: Owner | None = None) -> Settings:
        """What a GET answers, or would, where these settings are stored."""
        computed = resource.computed(settings, self, owner) if resource.computed else {}
        shown = {**resource.hide(settings), **computed}
        for switch in self.variants.values():
            if switch.answer:
                shown = switch.answer(resource.answered, shown)
        return shown

    def settings(self, resource: Resource, owner: Owner | None = None) -> Settings:
        """A copy of what a GET of these settings answers."""
        return copy.deepcopy(self.view(resource, owner))

    def set_settings(self, resource: Resource, patch: Settings, owner: Owner | None = None) -> Settings:
        """Merge as another administrator would, unchecked, read-only properties too; None removes a property."""
        self.store(resource, merged(self.stored(resource, owner), patch), owner)
        return self.settings(resource, owner)

    def voicemail(self, who: str | Owner) -> Settings:
        """A copy of what a GET of the voicemail settings of this person (or other owner of a mailbox) answers."""
        one = self.owner(who.kind if isinstance(who, Owner) else "person", who)
        return self.settings(MAILBOXES[one.kind], one)

    def set_voicemail(self, who: str | Owner, patch: Settings) -> Settings:
        """Merge into the voicemail settings as another administrator would; see `set_settings`."""
        one = self.owner(who.kind if isinstance(who, Owner) else "person", who)
        return self.set_settings(MAILBOXES[one.kind], patch, one)

    @property
    def org_settings(self) -> Settings:
        """What a GET of the organization's voicemail settings answers."""
        return self.view(ORG_VOICEMAIL)

    @property
    def forwarding(self) -> bool:
        """Whether the organization lets voice messages be forwarded."""
        allowed: bool = self.stored(ORG_VOICEMAIL).get("voiceMessageForwardingEnabled", True)
        return allowed

    def set_org_settings(self, patch: Settings) -> Settings:
        """Merge as another administrator would."""
        return self.set_settings(ORG_VOICEMAIL, patch)

    def passcode_rules(self, resource: Resource | None, owner: Owner | None) -> Settings:
        """The rules for passcodes: a voice portal has its own, everything else the organization's."""
        if resource is VOICE_PORTAL:
            return self.stored(PORTAL_PASSCODE_RULES, owner)
        rules = self.stored(ORG_VOICEMAIL_RULES)
        return {
            **rules.get("defaultVoicemailPinRules", {}),
            "blockPreviousPasscodes": rules.get("blockPreviousPasscodes"),
        }

    def set_passcode(self, owner: Owner | None, passcode: str) -> None:
        """Take a passcode; without an owner it is the default PIN."""
        identity = owner.id if owner else self.org_id
        self.passcodes[identity] = passcode
        self.previous.setdefault(identity, []).insert(0, passcode)
