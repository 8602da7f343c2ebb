# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module webex_voicemail_audit does: read everything, compare it with policies and files, and write what was found."""

from __future__ import annotations

import os
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError, printable
from ansible_collections.webex.calling.plugins.module_utils._files import html_page, layout, streamed
from ansible_collections.webex.calling.plugins.module_utils._files.audit import Audit, Inputs
from ansible_collections.webex.calling.plugins.module_utils._files.audit_model import DRIFT, SEVERITIES
from ansible_collections.webex.calling.plugins.module_utils._files.audit_report import NAMED, write
from ansible_collections.webex.calling.plugins.module_utils._files.census import Census
from ansible_collections.webex.calling.plugins.module_utils._files.folder import Folder
from ansible_collections.webex.calling.plugins.module_utils._files.folder_reader import read_folder
from ansible_collections.webex.calling.plugins.module_utils._files.matching import Matched
from ansible_collections.webex.calling.plugins.module_utils._files.organization import (
    FOLDER,
    TOKEN,
    check_same_organization,
    organization_of,
)
from ansible_collections.webex.calling.plugins.module_utils._files.output import REPORT, folder_problem
from ansible_collections.webex.calling.plugins.module_utils._files.policies import Policy
from ansible_collections.webex.calling.plugins.module_utils._files.policy_reader import read_policies
from ansible_collections.webex.calling.plugins.module_utils._files.reading import for_each, read_settings
from ansible_collections.webex.calling.plugins.module_utils._files.shipped_policies import shipped_policies
from ansible_collections.webex.calling.plugins.module_utils._files.stored import StoredListing
from ansible_collections.webex.calling.plugins.module_utils._files.tree import read_file, read_organization
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import (
    Connection,
    TaskContext,
    connect,
    with_api_stats,
)
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import Module
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import CONCURRENCY, refuse, validated

SPEC: Json = {
    "directory": {"type": "path"},
    "policies": {"type": "path"},
    "snapshot": {"type": "path"},
    "since": {"type": "path"},
    "output": {"type": "path", "required": True},
    "location": {"type": "list", "elements": "str"},
    "fail_on": {"type": "list", "elements": "str", "choices": [DRIFT, *SEVERITIES], "default": []},
    **CONCURRENCY,
}
_NO_REQUESTS = {"requests": 0, "retries": 0, "waited": 0.0}


def run(params: Json, context: TaskContext) -> Json:
    """The C(run) of the module.

    @raise WebexError: the input is of no use, the API cannot be asked at all, or something was found that C(fail_on) names; then all is
    written before.
    """
    html_page.require_jinja2()
    inputs = _inputs(params)
    stored = streamed.read(params["snapshot"], "snapshot") if params["snapshot"] else None
    if stored is None:
        with connect(params, context) as connection:
            return with_api_stats(connection.client, lambda: _live(params, inputs, connection))
    org_id = stored.head.get("org_id")
    _check_organizations(inputs, org_id, "the snapshot")
    listing = StoredListing(stored, inputs.location)
    audit = Audit(inputs, listing, stored.head["created"])
    for one in audit.everyone():
        audit.read(one, listing.take(one.member))
    result = _written(params, audit, org_id)
    return {**result, "api": _NO_REQUESTS}


def _inputs(params: Json) -> Inputs:
    """What is given beside the objects themselves. All that is wrong with it is told at once."""
    problems = [folder_problem(params["output"], REPORT)]
    if DRIFT in params["fail_on"] and not params["directory"]:
        problems.append(f"fail_on holds {DRIFT}, which requires directory.")
    location = params["location"] and validated(LOCATION.validate, params["location"], problems)
    folder, policies, path = Folder({}), t.cast(t.Sequence[Policy], ()), ""
    try:
        folder = _folder(params["directory"])
    except ValidationError as error:
        problems.append(error.msg)
    try:
        policies, path = _policies(params, folder)
    except ValidationError as error:
        problems.append(error.msg)
    refuse(problems)
    since = streamed.read(params["since"], "since") if params["since"] else None
    return Inputs(folder, bool(params["directory"]), policies, path, location or None, since)


def _folder(directory: str | None) -> Folder:
    if not directory:
        return Folder({})
    return read_folder(read_organization(directory))


def _policies(params: Json, folder: Folder) -> tuple[t.Sequence[Policy], str]:
    """The policies, and the path of their file: that which is given, or the folder's; without one, those that are shipped."""
    path = params["policies"]
    if path:
        try:
            content = read_file(path)
        except ValidationError as error:
            way_out = "Correct the path, or leave policies out: then those of the folder are used, or those of the collection."
            raise ValidationError(f"policies: {error.msg} {way_out}") from None
        return read_policies(content, printable(path), folder.profiles), path
    of_folder = folder.files.get(layout.POLICIES)
    if of_folder is not None:
        return read_policies(of_folder, layout.POLICIES, folder.profiles), layout.POLICIES
    return shipped_policies(folder.profiles), ""


def _check_organizations(inputs: Inputs, org_id: str | None, other: str) -> None:
    check_same_organization(inputs.folder.org_id, org_id, FOLDER, other)
    if inputs.since:
        check_same_organization(inputs.since.head.get("org_id"), org_id, "since: the snapshot", other)


def _live(params: Json, inputs: Inputs, connection: Connection) -> Json:
    org_id = organization_of(connection.client)
    _check_organizations(inputs, org_id, TOKEN)
    connection.progress.begin("objects", ("failed",))
    census = Census(connection.client, inputs.location)
    audit = Audit(inputs, census)

    def work(one: Matched) -> Json:
        return read_settings(connection, one.member)

    for one, outcome in for_each(connection, audit.everyone(), work, params["concurrency"]):
        audit.read(one, outcome)
    audit.unlisted(census.failures)
    return _written(params, audit, org_id, connection)


def _written(params: Json, audit: Audit, org_id: str | None, connection: Connection | None = None) -> Json:
    source = f"the snapshot {os.path.basename(params['snapshot'])}" if params["snapshot"] else "the live organization"
    report, warnings = write(audit, params["output"], org_id, source, params["directory"])
    tally = audit.tally
    if connection:
        failed = tally.unread_total
        summary = {"total": report.objects + failed, "failed": failed}
        connection.progress.close(summary, connection.client.stats, audit.left_out)
    result: Json = {
        "changed": False,
        "output": params["output"],
        "summary": report.sentence,
        "findings": {
            **{name: getattr(report, name) for name in ("total", *SEVERITIES)},
            "drift": report.drift,
            "changed": report.changed,
            "unreadable": tally.unread_total,
        },
        "counts": report.counts,
        "left_out": audit.left_out,
        "worst": [
            {name: getattr(one, name) for name in ("policy", "severity", "kind", "key", "location", "field")}
            for one in report.findings[:NAMED]
        ],
    }
    if warnings or report.warnings:
        result["warnings"] = [*warnings, *report.warnings[:NAMED]]
    numbers = {DRIFT: report.drift or 0, **{name: getattr(report, name) for name in SEVERITIES}}
    found = [f"{numbers[one]:,} {one}" for one in dict.fromkeys(params["fail_on"]) if numbers[one]]
    if found:
        raise WebexError(
            f"The audit found what fail_on names: {', '.join(found)}. See {printable(params['output'])}/findings.csv.",
            **result,
        )
    return result


MODULE = Module(SPEC, run)
