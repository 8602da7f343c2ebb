# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module webex_voicemail_passcode does: new passcodes, or the organization's default PIN."""

from __future__ import annotations

import threading
import typing as t
from urllib.parse import quote

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, object_
from ansible_collections.webex.calling.plugins.module_utils._engine.passcode import passcode_problem, rules_of
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import Plan, Update, to_ansible
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError, as_given
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner, OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._owners.registry import OWNER_KINDS
from ansible_collections.webex.calling.plugins.module_utils._resources.location_voice_portal import (
    LOCATION_VOICE_PORTAL,
)
from ansible_collections.webex.calling.plugins.module_utils._resources.org_voicemail_rules import ORG_VOICEMAIL_RULES
from ansible_collections.webex.calling.plugins.module_utils._tasks import pipeline
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import Connection, TaskContext
from ansible_collections.webex.calling.plugins.module_utils._tasks.job import Job
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import Module
from ansible_collections.webex.calling.plugins.module_utils._tasks.selected import select, selected_kind, selection_spec
from ansible_collections.webex.calling.plugins.module_utils._tasks.settings import ChangeSettings, hints_of
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import Resolution, Selection, refuse

_KINDS: dict[str, OwnerKind] = {
    "person": OWNER_KINDS["person"],
    "workspace": OWNER_KINDS["workspace"],
    "virtual_line": OWNER_KINDS["virtual_line"],
    "voice_portal": OWNER_KINDS["location"],
}
_PATHS = {
    "person": "/telephony/config/people/{id}/voicemail/passcode",
    "workspace": "/telephony/config/workspaces/{id}/voicemail/passcode",
    "virtual_line": "/telephony/config/virtualLines/{id}/voicemail/passcode",
}
_RESET_PATHS = {
    "person": "/people/{id}/features/voicemail/actions/resetPin/invoke",
    "virtual_line": "/telephony/config/virtualLines/{id}/voicemail/actions/resetPin/invoke",
}
SPEC: Json = {
    **selection_spec(_KINDS),
    "passcode": {"no_log": True},
    "passcodes": {"type": "dict", "no_log": True},
    "reset": {"type": "bool", "default": False},
}


class PasscodeRules:
    """The rules for passcodes, read once a task, or once a portal. Where they cannot be read, the API alone knows them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, Json] = {}

    def check(self, client: Client, passcode: str, path: str = ORG_VOICEMAIL_RULES.path) -> None:
        """Find out whether the I(passcode) fits the rules at I(path).

        @raise ValidationError: it does not; without the passcode.
        """
        with self._lock:
            if path not in self._known:
                self._known[path] = self._read(client, path)
        problem = passcode_problem(passcode, self._known[path])
        if problem:
            raise ValidationError(f"the passcode {problem}.")

    def _read(self, client: Client, path: str) -> Json:
        resource = ORG_VOICEMAIL_RULES
        try:
            return rules_of(client.get(path, hints_of(resource, "read", resource.read_scope)))
        except WebexError as error:
            if error.fields.get("status") in (403, 404):
                return {}
            raise


class SetPasscode(Job):
    """Sets a passcode, or resets it. There is nothing to compare: it is always sent, and always changed."""

    counts = ("changed", "failed")

    def __init__(self, option: str) -> None:
        scope = "spark-admin:telephony_config_write"
        resource = SettingsResource("", option, "", "passcodes", _PATHS.get(option, ""), object_(), scope, scope)
        super().__init__(_KINDS[option], resource)
        self._option = option
        self._rules = PasscodeRules()

    def parse(self, params: Json, context: TaskContext) -> Selection:
        """See L(Job)."""
        problems: list[str] = []
        passcodes = params["passcodes"]
        ways = [name for name in ("passcode", "passcodes") if params[name] is not None] + ["reset"] * params["reset"]
        if len(ways) != 1:
            problems.append("exactly one of passcode, passcodes and reset (true) must be given.")
        elif ways == ["reset"] and self._option not in _RESET_PATHS:
            problems.append(f"reset is for people and virtual lines; a {self._option.replace('_', ' ')} has none.")
        if passcodes is not None:
            problems += _problems_of(passcodes, params[self._option])

        def desired(given: str) -> Json:
            return {} if params["reset"] else {"passcode": params["passcode"] or (passcodes or {}).get(given)}

        return select(self.kind, self._option, params, desired, problems)

    def resolve(self, selection: Selection, client: Client) -> Resolution:
        """See L(Job). All passcodes are checked before any is sent; those of portals have rules of their own."""
        if self._option != "voice_portal":
            problems: list[str] = []
            for target in selection.targets or []:
                passcode = target.desired.get("passcode")
                try:
                    if passcode is not None:
                        self._rules.check(client, passcode)
                except ValidationError as error:
                    problems.append(error.about(as_given(target.given)).msg)
            refuse(problems)
        return super().resolve(selection, client)

    def run(self, connection: Connection, owner: Owner, desired: Json) -> Plan:
        """See L(Job)."""
        client, passcode = connection.client, desired.get("passcode")
        if self._option == "voice_portal":
            return self._set_portal(connection, owner, t.cast(str, passcode))
        if connection.locks is not None:
            hints = hints_of(self.resource, "set", self.resource.write_scope)
            identity = quote(owner.id, safe="")
            if passcode is None:
                client.post(_RESET_PATHS[self._option].format(id=identity), None, hints)
            else:
                client.put(self.resource.path.format(id=identity), {"passcode": passcode}, hints)
        return Plan({}, {}, Update({}), ("passcode",))

    def _set_portal(self, connection: Connection, owner: Owner, passcode: str) -> Plan:
        """A portal's passcode is one of its settings, all of which a PUT replaces."""
        job = _ChangePortal(self.kind, LOCATION_VOICE_PORTAL)
        self._rules.check(connection.client, passcode, job.path(owner) + LOCATION_VOICE_PORTAL.info_path)
        job.run(connection, owner, {"passcode": passcode})
        return Plan({}, {}, Update({}), ("passcode",))


class _ChangePortal(ChangeSettings):
    """Adds a new passcode to the settings of a portal."""

    def plan(self, client: Client, owner: Owner, desired: Json) -> Plan:
        """See L(ReadSettings)."""
        answer = self.get(client, owner)
        settings = to_ansible(self.resource, answer)
        kept = {name: value for name, value in answer.items() if name not in self.resource.not_sent}
        new = {"newPasscode": desired["passcode"], "confirmPasscode": desired["passcode"]}
        return Plan(settings, settings, Update({**kept, "passcode": new}))

    def apply(self, client: Client, owner: Owner, plan: Plan, desired: Json) -> None:
        """See L(ChangeSettings). There is nothing to look at after a lost answer."""
        self.put(client, owner, plan, t.cast(Json, plan.payload), desired)


def _problems_of(passcodes: Json, given: t.Sequence[str]) -> t.Iterator[str]:
    """What is wrong with the keys and the types of I(passcodes)."""
    without = [name for name in given if name not in passcodes]
    if without:
        yield f"passcodes has none for {', '.join(without[:10])}."
    unknown = [str(name) for name in passcodes if name not in given]
    if unknown:
        yield f"passcodes has one for {', '.join(unknown[:10])}, who {'is' if len(unknown) == 1 else 'are'} not named beside it."
    numbers = [str(name) for name, passcode in passcodes.items() if not isinstance(passcode, str)]
    if numbers:
        yield f"passcodes: the passcode of {', '.join(numbers[:10])} must be in quotes, or YAML takes it for a number."


def run(params: Json, context: TaskContext) -> Json:
    """The C(run) of the module."""
    return pipeline.run(SetPasscode(selected_kind(_KINDS, params)), params, context)


MODULE = Module(SPEC, run)
