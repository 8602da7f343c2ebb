# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Owners as the hosts of an inventory: their variables, and names that none shares with another."""

from __future__ import annotations

import re
import typing as t
from collections import Counter

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner, OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._owners.registry import OWNER_KINDS
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._resources.virtual_line_voicemail import (
    VIRTUAL_LINE_VOICEMAIL,
)
from ansible_collections.webex.calling.plugins.module_utils._resources.workspace_voicemail import WORKSPACE_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._tasks import pipeline
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import Connection, TaskContext, connect
from ansible_collections.webex.calling.plugins.module_utils._tasks.listings import known_locations, list_owners
from ansible_collections.webex.calling.plugins.module_utils._tasks.settings import ReadSettings
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import (
    Resolution,
    Selection,
    Target,
    refuse,
    validated,
)

# By the names of an inventory's kinds and groups: what their voicemail settings are.
VOICEMAIL: dict[str, SettingsResource] = {
    OWNER_KINDS[one.owner].plural: one for one in (PERSON_VOICEMAIL, WORKSPACE_VOICEMAIL, VIRTUAL_LINE_VOICEMAIL)
}
_KINDS: dict[str, OwnerKind] = {name: OWNER_KINDS[one.owner] for name, one in VOICEMAIL.items()}
# What makes a text one that Ansible would render.
TEMPLATE = re.compile(r"\{[{%#]")


class Hosts(t.NamedTuple):
    """The variables of each host, and the I(problems), why some of what was asked for is missing."""

    hosts: list[Json]
    problems: list[str]
    warnings: list[str]


class _ReadThese(ReadSettings):
    """Reads the settings of owners that were listed before."""

    def __init__(self, kind: OwnerKind, resource: SettingsResource, owners: t.Sequence[Owner]) -> None:
        super().__init__(kind, resource)
        self._owners = {one.id: one for one in owners}

    def resolve(self, connection: Connection, selection: Selection) -> Resolution:
        """See L(Job)."""
        targets = [Target(one.email or one.name or one.id, one.id, {}) for one in self._owners.values()]
        return Resolution(targets, dict(self._owners), listed=True)


def read_hosts(params: Json, context: TaskContext) -> Hosts:
    """All that have a licence, of the C(kinds), at the C(location)s where I(params) name some, with their settings where
    C(voicemail) says so. What the token may not see is a problem, unless it is all.

    @raise ValidationError: options are of no use; nothing was sent.
    @raise WebexError: there is nothing to be seen.
    """
    problems: list[str] = []
    given = params["location"]
    places = None if given is None else validated(LOCATION.validate, given, problems)
    refuse(problems)
    hosts: list[Json] = []
    with connect(params, context) as connection:
        owners = _list(connection.client, params["kinds"], places, problems)
        for name, listed in owners.items():
            settings = _read(connection, name, listed, params["concurrency"], problems) if params["voicemail"] else {}
            hosts += [_variables(name, one, settings) for one in listed]
        return Hosts(hosts, problems, connection.client.warnings)


def _list(
    client: Client, kinds: t.Sequence[str], places: t.Sequence[str] | None, problems: list[str]
) -> dict[str, list[Owner]]:
    found: dict[str, list[Owner]] = {}
    refusal: WebexError | None = None
    try:
        known = known_locations(client, places)
    except WebexError as error:
        if places is not None or error.status != 403:
            raise
        known = {}
        problems.append(error.msg)
    for name in dict.fromkeys(kinds):
        try:
            owners = list_owners(_KINDS[name], client, known, places is not None)
        except WebexError as error:
            if error.status != 403:
                raise
            refusal = error
            problems.append(error.msg)
        else:
            found[name] = [one for one in owners if one.licensed]
    if refusal and not found:
        raise refusal
    return found


def _read(
    connection: Connection, name: str, owners: t.Sequence[Owner], concurrency: int, problems: list[str]
) -> dict[str, Json]:
    """The settings by the IDs of their owners; of those who have some."""
    kind, resource = _KINDS[name], VOICEMAIL[name]
    selection = Selection(None, None, {}, concurrency, "all")
    try:
        result = pipeline.run_selection(_ReadThese(kind, resource, owners), selection, connection, False)
    except WebexError as error:
        result = error.fields
        problems.append(error.msg)
    return {
        one[kind.name + "_id"]: one[resource.result_key] for one in result[kind.plural] if resource.result_key in one
    }


def _variables(kind: str, owner: Owner, settings: t.Mapping[str, Json]) -> Json:
    variables = {
        "webex_id": owner.id,
        "webex_kind": _KINDS[kind].name,
        "webex_name": owner.name,
        "webex_email": owner.email,
        "webex_extension": owner.extension,
        "webex_location": owner.location,
        "webex_location_id": owner.location_id,
        "webex_voicemail": settings.get(owner.id),
    }
    return {name: value for name, value in variables.items() if value}


def host_names(hosts: t.Sequence[Json], wanted: t.Sequence[str], taken: t.Container[str]) -> list[str]:
    """What each host is called: as I(wanted), where that is no other's and not I(taken), else with its extension or its ID."""
    names = [host["webex_id"] if not name or TEMPLATE.search(name) else name for host, name in zip(hosts, wanted)]
    by_id = [f"{name} ({host['webex_id']})" for host, name in zip(hosts, names)]
    by_extension = [
        f"{name} ({host['webex_extension']})" if "webex_extension" in host else other
        for host, name, other in zip(hosts, names, by_id)
    ]
    return _distinct(_distinct(names, by_extension, taken), by_id, taken)


def group_names(hosts: t.Iterable[Json], to_safe: t.Callable[[str], str], taken: t.Container[str]) -> dict[str, str]:
    """What the group of each location is called, by the locations' IDs: its name made I(to_safe), with the ID where another's
    would be the same."""
    places = {
        host["webex_location_id"]: host["webex_location"]
        for host in hosts
        if "webex_location_id" in host and "webex_location" in host
    }
    names = [to_safe(name) for name in places.values()]
    by_id = [to_safe(f"{name}_{identity}") for identity, name in places.items()]
    return dict(zip(places, _distinct(names, by_id, taken)))


def _distinct(names: t.Sequence[str], others: t.Sequence[str], taken: t.Container[str]) -> list[str]:
    """I(names), and in the place of one that is there twice or I(taken) the other one."""
    times = Counter(names)
    return [name if times[name] == 1 and name not in taken else other for name, other in zip(names, others)]
