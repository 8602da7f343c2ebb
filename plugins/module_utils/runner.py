# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all modules do with a declared resource: read, plan, write; for one object or for many people."""

from __future__ import annotations

import contextlib
import threading
import typing as t
from urllib.parse import quote

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.dict_transformations import dict_merge
from ansible.module_utils.errors import UnsupportedError

from ansible_collections.webex.calling.plugins.module_utils import people
from ansible_collections.webex.calling.plugins.module_utils._limits.locks import Locks
from ansible_collections.webex.calling.plugins.module_utils._tasks.progress import Progress
from ansible_collections.webex.calling.plugins.module_utils.client import CONNECTION_SPEC, Client, check_id
from ansible_collections.webex.calling.plugins.module_utils.errors import (
    NotAuthorized,
    Refused,
    Unconfirmed,
    WebexError,
    as_given,
    attempt,
    printable,
    unexpected,
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
    problems_of,
    same_address,
    without_refused,
)
from ansible_collections.webex.calling.plugins.module_utils.workers import Workers

_FIELDS = ("status", "method", "path", "api_message", "tracking_id")
_NAMED_FAILURES = 5
_NAMED_PROBLEMS = 10
# Seconds after which a mailbox is looked at once more that did not show a write whose answer was lost: it may show it late.
_SECOND_LOOK = 3.0


class Mode(t.NamedTuple):
    """How a task is run. C(progress) is called with a sentence, now and then; C(secrets) gets what is to be in no output."""

    check: bool
    diff: bool
    secrets: set[str]
    progress: t.Callable[[str], None] | None = None


Run = t.Callable[[Json, Mode], Json]


class Connection(t.NamedTuple):
    """What a task works with: a client, what tells how far it is, and what keeps other tasks on this machine from an object while it
    is changed (None in check mode, which changes nothing)."""

    client: Client
    progress: Progress
    locks: Locks | None


class Want(t.NamedTuple):
    """A person as the task calls them, the address or ID that this is, and the settings that the task names for them."""

    person: str
    name: str
    settings: Json


class Record(t.NamedTuple):
    """The answer for a person: what tells them from others, what the result says, and the diff where something changed."""

    key: str
    result: Json
    diff: Json | None


def module_arguments(argument_spec: Json) -> Json:
    """The keyword arguments of AnsibleModule for a module with I(argument_spec) beside the connection's options."""
    return {
        "argument_spec": {**CONNECTION_SPEC, **argument_spec},
        "supports_check_mode": True,
    }


def execute(arguments: Json, run: Run) -> None:
    """A module's C(main)."""
    module = AnsibleModule(**arguments)
    # What it adds to the secrets is removed from the result as those of the options are.
    mode = Mode(module.check_mode, module._diff, module.no_log_values)
    try:
        result = run(module.params, mode)
    except WebexError as error:
        module.fail_json(**error.result)
    module.exit_json(**result)


def read_one(settings: Settings, params: Json, mode: Mode) -> Json:
    """The C(run) of an info module for settings that the organization has once."""
    with connected(params, mode) as task:
        client = task.client
        return _costed(
            client, lambda: {"changed": False, settings.key: _plan(client, settings, settings.path, {}).after}
        )


def change_one(settings: Settings, params: Json, mode: Mode) -> Json:
    """The C(run) of a module for settings that the organization has once."""
    wanted = named(settings.options, params)
    check_named(settings, wanted)
    with connected(params, mode) as (client, dummy, locks):

        def change() -> Json:
            done = _settle(client, locks, settings, settings.path, wanted)
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
    given, workers = params["person"], params["concurrency"]
    location_id = params["location_id"] or None
    if location_id and given is not None:
        raise Refused("parameters are mutually exclusive: person|location_id")
    if location_id:
        location_id = check_id("location_id", location_id, "LOCATION")
    names, problems = _checked_people(given or [])
    _refuse(problems)
    with connected(params, mode) as task:
        client = task.client

        def read() -> Json:
            if given is None:
                found: people.Found = {person.id: person for person in people.everyone(client, location_id)}
                wants = [Want(identity, identity, {}) for identity in found]
            else:
                found = people.resolve(client, names, workers)
                wants = [Want(one, name, {}) for one, name in zip(given, names)]

            def read_for(path: str, wanted: Json) -> Plan:
                return _plan(client, settings, path, wanted)

            return _for_people(task, settings, wants, mode, found, workers, read_for, False)

        return _costed(client, read)


def change_people(settings: Settings, params: Json, mode: Mode) -> Json:
    """The C(run) of a module for settings of people."""
    wants, workers = _wants(settings, params), params["concurrency"]
    with connected(params, mode) as task:
        client = task.client

        def change() -> Json:
            with_email = any(mentions(want.settings, "email") for want in wants)
            found = people.resolve(client, [want.name for want in wants], workers, with_email)

            def change_for(path: str, wanted: Json) -> Plan:
                return _settle(client, task.locks, settings, path, wanted)

            return _for_people(task, settings, wants, mode, found, workers, change_for, True)

        return _costed(client, change)


@contextlib.contextmanager
def connected(params: Json, mode: Mode) -> t.Iterator[Connection]:
    """A task's connection to the API, for as long as the task lasts.

    @raise Refused: the connection options are of no use; nothing was sent.
    @raise WebexError: no token is to be had.
    """
    client = Client(params, mode.secrets)
    with contextlib.ExitStack() as stack:
        progress = stack.enter_context(Progress(mode.progress, client.limiter))
        stack.enter_context(client)
        locks = None
        if not mode.check:
            locks = stack.enter_context(contextlib.closing(Locks(params["api_url"], client.limiter.sleep)))
        yield Connection(client, progress, locks)


def _costed(client: Client, work: t.Callable[[], Json]) -> Json:
    """What I(work) returns or raises, with what it cost, and warnings where there are any."""
    warnings = {"warnings": client.warnings} if client.warnings else {}
    try:
        return {**work(), "api": client.cost, **warnings}
    except WebexError as error:
        error.fields.update(api=client.cost, **warnings)
        raise
    except Exception as error:
        raise WebexError(unexpected(error).msg, api=client.cost, **warnings) from error


def _hints(settings: Settings, verb: str, scope: str) -> dict[int, str]:
    words = "To {0} {1} the token needs the scope {2}, and a role that may.".format(verb, settings.what, scope)
    return {**settings.hints, 403: " ".join([words, settings.hints.get(403, "")]).rstrip()}


def _plan(client: Client, settings: Settings, path: str, wanted: Json) -> Plan:
    return plan(settings, client.get(path, _hints(settings, "read", settings.read_scope)), wanted)


def _settle(client: Client, locks: Locks | None, settings: Settings, path: str, wanted: Json) -> Plan:
    """Bring what is at I(path) to what is I(wanted): one GET, and a PUT where something differs, and where there are I(locks).

    From the GET to the end of the PUT no other task of this user on this machine changes it.
    """
    if locks is None:
        return _plan(client, settings, path, wanted)
    with locks.held(path):
        planned = _plan(client, settings, path, wanted)
        if planned.body is not None:
            try:
                _put(client, settings, path, planned, wanted)
            except Unconfirmed as error:
                _confirm(client, settings, path, wanted, error)
    return planned


def _put(client: Client, settings: Settings, path: str, planned: Plan, wanted: Json) -> None:
    """Write it. What the API told, and then refuses by name, is left out on another try; so is an empty text.

    @raise Unconfirmed: whether it was written is not known.
    @raise WebexError: it was not.
    """
    hints = _hints(settings, "change", settings.write_scope)
    if any(planned.sets(option, value) for option, value in settings.needs_forwarding):
        hints.setdefault(400, settings.forwarding_hint)
    first = body = t.cast(Json, planned.body)
    refusal: WebexError | None = None
    while True:  # each time there is less to leave out
        try:
            client.put(path, body, hints)
            break
        except Unconfirmed:
            raise
        except WebexError as error:
            words = error.fields.get("api_message", "") if error.fields.get("status") == 400 else ""
            left = without_refused(settings, planned, body, words)
            if left is None:
                raise
            body, refusal = left, error
    # Where it may have been taken for a text that is to stay, a look tells.
    if refusal and _empty_texts(body) < _empty_texts(first) and _plan(client, settings, path, wanted).changed:
        raise refusal


def _empty_texts(body: Json) -> int:
    return sum(_empty_texts(value) if isinstance(value, dict) else value == "" for value in body.values())


def _confirm(client: Client, settings: Settings, path: str, wanted: Json, lost: Unconfirmed) -> None:
    """See whether a PUT was applied whose answer was lost.

    @raise WebexError: it was not, or that is not known.
    """
    try:
        if not _plan(client, settings, path, wanted).changed:
            return
        client.limiter.sleep(_SECOND_LOOK)
        if not _plan(client, settings, path, wanted).changed:
            return
    except WebexError:
        words = " Whether it was applied is not known: run the task again."
        raise WebexError(lost.msg + words, **lost.fields) from lost
    raise WebexError(lost.msg + " It is not applied so far: run the task again.", **lost.fields) from lost


def _refuse(problems: t.Iterable[str]) -> None:
    """Refuse the task for all that is wrong with it, where something is.

    @raise Refused: it is.
    """
    all_of_them = list(dict.fromkeys(problems))
    if not all_of_them:
        return
    more = len(all_of_them) - _NAMED_PROBLEMS
    tail = ["There are {0:,} more problems.".format(more)] if more > 0 else []
    raise Refused(" ".join([*all_of_them[:_NAMED_PROBLEMS], *tail]))


def _checked_people(given: t.Iterable[str]) -> tuple[list[str], list[str]]:
    """The addresses and IDs that are I(given), and what is wrong with some of them."""
    names, problems = [], []
    for one in given:
        try:
            names.append(people.check_person(one))
        except Refused as error:
            problems.append(error.msg)
    return names, problems


def _wants(settings: Settings, params: Json) -> list[Want]:
    """Whom the task is about, each with the settings named for them.

    @raise Refused: options are of no use; nothing was sent.
    """
    given, items = params["person"], params["people"]
    if given is None and items is None:  # what is null is not given, though Ansible thinks so
        raise Refused("one of the following is required: person, people")
    if given is not None and items is not None:
        raise Refused("parameters are mutually exclusive: person|people")
    common = named(settings.options, params)
    wrong = problems_of(settings, common)
    names, problems = _checked_people(given or [])
    problems = [sentence + "." for sentence in wrong] + problems
    wants = [] if problems else [Want(one, name, common) for one, name in zip(given or [], names)]
    returned = {settings.key: {"type": "dict", "options": settings.options.argument_spec}}
    returned.update((name, {}) for name in ("person_id", "email", "changed"))
    validator = ArgumentSpecValidator({"person": {"required": True}, **settings.options.argument_spec, **returned})
    for index, item in enumerate(items or []):
        where = "people[{0}]{1}".format(index, " ({0})".format(as_given(item["person"])) if item.get("person") else "")
        try:
            wants.append(_want(settings, validator, item, common, wrong))
        except Refused as error:
            problems.append(error.about(where).msg)
    _refuse(problems)
    return wants


def _want(
    settings: Settings, validator: ArgumentSpecValidator, item: Json, common: Json, known: t.Container[str]
) -> Want:
    """What an item of C(people) asks for. What is I(known) to be wrong with the task's own settings is not said again.

    @raise Refused: it is of no use.
    """
    if item.get("failed"):
        words = "it is the result of a task that failed for this person, and holds no settings to apply ({0})."
        raise Refused(words.format(printable(item.get("msg") or "it does not say why").rstrip(".")))
    try:
        checked = validator.validate(item)
    except (OverflowError, TypeError):
        raise Refused("a value is of another type than its option.") from None
    if checked.error_messages:
        said = ["unsupported: " * isinstance(error, UnsupportedError) + error.msg for error in checked.errors.errors]
        raise Refused(printable("; ".join(said).rstrip("."), 2000) + ".")
    valid = checked.validated_parameters
    problems: list[str] = []
    name = ""
    try:
        name = people.check_person(valid["person"] or "")
    except Refused as error:
        problems.append(error.msg.rstrip("."))
    returned = named(settings.options, valid.get(settings.key) or {})
    own = named(settings.options, valid)
    wrong = problems_of(settings, dict_merge(common, own), returned)
    problems += [sentence for sentence in wrong if sentence not in known]
    if problems:
        raise Refused("; ".join(problems) + ".")
    return Want(valid["person"], name, dict_merge(dict_merge(common, returned), own))


def _for_people(
    task: Connection,
    settings: Settings,
    wants: t.Sequence[Want],
    mode: Mode,
    found: people.Found,
    workers: int,
    work: t.Callable[[str, Json], Plan],
    write: bool,
) -> Json:
    """Do I(work) for everyone, with the path and the settings wanted for them, and answer for each in the order given.

    @raise WebexError: somebody failed; its fields hold the answers for all.
    """
    jobs = _jobs(wants, found)
    done: dict[str, Plan | WebexError] = {}
    refused = threading.Event()

    def settle(identity: str) -> Plan | WebexError:
        wanted = jobs[identity]
        if isinstance(wanted, WebexError):
            return wanted
        if refused.is_set():
            return WebexError("not tried, because the API refused the token before.")
        outcome = attempt(work, settings.path.format(id=quote(identity, safe="")), wanted)
        if isinstance(outcome, NotAuthorized):
            refused.set()
        return outcome

    task.progress.start(len(jobs))
    at_work = Workers(settle, jobs, workers)
    task.client.limiter.on_lock = at_work.idle
    for identity, outcome in at_work:
        done[identity] = outcome
        task.progress.count(outcome)
    records = []
    for want in wants:
        person = found[want.name]
        outcome = person if isinstance(person, WebexError) else done[person.id]
        record = attempt(_record, settings, want, person, outcome, write)
        records.append(record if isinstance(record, Record) else _record(settings, want, person, record, write))
    return _people_result(settings, records, mode, write)


def _jobs(wants: t.Sequence[Want], found: people.Found) -> dict[str, Json | WebexError]:
    """What is to be done, once a person, however often and in whichever way the task names them."""
    jobs: dict[str, Json | WebexError] = {}
    for want in wants:
        person = found[want.name]
        if isinstance(person, people.Person):
            wanted = attempt(_filled, want.settings, person)
            if jobs.setdefault(person.id, wanted) != wanted:
                jobs[person.id] = Refused("the task names this person more than once, with different settings.")
    return jobs


def _filled(wanted: Json, person: people.Person) -> Json:
    """The I(wanted) settings with the person's own address where C({email}) stands.

    @raise Refused: there is none.
    """
    if not person.email and mentions(wanted, "email"):
        raise Refused("the person has no e-mail address, for which {email} stands.")
    return t.cast(Json, fill(wanted, email=person.email or ""))


def _record(
    settings: Settings, want: Want, person: people.Person | WebexError, outcome: Plan | WebexError, write: bool
) -> Record:
    result: Json = {"person": want.person}
    diff = None
    if isinstance(person, people.Person):
        result.update(person_id=person.id, email=person.email)
    if isinstance(outcome, WebexError):
        result.update(failed=True, msg=outcome.msg)
        result.update((name, outcome.fields[name]) for name in _FIELDS if name in outcome.fields)
    else:
        result[settings.key] = outcome.after
        if outcome.changed:
            diff = {"before": outcome.before, "after": outcome.after}
    if write:
        result["changed"] = isinstance(outcome, Plan) and outcome.changed
    key = person.id if isinstance(person, people.Person) else same_address(want.name)
    return Record(key, result, diff)


def _people_result(settings: Settings, records: t.Sequence[Record], mode: Mode, write: bool) -> Json:
    """The answers for all as named, and the summary, where somebody who is named twice counts once."""
    persons = list({record.key: record for record in reversed(records)}.values())[::-1]
    failed = [record.result for record in persons if record.result.get("failed")]
    changed = sum(record.result.get("changed", False) for record in persons)
    summary = {"total": len(persons), "failed": len(failed)}
    if write:
        summary.update(changed=changed, unchanged=len(persons) - changed - len(failed))
    result: Json = {"changed": changed > 0, "people": [record.result for record in records], "summary": summary}
    if len(persons) == 1:
        first = persons[0].result
        result.update((name, first[name]) for name in ("person_id", "email", settings.key, *_FIELDS) if name in first)
    if mode.diff and write:
        result["diff"] = _diff(persons)
    if not failed:
        return result
    sentences = ["{0}: {1}".format(as_given(record["person"]), record["msg"]) for record in failed[:_NAMED_FAILURES]]
    if len(persons) > 1:
        sentences.insert(0, "{0} of {1} people failed.".format(len(failed), len(persons)))
    if len(failed) > _NAMED_FAILURES:
        sentences.append("And {0} more, see people in the result.".format(len(failed) - _NAMED_FAILURES))
    raise WebexError(" ".join(sentences), **result)


def _diff(persons: t.Sequence[Record]) -> Json | list[Json]:
    if len(persons) == 1:
        return persons[0].diff or {"before": {}, "after": {}}
    return [
        {**record.diff, "before_header": record.result["person"], "after_header": record.result["person"]}
        for record in persons
        if record.diff
    ]
