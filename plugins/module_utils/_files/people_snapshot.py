# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module webex_voicemail_snapshot does: keep people's settings in a snapshot, and tell what it holds of some."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError
from ansible_collections.webex.calling.plugins.module_utils._files import snapshot as files
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import TaskContext, connect
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import Module, info_module

SPEC: Json = {
    "path": {"type": "path", "required": True},
    "operation": {"choices": ["keep", "read"], "default": "keep"},
    "person": {"type": "list", "elements": "str"},
    "all": {"type": "bool", "default": False},
    "change": {"type": "dict", "default": {}},
    "concurrency": {"type": "int", "default": 10},
}


def keep_or_read(params: Json, mode: TaskContext) -> Json:
    """The C(run) of the module. The result holds what the snapshot has of those who were named, and of nobody else."""
    if params["all"] and (params["person"] or params["operation"] == "keep"):
        raise ValidationError("all can be true where operation is read and person is not given.")
    if not params["all"] and not params["person"]:
        raise ValidationError("Nobody is named: person must hold at least one e-mail address or ID.")
    return _read(params, mode) if params["operation"] == "read" else _keep(params, mode)


def _read(params: Json, mode: TaskContext) -> Json:
    snapshot = files.read(params["path"])
    people = files.select(snapshot, None if params["all"] else params["person"])
    org_id, api = _organization(params, mode)
    files.check_organization(snapshot, org_id)
    return {"changed": False, "people": people, "added": [], "snapshot": params["path"], "api": api}


def _keep(params: Json, mode: TaskContext) -> Json:
    """Who cannot be read is not kept, and fails after the others were."""
    files.check(params["path"])
    org_id, api = _organization(params, mode)
    failure = None
    try:
        result = info_module(PERSON_VOICEMAIL).run({**params, "location": None, "all": None}, mode)
    except WebexError as error:
        if "people" not in error.fields:
            raise
        failure, result = error, error.fields
    added: list[str] = []

    def merge(kept: files.Snapshot | None) -> files.Snapshot:
        before = kept or files.new(org_id)
        files.check_organization(before, org_id)
        after = files.keep(before, result["people"], params["change"])
        added.extend(after.entries[key].key for key in after.entries if key not in before.entries)
        return kept if kept is not None and after is before else after

    files.update(params["path"], merge, write=not mode.check)
    told: Json = {name: result[name] for name in ("people", "summary", "warnings") if name in result}
    told.update(changed=bool(added), added=sorted(added), snapshot=params["path"], api=_sum(api, result["api"]))
    if failure:
        failure.fields.update(told)
        raise failure
    return told


def _organization(params: Json, mode: TaskContext) -> tuple[str | None, Json]:
    """The ID of the organization that the task is about, and what it cost to learn it."""
    with connect(params, mode) as task:
        client = task.client
        found = client.org_id or client.get("/people/me").get("orgId")
        return found if isinstance(found, str) and found else None, client.stats


def _sum(*costs: Json) -> Json:
    total: dict[str, t.Any] = {}
    for cost in costs:
        for name, value in cost.items():
            total[name] = total.get(name, 0) + value
    return total


MODULE = Module(SPEC, keep_or_read)
