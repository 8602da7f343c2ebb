# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module webex_voicemail_plan does: compare what is wanted with what is, and save what would be done."""

from __future__ import annotations

import datetime
import json
import re
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    ValidationError,
    WebexError,
    all_of_them,
    as_given,
    attempt,
    printable,
)
from ansible_collections.webex.calling.plugins.module_utils._files import (
    html_page,
    journal,
    limits,
    plan_file,
    plan_html,
    plan_markdown,
    review,
    sources,
    streamed,
    wanted,
)
from ansible_collections.webex.calling.plugins.module_utils._files.folder import MOST_TOLD, Folder
from ansible_collections.webex.calling.plugins.module_utils._files.folder_reader import read_folder
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS
from ansible_collections.webex.calling.plugins.module_utils._files.organization import (
    FOLDER,
    check_same_organization,
    organization_of,
)
from ansible_collections.webex.calling.plugins.module_utils._files.output import PLAN, folder_problem
from ansible_collections.webex.calling.plugins.module_utils._files.reading import for_each
from ansible_collections.webex.calling.plugins.module_utils._files.tree import read_organization, revision
from ansible_collections.webex.calling.plugins.module_utils._files.wanted import Wanted
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION
from ansible_collections.webex.calling.plugins.module_utils._tasks.context import (
    Connection,
    TaskContext,
    connect,
    with_api_stats,
)
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import Module
from ansible_collections.webex.calling.plugins.module_utils._tasks.settings import ReadSettings
from ansible_collections.webex.calling.plugins.module_utils._tasks.targets import CONCURRENCY, refuse, validated

SPEC: Json = {
    "directory": {"type": "path"},
    "snapshot": {"type": "path"},
    "journal": {"type": "path"},
    "output": {"type": "path", "required": True},
    "against": {"type": "path"},
    "location": {"type": "list", "elements": "str"},
    **CONCURRENCY,
}
# What an export wrote breaks no rule, until the organization is changed.
_WAY_OUT = " Correct the files, or export again, if the organization's current settings are right."
_SOURCES = ("directory", "snapshot", "journal")
_NAMED, _FIRST = 20, 3


def run(params: Json, context: TaskContext) -> Json:
    """The C(run) of the module.

    @raise WebexError: the input is of no use, or the API cannot be asked at all.
    """
    html_page.require_jinja2()
    given = [name for name in _SOURCES if params[name]]
    if len(given) != 1:
        words = "parameters are mutually exclusive: " + "|".join(given) if given else ""
        raise ValidationError(words or f"one of the following is required: {', '.join(_SOURCES)}")
    problems = [folder_problem(params["output"], PLAN)]
    location = params["location"] and validated(LOCATION.validate, params["location"], problems)
    refuse(problems)
    try:
        folder, source = _source(given[0], params[given[0]])
        against = streamed.read(params["against"], "against") if params["against"] else None
        with connect(params, context) as connection:
            planning = _Planning(params, context, connection, source, folder, location, against)
            return with_api_stats(connection.client, planning.run)
    except WebexError as error:
        left = plan_file.left_in(params["output"])
        if not left:
            raise
        raise error.followed_by(left) from None


def _source(name: str, path: str) -> tuple[Folder, sources.Source]:
    if name == "snapshot":
        return Folder({}), sources.snapshot_source(path)
    if name == "journal":
        return Folder({}), journal.source(path)
    files = read_organization(path)
    folder = read_folder(files)
    return folder, sources.FolderSource(folder, revision(files))


class _Planning:
    def __init__(
        self,
        params: Json,
        context: TaskContext,
        connection: Connection,
        source: sources.Source,
        folder: Folder,
        location: list[str] | None,
        against: streamed.Stored | None,
    ) -> None:
        self._params, self._diff, self._connection, self._source = params, context.diff, connection, source
        self._folder, self._location, self._against = folder, location, against
        self._records: list[Json] = []
        self._failures: list[tuple[str, str, str]] = []
        self._bad_values: list[str] = []
        self._way_out = ""
        self._known: dict[tuple[str, str], str] | None = None

    def run(self) -> Json:
        """Read, compare, and write the plan."""
        client, source = self._connection.client, self._source
        org_id = organization_of(client)
        check_same_organization(source.org_id, org_id, FOLDER if source.name == "directory" else f"The {source.name}")
        self._connection.progress.begin("objects", ("failed",))
        if self._against:
            self._known = _settings_of(self._against, org_id)
        gone: list[Wanted] = []
        found = for_each(
            self._connection, source.wanted(client, self._location), self._compare, self._params["concurrency"]
        )
        for one, outcome in found:
            if isinstance(outcome, WebexError):
                self._failed(one, outcome, gone)
            elif outcome is not None:
                self._records.append(outcome)
        for failure in source.census.failures if source.census else ():
            self._failures.append((failure.kind, failure.key, failure.error.msg))
        for one in source.created(client, gone):
            record = attempt(self._compare if one.owner.id else wanted.create, one)
            if isinstance(record, WebexError):
                self._failed(one, record, gone)
            elif record is not None:
                self._records.append(record)
        if self._bad_values:
            raise ValidationError(all_of_them(sorted(self._bad_values, key=_place), MOST_TOLD) + self._way_out)
        return self._save(org_id)

    def _compare(self, one: Wanted) -> Json | None:
        if self._known is None:
            job = ReadSettings(one.kind.owner, one.kind.resource)
            return wanted.change(one, job.get(self._connection.client, one.owner))
        settings = self._known.get((one.kind.name, one.owner.id or one.kind.name))
        if settings is None:
            raise WebexError(
                "the snapshot does not hold it: take one of the whole organization, or do not set against."
            )
        return wanted.change(one, wanted.as_answer(one.kind, json.loads(settings)))

    def _failed(self, one: Wanted, error: WebexError, gone: list[Wanted]) -> None:
        if isinstance(error, ValidationError) and self._source.name == "directory":
            if isinstance(error, wanted.BadValues):
                self._bad_values += error.sentences
            else:
                self._bad_values.append(f"{one.place}: {as_given(one.key)}: {error.msg}")
                self._way_out = _WAY_OUT
        elif error.status == 404:
            gone.append(one)
        elif not one.kind.resource.without.isdisjoint(error.codes):
            self._source.warnings.append(f"{one.place}: {as_given(one.key)} has no voicemail: {error.msg}")
        elif one.applied is not None and isinstance(error, ValidationError):
            self._source.warnings.append(f"{as_given(one.key)}: {error.msg}")
        else:
            self._failures.append((one.kind.name, one.key, error.msg))

    def _save(self, org_id: str | None) -> Json:
        order = list(KINDS)
        self._records.sort(
            key=lambda one: (
                order.index(one["kind"]),
                *_folded(one["location"] or ""),
                *_folded(one["key"]),
                one.get("id", ""),
            )
        )
        counts = limits.counted(self._records, self._source.managed)
        breached = limits.breached(self._folder.limits, counts, self._source.name != "directory")
        created = plan_file.now()
        head: Json = {
            "format": plan_file.FORMAT,
            "org_id": org_id,
            "source": self._source.name,
            "revision": self._source.revision,
            "created": plan_file.timestamp(created),
            "expires": plan_file.timestamp(created + datetime.timedelta(days=plan_file.VALID)),
            "status": self._status(breached),
            "counts": counts.actions,
            "limits": self._folder.limits,
            "breached": breached,
        }
        content, head = plan_file.encode(head, self._records)
        source, domains = self._source, self._folder.domains
        seen = review.review(
            head, source.words, self._records, domains, source.warnings, self._failures, source.unmatched
        )
        files = {
            plan_file.TEXT: plan_markdown.page(seen).encode(),
            plan_file.PAGE: plan_html.page(seen).encode(),
            plan_file.SUMMARY: plan_file.pretty(head),
            plan_file.PLAN: content,  # the last: where one cannot be written, the plan in the folder is not the one that is shown
        }
        plan_file.write(self._params["output"], files)
        return self._result(head, seen)

    def _status(self, breached: t.Sequence[Json]) -> str:
        if self._failures:
            return plan_file.INCOMPLETE
        if breached:
            return plan_file.REFUSED
        return plan_file.CHANGES if self._records else plan_file.CLEAN

    def _result(self, head: Json, seen: review.Review) -> Json:
        total = sum(self._source.managed.values())
        summary = {"total": total, "failed": len(self._failures)}
        self._connection.progress.close(summary, self._connection.client.stats)
        failed = [{"kind": kind, "key": key, "msg": printable(msg)} for kind, key, msg in self._failures[:_NAMED]]
        but = ""
        if head["status"] == plan_file.REFUSED:
            but = f" A limit is breached: {'; '.join(seen.breached)}."
        elif head["status"] == plan_file.INCOMPLETE:
            but = f" The plan is incomplete: {_first(seen.failures)}"
        result: Json = {
            "changed": False,
            "plan": self._params["output"],
            "summary": seen.sentence + but,
            "failed_objects": failed,
            "plan_status": head["status"],
            **{name: head[name] for name in ("digest", "counts", "breached", "expires")},
        }
        some = self._source.warnings
        more = [f"There are {len(some) - _NAMED:,} more warnings in the plan."] if len(some) > _NAMED else []
        if some:
            result["warnings"] = [printable(one) for one in some[:_NAMED]] + more
        if self._diff:
            result["diff"] = review.as_diff(self._records)
        return result


def _folded(name: str) -> tuple[str, str]:
    """A name as it is sorted: without case, and always in the same order."""
    return name.casefold(), name


def _first(failures: t.Sequence[str]) -> str:
    """The first I(failures), and how many more there are."""
    more = len(failures) - _FIRST
    words = "; ".join(printable(one).rstrip(".") for one in failures[:_FIRST])
    return f"{words}; and {more:,} more." if more > 0 else f"{words}."


def _place(sentence: str) -> tuple[str, int]:
    """The file and the line that a sentence begins with."""
    path, line, *dummy = [*re.split(r":([0-9]+): ", sentence, maxsplit=1), "0"]
    return path, int(line)


def _settings_of(stored: streamed.Stored, org_id: str | None) -> dict[tuple[str, str], str]:
    """The settings in a snapshot, in JSON, by kind and ID."""
    check_same_organization(stored.head.get("org_id"), org_id, "against: the snapshot")
    texts: dict[str, str] = {}
    found: dict[tuple[str, str], str] = {}
    for row in stored.rows():
        text = plan_file.compact(row["settings"])
        found[row["kind"], row["id"]] = texts.setdefault(text, text)
    return found


MODULE = Module(SPEC, run)
