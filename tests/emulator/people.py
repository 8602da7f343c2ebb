# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""People as the API lists them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .fields import Settings
from .ids import identifier, kind_of
from .messages import Answer, ApiError, Call
from .owners import Person
from .pages import link, listed, page_of
from .resource import PEOPLE_READ

if TYPE_CHECKING:
    from .tokens import Token
    from .world import World

MOST_IDS = 85
DEFAULT_PAGE, MOST, MOST_CALLING, MOST_LOCATION = 100, 1000, 100, 50
QUERY = frozenset({"orgId", "callingData"})
LIST_QUERY = QUERY | {"email", "id", "displayName", "roles", "locationId", "max", "excludeStatus", "cursor"}


def one_person(world: World, call: Call, token: Token, one: Person) -> Answer:
    """The details of one person."""
    calling = _flag(dict(call.query), "callingData")
    admin = token.allow(PEOPLE_READ, one.id)
    return Answer(200, person_json(world, one, calling, admin, details=True, presence=True))


def list_people(world: World, call: Call, token: Token) -> Answer:
    """A page of people."""
    query = dict(call.query)
    admin = PEOPLE_READ[0] in token.scopes
    if PEOPLE_READ[1] not in token.scopes or not {"email", "id", "displayName"} & set(query):
        token.allow(PEOPLE_READ)
    calling, presence = _flag(query, "callingData"), not _flag(query, "excludeStatus")
    location = query.get("locationId")
    if location and not calling:
        raise ApiError(400, "Calling flag not set")
    if location and kind_of(location) != "LOCATION":
        raise ApiError(400, f"Not a valid location ID: {location}")
    most = MOST_LOCATION if location else MOST_CALLING if calling else MOST
    start, size = page_of(query, DEFAULT_PAGE, most, by_start=False)
    found, missing = _found(world, token, query)
    details, presence = "id" not in query, presence and "id" not in query
    page = [person_json(world, one, calling, admin, details, presence) for one in found[start : start + size]]
    answer = Answer(
        200, b'{"notFoundIds":%s,"items":[%s]}' % (json.dumps(missing).encode(), listed(world, b",".join(page)))
    )
    if start + size < len(found):
        answer.headers["Link"] = link(world, call, "cursor", start + size)
    return answer


def _found(world: World, token: Token, query: dict[str, str]) -> tuple[list[Person], list[str] | None]:
    """The people that match the query, and the IDs that match nobody."""
    found, missing = world.people, None
    if token.locations is not None:
        found = [one for one in found if token.sees(one.location_id)]
    if "id" in query:
        ids = query["id"].split(",")
        if len(ids) > MOST_IDS:
            raise ApiError(400, f"Query parameter id takes up to {MOST_IDS} IDs, not {len(ids)}")
        known = {one: world.find(one) for one in ids if kind_of(one) == "PEOPLE"}
        found = [one for one in known.values() if one and token.sees(one.location_id)]
        missing = [one for one in ids if known.get(one) not in found]
    if "email" in query:
        same = world.find(query["email"].lower())
        found = [same] if same and same in found else []
    if "displayName" in query:
        wanted = query["displayName"].lower()
        found = [one for one in found if one.display_name.lower().startswith(wanted)]
    if "roles" in query:
        found = []  # nobody here has a role
    if "locationId" in query:
        found = [one for one in found if one.licensed and one.location_id == query["locationId"]]
    return found, missing


def _flag(query: dict[str, str], name: str) -> bool:
    value = query.get(name, "false")
    if value not in ("true", "false"):
        raise ApiError(400, f"Query parameter {name} must be true or false")
    return value == "true"


def person_json(world: World, one: Person, calling: bool, admin: bool, details: bool, presence: bool) -> bytes:
    """A person as JSON, built once for every way to ask."""
    key = (one.id, calling, admin, details, presence)
    fragment = world.json.get(key)
    if fragment is None:
        fragment = json.dumps(_person(world, one, calling, admin, details, presence)).encode()
        world.json[key] = fragment
    return fragment


def _person(world: World, one: Person, calling: bool, admin: bool, details: bool, presence: bool) -> Settings:
    """A person as the API shows them."""
    entry: Settings = {
        "id": one.id,
        "emails": [one.listed_email.title() if "email-case" in world.variants else one.listed_email],
        "phoneNumbers": [{"type": "work", "value": f"+1 408 555 {one.number % 10000:04d}", "primary": True}],
        "displayName": one.display_name,
        "nickName": one.first_name,
        "firstName": one.first_name,
        "lastName": one.last_name,
        "orgId": world.org_id,
        "created": "2024-03-01T08:00:00.000Z",
        "lastModified": "2025-11-20T10:15:30.000Z",
        "timezone": "Europe/Stockholm",
        "type": "person",
    }
    if calling and admin and one.licensed:
        entry.update(locationId=one.location_id, **({"extension": one.extension} if one.extension else {}))
    if admin:
        entry.update(invitePending=str(one.invite_pending).lower(), loginEnabled="true")
    if admin and details:
        owned = 2 if one.licensed or one.invite_pending or world.licence_is_due(one) else 1
        entry.update(roles=[], licenses=[identifier("LICENSE", world.seed, number) for number in range(owned)])
    if presence:
        entry["status"] = "pending" if one.invite_pending else "active"
        if not one.invite_pending:
            entry["lastActivity"] = "2026-01-15T07:30:00.000Z"
    return entry
