# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of permissions: which scopes a module's token needs, and whose it may be."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Callable, NamedTuple

from ansible_collections.webex.calling.plugins.module_utils._resources.registry import RESOURCES


class Access(NamedTuple):
    """Whose token may read and write, by the API's description; for a module that is not one of settings also with which scopes."""

    readers: str
    writers: str = ""
    read_scopes: tuple[str, ...] = ()
    write_scopes: tuple[str, ...] = ()


_READERS = "full, user, read-only, location"
_WRITERS = "full, user, location"
SETTINGS = {
    "webex_person_voicemail": Access(_READERS, _WRITERS),
    "webex_workspace_voicemail": Access("full, read-only, location", _WRITERS),
    "webex_virtual_line_voicemail": Access("full, user, read-only", "full, user"),
    "webex_org_voicemail": Access(_READERS, "full"),
    "webex_org_voicemail_rules": Access(_READERS, "full"),
    "webex_location_voicemail": Access(_READERS, "full, location"),
    "webex_location_voice_portal": Access("full, read-only, location", "full, location"),
    "webex_voicemail_group": Access("full, read-only, location", "full, location"),
}


def _all_of(roles: Iterable[str]) -> str:
    """The roles that are in each of these lists."""
    first, *others = (one.split(", ") for one in roles)
    return ", ".join(role for role in first if all(role in other for other in others))


def _changers(access: Access) -> str:
    """Who may change settings, which are read first."""
    return _all_of([access.readers, access.writers]) if access.writers else ""


def _by_owner(pick: Callable[[Access], str]) -> str:
    """What a module says that is for people, workspaces and virtual lines alike."""
    owners = {"people": "person", "workspaces": "workspace", "virtual lines": "virtual_line"}
    return "; ".join(f"{plural}: {pick(SETTINGS[f'webex_{owner}_voicemail'])}" for plural, owner in owners.items())


_ALL_READERS = _all_of(one.readers for one in SETTINGS.values())
_ALL_READ = ("spark-admin:people_read", "spark-admin:workspaces_read", "spark-admin:telephony_config_read")
_ALL_WRITE = ("spark-admin:people_write", "spark-admin:workspaces_write", "spark-admin:telephony_config_write")
ACCESS = {
    **SETTINGS,
    "webex_voicemail_greeting": Access(_by_owner(lambda one: one.readers), _by_owner(_changers), _ALL_READ, _ALL_WRITE),
    "webex_voicemail_passcode": Access(
        _READERS,
        f"people: {_WRITERS}; virtual lines: to set {_WRITERS}, to reset full, user; "
        "workspaces: full, device, location; voice portals: full, location",
        ("spark-admin:telephony_config_read",),
        ("spark-admin:telephony_config_write", "spark-admin:people_write"),
    ),
    "webex_voicemail_snapshot": Access(
        _READERS,
        _WRITERS,
        ("spark-admin:people_read", "spark-admin:telephony_config_read"),
        ("spark-admin:people_write",),
    ),
    "webex_voicemail_export": Access(_ALL_READERS, read_scopes=_ALL_READ),
    "webex_voicemail_plan": Access(_ALL_READERS, read_scopes=_ALL_READ),
    "webex_voicemail_audit": Access(_ALL_READERS, read_scopes=_ALL_READ),
    "webex_voicemail_apply": Access(_ALL_READERS, _all_of(map(_changers, SETTINGS.values())), _ALL_READ, _ALL_WRITE),
    "webex_people_info": Access("any", read_scopes=("spark-admin:people_read",)),
    "webex_locations_info": Access(
        "any",
        read_scopes=("spark-admin:people_read", "spark-admin:locations_read", "spark-admin:telephony_config_read"),
    ),
}
_ONE_IS_ENOUGH = {"webex_locations_info"}


def table(names: list[str]) -> str:
    """A row a module; a twin, which reads alone, has none of its own."""
    rows = ["| module | reads with | as | changes with | as |", "| --- | --- | --- | --- | --- |"]
    for name in names:
        if name.endswith("_info") and name.removesuffix("_info") in names:
            continue
        if name not in ACCESS:
            sys.exit(f"tests/tools/permissions.py: ACCESS must say whose token {name} needs")
        access, resource = ACCESS[name], RESOURCES.get(name)
        reads = (resource.read_scope,) if resource else access.read_scopes
        writes = (resource.write_scope,) if resource else access.write_scopes
        changers = _changers(access) if name in SETTINGS else access.writers
        read_with = "one of " * (name in _ONE_IS_ENOUGH) + _scopes(reads)
        cells = (f"`{name}`", read_with, access.readers, _scopes(writes), changers)
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _scopes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
