# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Workspaces. See U(https://developer.webex.com/docs/api/v1/workspaces/list-workspaces)."""

from __future__ import annotations

import contextlib
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, get
from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError
from ansible_collections.webex.calling.plugins.module_utils._owners.listed import ListedKind
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import all_locations
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner, text_of

if t.TYPE_CHECKING:
    from ansible_collections.webex.calling.plugins.module_utils._http.client import Client


class WorkspaceKind(ListedKind):
    """Workspaces, named by their display name or an ID."""

    name = "workspace"
    plural = "workspaces"
    id_kinds = ("PLACE",)
    narrowed = True
    list_path = "/workspaces"
    hints = {403: "To look up workspaces the token needs the scope spark-admin:workspaces_read, and a role that may."}

    def owner(self, item: Json) -> Owner:
        """See L(ListedKind)."""
        calling = get(item, "calling.type")
        return Owner(
            self.identity(item),
            text_of(item, "displayName"),
            location_id=text_of(item, "locationId"),
            extension=text_of(item, "extension"),
            licensed=calling in (None, "webexCalling"),
        )

    def places(self, client: Client) -> t.Mapping[str, str]:
        """See L(ListedKind)."""
        with contextlib.suppress(WebexError):  # then the IDs must do
            return {one.id: one.name for one in all_locations(client) if one.name}
        return {}


WORKSPACE = WorkspaceKind()
