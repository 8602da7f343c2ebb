# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module webex_voicemail_apply does: exactly what a plan says, and nothing else."""

from __future__ import annotations

import os
import threading
import typing as t
from collections import Counter

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    Unauthorized,
    ValidationError,
    WebexError,
    as_given,
    attempt,
    counted,
    printable,
)
from ansible_collections.webex.calling.plugins.module_utils._files import apply_order, plan_file, review
from ansible_collections.webex.calling.plugins.module_utils._files.apply_checks import check
from ansible_collections.webex.calling.plugins.module_utils._files.apply_jobs import (
    ALREADY,
    APPLIED,
    DRIFTED,
    FAILED,
    UNTRIED,
    Drift,
    Outcome,
    Writer,
    check_passcodes,
    failed,
)
from ansible_collections.webex.calling.plugins.module_utils._files.apply_order import Step
from ansible_collections.webex.calling.plugins.module_utils._files.journal import Journal, check_usable
from ansible_collections.webex.calling.plugins.module_utils._files.organization import (
    check_same_organization,
    organization_of,
)
from ansible_collections.webex.calling.plugins.module_utils._files.reading import for_each
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
from ansible_collections.webex.calling.plugins.module_utils._owners.voicemail_groups import VOICEMAIL_GROUP_KIND
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import (
    Connection,
    TaskContext,
    connect,
    with_api_stats,
)
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import Module
from ansible_collections.webex.calling.plugins.module_utils._tasks.passcodes import PasscodeRules
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import CONCURRENCY

SPEC: Json = {
    "plan": {"type": "path", "required": True},
    "digest": {"type": "str", "required": True},
    "on_drift": {"choices": ["refuse", "skip"], "default": "refuse"},
    "allow": {"type": "dict", "default": {}},
    "passcodes": {"type": "dict", "default": {}, "no_log": True},
    "max_failures": {"type": "int"},
    "journal": {"type": "path"},
    **CONCURRENCY,
}
JOURNAL = "journal.jsonl"
_NAMED = 20
# Of a message about an object: an answer of the API has its own bound, and the advice after it is whole.
_LONGEST = 5000
_CONTAINER = ("/.dockerenv", "/run/.containerenv")
# The worse one is what became of an object that is written in two parts.
_WORST = (FAILED, DRIFTED, UNTRIED, APPLIED, ALREADY)


def run(params: Json, context: TaskContext) -> Json:
    """The C(run) of the module.

    @raise WebexError: the plan is refused, and nothing was written; or something of it failed, and the result says what was done.
    """
    context.secrets.update(str(one) for one in params["passcodes"].values())
    head, records = plan_file.read(params["plan"])
    check(params, head, records)
    check_usable(_journal(params), head["org_id"])
    with connect(params, context) as connection:
        applying = _Applying(params, context, connection, head, records)
        return with_api_stats(connection.client, applying.run)


def _journal(params: Json) -> str:
    """The path of the journal."""
    return params["journal"] or os.path.join(params["plan"], JOURNAL)


class _Applying:
    def __init__(
        self, params: Json, context: TaskContext, connection: Connection, head: Json, records: list[Json]
    ) -> None:
        self._diff = context.diff
        self._params, self._connection, self._head, self._records = params, connection, head, records
        self._outcomes: dict[int, Outcome] = {}
        self._warnings: list[str] = []
        self._failures, self._lock = 0, threading.Lock()
        self._stopped: Unauthorized | None = None
        self._existing: dict[int, Owner] = {}
        self._rules = PasscodeRules()

    def run(self) -> Json:
        """Read all, where drift is to be refused; then write, phase by phase."""
        client, params = self._connection.client, self._params
        check_same_organization(self._head["org_id"], organization_of(client), "The plan")
        self._connection.progress.begin("objects", ("changed", "failed"))
        phases = apply_order.phases(self._records)
        writes = self._connection.locks is not None
        path = _journal(params)
        if phases and writes:
            self._warn_of_container(path)
        started = {
            "org_id": self._head["org_id"],
            "plan": self._head["digest"],
            "started": plan_file.timestamp(plan_file.now()),
        }
        if params["on_drift"] == "refuse":
            self._read_all(phases)
        self._look_for_groups(phases)
        passcodes = {name: str(one) for name, one in params["passcodes"].items()}
        new = (step for steps in phases for step in steps if step.number not in self._existing)
        check_passcodes(client, self._rules, passcodes, new)
        journal = Journal(path if phases and writes else None, started)
        self._warnings += filter(None, [journal.warning])
        try:
            writer = Writer(self._connection, journal, passcodes, self._rules)
            for steps in phases:
                self._write(writer, steps)
        finally:
            journal.close()
        return self._result(path if phases and writes else None)

    def _warn_of_container(self, path: str) -> None:
        if any(os.path.exists(one) for one in _CONTAINER) and not os.path.ismount(
            os.path.dirname(os.path.abspath(path))
        ):
            self._warnings.append(
                f"This looks like a container: if its files do not last, copy the journal {printable(path)}, which undoes the plan, "
                "elsewhere."
            )

    def _read_all(self, phases: t.Sequence[t.Sequence[Step]]) -> None:
        """Read every object first.

        @raise ValidationError: somebody changed one of them since. Nothing was written.
        """
        steps = [step for steps in phases for step in steps if step.record["action"] != "create"]
        reader = Writer(self._connection, Journal(None, {}), {}, self._rules)
        found: list[tuple[Step, WebexError]] = []
        for step, outcome in for_each(self._connection, iter(steps), reader.read, self._params["concurrency"]):
            if isinstance(outcome, WebexError):
                found.append((step, outcome))
        if not found:
            return
        found.sort(key=lambda one: one[0].number)
        drifted = [one for one in found if isinstance(one[1], Drift)]
        told = [
            {
                "kind": step.record["kind"],
                "key": step.record["key"],
                "status": _status(error),
                "msg": printable(error.msg, _LONGEST),
            }
            for step, error in found[:_NAMED]
        ]
        words = [f"{as_given(step.record['key'])}: {error.msg.rstrip('.')}" for step, error in found[:3]]
        what = "changed by somebody else since the plan was made" if drifted else "not readable"
        more = f"; and {len(found) - 3:,} more" if len(found) > 3 else ""
        raise ValidationError(
            f"Nothing was written, because {counted(len(drifted or found), 'object was', 'objects were')} {what}. {'; '.join(words)}{more}. Plan again, or use "
            "on_drift: skip.",
            objects=told,
            results={
                "drifted": len(drifted),
                "failed": len(found) - len(drifted),
                "untried": len(self._records) - len(found),
            },
        )

    def _look_for_groups(self, phases: t.Sequence[t.Sequence[Step]]) -> None:
        """Groups that are to be created and are there: this plan was applied in part before."""
        steps = [step for steps in phases for step in steps if step.record["action"] == "create"]
        pairs = [(step.record.get("location_id") or "", step.record["key"]) for step in steps]
        there = VOICEMAIL_GROUP_KIND.find(self._connection.client, [[pair] for pair in pairs]) if pairs else {}
        for step, pair in zip(steps, pairs):
            for owner in there[pair]:
                self._existing[step.number] = owner

    def _write(self, writer: Writer, steps: t.Sequence[Step]) -> None:
        most = self._params["max_failures"]

        def work(step: Step) -> Outcome:
            if self._stopped or (most is not None and self._failures >= most):
                return Outcome(UNTRIED)
            outcome = attempt(writer.write, step, self._existing.get(step.number))
            if isinstance(outcome, Unauthorized):
                self._stopped = outcome
                return Outcome(UNTRIED, outcome.msg)
            outcome = failed(outcome) if isinstance(outcome, WebexError) else outcome
            with self._lock:
                self._failures += outcome.status == FAILED
            return outcome

        def written(step: Step) -> str | None:
            return step.record["key"] if self._connection.locks else None

        for step, outcome in for_each(self._connection, iter(steps), work, self._params["concurrency"], written):
            before = self._outcomes.get(step.number, outcome)
            self._outcomes[step.number] = min(before, outcome, key=lambda one: _WORST.index(one.status))

    def _result(self, path: str | None) -> Json:
        counts = Counter(outcome.status for outcome in self._outcomes.values())
        notable = [
            {
                "kind": self._records[number]["kind"],
                "key": self._records[number]["key"],
                "status": one.status,
                "msg": printable(one.msg, _LONGEST),
            }
            for number, one in sorted(self._outcomes.items(), key=lambda item: (_WORST.index(item[1].status), item[0]))
            if one.status not in (APPLIED, ALREADY)
        ]
        result: Json = {
            "changed": counts[APPLIED] > 0,
            "plan": self._params["plan"],
            "journal": path,
            "results": {status: counts[status] for status in (APPLIED, ALREADY, DRIFTED, FAILED, UNTRIED)},
            "objects": notable[:_NAMED],
        }
        if self._diff:
            applied = [number for number, one in sorted(self._outcomes.items()) if one.status == APPLIED]
            result["diff"] = review.as_diff(self._records[number] for number in applied)
        if self._warnings:
            result["warnings"] = self._warnings
        summary = {"total": len(self._records), "changed": counts[APPLIED], "failed": counts[FAILED]}
        self._connection.progress.close(summary, self._connection.client.stats)
        if self._stopped:
            raise WebexError(self._stopped.msg, **{**self._stopped.fields, **result})
        if counts[FAILED] or counts[UNTRIED] or (counts[DRIFTED] and self._params["on_drift"] == "refuse"):
            raise WebexError(self._failed(counts, notable), **result)
        return result

    def _failed(self, counts: t.Mapping[str, int], notable: t.Sequence[Json]) -> str:
        """What became of the objects, why the first ones failed, and what to do about it."""
        writes, outcomes = self._connection.locks is not None, self._outcomes.values()
        head = "The plan is not completely applied" if writes else "The plan would not be completely applied"
        called = {} if writes else {APPLIED: "would be applied", FAILED: "would fail"}
        words = [
            f"{counts[status]:,} {called.get(status, status)}"
            for status in (APPLIED, ALREADY, DRIFTED, FAILED, UNTRIED)
            if counts[status]
        ]
        some = [f"{as_given(one['key'])}: {one['msg']}" for one in notable[:3] if one["msg"]]
        if counts[DRIFTED] and self._params["on_drift"] == "refuse":
            way_out = "Plan again."
        elif any(one.refused for one in outcomes):
            way_out = "Correct this, plan again if the files change, and run it again."
        else:
            way_out = "Run it again to continue."
        return " ".join([f"{head}: {', '.join(words)}.", *some, way_out])


def _status(error: WebexError) -> str:
    return DRIFTED if isinstance(error, Drift) else FAILED


MODULE = Module(SPEC, run)
