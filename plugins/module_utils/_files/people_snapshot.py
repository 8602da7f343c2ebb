# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module webex_voicemail_snapshot does: keep people's settings in a snapshot, and tell what it holds of some."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._files import snapshot as files
from ansible_collections.webex.calling.plugins.module_utils.errors import Refused, WebexError
from ansible_collections.webex.calling.plugins.module_utils.runner import Mode, connected, read_people
from ansible_collections.webex.calling.plugins.module_utils.settings import Json
from ansible_collections.webex.calling.plugins.module_utils.voicemail import VOICEMAIL

SPEC: Json = {
    "path": {"type": "path", "required": True},
    "operation": {"choices": ["keep", "read"], "default": "keep"},
    "person": {"type": "list", "elements": "str"},
    "all": {"type": "bool", "default": False},
    "change": {"type": "dict", "default": {}},
    "concurrency": {"type": "int", "default": 10},
}


def keep_or_read(params: Json, mode: Mode) -> Json:
    """The C(run) of the module. The result holds what the snapshot has of those who were named, and of nobody else."""
    if params["all"] and (params["person"] or params["operation"] == "keep"):
        raise Refused("all can be true where operation is read and person is not given.")
    if not params["all"] and not params["person"]:
        raise Refused("Nobody is named: person must hold at least one e-mail address or ID.")
    return _read(params, mode) if params["operation"] == "read" else _keep(params, mode)


def _read(params: Json, mode: Mode) -> Json:
    snapshot = files.read(params["path"])
    people = files.select(snapshot, None if params["all"] else params["person"])
    org_id, api = _organization(params, mode)
    files.check_organization(snapshot, org_id)
    return {"changed": False, "people": people, "added": [], "snapshot": params["path"], "api": api}


def _keep(params: Json, mode: Mode) -> Json:
    """Who cannot be read is not kept, and fails after the others were."""
    files.check(params["path"])
    org_id, api = _organization(params, mode)
    failure = None
    try:
        result = read_people(VOICEMAIL, {"location_id": None, **params}, mode)
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


def _organization(params: Json, mode: Mode) -> tuple[str | None, Json]:
    """The ID of the organization that the task is about, and what it cost to learn it."""
    with connected(params, mode) as task:
        client = task.client
        found = client.org_id or client.get("/people/me").get("orgId")
        return found if isinstance(found, str) and found else None, client.cost


def _sum(*costs: Json) -> Json:
    total: dict[str, t.Any] = {}
    for cost in costs:
        for name, value in cost.items():
            total[name] = total.get(name, 0) + value
    return total
