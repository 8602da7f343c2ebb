# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wanted of one object, and what is to be done to bring it there: the records of a plan."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.plan import (
    plan_create,
    plan_delete,
    plan_update,
    to_api,
)
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, as_given
from ansible_collections.webex.calling.plugins.module_utils._files.destinations import put_to_use
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import ObjectKind, flatten, nest
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import (
    Leaves,
    by_variable,
    expand,
    uses_email,
)
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import Owner

PASSCODE = "passcode"


class Wanted(t.NamedTuple):
    """What is I(desired) of an I(owner), and where that is written (I(place)). I(absent): it is to be deleted. Where it is undone, the
    fields are only touched that have the value that was I(applied), or the one desired. I(doubts): what is to be said of a field,
    should its value be another than there is. I(otherwise): what is wanted of fields of which nothing else is known, where the API tells
    them now. I(similar): which other one may be meant, should it not be possible to create this one."""

    kind: ObjectKind
    owner: Owner
    key: str
    location: str | None
    desired: Leaves
    place: str
    absent: bool = False
    passcode_variable: str | None = None
    applied: Leaves | None = None
    doubts: t.Mapping[str, str] | None = None
    otherwise: t.Mapping[str, t.Any] | None = None
    similar: str = ""


class BadValues(ValidationError):
    """Values of a file that are another than there is, and out of range or malformed: the I(sentences) say which."""

    def __init__(self, sentences: t.Sequence[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def as_answer(kind: ObjectKind, settings: Json) -> Json:
    """Settings as a module returns them, as the API would answer with them."""
    known = {name: value for name, value in settings.items() if name in kind.resource.fields.fields}
    return to_api(kind.resource.fields, known)


def change(wanted: Wanted, answer: Json) -> Json | None:
    """The record for an object that is there; None where nothing differs. I(answer) is the API's.

    @raise ValidationError: what differs is out of range or malformed (C(BadValues)), breaks a rule of the API, or somebody else changed
        it since.
    """
    resource = wanted.kind.resource
    if wanted.absent:
        before = plan_delete(resource, answer).before
        return {**_head(wanted, "delete"), "set": [], "before": writable(wanted.kind, before), "from": wanted.place}
    desired = {path: expand(value, wanted.owner.email) for path, value in wanted.desired.items()}
    if wanted.otherwise:
        now = _now(wanted.kind, answer)
        untold = {path: value for path, value in wanted.otherwise.items() if now.get(path) is not None}
        desired = {**untold, **desired}
    if wanted.applied is not None:
        desired = _still_as_applied(wanted, desired, answer)
    if not desired:
        return None
    if not wanted.owner.email and uses_email(desired):
        raise BadValues([f"{wanted.place}: {as_given(wanted.key)} has no e-mail address, for which {{email}} stands."])
    if wanted.doubts:
        bad = [wanted.doubts[path] for path in _differing(wanted.kind, answer, desired) if path in wanted.doubts]
        if bad:
            raise BadValues(bad)
    planned = plan_update(resource, answer, nest(desired))
    if not planned.changes:
        return None
    some = [{"field": one["field"], "was": one["before"], "now": one["after"]} for one in planned.changes]
    record = {**_head(wanted, "change"), "set": some}
    uses = put_to_use(wanted.kind, planned.changes, planned.after)
    if uses:
        record["uses"] = [{"field": path, "value": value} for path, value in uses.items()]
    return {**record, "from": wanted.place}


def _still_as_applied(wanted: Wanted, desired: Leaves, answer: Json) -> Leaves:
    applied = {path: (wanted.applied or {}).get(path) for path in desired}
    not_applied = _differing(wanted.kind, answer, applied)
    other = [path for path in _differing(wanted.kind, answer, desired) if path in not_applied]
    if other:
        raise ValidationError(f"{', '.join(other)}: changed by somebody else since, and left alone.")
    return desired


def _differing(kind: ObjectKind, answer: Json, leaves: Leaves) -> list[str]:
    """The paths of the I(leaves) whose values are others than those of the API's I(answer)."""
    now = _now(kind, answer)
    fields = dict(kind.resource.fields.leaves())
    return [path for path, value in leaves.items() if not fields[path].equal(now.get(path), value)]


def _now(kind: ObjectKind, answer: Json) -> Leaves:
    return flatten(plan_update(kind.resource, answer, {}).before)


def create(wanted: Wanted) -> Json:
    """The record for an object that is not there yet.

    @raise ValidationError: something that its creation needs is missing, or a value is out of range or malformed.
    """
    resource = wanted.kind.resource
    settings = {**wanted.desired, wanted.kind.key_field: wanted.desired.get(wanted.kind.key_field) or wanted.key}
    passcode = {PASSCODE: "0"} if wanted.passcode_variable else {}
    problems = list((wanted.doubts or {}).values())
    try:
        plan_create(resource, nest({**settings, **passcode}), wanted.similar)
    except ValidationError as error:
        about = error.about(f"{wanted.place}: {as_given(wanted.key)}")
        advice = f" No file may hold the passcode: {by_variable(PASSCODE)}." if not passcode else ""
        problems.append(about.msg + advice)
    if problems:
        raise BadValues(problems)
    some: list[Json] = [{"field": path, "was": None, "now": value} for path, value in settings.items()]
    some.append({"field": PASSCODE, "from_variable": wanted.passcode_variable})
    record = {**_head(wanted, "create"), "set": some, "from": wanted.place}
    del record["id"]
    return record


def writable(kind: ObjectKind, settings: Json) -> Leaves:
    """Of settings as a module returns them, what can be written, by path."""
    told = flatten(settings)
    return {
        path: told[path]
        for path, one in kind.resource.fields.leaves()
        if not one.read_only and not one.write_only and told.get(path) is not None
    }


def _head(wanted: Wanted, action: str) -> Json:
    head: Json = {"kind": wanted.kind.name, "action": action, "id": wanted.owner.id, "key": wanted.key}
    head["location"] = wanted.location
    if "{location_id}" in wanted.kind.resource.path:
        head["location_id"] = wanted.owner.location_id
    return head
