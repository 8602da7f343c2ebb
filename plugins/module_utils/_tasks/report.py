# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task returns: a record for each owner, the summary, and failures and changes of many in words that can be read."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import Create, Delete, Plan
from ansible_collections.webex.calling.plugins.module_utils._errors import WebexError, as_given, counted
from ansible_collections.webex.calling.plugins.module_utils._owners.organization import ORGANIZATION
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner, OwnerKind
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON
from ansible_collections.webex.calling.plugins.module_utils._tasks.diff import CREATED, DELETED, SENT, review
from ansible_collections.webex.calling.plugins.module_utils._tasks.job import Job
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import Resolution, Selection, Target

# Of an error, what the result holds for each owner, and what it holds of the only one at the top.
_EACH = ("status", "tracking_id")
_TOP = ("status", "method", "path", "api_message", "tracking_id")
_NAMED_FAILURES = 5
_NAMED_OWNERS = 3
# Of so many owners the result holds all, unless the task says how many.
_ALL = 100


class Record(t.NamedTuple):
    """The answer for an owner: what tells them from others, what the result says, the error where there is one, and the plan where
    there is one."""

    key: str
    result: Json
    error: WebexError | None
    plan: Plan | None
    email: str | None


def record(kind: OwnerKind, job: Job, target: Target, owner: Owner | WebexError, outcome: Plan | WebexError) -> Record:
    """The answer for one I(target)."""
    resource = job.resource
    # Where a setting is called like one of these, the setting keeps the name.
    identity = _identity(kind, target, owner)
    result = {
        name: one for name, one in identity.items() if name == kind.result_name or name not in resource.fields.fields
    }
    if "changed" in job.counts:
        result["changed"] = outcome.changed if isinstance(outcome, Plan) else outcome.fields.get("changed", False)
    key = owner.id if isinstance(owner, Owner) else kind.key(target.name)
    email = owner.email if isinstance(owner, Owner) else None
    if isinstance(outcome, Plan) and outcome.created_id:
        result[kind.name + "_id"] = outcome.created_id
    if isinstance(outcome, WebexError):
        result.update(failed=True, msg=outcome.msg)
        result.update(_fields(outcome, _EACH))
        return Record(key, result, outcome, None, email)
    if "changed" in job.counts:
        result["changes"] = outcome.changes
    if resource.result_key:
        result[resource.result_key] = outcome.after
    return Record(key, result, None, outcome, email)


def _fields(error: WebexError | None, names: t.Iterable[str]) -> Json:
    return {name: error.fields[name] for name in names if name in error.fields} if error else {}


def _identity(kind: OwnerKind, target: Target, owner: Owner | WebexError) -> Json:
    if kind is ORGANIZATION:
        return {}
    result: Json = {kind.result_name: target.given}
    if isinstance(owner, Owner):
        known = owner.id if kind.is_id(owner.id) else None  # what does not exist yet has none
        result.update({kind.name + "_id": known, "name": result.get("name", owner.name)})
        if kind is PERSON:
            result["email"] = owner.email
        listed = {"location": owner.location, "location_id": owner.location_id, "extension": owner.extension}
        result.update((name, value) for name, value in listed.items() if value and name not in result)
    return result


def distinct(records: t.Sequence[Record]) -> list[Record]:
    """One record an owner: who is named twice counts once."""
    return list({one.key: one for one in reversed(records)}.values())[::-1]


def summarize(records: t.Sequence[Record]) -> dict[str, int]:
    """How many owners there are, and how they fared."""
    owners = distinct(records)
    failed = sum(one.error is not None for one in owners)
    changed = sum(one.plan is not None and one.plan.changed for one in owners)
    return {"total": len(owners), "changed": changed, "unchanged": len(owners) - changed - failed, "failed": failed}


def left_out(resolved: Resolution, records: t.Sequence[Record]) -> int:
    """How many of those who were listed, and not named, have no such settings."""
    return resolved.unlicensed + len(resolved.targets) - len(records)


def report(
    kind: OwnerKind, job: Job, selection: Selection, records: t.Sequence[Record], resolved: Resolution, diff: bool
) -> Json:
    """The result of the task.

    @raise WebexError: it failed for an owner; its fields hold the results for all.
    """
    owners, summary = distinct(records), summarize(records)
    # One who failed may have been changed before.
    result: Json = {"changed": any(one.result.get("changed") for one in owners)}
    if kind is not ORGANIZATION:
        result.update({kind.plural: _returned(records, job, selection, summary), "summary": summary})
        if resolved.listed:
            result["left_out"] = left_out(resolved, records)
    if len(owners) == 1:
        result.update(owners[0].result)
        result.update(_fields(owners[0].error, _TOP))
    if diff and "changed" in job.counts:
        result["diff"] = _diff(owners, kind)
    warnings = list(job.warnings([one.plan for one in owners if one.plan]))
    if warnings:
        result["warnings"] = warnings
    failed = [one for one in owners if one.error]
    if not failed:
        return result
    if kind is ORGANIZATION:
        raise t.cast(WebexError, failed[0].error)
    for name in ("failed", "msg"):
        result.pop(name, None)
    raise WebexError(_failures(kind, failed, len(owners)), **result)


def _returned(records: t.Sequence[Record], job: Job, selection: Selection, summary: t.Mapping[str, int]) -> list[Json]:
    few_or_read = summary["total"] <= _ALL or "changed" not in job.counts
    wanted = selection.returns or ("all" if few_or_read else "failed")
    return [
        one.result
        for one in records
        if wanted == "all"
        or (one.error and wanted in ("changed", "failed"))
        or (one.plan and one.plan.changed and wanted == "changed")
    ]


def _failures(kind: OwnerKind, failed: t.Sequence[Record], total: int) -> str:
    """Why it failed, for each of a few, or grouped."""
    head = [f"{len(failed):,} of {total:,} {kind.labels} failed."] if total > 1 else []
    if len(failed) <= _NAMED_FAILURES:
        return " ".join([*head, *(_sentence(kind, one) for one in failed)])
    groups: dict[str, list[Record]] = {}
    for one in failed:
        # A reason that names the path of the request is the same but for the owner's ID.
        groups.setdefault(t.cast(WebexError, one.error).reason.replace(one.key, "{id}"), []).append(one)
    largest = sorted(groups.items(), key=lambda group: -len(group[1]))
    for reason, members in largest[:_NAMED_FAILURES]:
        names = [as_given(one.result[kind.result_name]) for one in members[:_NAMED_OWNERS]]
        tracking = members[0].result.get("tracking_id")
        first = f"{names[0]} (tracking ID {tracking})" if tracking else names[0]
        called = counted(len(members), kind.label, kind.labels)
        head.append(f"{called}: {reason.rstrip('.')}; first {', '.join([first, *names[1:]])}.")
    rest = sum(len(members) for dummy, members in largest[_NAMED_FAILURES:])
    if rest:
        head.append(f"And {rest:,} more, see {kind.plural} in the result.")
    return " ".join(head)


def _sentence(kind: OwnerKind, one: Record) -> str:
    return f"{as_given(one.result[kind.result_name])}: {t.cast(WebexError, one.error).msg}"


def _diff(owners: t.Sequence[Record], kind: OwnerKind) -> Json:
    if len(owners) == 1:
        plan = owners[0].plan
        if not plan or not plan.changed:
            return {"before": {}, "after": {}}
        return {"before": plan.before, "after": {**plan.after, **dict.fromkeys(plan.sent, SENT)}}
    changed = [
        (one.result[kind.result_name], one.email, [*_state(one.plan), *one.plan.changes])
        for one in owners
        if one.plan and one.plan.changed
    ]
    return {"prepared": review(changed, kind.labels)}


def _state(plan: Plan) -> list[Json]:
    return [CREATED] if isinstance(plan.write, Create) else [DELETED] if isinstance(plan.write, Delete) else []
