# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of permissions: which scopes a module's token needs, and whose it may be."""

from __future__ import annotations

import sys
from typing import NamedTuple

from ansible_collections.webex.calling.plugins.module_utils._resources.registry import RESOURCES


class Access(NamedTuple):
    """Whose token may read and write, by the API's description; for a module that is not one of settings also with which scopes."""

    readers: str
    writers: str = ""
    read_scopes: tuple[str, ...] = ()
    write_scopes: tuple[str, ...] = ()


_FULL = "full"
_READERS = "full, user, read-only, location"
_ALL_READ = ("spark-admin:people_read", "spark-admin:workspaces_read", "spark-admin:telephony_config_read")
_ALL_WRITE = ("spark-admin:people_write", "spark-admin:workspaces_write", "spark-admin:telephony_config_write")
ACCESS = {
    "webex_person_voicemail": Access(_READERS, "full, user, location"),
    "webex_workspace_voicemail": Access("full, read-only, location", "full, user, location"),
    "webex_virtual_line_voicemail": Access("full, user, read-only", "full, user"),
    "webex_org_voicemail": Access(_READERS, _FULL),
    "webex_org_voicemail_rules": Access(_READERS, _FULL),
    "webex_location_voicemail": Access(_READERS, "full, location"),
    "webex_location_voice_portal": Access("full, read-only, location", "full, location"),
    "webex_voicemail_group": Access("full, read-only, location", "full, location"),
    "webex_voicemail_greeting": Access(
        _READERS,
        "full, user, location",
        ("spark-admin:people_read", "spark-admin:workspaces_read", "spark-admin:telephony_config_read"),
        ("spark-admin:people_write", "spark-admin:workspaces_write", "spark-admin:telephony_config_write"),
    ),
    "webex_voicemail_passcode": Access(
        _READERS,
        "full, user, location; for workspaces full, device, location",
        ("spark-admin:telephony_config_read",),
        ("spark-admin:telephony_config_write", "spark-admin:people_write"),
    ),
    "webex_voicemail_snapshot": Access(
        _READERS,
        "full, user, location",
        ("spark-admin:people_read", "spark-admin:telephony_config_read"),
        ("spark-admin:people_write",),
    ),
    "webex_voicemail_export": Access(_READERS, read_scopes=_ALL_READ),
    "webex_voicemail_plan": Access(_READERS, read_scopes=_ALL_READ),
    "webex_voicemail_audit": Access(_READERS, read_scopes=_ALL_READ),
    "webex_voicemail_apply": Access(_READERS, "full", _ALL_READ, _ALL_WRITE),
    "webex_people_info": Access(_READERS, read_scopes=("spark-admin:people_read",)),
    "webex_locations_info": Access(
        "full, location", read_scopes=("spark-admin:locations_read", "spark-admin:telephony_config_read")
    ),
}


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
        cells = (f"`{name}`", _scopes(reads), access.readers, _scopes(writes), access.writers)
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _scopes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
