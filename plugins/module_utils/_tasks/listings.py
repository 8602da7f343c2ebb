# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules webex_people_info and webex_locations_info do: lists, without a request for each."""

from __future__ import annotations

import typing as t
from collections import Counter

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    ValidationError,
    WebexError,
    all_of_them,
    as_given,
)
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION, all_locations
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner, OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import TaskContext, connect, with_api_stats
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import Module
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import places_of, refuse, validated

PEOPLE_SPEC: Json = {
    "person": {"type": "list", "elements": "str"},
    "location": {"type": "list", "elements": "str"},
    "licensed": {"type": "bool"},
}
# What the look-up of somebody by name or ID tells; it does not tell locations.
_NAMED = ("person_id", "email", "emails", "name")
_AT_A_TIME, _MOST_TOLD = 10, 10


def list_people(client: Client, given: t.Sequence[str] | None, licensed: bool | None) -> list[Json]:
    """All people, or those at the locations that are I(given), sorted by name.

    @raise WebexError: they could not be listed.
    """
    try:
        known = known_locations(client, given)
    except WebexError as error:
        if given is not None or error.status != 403:
            raise
        known = {}
    people = list_owners(PERSON, client, known, given is not None)
    return [_person(one) for one in people if licensed in (None, one.licensed)]


def known_locations(client: Client, given: t.Sequence[str] | None) -> dict[str, Owner]:
    """The locations that are I(given), or all of them, by their IDs, with their names where the token may see these.

    @raise WebexError: one of them is not there, or they could not be listed.
    """
    found = None if given is None else places_of(given, client)
    if found is not None and all(one.name for one in found.values()):
        return found
    try:
        known = {one.id: one for one in all_locations(client)}
    except WebexError as error:
        if found is None or error.status != 403:
            raise
        return found
    return known if found is None else {identity: known.get(identity, one) for identity, one in found.items()}


def list_owners(kind: OwnerKind, client: Client, known: t.Mapping[str, Owner], narrowed: bool) -> list[Owner]:
    """All owners of a I(kind), or where it is I(narrowed) those at the I(known) locations, with the names of their locations, sorted
    by name.

    @raise WebexError: they could not be listed.
    """
    found: dict[str, Owner] = {}
    for place in list(known) if narrowed else [None]:
        for one in kind.everyone(client, place):
            location = known.get(one.location_id or place or "")
            found[one.id] = one._replace(
                location=one.location or (location.name if location else None), location_id=one.location_id or place
            )
    return sorted(found.values(), key=lambda one: ((one.name or one.email or "").casefold(), one.id))


def _person(one: Owner) -> Json:
    return {
        "person": one.email or one.id,
        "person_id": one.id,
        "email": one.email,
        "emails": list(one.emails),
        "name": one.name,
        "extension": one.extension,
        "location": one.location,
        "location_id": one.location_id,
        "licensed": one.licensed,
    }


def named_people(client: Client, given: t.Sequence[str], names: t.Sequence[str]) -> Json:
    """Those who are called as I(given), which are the addresses and IDs I(names), in this order.

    @raise WebexError: somebody was not found; its fields hold the others.
    """
    found = PERSON.resolve(client, names, _AT_A_TIME, with_email=True)
    people: list[Json] = []
    problems: list[str] = []
    for call, name in zip(given, names):
        one = found[name]
        if isinstance(one, Owner):
            told = _person(one)
            people.append({"person": call, **{key: told[key] for key in _NAMED}})
        else:
            problems.append(one.about(as_given(call)).msg)
    result: Json = {"changed": False, "people": people}
    if problems:
        raise WebexError(all_of_them(problems, _MOST_TOLD), **result)
    return result


def _run_people(params: Json, context: TaskContext) -> Json:
    problems: list[str] = []
    given, named = params["location"], params["person"]
    if named is not None and (given is not None or params["licensed"] is not None):
        raise ValidationError("parameters are mutually exclusive: person|location, person|licensed")
    places = None if given is None else validated(LOCATION.validate, given, problems)
    names = validated(PERSON.validate, named or (), problems)
    refuse(problems)

    def work() -> Json:
        if named is not None:
            return named_people(client, named, names)
        return {"changed": False, "people": list_people(client, places, params["licensed"])}

    with connect(params, context) as connection:
        client = connection.client
        return with_api_stats(client, work)


def _run_locations(params: Json, context: TaskContext) -> Json:
    def work() -> Json:
        found = {one.id: one for one in all_locations(client)}
        times = Counter(one.name for one in found.values())
        ordered = sorted(found.values(), key=lambda one: ((one.name or "").casefold(), one.id))
        return {
            "changed": False,
            "locations": [
                {
                    "location": one.name if one.name and times[one.name] == 1 else one.id,
                    "location_id": one.id,
                    "name": one.name,
                }
                for one in ordered
            ],
        }

    with connect(params, context) as connection:
        client = connection.client
        return with_api_stats(client, work)


PEOPLE_INFO = Module(PEOPLE_SPEC, _run_people)
LOCATIONS_INFO = Module({}, _run_locations)
