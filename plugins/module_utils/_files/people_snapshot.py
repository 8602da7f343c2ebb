# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module webex_voicemail_snapshot does: keep people's settings in a snapshot, tell what it holds of some, and restore them."""

from __future__ import annotations

import typing as t
from collections import Counter

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, get
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import problems_of
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    ValidationError,
    WebexError,
    as_given,
    some_of,
)
from ansible_collections.webex.calling.plugins.module_utils._files import streamed
from ansible_collections.webex.calling.plugins.module_utils._files.census import Member
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, nest
from ansible_collections.webex.calling.plugins.module_utils._files.organization import (
    check_same_organization,
    organization_of,
)
from ansible_collections.webex.calling.plugins.module_utils._files.reading import read_settings
from ansible_collections.webex.calling.plugins.module_utils._files.snapshot import missing, select
from ansible_collections.webex.calling.plugins.module_utils._files.wanted import writable
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner
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
from ansible_collections.webex.calling.plugins.module_utils._tasks.settings import ChangeSettings, ReadSettings
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import (
    CONCURRENCY,
    RETURN,
    Selection,
    Target,
    refuse,
)

SPEC: Json = {
    "path": {"type": "path", "required": True},
    "operation": {"choices": ["keep", "read", "restore"], "default": "keep"},
    "person": {"type": "list", "elements": "str"},
    "all": {"type": "bool", "default": False},
    "change": {"type": "dict", "default": {}},
    **CONCURRENCY,
    **RETURN,
}
# What the result of a restore holds of that of the settings, whether one was restored or many.
_RESTORED = ("changed", "people", "summary", "diff")


def run(params: Json, context: TaskContext) -> Json:
    """The C(run) of the module. The result holds what the snapshot has of those who were named, and of nobody else."""
    if params["all"] and (params["person"] or params["operation"] == "keep"):
        raise ValidationError("all can only be true if operation is read or restore, and person is not given.")
    if not params["all"] and not params["person"]:
        raise ValidationError("No person is given: person must hold at least one e-mail address or ID.")
    return _keep(params, context) if params["operation"] == "keep" else _read_or_restore(params, context)


def _read_or_restore(params: Json, context: TaskContext) -> Json:
    stored = streamed.read(params["path"])
    rows = select(stored, None if params["all"] else params["person"])
    targets = list(_targets(rows)) if params["operation"] == "restore" else []

    def work(connection: Connection) -> Json:
        check_same_organization(stored.head["org_id"], organization_of(connection.client), "The snapshot")
        if params["operation"] == "restore":
            return _restore(targets, params, connection, context.diff)
        return {
            "changed": False,
            "people": [
                {
                    "person": row["id"],
                    "person_id": row["id"],
                    "email": row["key"] if "@" in row["key"] else None,
                    "voicemail": row["settings"],
                }
                for row in rows
            ],
            "snapshot": params["path"],
        }

    with connect(params, context) as connection:
        return with_api_stats(connection.client, lambda: work(connection))


def _targets(rows: t.Sequence[Json]) -> t.Iterator[Target]:
    """People by ID, since an address may have passed to somebody else, and called by their address.

    @raise ValidationError: the snapshot holds of somebody what are no settings.
    """
    times = Counter(row["key"] for row in rows)
    problems = []
    for row in rows:
        given = row["key"] if times[row["key"]] == 1 else row["id"]
        wanted = nest(writable(KINDS[PERSON.name], row["settings"]))
        wrong = problems_of(PERSON_VOICEMAIL, {}, wanted)
        if wrong:
            problems.append(f"{as_given(given)}: {'; '.join(wrong)}.")
        yield Target(given, row["id"], wanted)
    refuse(problems)


def _restore(targets: list[Target], params: Json, connection: Connection, diff: bool) -> Json:
    job = ChangeSettings(PERSON, PERSON_VOICEMAIL)
    _check_forwarding(targets, connection)
    fields: Json = {"restored": [one.given for one in targets], "snapshot": params["path"]}
    try:
        selection = Selection(targets, None, {}, params["concurrency"], params["return"])
        result = run_selection(job, selection, connection, diff)
        return {**{name: result[name] for name in _RESTORED if name in result}, **fields}
    except WebexError as error:
        error.fields.update(fields)
        raise


def _check_forwarding(targets: t.Sequence[Target], connection: Connection) -> None:
    """Refuse all where the organization does not let messages be forwarded by e-mail and somebody's settings need it. Where nobody's
    do it is not asked."""
    need = [
        one.given
        for one in targets
        if any(get(one.desired, field) == value for field, value in PERSON_VOICEMAIL.needs_forwarding)
    ]
    if not need:
        return
    allowed = read_settings(connection, Member(KINDS["organization"], Owner("")))
    # What the API does not return is unknown, and forbids nothing.
    if allowed.get("voice_message_forwarding_enabled") is False:
        raise ValidationError(
            "The organization does not allow voice messages to be forwarded by e-mail (voice_message_forwarding_enabled is false), "
            f"and the settings of {some_of(need)} need it. Nothing was written. Allow it with webex_org_voicemail first, or restore others."
        )


def _keep(params: Json, context: TaskContext) -> Json:
    """Who cannot be read is not kept, and fails after the others were."""
    streamed.check(params["path"])
    job = ReadSettings(PERSON, PERSON_VOICEMAIL)
    selection = job.parse({**params, "location": None, "all": None, "return": None}, context)

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

    def choose(kept: streamed.Stored | None) -> list[streamed.Row]:
        if kept:
            check_same_organization(kept.head["org_id"], org_id, "The snapshot")
        rows = missing(kept, result["people"], params["change"])
        added.extend(row.key for row in rows)
        return rows

    streamed.add(params["path"], org_id, choose, write)
    found = {name: result[name] for name in ("people", "summary") if name in result}
    return {**found, "changed": bool(added), "added": sorted(added), "snapshot": params["path"]}


MODULE = Module(SPEC, run)
