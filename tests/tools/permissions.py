# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of permissions: which scopes a module's token needs, and whose it may be."""

from __future__ import annotations

from typing import NamedTuple

from ansible_collections.webex.calling.plugins.module_utils._resources.registry import RESOURCES


class Access(NamedTuple):
    """Whose token may read and write, by the API's description; for a module that is not one of settings also with which scopes."""

    readers: str
    writers: str = ""
    read_scope: str = ""
    write_scope: str = ""


_FULL = "full"
_READERS = "full, user, read-only, location"
ACCESS = {
    "webex_person_voicemail": Access(_READERS, "full, user, location"),
    "webex_workspace_voicemail": Access("full, read-only, location", "full, user, location"),
    "webex_virtual_line_voicemail": Access("full, user, read-only", "full, user"),
    "webex_org_voicemail": Access(_READERS, _FULL),
    "webex_org_voicemail_rules": Access(_READERS, _FULL),
    "webex_location_voicemail": Access(_READERS, "full, location"),
    "webex_location_voice_portal": Access("full, read-only, location", "full, location"),
    "webex_voicemail_snapshot": Access(_READERS, read_scope="spark-admin:people_read"),
}


def table(names: list[str]) -> str:
    """A row a module; a twin, which reads alone, has none of its own."""
    rows = ["| module | reads with | as | changes with | as |", "| --- | --- | --- | --- | --- |"]
    for name in names:
        if name.endswith("_info") and name.removesuffix("_info") in names:
            continue
        access, resource = ACCESS[name], RESOURCES.get(name)
        reads = resource.read_scope if resource else access.read_scope
        writes = resource.write_scope if resource else access.write_scope
        cells = (f"`{name}`", _scope(reads), access.readers, _scope(writes), access.writers)
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _scope(name: str) -> str:
    return f"`{name}`" if name else ""
