# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules webex_people_info and webex_locations_info do: lists, without a request for each."""

from __future__ import annotations

import typing as t
from collections import Counter

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION, all_locations
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import TaskContext, connect, with_api_stats
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import Module
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import places_of, refuse, validated

PEOPLE_SPEC: Json = {"location": {"type": "list", "elements": "str"}, "licensed": {"type": "bool"}}


def list_people(client: Client, locations: t.Sequence[str] | None, licensed: bool | None) -> list[Json]:
    """All people, or those at the I(locations), sorted by name.

    @raise WebexError: they could not be listed.
    """
    if locations is None:
        known = _known_locations(client)
        people = {one.id: one for one in PERSON.everyone(client)}
    else:
        known = places_of(locations, client)
        people = {one.id: one for place in known for one in PERSON.everyone(client, place)}
    ordered = sorted(people.values(), key=lambda one: ((one.name or one.email or "").casefold(), one.id))
    return [_person(one, known) for one in ordered if licensed in (None, one.licensed)]


def _known_locations(client: Client) -> dict[str, Owner]:
    """The locations by their IDs; none for who may see people and not locations."""
    try:
        return {one.id: one for one in all_locations(client)}
    except WebexError as error:
        if error.fields.get("status") != 403:
            raise
        return {}


def _person(one: Owner, known: t.Mapping[str, Owner]) -> Json:
    place = known.get(one.location_id or "")
    return {
        "person": one.email or one.id,
        "person_id": one.id,
        "email": one.email,
        "emails": list(one.emails),
        "name": one.name,
        "extension": one.extension,
        "location": place.name if place else None,
        "location_id": one.location_id,
        "licensed": one.licensed,
    }


def _run_people(params: Json, context: TaskContext) -> Json:
    problems: list[str] = []
    given = params["location"]
    places = None if given is None else validated(LOCATION.validate, given, problems)
    refuse(problems)
    with connect(params, context) as connection:
        client = connection.client
        return with_api_stats(
            client, lambda: {"changed": False, "people": list_people(client, places, params["licensed"])}
        )


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
