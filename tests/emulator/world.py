# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The organization: its people, its locations and every stored setting, generated from a seed."""

from __future__ import annotations

import base64
import binascii
import copy
import dataclasses
import json
import random
import re
import uuid
from typing import Any

from .resources import ORG_VOICEMAIL, PERSON_VOICEMAIL, Resource, Settings
from .variants import Switch

NAMES = """
anna andersson, bo berg, carla costa, david dahl, elena eriksen, felix fischer, greta garcia, hugo hansen,
ines ivanova, jonas jansen, kira kumar, liam larsen, maria moreau, nils novak, olga olsen, pedro patel, quinn quist,
rosa rossi, samir silva, tove tanaka, uma ueda, viktor vogel, wanda weber, xenia xu, yusuf yilmaz, zoe zhang
"""
FIRST, LAST = zip(*(pair.split() for pair in NAMES.split(",")), strict=True)
LOCATIONS = ("Stockholm", "Oslo", "Lisbon", "Milpitas")
IDENTIFIER = re.compile(r"ciscospark://[a-z]+(?:-[a-z]+)*/([A-Z_]+)/(.+)")


def identifier(kind: str, seed: int, number: int) -> str:
    """The ID of a thing: always the same for the same seed and number."""
    unique = uuid.uuid5(uuid.NAMESPACE_URL, f"emulator/{seed}/{kind}/{number}")
    return base64.urlsafe_b64encode(f"ciscospark://us/{kind}/{unique}".encode()).decode().rstrip("=")


def kind_of(value: str) -> str:
    """The KIND in an ID; nothing when it is no ID at all."""
    try:
        text = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
    found = IDENTIFIER.fullmatch(text)
    return found.group(1) if found else ""


@dataclasses.dataclass(frozen=True)
class Person:
    """One person; `licensed` means that voicemail settings can be read and written."""

    number: int
    id: str
    email: str  # lower case
    listed_email: str  # as the API spells it
    first_name: str
    last_name: str
    location_id: str
    extension: str
    licensed: bool = True
    invite_pending: bool = False

    @property
    def display_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


class World:
    """An organization of that many people."""

    def __init__(self, people: int, seed: int) -> None:
        self.seed = seed
        self.org_id = identifier("ORGANIZATION", seed, 0)
        self.location_ids = [identifier("LOCATION", seed, number) for number in range(len(LOCATIONS))]
        self._first = [self._person(number) for number in range(people)]
        self._first_index = {key: one for one in self._first for key in (one.id, one.email)}
        self._licences = [identifier("LICENSE", seed, number) for number in range(2)]  # messaging, Webex Calling
        self._json: dict[tuple[Any, ...], bytes] = {}
        self.people: list[Person] = self._first
        self.variants: dict[str, Switch] = {}
        self.reset()

    def reset(self, variants: dict[str, Switch] | None = None) -> None:
        """Back to what the seed says, in this variants; the variants stays where none is given."""
        variants = self.variants if variants is None else variants
        if self.people != self._first or variants != self.variants:
            self._json = {}
        self.variants = variants
        self.people = list(self._first)
        self._index = dict(self._first_index)
        self._stored: dict[tuple[str, str], Settings] = {}
        self._before: dict[tuple[str, str], Settings] = {}  # a write: what the next GET shows while that is stale

    def _person(self, number: int, email: str = "") -> Person:
        """Person number so-and-so, with that address or one of their own."""
        letters, lap = number % len(FIRST), number // len(FIRST)
        first, last, again = FIRST[letters], LAST[(number + lap) % len(LAST)], lap // len(LAST)
        shown = email or f"{first}.{last}{again + 1 if again else ''}@example.com"
        pending = number >= 5 and number % 25 == 17
        return Person(
            number=number,
            id=identifier("PEOPLE", self.seed, number),
            email=shown.lower(),
            listed_email=shown.title() if number % 7 == 3 and not email else shown,
            first_name=first.title(),
            last_name=last.title(),
            location_id=self.location_ids[number % len(LOCATIONS)],
            extension=str(1000 + number),
            licensed=number < 5 or not (pending or number % 10 == 9),
            invite_pending=pending,
        )

    def find(self, who: str) -> Person | None:
        """The person with this ID or e-mail address, if any."""
        return self._index.get(who) or self._index.get(who.lower())

    def person(self, who: str | Person) -> Person:
        """The person with this ID or e-mail address; a KeyError for nobody."""
        found = self.find(who if isinstance(who, str) else who.id)
        if found is None:
            raise KeyError(who)
        return found

    def add_person(self, email: str, **changes: Any) -> Person:
        """One more person, until the next reset; any field of `Person` can be given."""
        one = dataclasses.replace(self._person(len(self.people), email), **{"licensed": True, **changes})
        self.people.append(one)
        self._index.update({one.id: one, one.email: one})
        return one

    def change_person(self, who: str | Person, **changes: Any) -> Person:
        """Another value for any field of `Person`, until the next reset: `change_person(who, licensed=False)`."""
        old = self.person(who)
        one = dataclasses.replace(old, **changes)
        self.people[self.people.index(old)] = one
        self._index.pop(old.email, None)
        self._index.update({one.id: one, one.email: one})
        self._json = {}
        return one

    # --- settings

    def stored(self, resource: Resource, owner: Person | None = None) -> Settings:
        """The settings themselves, generated when first asked for. Replace, never change them in place."""
        key = (resource.name, owner.id if owner else "")
        if key not in self._stored:
            rng = random.Random(f"{self.seed}/{resource.name}/{owner.number if owner else ''}")
            first = resource.first(rng, owner) if resource.first else resource.parse({}, {}, self)[0]
            for switch in self.variants.values():
                first = merged(first, switch.first.get(resource.name, {}))
            return self._stored.setdefault(key, first)
        return self._stored[key]

    def store(self, resource: Resource, settings: Settings, owner: Person | None = None) -> None:
        """Put these settings in the place of what is there."""
        self._stored[(resource.name, owner.id if owner else "")] = settings

    def write(self, resource: Resource, settings: Settings, owner: Person | None = None) -> None:
        """Store these as a PUT does."""
        if "stale" in self.variants:
            self._before[(resource.name, owner.id if owner else "")] = self.view(resource, owner)
        self.store(resource, settings, owner)

    def read(self, resource: Resource, owner: Person | None = None) -> Settings:
        """What this GET answers."""
        return self._before.pop((resource.name, owner.id if owner else ""), None) or self.view(resource, owner)

    def settle(self) -> None:
        """No GET is stale any more."""
        self._before = {}

    def view(self, resource: Resource, owner: Person | None = None) -> Settings:
        """What a GET answers once it is not stale."""
        return self.shown(resource, self.stored(resource, owner))

    def shown(self, resource: Resource, settings: Settings) -> Settings:
        """What a GET answers, or would, where these settings are stored."""
        shown = {**settings, **(resource.computed(self) if resource.computed else {})}
        for switch in self.variants.values():
            if switch.answer:
                shown = switch.answer(resource.schema, shown)
        return shown

    def voicemail(self, who: str | Person) -> Settings:
        """A copy of what a GET of this person's voicemail settings answers."""
        return copy.deepcopy(self.view(PERSON_VOICEMAIL, self.person(who)))

    def set_voicemail(self, who: str | Person, patch: Settings) -> Settings:
        """Merge as another administrator would, unchecked, read-only properties too; None removes a property."""
        owner = self.person(who)
        self.store(PERSON_VOICEMAIL, merged(self.stored(PERSON_VOICEMAIL, owner), patch), owner)
        return self.voicemail(owner)

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
        self.store(ORG_VOICEMAIL, merged(self.stored(ORG_VOICEMAIL), patch))
        return copy.deepcopy(self.org_settings)

    # --- people as the API lists them

    def person_json(self, one: Person, calling: bool, admin: bool, details: bool, presence: bool) -> bytes:
        """A person as JSON, built once for every way to ask."""
        key = (one.id, calling, admin, details, presence)
        fragment = self._json.get(key)
        if fragment is None:
            fragment = json.dumps(self._person_object(one, calling, admin, details, presence)).encode()
            self._json[key] = fragment
        return fragment

    def _person_object(self, one: Person, calling: bool, admin: bool, details: bool, presence: bool) -> Settings:
        """A person as the API shows them."""
        entry: Settings = {
            "id": one.id,
            "emails": [one.listed_email.title() if "email-case" in self.variants else one.listed_email],
            "phoneNumbers": [{"type": "work", "value": f"+1 408 555 {one.number % 10000:04d}", "primary": True}],
            "displayName": one.display_name,
            "nickName": one.first_name,
            "firstName": one.first_name,
            "lastName": one.last_name,
            "orgId": self.org_id,
            "created": "2024-03-01T08:00:00.000Z",
            "lastModified": "2025-11-20T10:15:30.000Z",
            "timezone": "Europe/Stockholm",
            "type": "person",
        }
        if calling and admin and one.licensed:
            entry.update(locationId=one.location_id, extension=one.extension)
        if admin:
            entry.update(invitePending=str(one.invite_pending).lower(), loginEnabled="true")
        if admin and details:
            owned = 2 if one.licensed or one.invite_pending else 1
            entry.update(roles=[], licenses=self._licences[:owned])
        if presence:
            entry["status"] = "pending" if one.invite_pending else "active"
            if not one.invite_pending:
                entry["lastActivity"] = "2026-01-15T07:30:00.000Z"
        return entry


def merged(settings: Settings, patch: Settings) -> Settings:
    """A copy of the settings with the patch merged into it."""
    result = copy.deepcopy(settings)
    for name, value in patch.items():
        if isinstance(value, dict) and isinstance(result.get(name), dict):
            result[name] = merged(result[name], value)
        elif value is None:
            result.pop(name, None)
        else:
            result[name] = copy.deepcopy(value)
    return result
