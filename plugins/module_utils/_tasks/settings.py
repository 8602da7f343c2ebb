# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done for one owner with the settings of a resource: the requests, and nothing of how many owners there are."""

from __future__ import annotations

import typing as t
from urllib.parse import quote

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import Plan, Update, plan_update
from ansible_collections.webex.calling.plugins.module_utils._engine.refusals import (
    count_empty_texts,
    payload_without_refused,
)
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._errors import Unconfirmed, WebexError
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import Connection

# Seconds after which an object is looked at once more that did not show a write whose answer was lost: it may show it late.
_SECOND_LOOK = 3.0
_NOT_KNOWN = "Whether it was applied is not known: run the task again."


class Job(t.Protocol):
    """What a module does for each owner, and what it counts."""

    resource: SettingsResource
    counts: tuple[str, ...]

    def run(self, connection: Connection, owner: Owner, desired: Json) -> Plan:
        """Do it, and return what was planned."""


class ReadSettings:
    """Reads the settings of a resource."""

    counts: tuple[str, ...] = ("failed",)

    def __init__(self, resource: SettingsResource) -> None:
        self.resource = resource

    def run(self, connection: Connection, owner: Owner, desired: Json) -> Plan:
        """See L(Job)."""
        return self.plan(connection.client, owner, desired)

    def path(self, owner: Owner) -> str:
        """The path of the owner's settings."""
        return self.resource.path.format(id=quote(owner.id, safe=""))

    def plan(self, client: Client, owner: Owner, desired: Json) -> Plan:
        """One GET, and what is to be done."""
        resource = self.resource
        answer = client.get(self.path(owner), _hints(resource, "read", resource.read_scope))
        return plan_update(resource, answer, desired)


class ChangeSettings(ReadSettings):
    """Brings the settings of a resource to what a task names."""

    counts: tuple[str, ...] = ("changed", "failed")

    def run(self, connection: Connection, owner: Owner, desired: Json) -> Plan:
        """See L(Job). From the GET to the end of the PUT no other task of this user on this machine changes the settings."""
        client = connection.client
        if connection.locks is None:
            return self.plan(client, owner, desired)
        with connection.locks.held(self.path(owner)):
            plan = self.plan(client, owner, desired)
            self.apply(client, owner, plan, desired)
        return plan

    def apply(self, client: Client, owner: Owner, plan: Plan, desired: Json) -> None:
        """Write what is planned, by one PUT where all is well.

        @raise WebexError: it was not written, or that is not known.
        """
        if not isinstance(plan.write, Update):
            return
        try:
            self._put(client, owner, plan, plan.write.payload, desired)
        except Unconfirmed as error:
            if plan.secrets:  # no look tells whether they were taken
                raise error.followed_by(_NOT_KNOWN) from error
            self._verify_after_lost_response(client, owner, desired, error)

    def _put(self, client: Client, owner: Owner, plan: Plan, payload: Json, desired: Json) -> None:
        """Write it. What the API returned, and then refuses by name, is left out on another try; so is an empty text.

        @raise Unconfirmed: whether it was written is not known.
        @raise WebexError: it was not.
        """
        resource, first = self.resource, payload
        hints = _hints(resource, "change", resource.write_scope)
        if any(plan.sets(field, value) for field, value in resource.needs_forwarding):
            hints.setdefault(400, resource.forwarding_hint)
        refusal: WebexError | None = None
        while True:  # each time there is less to leave out
            try:
                client.put(self.path(owner), payload, hints)
                break
            except Unconfirmed:
                raise
            except WebexError as error:
                words = error.fields.get("api_message", "") if error.fields.get("status") == 400 else ""
                left = payload_without_refused(resource, plan, payload, words)
                if left is None:
                    raise
                payload, refusal = left, error
        # Where it may have been taken for a text that is to stay, a look tells.
        if refusal and count_empty_texts(payload) < count_empty_texts(first) and self._differs(client, owner, desired):
            raise refusal

    def _verify_after_lost_response(self, client: Client, owner: Owner, desired: Json, lost: Unconfirmed) -> None:
        """See whether a PUT was applied whose answer was lost.

        @raise WebexError: it was not, or that is not known.
        """
        try:
            if not self._differs(client, owner, desired):
                return
            client.limiter.sleep(_SECOND_LOOK)
            if not self._differs(client, owner, desired):
                return
        except WebexError:
            raise lost.followed_by(_NOT_KNOWN) from lost
        raise lost.followed_by("It is not applied so far: run the task again.") from lost

    def _differs(self, client: Client, owner: Owner, desired: Json) -> bool:
        plan = self.plan(client, owner, desired)
        return plan.before != plan.after


def _hints(resource: SettingsResource, verb: str, scope: str) -> dict[int, str]:
    words = f"To {verb} {resource.label} the token needs the scope {scope}, and a role that may."
    return {**resource.hints, 403: " ".join([words, resource.hints.get(403, "")]).rstrip()}
