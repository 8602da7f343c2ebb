# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module does for each owner."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import Plan
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner, OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import Connection, TaskContext
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import (
    Resolution,
    Selection,
    parse_targets,
    resolve_targets,
)


class Job:
    """What is done for each owner of a I(kind) with a I(resource), and, in C(counts), what can become of them."""

    counts: tuple[str, ...] = ("failed",)

    def __init__(self, kind: OwnerKind, resource: SettingsResource) -> None:
        self.kind, self.resource = kind, resource

    def parse(self, params: Json, context: TaskContext) -> Selection:
        """Whom the task is about.

        @raise ValidationError: options are of no use; nothing was sent.
        """
        return parse_targets(self.kind, self.resource, params)

    def resolve(self, connection: Connection, selection: Selection) -> Resolution:
        """Look up whom the task is about.

        @raise WebexError: they could not be listed.
        """
        return resolve_targets(self.kind, selection, connection.client)

    def warnings(self, plans: t.Sequence[Plan]) -> t.Iterator[str]:
        """What the result warns of, of the I(plans) for those for whom it did not fail."""
        yield from ()

    def run(self, connection: Connection, owner: Owner, desired: Json) -> Plan:
        """Plan with GETs alone; then apply the plan, unless check mode; and return it.

        @raise WebexError: it failed for this owner.
        """
        raise NotImplementedError
