# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done for one owner with the settings of a resource: the requests, and nothing of how many owners there are."""

from __future__ import annotations

import time
import typing as t
from urllib.parse import quote

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, get
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import Plan, Update, plan_update
from ansible_collections.webex.calling.plugins.module_utils._engine.refusals import (
    count_empty_texts,
    payload_without_refused,
)
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._errors import Unconfirmed, WebexError
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._http.verbs import PUT, PUT_PASSCODE
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner, OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import Connection
from ansible_collections.webex.calling.plugins.module_utils._tasks.job import Job
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import Resolution, Selection

# Seconds after which an object is looked at once more that did not show a write whose answer was lost: it may show it late.
_SECOND_LOOK = 3.0
NOT_KNOWN = "Whether it was applied is not known: run the task again."
PASSCODE_NOT_KNOWN = f"{NOT_KNOWN} The API may refuse a passcode that it has taken already."
_NOTHING_NAMED = "No setting is given, so the task only reads."
# Seconds between two looks for a licence: the first, and the longest. What the API says meanwhile.
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 15.0
# By the API's error codes: a more general hint, that of the status, would mislead.
_HINTS = {
    5432: "The passcode breaks a rule of the organization, or was used before: see webex_org_voicemail_rules_info.",
    25008: "The API requires a setting that neither the task nor the API's answer holds: add it to the task.",
    112130: "This requires an external mailbox: set message_storage.storage_type to EXTERNAL, or leave message_storage.mwi_enabled as it is.",
}
_NO_LICENCE_STATUS = frozenset((404, 405))
_NO_LICENCE_CODES = frozenset((4003, 4008, 25409))


class ReadSettings(Job):
    """Reads the settings of a resource."""

    def run(self, connection: Connection, owner: Owner, desired: Json) -> Plan:
        """See L(Job)."""
        return self.plan(connection.client, owner, desired)

    def path(self, owner: Owner) -> str:
        """The path of the owner's settings."""
        identity, location = quote(owner.id, safe=""), quote(owner.location_id or "", safe="")
        return self.resource.path.format(id=identity, location_id=location)

    def plan(self, client: Client, owner: Owner, desired: Json) -> Plan:
        """One GET, and what is to be done."""
        return plan_update(self.resource, self.get(client, owner), desired)

    def get(self, client: Client, owner: Owner) -> Json:
        """The API's answer with the owner's settings."""
        resource = self.resource
        return client.get(self.path(owner), hints_of(resource, "read", resource.read_scope))


class ReadInfo(ReadSettings):
    """Reads the settings of a resource, and what the API returns elsewhere about them."""

    def get(self, client: Client, owner: Owner) -> Json:
        """See L(ReadSettings)."""
        answer, resource = super().get(client, owner), self.resource
        if resource.info_path:
            try:
                more = client.get(
                    self.path(owner) + resource.info_path, hints_of(resource, "read", resource.read_scope)
                )
            except WebexError as error:
                if error.status != 404:
                    raise
            else:
                answer = {**answer, resource.info_key: more}
        return answer


class ChangeSettings(ReadSettings):
    """Brings the settings of a resource to what a task names. For a new licence to take effect it waits I(wait) seconds."""

    counts = ("changed", "failed")

    def __init__(self, kind: OwnerKind, resource: SettingsResource, wait: int = 0) -> None:
        super().__init__(kind, resource)
        self._wait = wait
        self._names_nothing = False

    def resolve(self, connection: Connection, selection: Selection) -> Resolution:
        """See L(Job)."""
        resolved = super().resolve(connection, selection)
        self._names_nothing = not any(target.desired for target in resolved.targets)
        return resolved

    def run(self, connection: Connection, owner: Owner, desired: Json) -> Plan:
        """See L(Job). From the GET to the end of the PUT no other task of this user on this machine changes the settings."""
        client = connection.client
        if connection.locks is None:
            return self.plan(client, owner, desired)
        with connection.locks.held(self.path(owner)):
            return self._change_when_licensed(client, owner, desired)

    def _change_when_licensed(self, client: Client, owner: Owner, desired: Json) -> Plan:
        """Plan and apply. Where a task says so, it waits until the owner has such settings."""
        due, pause = time.monotonic() + self._wait, _FIRST_PAUSE
        while True:
            try:
                plan = self.plan(client, owner, desired)
                self.apply(client, owner, plan, desired)
                return plan
            except WebexError as error:
                status, left = error.status, due - time.monotonic()
                unlicensed = status in _NO_LICENCE_STATUS or not _NO_LICENCE_CODES.isdisjoint(error.codes)
                if not unlicensed or left <= 0:
                    raise
            client.limiter.sleep(min(pause, left), locked=True)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def warnings(self, plans: t.Sequence[Plan]) -> t.Iterator[str]:
        """See L(Job). A secret may have a switch of its name, and a task without settings is probably not what somebody meant."""
        if plans and self._names_nothing:
            yield _NOTHING_NAMED
        for field in (field for plan in plans for field in plan.sent if get(plan.after, f"{field}_enabled") is False):
            yield f"{field} is not used while {field}_enabled is false. Set {field}_enabled to true as well."

    def apply(self, client: Client, owner: Owner, plan: Plan, desired: Json) -> None:
        """Write what is planned, by one PUT where all is well.

        @raise WebexError: it was not written, or that is not known.
        """
        if not isinstance(plan.write, Update):
            return
        try:
            self.put(client, owner, plan, plan.write.payload, desired)
        except Unconfirmed as error:
            if plan.sent:  # no look tells whether a passcode was taken
                raise error.followed_by(PASSCODE_NOT_KNOWN) from error
            self.verify_after_lost_response(client, error, lambda: not self._differs(client, owner, desired))

    def put(self, client: Client, owner: Owner, plan: Plan, payload: Json, desired: Json) -> None:
        """Write it. What the API returned, and then refuses by name, is left out on another try; so is an empty text.

        @raise Unconfirmed: whether it was written is not known.
        @raise WebexError: it was not.
        """
        resource, first = self.resource, payload
        hints = hints_of(resource, "change", resource.write_scope)
        set_now = dict.fromkeys(hint for field, value, hint in resource.value_hints if plan.sets(field, value))
        hints.setdefault(400, " ".join(set_now))
        refusal: WebexError | None = None
        while True:  # each time there is less to leave out
            try:
                client.put(self.path(owner), payload, hints, PUT_PASSCODE if plan.sent else PUT)
                break
            except Unconfirmed:
                raise
            except WebexError as error:
                words = error.fields.get("api_message", "") if error.status == 400 else ""
                left = payload_without_refused(resource, plan, payload, words)
                if left is None:
                    raise
                payload, refusal = left, error
        # Where it may have been taken for a text that is to stay, a look tells.
        if refusal and count_empty_texts(payload) < count_empty_texts(first) and self._differs(client, owner, desired):
            raise refusal

    def verify_after_lost_response(self, client: Client, lost: Unconfirmed, is_applied: t.Callable[[], bool]) -> None:
        """See whether a write was applied whose answer was lost.

        @raise WebexError: it was not, or that is not known.
        """
        try:
            if is_applied():
                return
            client.limiter.sleep(_SECOND_LOOK)
            if is_applied():
                return
        except WebexError:
            raise lost.followed_by(NOT_KNOWN) from lost
        raise lost.followed_by("It has not been applied so far: run the task again.") from lost

    def _differs(self, client: Client, owner: Owner, desired: Json) -> bool:
        plan = self.plan(client, owner, desired)
        return plan.before != plan.after


def hints_of(resource: SettingsResource, verb: str, scope: str) -> dict[int, str]:
    words = f"To {verb} {resource.label} the token needs the scope {scope}, and a role that allows it."
    return {**_HINTS, **resource.hints, 403: " ".join([words, resource.hints.get(403, "")]).rstrip()}
