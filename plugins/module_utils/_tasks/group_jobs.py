# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done for one voicemail group."""

from __future__ import annotations

import time
import typing as t
from urllib.parse import quote

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import (
    Create,
    Delete,
    Plan,
    plan_create,
    plan_delete,
    plan_update,
    to_api,
)
from ansible_collections.webex.calling.plugins.module_utils._errors import Unconfirmed, WebexError
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._owners.voicemail_groups import VOICEMAIL_GROUP_KIND as KIND
from ansible_collections.webex.calling.plugins.module_utils._owners.voicemail_groups import group_id
from ansible_collections.webex.calling.plugins.module_utils._resources.voicemail_group import VOICEMAIL_GROUP
from ansible_collections.webex.calling.plugins.module_utils._tasks import pipeline
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import Connection, TaskContext
from ansible_collections.webex.calling.plugins.module_utils._tasks.groups import (
    CHANGE_SPEC,
    READ_SPEC,
    parse_groups,
    resolve_groups,
)
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import Module
from ansible_collections.webex.calling.plugins.module_utils._tasks.passcodes import PasscodeRules
from ansible_collections.webex.calling.plugins.module_utils._tasks.settings import (
    NOT_KNOWN,
    ChangeSettings,
    ReadSettings,
    hints_of,
)
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import (
    Resolution,
    Selection,
    Target,
    refuse,
    validated,
)

# A PUT alone takes these.
_NOT_CREATED = ("enabled", "greeting")
# Seconds in which a group that was just made may be answered 404, and between two looks.
_LAG, _EVERY = 20.0, 1.0


class ChangeGroup(ChangeSettings):
    """Creates, changes, renames or deletes a group."""

    def __init__(self, rules: PasscodeRules | None = None) -> None:
        super().__init__(KIND, VOICEMAIL_GROUP)
        self._rules = rules or PasscodeRules()

    def parse(self, params: Json, context: TaskContext) -> Selection:
        """See L(Job)."""
        return parse_groups(params)

    def resolve(self, connection: Connection, selection: Selection) -> Resolution:
        """See L(Job)."""
        return resolve_groups(selection, connection, self.path)

    def run(self, connection: Connection, owner: Owner, desired: Json) -> Plan:
        """See L(Job)."""
        client = connection.client
        if connection.locks is None:
            return self._plan(client, owner, desired)
        with connection.locks.held(self.path(owner)):
            plan = self._plan(client, owner, desired)
            if isinstance(plan.write, Create):
                return self._create(client, owner, plan, plan.write.payload, desired)
            if isinstance(plan.write, Delete):
                self._delete(client, owner)
            else:
                self.apply(client, owner, plan, _settings(desired))
        return plan

    def _plan(self, client: Client, owner: Owner, desired: Json) -> Plan:
        answer: Json | None = None
        if KIND.is_id(owner.id):
            try:
                answer = self.get(client, owner)
            except WebexError as error:
                if error.status != 404:
                    raise
        if desired["state"] == "absent":
            return plan_delete(self.resource, answer) if answer is not None else Plan({}, {})
        settings = desired["settings"] if answer is None else _settings(desired)
        if answer is None:
            plan = plan_create(self.resource, settings, desired.get("similar", ""))
        else:
            plan = plan_update(self.resource, answer, settings)
        if settings.get("passcode"):
            self._rules.check(client, settings["passcode"])
        return plan

    def _create(self, client: Client, owner: Owner, plan: Plan, payload: Json, desired: Json) -> Plan:
        """Make the group, and set what a POST does not take."""
        later = {name: value for name, value in desired["settings"].items() if name in _NOT_CREATED}
        left_out = to_api(self.resource.fields, later)
        new, settled = self._make(client, owner, {name: one for name, one in payload.items() if name not in left_out})
        if not settled:  # perhaps it has other settings
            later = _without_passcode(desired)
        if later:
            try:
                self.apply(client, new, self._plan_new(client, new, later), later)
            except WebexError as error:
                raise error.after_writing(
                    "The group was created without some of its settings: run the task again."
                ) from error
        return Plan(plan.before, plan.after, plan.write, plan.sent, new.id)

    def _make(self, client: Client, owner: Owner, payload: Json) -> tuple[Owner, bool]:
        """The new group, and whether the API said that it is made as it is to be. Where the answer is lost, it is looked for before
        it is made again.

        @raise WebexError: it was not made, or that is not known.
        """
        path = self.resource.path.format(location_id=quote(owner.location_id or "", safe=""), id="").rstrip("/")
        hints = hints_of(self.resource, "create", self.resource.write_scope)
        lost: WebexError | None = None
        for dummy in range(2):
            try:
                identity = group_id(client.post(path, payload, hints).get("id"), owner.location_id)
                if identity and KIND.is_id(identity):
                    return owner._replace(id=identity), True
                lost = WebexError(f"POST {path} was answered without the ID of the group.", method="POST", path=path)
            except WebexError as error:
                if lost is None and not isinstance(error, Unconfirmed):
                    raise
                lost = error
            there = self._look_for(client, owner, lost)
            if there is not None:
                return there, False
            if not isinstance(lost, Unconfirmed):
                break
        raise t.cast(WebexError, lost).followed_by(NOT_KNOWN)

    def find(self, client: Client, owner: Owner) -> Owner | None:
        """The group that is called like I(owner), after two complete listings."""
        pair = (owner.location_id or "", owner.name or "")
        return next(iter(KIND.find(client, [[pair]])[pair]), None)

    def _look_for(self, client: Client, owner: Owner, lost: WebexError) -> Owner | None:
        try:
            return self.find(client, owner)
        except WebexError:
            raise lost.followed_by(NOT_KNOWN) from lost

    def _plan_new(self, client: Client, owner: Owner, settings: Json) -> Plan:
        end = time.monotonic() + _LAG
        while True:
            try:
                return self.plan(client, owner, settings)
            except WebexError as error:
                if error.status != 404 or time.monotonic() > end:
                    raise
            client.limiter.sleep(_EVERY, locked=True)

    def _delete(self, client: Client, owner: Owner) -> None:
        try:
            client.delete(self.path(owner), hints_of(self.resource, "delete", self.resource.write_scope))
        except Unconfirmed as lost:
            self.verify_after_lost_response(client, lost, lambda: self._is_gone(client, owner))
        except WebexError as error:
            if error.status != 404:
                raise

    def _is_gone(self, client: Client, owner: Owner) -> bool:
        try:
            self.get(client, owner)
        except WebexError as error:
            if error.status != 404:
                raise
            return True
        return False


class ReadGroups(ReadSettings):
    """Reads the settings of groups."""

    def __init__(self) -> None:
        super().__init__(KIND, VOICEMAIL_GROUP)
        self._names: list[str] | None = None

    def parse(self, params: Json, context: TaskContext) -> Selection:
        """See L(Job)."""
        problems: list[str] = []
        given = params["location"]
        places = None if given is None else validated(LOCATION.validate, given, problems)
        refuse(problems)
        self._names = params["name"] and [name.strip() for name in params["name"]]
        return Selection(None, places, {}, params["concurrency"])

    def resolve(self, connection: Connection, selection: Selection) -> Resolution:
        """See L(Job)."""
        client, at = connection.client, None
        if selection.locations is not None:
            places = LOCATION.resolve(client, selection.locations, 1)
            errors = [place for place in places.values() if isinstance(place, WebexError)]
            if errors:
                raise errors[0]
            at = {place.id for place in places.values() if isinstance(place, Owner)}
        groups = {
            group.id: group
            for group in KIND.everyone(client)
            if (at is None or group.location_id in at) and (self._names is None or group.name in self._names)
        }
        ordered = sorted(groups.values(), key=lambda one: (one.location or "", one.name or "", one.id))
        return Resolution([Target(one.name or one.id, one.id, {}) for one in ordered], dict(groups), True)


def _settings(desired: Json) -> Json:
    """What is wanted of a group that is there: its name is it already, perhaps with white space around it."""
    wanted = desired["settings"] if desired["update_passcode"] == "always" else _without_passcode(desired)
    return {name: value for name, value in wanted.items() if name != "name" or desired["new_name"]}


def _without_passcode(desired: Json) -> Json:
    return {name: value for name, value in desired["settings"].items() if name != "passcode"}


MODULE = Module(CHANGE_SPEC, lambda params, context: pipeline.run(ChangeGroup(), params, context))
INFO_MODULE = Module(READ_SPEC, lambda params, context: pipeline.run(ReadGroups(), params, context))
