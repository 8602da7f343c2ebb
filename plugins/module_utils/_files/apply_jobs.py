# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is done for one object of a plan: read, checked for drift, kept in the journal, written."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import Plan
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    Unauthorized,
    ValidationError,
    WebexError,
    printable,
)
from ansible_collections.webex.calling.plugins.module_utils._files import apply_order
from ansible_collections.webex.calling.plugins.module_utils._files.apply_order import Step
from ansible_collections.webex.calling.plugins.module_utils._files.journal import Journal
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._owners.voicemail_groups import VOICEMAIL_GROUP_KIND
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import Connection
from ansible_collections.webex.calling.plugins.module_utils._tasks.group_jobs import ChangeGroup
from ansible_collections.webex.calling.plugins.module_utils._tasks.passcodes import PasscodeRules
from ansible_collections.webex.calling.plugins.module_utils._tasks.settings import ChangeSettings, ReadSettings
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import refuse

APPLIED, ALREADY, DRIFTED, FAILED, UNTRIED = "applied", "already", "drifted", "failed", "untried"
# Answers of the API after which the same request may succeed.
_PASSING = (408, 423, 429)


class Drift(ValidationError):
    """Somebody else changed what the plan is about."""


class Outcome(t.NamedTuple):
    """What became of an object. I(refused): it will fail again, unless something is corrected."""

    status: str
    msg: str = ""
    refused: bool = False

    @property
    def changed(self) -> bool:
        """Whether it was written."""
        return self.status == APPLIED


def owner_of(record: Json) -> Owner:
    """The owner that a record is about."""
    place = record.get("location_id")
    return Owner(
        record.get("id") or f"{place}/{record['key']}", record["key"], location_id=place, location=record["location"]
    )


def failed(error: WebexError) -> Outcome:
    """The outcome of an I(error)."""
    status = error.status or 0
    refused = isinstance(error, ValidationError) or (400 <= status < 500 and status not in _PASSING)
    return Outcome(FAILED, error.msg, refused)


def check_passcodes(
    client: Client, rules: PasscodeRules, passcodes: t.Mapping[str, str], steps: t.Iterable[Step]
) -> None:
    """Find out whether the I(passcodes) that the I(steps) need fit the organization's rules.

    @raise ValidationError: one of them does not; without the passcode.
    """
    names = sorted({one["from_variable"] for step in steps for one in step.set if "from_variable" in one})
    found = [(name, rules.problem(client, passcodes[name])) for name in names]
    refuse(f"passcodes.{printable(name)} {problem}." for name, problem in found if problem)


class Writer:
    """Writes what the steps say, and keeps it in the I(journal)."""

    def __init__(
        self, connection: Connection, journal: Journal, passcodes: t.Mapping[str, str], rules: PasscodeRules
    ) -> None:
        self._connection, self._journal, self._passcodes = connection, journal, passcodes
        self._rules = rules

    def read(self, step: Step) -> None:
        """Read an object, before anything is written.

        @raise Drift: it is neither as it was nor as it shall be.
        @raise WebexError: it could not be read.
        """
        kind = KINDS[step.record["kind"]]
        job = ReadSettings(kind.owner, kind.resource)
        try:
            current = job.plan(self._connection.client, owner_of(step.record), {}).before
        except WebexError as error:
            if step.record["action"] == "delete" and error.status == 404:
                return
            raise
        odd = apply_order.drift(step, current)
        if odd:
            raise Drift(odd)

    def write(self, step: Step, existing: Owner | None = None) -> Outcome:
        """Write an object, unless it is as it shall be. I(existing) is a group that was to be created and is there."""
        kind, record = KINDS[step.record["kind"]], step.record
        owner = existing or owner_of(record)
        job: _Step | _GroupStep
        if kind.owner is VOICEMAIL_GROUP_KIND:
            job, wanted = _GroupStep(self._journal, step, self._rules), self._group(step)
        else:
            job, wanted = _Step(self._journal, step), apply_order.desired(step)
        try:
            plan = job.run(self._connection, owner, wanted)
            if plan.changed and self._connection.locks is None:
                job.check(plan)
        except Drift as error:
            return self._ended(step, Outcome(DRIFTED, error.msg))
        except Unauthorized:
            raise
        except WebexError as error:
            return self._ended(step, failed(error))
        return Outcome(APPLIED) if plan.changed else self._ended(step, Outcome(ALREADY))

    def _ended(self, step: Step, outcome: Outcome) -> Outcome:
        if self._connection.locks is not None:
            self._journal.append({"phase": "outcome", **_identity(step), "outcome": outcome.status, "msg": outcome.msg})
        return outcome

    def _group(self, step: Step) -> Json:
        settings = apply_order.desired(step)
        for one in step.set:
            if "from_variable" in one:
                settings[one["field"]] = self._passcodes[one["from_variable"]]
        state = "absent" if step.record["action"] == "delete" else "present"
        return {"settings": settings, "state": state, "new_name": settings.get("name"), "update_passcode": "on_create"}


def _identity(step: Step) -> Json:
    record = step.record
    found = {name: record.get(name) for name in ("kind", "action", "id", "key", "location", "location_id")}
    return {**found, "object": f"{owner_of(record).id}"}


class _Step(ChangeSettings):
    """Brings an object to what a step says."""

    def __init__(self, journal: Journal, step: Step) -> None:
        kind = KINDS[step.record["kind"]]
        super().__init__(kind.owner, kind.resource)
        self._journal, self._step = journal, step

    def check(self, plan: Plan) -> None:
        """Find out whether somebody else changed it.

        @raise Drift: somebody did.
        """
        odd = apply_order.drift(self._step, plan.before)
        if odd:
            raise Drift(odd)

    def apply(self, client: Client, owner: Owner, plan: Plan, desired: Json) -> None:
        """See L(ChangeSettings)."""
        if not plan.changed:
            return
        self.check(plan)
        some = apply_order.to_write(self._step, plan.before)
        self._journal.append({"phase": "before", **_identity(self._step), "set": some})
        super().apply(client, owner, plan, desired)
        self._journal.append({"phase": "after", **_identity(self._step), "outcome": APPLIED})


class _GroupStep(ChangeGroup):
    """Creates, changes or deletes a group as a step says."""

    def __init__(self, journal: Journal, step: Step, rules: PasscodeRules) -> None:
        super().__init__(rules)
        self._journal, self._step = journal, step

    def check(self, plan: Plan) -> None:
        """See L(_Step). A group that is to be created and is there has other settings."""
        if self._step.record["action"] == "create" and not plan.before:
            return
        odd = apply_order.drift(self._step, plan.before)
        if odd:
            raise Drift(odd)

    def _plan(self, client: Client, owner: Owner, desired: Json) -> Plan:
        plan = super()._plan(client, owner, desired)
        if plan.changed and self._step.record["action"] != "create" and not plan.before:
            raise ValidationError("it no longer exists.")
        if plan.changed:
            self.check(plan)
        return plan

    def apply(self, client: Client, owner: Owner, plan: Plan, desired: Json) -> None:
        """See L(ChangeSettings)."""
        if plan.changed and self._step.record["action"] == "change":
            some = apply_order.to_write(self._step, plan.before)
            self._journal.append({"phase": "before", **_identity(self._step), "set": some})
        super().apply(client, owner, plan, desired)
        if plan.changed and self._step.record["action"] == "change":
            self._journal.append({"phase": "after", **_identity(self._step), "outcome": APPLIED})

    def _create(self, client: Client, owner: Owner, plan: Plan, payload: Json, desired: Json) -> Plan:
        there = self.find(client, owner)
        if there is not None:  # another one was faster
            return self._plan(client, there, desired)
        some = [one for one in self._step.set if "from_variable" not in one]
        self._journal.append({"phase": "before", **_identity(self._step), "set": some})
        made = super()._create(client, owner, plan, payload, desired)
        after = {"phase": "after", **_identity(self._step), "outcome": APPLIED, "created_id": made.created_id}
        self._journal.append(after)
        return made

    def _delete(self, client: Client, owner: Owner) -> None:
        before = self._step.record.get("before", {})
        self._journal.append({"phase": "before", **_identity(self._step), "set": [], "before": before})
        super()._delete(client, owner)
        self._journal.append({"phase": "after", **_identity(self._step), "outcome": APPLIED})
