# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Voicemail groups: found by location and name; created, changed, renamed and deleted."""

from __future__ import annotations

import typing as t

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.dict_transformations import dict_merge

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import (
    masked,
    problems_of,
    specified,
)
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    ValidationError,
    WebexError,
    as_given,
    attempt,
    suggestions,
)
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import LookupResult, Owner
from ansible_collections.webex.calling.plugins.module_utils._owners.voicemail_groups import VOICEMAIL_GROUP_KIND as KIND
from ansible_collections.webex.calling.plugins.module_utils._owners.voicemail_groups import Pair
from ansible_collections.webex.calling.plugins.module_utils._resources.voicemail_group import VOICEMAIL_GROUP
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import Connection
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import (
    CONCURRENCY,
    RETURN,
    Resolution,
    Selection,
    Target,
    refuse,
    validated_item,
)

_FIELDS = VOICEMAIL_GROUP.fields
_CONTROL: Json = {
    "state": {"choices": ["present", "absent"]},
    "new_name": {"type": "str"},
    "update_passcode": {"choices": ["on_create", "always"]},
}
CHANGE_SPEC: Json = {
    "location": {"type": "str"},
    "voicemail_groups": {"type": "list", "elements": "dict"},
    **_FIELDS.argument_spec,
    **_CONTROL,
    "state": {**_CONTROL["state"], "default": "present"},
    "update_passcode": {**_CONTROL["update_passcode"], "default": "on_create"},
    **CONCURRENCY,
    **RETURN,
}
READ_SPEC: Json = {
    "location": {"type": "list", "elements": "str"},
    "name": {"type": "list", "elements": "str"},
    **CONCURRENCY,
}
_ITEM_SPEC: Json = {
    **{name: {"type": "raw"} for name in ("voicemail_group_id", "location_id", "changed", "changes")},
    "voicemail_group": {"type": "dict", "options": _FIELDS.argument_spec},
    **_FIELDS.argument_spec,
    **_CONTROL,
    "location": {"type": "str"},
}


def parse_groups(params: Json) -> Selection:
    """The groups that a task names.

    @raise ValidationError: options are of no use; nothing was sent.
    """
    items = params["voicemail_groups"]
    own = [name for name in ("location", "name") if params[name] is not None]
    if items is not None and own:
        raise ValidationError(f"parameters are mutually exclusive: voicemail_groups|{'|'.join(own)}")
    if items is None and len(own) < 2:
        raise ValidationError("one of the following is required: voicemail_groups, or location and name together")
    common = {**specified(_FIELDS, params), **{name: params[name] for name in _CONTROL if params[name] is not None}}
    if items is None:
        return Selection([_target({"location": params["location"], **common}, {})], None, {}, 1, params["return"])
    validator = ArgumentSpecValidator(_ITEM_SPEC)
    targets: list[Target] = []
    problems: list[str] = []
    for index, item in enumerate(items):
        where = f"voicemail_groups[{index}]" + (f" ({as_given(item['name'])})" if item.get("name") else "")
        try:
            targets.append(_target(validated_item(KIND, VOICEMAIL_GROUP, validator, item), common))
        except ValidationError as error:
            problems.append(error.about(where).msg)
    refuse(problems)
    return Selection(targets, None, {}, params["concurrency"], params["return"])


def _target(item: Json, common: Json) -> Target:
    """What is asked for one group.

    @raise ValidationError: it is of no use.
    """
    called = ("location", "name")
    problems = [f"{name} is required" for name in called if not (item.get(name) or "").strip()]
    problems += [f"{name} {masked(item[name])}" for name in (*called, "new_name") if masked(item.get(name))]
    control = {name: item.get(name) or common.get(name) for name in _CONTROL}
    control["new_name"] = (control["new_name"] or "").strip() or None
    shared = {name: value for name, value in common.items() if name in _FIELDS.fields}
    own = specified(_FIELDS, item)
    returned = specified(_FIELDS, item.get("voicemail_group") or {})
    problems += problems_of(VOICEMAIL_GROUP, dict_merge(shared, own), returned)
    if control["new_name"] and control["state"] == "absent":
        problems.append("new_name cannot be used if state is absent")
    if problems:
        raise ValidationError("; ".join(problems) + ".")
    settings = dict_merge(dict_merge(shared, returned), own)
    location, name = LOCATION.validate(item["location"]), item["name"].strip()
    desired = {"settings": {**settings, "name": control["new_name"] or name}, **control}
    desired["location_id"] = item.get("location_id")
    return Target(name, "\0".join((location, name, str(desired["location_id"]))), desired)


def resolve_groups(selection: Selection, connection: Connection, path: t.Callable[[Owner], str]) -> Resolution:
    """Look up the groups that a task names; one that does not exist has no Webex ID, but its place and name. From then on no other
    task creates a group at the I(path) of that name.

    @raise WebexError: the groups could not be listed.
    """
    client, locks, targets = connection.client, connection.locks, selection.targets or []
    asked = {target.name: target.name.split("\0")[:2] for target in targets}
    places = LOCATION.resolve(client, list(dict.fromkeys(place for place, dummy in asked.values())), 1)
    wanted: dict[str, list[Pair]] = {}
    at: dict[str, Owner | WebexError] = {}
    for target in targets:
        place, name = asked[target.name]
        owner = at[target.name] = _one_of_several(client, places[place], place, target.desired["location_id"])
        if isinstance(owner, Owner):
            names = dict.fromkeys((name, target.desired["new_name"] or name))
            wanted[target.name] = [(owner.id, one) for one in names]
    created = {
        pair for target in targets if target.desired["state"] == "present" for pair in wanted.get(target.name, ())
    }

    def hold(missing: t.Iterable[Pair]) -> None:
        for pair in sorted(created.intersection(missing)):  # in one order, so that no two tasks wait for each other
            if locks is not None:
                locks.acquire(path(not_there(*pair)))

    listed: dict[str, set[str]] = {}
    groups = KIND.find(client, list(wanted.values()), hold, listed)
    found: LookupResult = {}
    for target in targets:
        owner = at[target.name]
        if isinstance(owner, WebexError):
            found[target.name] = owner
            continue
        found[target.name] = attempt(_the_group, [groups[pair] for pair in wanted[target.name]], target, owner)
        target.desired["similar"] = suggestions([target.given], sorted(listed.get(owner.id, ()))).get(target.given, "")
    return Resolution(targets, found)


def _one_of_several(client: Client, found: Owner | WebexError, name: str, location_id: t.Any) -> Owner | WebexError:
    """The location that was I(found), or of several with a I(name) the one whose ID a result holds."""
    if location_id and isinstance(found, ValidationError):
        called = {one.id: one for one in LOCATION.everyone(client) if name in LOCATION.names(one)}
        return called.get(str(location_id).rstrip("="), found)
    return found


def _the_group(found: list[list[Owner]], target: Target, place: Owner) -> Owner:
    """The group, under its name or its new one.

    @raise ValidationError: there are several.
    """
    for groups in found:
        if len(groups) > 1:
            ids = ", ".join(one.id for one in groups)
            raise ValidationError(f"{len(groups)} groups at this location have this name ({ids}): rename one of them.")
    there = [group for groups in found for group in groups]
    if len(there) > 1:
        raise ValidationError(
            f"it cannot be renamed: there is a group {as_given(there[1].name)} at this location already."
        )
    if there:
        return there[0]._replace(location=place.name or there[0].location, location_id=place.id)
    return not_there(place.id, target.desired["settings"]["name"])._replace(location=place.name)


def not_there(location_id: str, name: str) -> Owner:
    """A group that does not exist: its ID is not one of the API's, but says which group it is."""
    return Owner(f"{location_id}/{name}", name, location_id=location_id)
