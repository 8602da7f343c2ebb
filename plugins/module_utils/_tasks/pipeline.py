# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way of every task: parse the targets, resolve them, plan, apply unless check mode, report. One owner or many go the same way."""

from __future__ import annotations

import threading
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import Plan
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import expand_placeholders, has_placeholder
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    Unauthorized,
    ValidationError,
    WebexError,
    attempt,
)
from ansible_collections.webex.calling.plugins.module_utils._limits.workers import Workers
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner, OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._tasks import report
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import (
    Connection,
    TaskContext,
    connect,
    with_api_stats,
)
from ansible_collections.webex.calling.plugins.module_utils._tasks.job import Job
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import Resolution, Selection


def run(job: Job, params: Json, context: TaskContext) -> Json:
    """Do the I(job) for the owners that the task's I(params) select.

    @raise WebexError: the task is refused, or failed for an owner; then its fields hold the results for all.
    """
    selection = job.parse(params, context)
    with connect(params, context) as connection:
        return with_api_stats(connection.client, lambda: run_selection(job, selection, connection, context.diff))


def run_selection(job: Job, selection: Selection, connection: Connection, diff: bool) -> Json:
    """Do the I(job) for a I(selection) by a I(connection) that is there, which may serve other work too.

    @raise WebexError: it failed for an owner; then its fields hold the results for all.
    """
    kind = job.kind
    connection.progress.begin(kind.labels, job.counts)
    resolved = job.resolve(connection, selection)
    outcomes = _work(job, connection, resolved, selection.concurrency)
    records = _records(kind, job, resolved, outcomes)
    left_out = report.left_out(resolved, records)
    connection.progress.close(report.summarize(records), connection.client.stats, left_out)
    return report.report(kind, job, selection, records, resolved, diff)


def _records(
    kind: OwnerKind, job: Job, resolved: Resolution, outcomes: t.Mapping[str, Plan | WebexError]
) -> list[report.Record]:
    """What became of each target, in the order given; of those who were listed, sorted by name, without whoever has no such
    settings at all."""
    records: list[report.Record] = []
    for target in resolved.targets:
        owner = resolved.found[target.name]
        outcome = owner if isinstance(owner, WebexError) else outcomes[owner.id]
        if _is_left_out(job, resolved, outcome):
            continue
        record = attempt(report.record, kind, job, target, owner, outcome)
        if isinstance(record, WebexError):  # what was done for the others is returned all the same
            record = report.record(kind, job, target, owner, record)
        records.append(record)
    return records


def _is_left_out(job: Job, resolved: Resolution, outcome: Plan | WebexError) -> bool:
    """Whether an owner who was not named has no such settings at all."""
    codes = outcome.codes if isinstance(outcome, WebexError) else ()
    return resolved.listed and not job.resource.without.isdisjoint(codes)


def group_by_id(resolved: Resolution) -> dict[str, tuple[Owner, Json | WebexError]]:
    """What is desired, once an owner, however often and in whichever way the task names them."""
    grouped: dict[str, tuple[Owner, Json | WebexError]] = {}
    for target in resolved.targets:
        owner = resolved.found[target.name]
        if isinstance(owner, Owner):
            desired = attempt(_for_owner, target.desired, owner)
            if grouped.setdefault(owner.id, (owner, desired))[1] != desired:
                words = "the task names it more than once, with different settings. Name it once, or with the same settings."
                grouped[owner.id] = owner, ValidationError(words)
    return grouped


def _for_owner(desired: Json, owner: Owner) -> Json:
    """The I(desired) settings with the owner's own address where C({email}) stands.

    @raise ValidationError: there is none.
    """
    if not owner.email and has_placeholder(desired, "email"):
        raise ValidationError("the person has no e-mail address to replace {email}.")
    return t.cast(Json, expand_placeholders(desired, email=owner.email or ""))


def _work(job: Job, connection: Connection, resolved: Resolution, concurrency: int) -> dict[str, Plan | WebexError]:
    """Plan and apply for each, and what became of each, by their IDs."""
    grouped, token_refused = group_by_id(resolved), threading.Event()

    def work(identity: str) -> Plan | WebexError:
        owner, desired = grouped[identity]
        if isinstance(desired, WebexError):
            return desired
        if token_refused.is_set():
            return WebexError("not tried, because the API refused the token before.")
        outcome = attempt(job.run, connection, owner, desired)
        if isinstance(outcome, Unauthorized):
            token_refused.set()
        return outcome

    connection.progress.start(len(grouped))
    workers = Workers(work, grouped, concurrency)
    connection.client.limiter.on_lock = workers.idle
    outcomes: dict[str, Plan | WebexError] = {}
    for identity, outcome in workers:
        outcomes[identity] = outcome
        owner = grouped[identity][0]
        written = (owner.email or owner.name or owner.id) if connection.locks else None
        connection.progress.count(outcome, _is_left_out(job, resolved, outcome), written)
    return outcomes
