# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module webex_voicemail_passcode does: new passcodes, or the organization's default PIN."""

from __future__ import annotations

import threading
import typing as t
from dataclasses import replace
from urllib.parse import quote

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import (
    Json,
    get,
    object_,
    string,
    write_only,
)
from ansible_collections.webex.calling.plugins.module_utils._engine.passcode import passcode_problem, rules_of
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import Plan, Update
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    Unconfirmed,
    ValidationError,
    WebexError,
    as_given,
    attempt,
)
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._http.verbs import PUT_PASSCODE
from ansible_collections.webex.calling.plugins.module_utils._limits.workers import run_concurrently
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner, OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._owners.registry import OWNER_KINDS
from ansible_collections.webex.calling.plugins.module_utils._resources.location_voice_portal import (
    LOCATION_VOICE_PORTAL,
)
from ansible_collections.webex.calling.plugins.module_utils._resources.org_voicemail_rules import ORG_VOICEMAIL_RULES
from ansible_collections.webex.calling.plugins.module_utils._resources.registry import MAILBOXES
from ansible_collections.webex.calling.plugins.module_utils._tasks import pipeline
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import Connection, TaskContext
from ansible_collections.webex.calling.plugins.module_utils._tasks.job import Job
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import Module
from ansible_collections.webex.calling.plugins.module_utils._tasks.selected import select, selected_kind, selection_spec
from ansible_collections.webex.calling.plugins.module_utils._tasks.settings import (
    NOT_KNOWN,
    PASSCODE_NOT_KNOWN,
    ChangeSettings,
    hints_of,
)
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import (
    Resolution,
    Selection,
    Target,
    refuse,
)

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
_SCOPE = "spark-admin:telephony_config_write"
# The path, and the scope.
_RESETS = {
    "person": ("/people/{id}/features/voicemail/actions/resetPin/invoke", "spark-admin:people_write"),
    "virtual_line": ("/telephony/config/virtualLines/{id}/voicemail/actions/resetPin/invoke", _SCOPE),
}
# A portal's passcode is one of its settings, all of which a PUT replaces.
_NEW_PASSCODE = object_(new_passcode=write_only(string()), confirm_passcode=write_only(string()))
_PORTAL_FIELDS = object_(**LOCATION_VOICE_PORTAL.fields.fields, passcode=_NEW_PASSCODE)
_CHANGE_PORTAL = ChangeSettings(LOCATION, replace(LOCATION_VOICE_PORTAL, fields=_PORTAL_FIELDS))
_NO_DEFAULT = (
    "The organization's default PIN is switched off, so it is not known which passcode a reset leaves. Set "
    "default_voicemail_pin_enabled and default_voicemail_pin with webex_org_voicemail_rules and reset again, or set passcodes."
)
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
        self._reading: dict[str, threading.Lock] = {}
        self._known: dict[str, Json] = {}

    def check(self, client: Client, passcode: str, path: str = ORG_VOICEMAIL_RULES.path) -> None:
        """Find out whether the I(passcode) fits the rules at I(path).

        @raise ValidationError: it does not; without the passcode.
        """
        problem = self.problem(client, passcode, path)
        if problem:
            raise ValidationError(f"the passcode {problem}.")

    def problem(self, client: Client, passcode: str, path: str = ORG_VOICEMAIL_RULES.path) -> str | None:
        """Which of the rules at I(path) the I(passcode) breaks, in words that follow its name; None where it breaks none."""
        with self._lock:
            reading = self._reading.setdefault(path, threading.Lock())
        with reading:
            if path not in self._known:
                self._known[path] = self._read(client, path)
        return passcode_problem(passcode, self._known[path])

    def has_no_default(self, client: Client) -> bool:
        """Whether the organization's default PIN is known to be switched off. What cannot be read is not known."""
        rules = attempt(self._read, client, ORG_VOICEMAIL_RULES.path)
        return isinstance(rules, dict) and get(rules, "default_voicemail_pin_enabled") is False

    def _read(self, client: Client, path: str) -> Json:
        resource = ORG_VOICEMAIL_RULES
        try:
            return rules_of(client.get(path, hints_of(resource, "read", resource.read_scope)))
        except WebexError as error:
            if error.status in (403, 404):
                return {}
            raise


class SetPasscode(Job):
    """Sets a passcode, or resets it. There is nothing to compare: it is always sent, and always changed."""

    counts = ("changed", "failed")

    def __init__(self, option: str) -> None:
        hints = MAILBOXES[option].hints if option in MAILBOXES else {}
        resource = SettingsResource(
            "", option, "", "passcodes", _PATHS.get(option, ""), object_(), _SCOPE, _SCOPE, hints=hints
        )
        super().__init__(_KINDS[option], resource)
        self._option = option
        self._rules = PasscodeRules()
        self._resets_to_none = False

    def parse(self, params: Json, context: TaskContext) -> Selection:
        """See L(Job)."""
        problems: list[str] = []
        passcodes = params["passcodes"]
        ways = [name for name in ("passcode", "passcodes") if params[name] is not None] + ["reset"] * params["reset"]
        if len(ways) != 1:
            problems.append("exactly one of passcode, passcodes and reset (true) must be given.")
        elif ways == ["reset"] and self._option not in _RESETS:
            problems.append(f"reset is only for people and virtual lines, not for a {self._option.replace('_', ' ')}.")
        if passcodes is not None:
            problems += _problems_of(passcodes, params[self._option])

        def desired(given: str) -> Json:
            return (
                {} if params["reset"] else {"passcode": params["passcode"] if passcodes is None else passcodes[given]}
            )

        return select(self.kind, self._option, params, desired, problems)

    def resolve(self, connection: Connection, selection: Selection) -> Resolution:
        """See L(Job). All passcodes are checked before any is sent; those of portals by rules of their own."""
        client, targets = connection.client, selection.targets or []
        if targets and not targets[0].desired:
            self._resets_to_none = self._rules.has_no_default(client)
        if self._option != "voice_portal":
            refuse(self._problem(client, target) for target in targets)
            return super().resolve(connection, selection)
        resolved = super().resolve(connection, selection)

        def check(number: int) -> str | WebexError:
            owner = resolved.found[targets[number].name]
            return attempt(self._problem, client, targets[number], owner) if isinstance(owner, Owner) else owner

        found = dict(run_concurrently(check, range(len(targets)), selection.concurrency))
        refuse(one for dummy, one in sorted(found.items()) if isinstance(one, str))
        return resolved

    def warnings(self, plans: t.Sequence[Plan]) -> t.Iterator[str]:
        """See L(Job)."""
        if plans and self._resets_to_none:
            yield _NO_DEFAULT

    def _problem(self, client: Client, target: Target, owner: Owner | None = None) -> str:
        """Why the passcode of a I(target) is refused, of whom the I(owner) has rules of their own; an empty text where it is not."""
        try:
            self._check(client, target.desired, owner)
        except ValidationError as error:
            return error.about(as_given(target.given)).msg
        return ""

    def _check(self, client: Client, desired: Json, owner: Owner | None) -> None:
        path = _CHANGE_PORTAL.path(owner) + LOCATION_VOICE_PORTAL.info_path if owner else ORG_VOICEMAIL_RULES.path
        if desired:
            self._rules.check(client, desired["passcode"], path)

    def run(self, connection: Connection, owner: Owner, desired: Json) -> Plan:
        """See L(Job)."""
        client = connection.client
        if self._option == "voice_portal":
            self._check(client, desired, owner)
            new = dict.fromkeys(("new_passcode", "confirm_passcode"), desired["passcode"])
            _CHANGE_PORTAL.run(connection, owner, {"passcode": new})
        elif connection.locks is not None:
            try:
                self._send(client, quote(owner.id, safe=""), desired)
            except Unconfirmed as error:
                raise error.followed_by(PASSCODE_NOT_KNOWN if desired else NOT_KNOWN) from error
        return Plan({}, {}, Update({}), ("passcode",))

    def _send(self, client: Client, identity: str, desired: Json) -> None:
        if desired:
            hints = hints_of(self.resource, "set", self.resource.write_scope)
            client.put(self.resource.path.format(id=identity), desired, hints, PUT_PASSCODE)
        else:
            path, scope = _RESETS[self._option]
            client.post(path.format(id=identity), None, hints_of(self.resource, "reset", scope))


def _problems_of(passcodes: Json, given: t.Sequence[str]) -> t.Iterator[str]:
    """What is wrong with the keys and the types of I(passcodes)."""
    without = [name for name in given if name not in passcodes]
    if without:
        yield f"passcodes holds none for {', '.join(without[:10])}."
    unknown = [str(name) for name in passcodes if name not in given]
    if unknown:
        yield f"passcodes holds one for {', '.join(unknown[:10])}, who {'is' if len(unknown) == 1 else 'are'} not named in the task."
    no_texts = [str(name) for name, passcode in passcodes.items() if not isinstance(passcode, str)]
    if no_texts:
        yield f"passcodes: the passcode of {', '.join(no_texts[:10])} must be a text."


def run(params: Json, context: TaskContext) -> Json:
    """The C(run) of the module."""
    advice = ", with the names or IDs that passcodes holds" if params["passcodes"] else ""
    return pipeline.run(SetPasscode(selected_kind(_KINDS, params, advice)), params, context)


MODULE = Module(SPEC, run)
