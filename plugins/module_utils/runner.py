# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all modules do with a declared resource: read, plan, write; for one object or for many people."""

from __future__ import annotations

import os
import threading
import time
import typing as t
from urllib.parse import quote

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.dict_transformations import dict_merge

from ansible_collections.webex.calling.plugins.module_utils import people
from ansible_collections.webex.calling.plugins.module_utils.client import CONNECTION_SPEC, Client, check_id
from ansible_collections.webex.calling.plugins.module_utils.errors import (
    NotAuthorized,
    Refused,
    Unconfirmed,
    WebexError,
    printable,
)
from ansible_collections.webex.calling.plugins.module_utils.settings import (
    Json,
    Plan,
    Settings,
    check_named,
    fill,
    mentions,
    named,
    plan,
)
from ansible_collections.webex.calling.plugins.module_utils.workers import spread

_FIELDS = ("status", "method", "path", "api_message", "tracking_id")
_NAMED_FAILURES = 5
# Seconds between two words of progress.
_EVERY = 10.0


class Mode(t.NamedTuple):
    """How a task is run. C(progress) is called with a sentence, now and then."""

    check: bool = False
    diff: bool = False
    progress: t.Callable[[str], None] | None = None


Run = t.Callable[[Json, Mode], Json]


class Progress:
    """Says every ten seconds how far a task over many people is, and nothing before. Ends it with who started it."""

    def __init__(self, say: t.Callable[[str], None] | None, total: int, client: Client) -> None:
        self._say, self._total, self._client = say, total, client
        self._began = self._said = time.monotonic()
        self._done = self._changed = self._failed = 0
        self._parent = os.getppid()

    def count(self, outcome: Plan | WebexError) -> None:
        """Somebody is done."""
        self._done += 1
        self._failed += isinstance(outcome, WebexError)
        self._changed += isinstance(outcome, Plan) and outcome.changed

    def tell(self) -> None:
        """Say it, if it is time.

        @raise WebexError: the process that started this one is gone, and nobody would read the result.
        """
        if os.getppid() != self._parent:
            raise WebexError("The task was stopped, because Ansible is gone.")
        now = time.monotonic()
        if self._say is None or now - self._said < _EVERY:
            return
        self._said = now
        words = ["{0:,} of {1:,} people".format(self._done, self._total), "{0:,} changed".format(self._changed)]
        if self._failed:
            words.append("{0:,} failed".format(self._failed))
        if self._done:
            left = (now - self._began) / self._done * (self._total - self._done)
            words.append("about {0:.0f} {1} left".format(*((left / 60, "min") if left >= 90 else (left, "s"))))
        pause = self._client.pace.pause
        self._say(", ".join(words) + (" (waiting {0:.0f} s at the API's word)".format(pause) if pause >= 1 else ""))


class Want(t.NamedTuple):
    """A person as the task calls them, and the settings it names for them."""

    person: str
    settings: Json


def module_arguments(argument_spec: Json, **rules: t.Any) -> Json:
    """The keyword arguments of AnsibleModule for a module with I(argument_spec) beside the connection's options."""
    return {
        "argument_spec": {**CONNECTION_SPEC, **argument_spec},
        "mutually_exclusive": [("access_token", "refresh_token"), *rules.get("mutually_exclusive", [])],
        "required_together": [("client_id", "client_secret", "refresh_token")],
        "required_one_of": rules.get("required_one_of", []),
        "supports_check_mode": True,
    }


def execute(arguments: Json, run: Run) -> None:
    """A module's C(main)."""
    module = AnsibleModule(**arguments)
    try:
        result = run(module.params, Mode(module.check_mode, module._diff))
    except WebexError as error:
        module.fail_json(**error.result)
    module.exit_json(**result)


def read_one(settings: Settings, params: Json) -> Json:
    """The C(run) of an info module for settings that the organization has once."""
    with Client(params) as client:
        return _costed(
            client, lambda: {"changed": False, settings.key: _plan(client, settings, settings.path, {}).after}
        )


def change_one(settings: Settings, params: Json, mode: Mode) -> Json:
    """The C(run) of a module for settings that the organization has once."""
    wanted = named(settings.options, params)
    check_named(settings, wanted)
    with Client(params) as client:

        def change() -> Json:
            done = _settle(client, settings, settings.path, wanted, mode.check)
            result: Json = {"changed": done.changed, settings.key: done.after}
            if mode.diff:
                result["diff"] = {"before": done.before, "after": done.after}
            return result

        return _costed(client, change)


_PEOPLE_SPEC: Json = {
    "person": {"type": "list", "elements": "str"},
    "concurrency": {"type": "int", "default": 10},
}


def read_people_spec() -> Json:
    """The options of an info module for settings of people."""
    return {**_PEOPLE_SPEC, "location_id": {"type": "str"}}


def change_people_spec(settings: Settings) -> Json:
    """The options of a module that changes settings of people."""
    return {**_PEOPLE_SPEC, "people": {"type": "list", "elements": "dict"}, **settings.options.argument_spec}


def read_people(settings: Settings, params: Json, mode: Mode) -> Json:
    """The C(run) of an info module for settings of people."""
    location_id, given, workers = params["location_id"], params["person"], params["concurrency"]
    if location_id:
        check_id("location_id", location_id, "LOCATION")
    for person in given or []:
        people.check_person(person)
    with Client(params) as client:

        def read() -> Json:
            if given is None:
                found: people.Found = {person.id: person for person in people.everyone(client, location_id)}
            else:
                found = people.resolve(client, given, workers)
            return _for_people(client, settings, [Want(one, {}) for one in given or found], mode, False, found, workers)

        return _costed(client, read)


def change_people(settings: Settings, params: Json, mode: Mode) -> Json:
    """The C(run) of a module for settings of people."""
    wants, workers = _wants(settings, params), params["concurrency"]
    with Client(params) as client:

        def change() -> Json:
            with_email = any(mentions(want.settings, "email") for want in wants)
            found = people.resolve(client, [want.person for want in wants], workers, with_email)
            return _for_people(client, settings, wants, mode, True, found, workers)

        return _costed(client, change)


def _costed(client: Client, work: t.Callable[[], Json]) -> Json:
    """What I(work) returns or raises, with what it cost, and warnings where there are any."""
    warnings = {"warnings": client.warnings} if client.warnings else {}
    try:
        return {**work(), "api": client.cost, **warnings}
    except WebexError as error:
        error.fields.update(api=client.cost, **warnings)
        raise


def _plan(client: Client, settings: Settings, path: str, wanted: Json) -> Plan:
    hints = {
        **settings.hints,
        403: "To read {0} the token needs the scope {1}, and a role that may.".format(
            settings.what, settings.read_scope
        ),
    }
    return plan(settings, client.get(path, hints), wanted)


def _settle(client: Client, settings: Settings, path: str, wanted: Json, check_mode: bool) -> Plan:
    """Bring what is at I(path) to what is I(wanted): one GET, and a PUT where something differs.

    Where the answer to the PUT was lost, what is there then tells whether it was applied.
    """
    planned = _plan(client, settings, path, wanted)
    if planned.body is not None and not check_mode:
        scope = "To change {0} the token needs the scope {1}, and a role that may.".format(
            settings.what, settings.write_scope
        )
        try:
            client.put(path, planned.body, {**settings.hints, 403: scope})
        except Unconfirmed as error:
            _confirm(client, settings, path, wanted, error)
    return planned


def _confirm(client: Client, settings: Settings, path: str, wanted: Json, lost: Unconfirmed) -> None:
    try:
        applied = not _plan(client, settings, path, wanted).changed
    except WebexError:
        raise WebexError(
            lost.msg + " Whether it was applied is not known: run the task again.", **lost.fields
        ) from lost
    if not applied:
        raise WebexError(lost.msg + " It is not applied so far: run the task again.", **lost.fields) from lost


def _wants(settings: Settings, params: Json) -> list[Want]:
    """Whom the task is about, each with the settings named for them.

    @raise Refused: an option is of no use; nothing was sent.
    """
    common = named(settings.options, params)
    check_named(settings, common)
    wants = [Want(person, common) for person in params.get("person") or []]
    returned = {settings.key: {"type": "dict", "options": settings.options.argument_spec}, "person_id": {}, "email": {}}
    validator = ArgumentSpecValidator({"person": {"required": True}, **settings.options.argument_spec, **returned})
    for index, item in enumerate(params.get("people") or []):
        where = "people[{0}]{1}".format(index, " ({0})".format(printable(item["person"])) if item.get("person") else "")
        try:
            checked = validator.validate(item)
        except (OverflowError, TypeError):
            raise Refused("{0}: a value is of another type than its option.".format(where)) from None
        if checked.error_messages:
            raise Refused("{0}: {1}".format(where, printable("; ".join(checked.error_messages), 2000)))
        valid = checked.validated_parameters
        own = [named(settings.options, one) for one in (valid.get(settings.key) or {}, valid)]
        wanted = dict_merge(common, dict_merge(*own))
        try:
            check_named(settings, wanted)
        except Refused as error:
            raise error.about(where) from None
        wants.append(Want(valid["person"], wanted))
    for want in wants:
        people.check_person(want.person)
    return wants


def _for_people(
    client: Client,
    settings: Settings,
    wants: t.Sequence[Want],
    mode: Mode,
    write: bool,
    found: people.Found,
    workers: int,
) -> Json:
    """Do what is wanted for everyone, and answer for each in the order given.

    @raise WebexError: somebody failed; its fields hold the answers for all.
    """
    jobs = _jobs(wants, found)
    done: dict[str, Plan | WebexError] = {}
    refused = threading.Event()

    def settle(identity: str) -> Plan | WebexError:
        path, wanted = settings.path.format(id=quote(identity, safe="")), jobs[identity]
        if isinstance(wanted, WebexError):
            return wanted
        if refused.is_set():
            return WebexError("not tried, because the API refused the token before.")
        try:
            return _settle(client, settings, path, wanted, mode.check) if write else _plan(client, settings, path, {})
        except WebexError as error:
            if isinstance(error, NotAuthorized):
                refused.set()
            return error

    progress = Progress(mode.progress, len(jobs), client)
    for identity, outcome in spread(settle, jobs, workers, progress.tell):
        done[identity] = outcome
        progress.count(outcome)
    records, diffs = [], []
    for want in wants:
        person = found[want.person]
        outcome = person if isinstance(person, WebexError) else done[person.id]
        record: Json = {"person": want.person}
        if isinstance(person, people.Person):
            record.update(person_id=person.id, email=person.email)
        if isinstance(outcome, WebexError):
            record.update(failed=True, msg=outcome.msg)
            record.update((name, outcome.fields[name]) for name in _FIELDS if name in outcome.fields)
        else:
            record[settings.key] = outcome.after
            if outcome.changed:
                header = {"before_header": want.person, "after_header": want.person} if len(wants) > 1 else {}
                diffs.append({"before": outcome.before, "after": outcome.after, **header})
        if write:
            record["changed"] = isinstance(outcome, Plan) and outcome.changed
        records.append(record)
    return _people_result(settings, records, diffs, mode, write)


def _jobs(wants: t.Sequence[Want], found: people.Found) -> dict[str, Json | WebexError]:
    """What is to be done, once a person, however often and in whichever way the task names them."""
    jobs: dict[str, Json | WebexError] = {}
    for want in wants:
        person = found[want.person]
        if isinstance(person, people.Person):
            wanted = fill(want.settings, email=person.email or "")
            if not person.email and mentions(want.settings, "email"):
                wanted = Refused("the person has no e-mail address, for which {email} stands.")
            if jobs.setdefault(person.id, wanted) != wanted:
                jobs[person.id] = Refused("the task names this person more than once, with different settings.")
    return jobs


def _people_result(settings: Settings, records: list[Json], diffs: list[Json], mode: Mode, write: bool) -> Json:
    failed = [record for record in records if record.get("failed")]
    changed = sum(record.get("changed", False) for record in records)
    summary = {"total": len(records), "failed": len(failed)}
    if write:
        summary.update(changed=changed, unchanged=len(records) - changed - len(failed))
    result: Json = {"changed": changed > 0, "people": records, "summary": summary}
    if len(records) == 1:
        result.update(
            (name, records[0][name]) for name in ("person_id", "email", settings.key, *_FIELDS) if name in records[0]
        )
    if mode.diff and write:
        result["diff"] = diffs if len(records) > 1 else diffs[0] if diffs else {"before": {}, "after": {}}
    if not failed:
        return result
    sentences = ["{0}: {1}".format(record["person"], record["msg"]) for record in failed[:_NAMED_FAILURES]]
    if len(records) > 1:
        sentences.insert(0, "{0} of {1} people failed.".format(len(failed), len(records)))
    if len(failed) > _NAMED_FAILURES:
        sentences.append("And {0} more, see people in the result.".format(len(failed) - _NAMED_FAILURES))
    raise WebexError(" ".join(sentences), **result)
