# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module webex_voicemail_snapshot does: keep people's settings in a snapshot, and tell what it holds of some."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError
from ansible_collections.webex.calling.plugins.module_utils._files import snapshot_file
from ansible_collections.webex.calling.plugins.module_utils._files.organization import (
    check_same_organization,
    organization_of,
)
from ansible_collections.webex.calling.plugins.module_utils._files.snapshot import (
    Snapshot,
    keep,
    new,
    select,
)
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import (
    Connection,
    TaskContext,
    connect,
    with_api_stats,
)
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import Module
from ansible_collections.webex.calling.plugins.module_utils._tasks.pipeline import run_selection
from ansible_collections.webex.calling.plugins.module_utils._tasks.settings import ReadSettings

SPEC: Json = {
    "path": {"type": "path", "required": True},
    "operation": {"choices": ["keep", "read"], "default": "keep"},
    "person": {"type": "list", "elements": "str"},
    "all": {"type": "bool", "default": False},
    "change": {"type": "dict", "default": {}},
    "concurrency": {"type": "int", "default": 10},
}


def keep_or_read(params: Json, context: TaskContext) -> Json:
    """The C(run) of the module. The result holds what the snapshot has of those who were named, and of nobody else."""
    if params["all"] and (params["person"] or params["operation"] == "keep"):
        raise ValidationError("all can be true where operation is read and person is not given.")
    if not params["all"] and not params["person"]:
        raise ValidationError("Nobody is named: person must hold at least one e-mail address or ID.")
    return _read(params, context) if params["operation"] == "read" else _keep(params, context)


def _read(params: Json, context: TaskContext) -> Json:
    snapshot = snapshot_file.read(params["path"])
    people = select(snapshot, None if params["all"] else params["person"])

    def work(client: Client) -> Json:
        check_same_organization(snapshot.org_id, organization_of(client), "The snapshot")
        return {"changed": False, "people": people, "added": [], "snapshot": params["path"]}

    with connect(params, context) as connection:
        return with_api_stats(connection.client, lambda: work(connection.client))


def _keep(params: Json, context: TaskContext) -> Json:
    """Who cannot be read is not kept, and fails after the others were."""
    snapshot_file.check(params["path"])
    job = ReadSettings(PERSON, PERSON_VOICEMAIL)
    selection = job.parse({**params, "location": None, "all": None}, context)

    def work(connection: Connection) -> Json:
        org_id = organization_of(connection.client)
        try:
            result = run_selection(job, selection, connection, context.diff)
        except WebexError as error:
            if "people" in error.fields:
                error.fields.update(_kept(params, org_id, error.fields, write=not context.check))
            raise
        return _kept(params, org_id, result, write=not context.check)

    with connect(params, context) as connection:
        return with_api_stats(connection.client, lambda: work(connection))


def _kept(params: Json, org_id: str | None, result: t.Mapping[str, t.Any], write: bool) -> Json:
    """Keep whom the I(result) of a reading holds; what the module returns."""
    added: list[str] = []

    def merge(kept: Snapshot | None) -> Snapshot:
        before = kept or new(org_id)
        check_same_organization(before.org_id, org_id, "The snapshot")
        after = keep(before, result["people"], params["change"])
        added.extend(after.entries[key].key for key in after.entries if key not in before.entries)
        return kept if kept is not None and after is before else after

    snapshot_file.update(params["path"], merge, write=write)
    found = {name: result[name] for name in ("people", "summary") if name in result}
    return {**found, "changed": bool(added), "added": sorted(added), "snapshot": params["path"]}


MODULE = Module(SPEC, keep_or_read)
