# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Current and desired settings -> what is to be written. Pure: it knows no HTTP."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from ansible.module_utils.common.dict_transformations import camel_dict_to_snake_dict, dict_merge

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import TYPES, Field, Json, get
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import is_of_type
from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError, WebexError


class Create(t.NamedTuple):
    """An object is made, from this payload of a POST."""

    payload: Json


class Update(t.NamedTuple):
    """An object is replaced, by this payload of a PUT."""

    payload: Json


class Delete(t.NamedTuple):
    """An object is deleted."""


class Upload(t.NamedTuple):
    """Greetings of these settings' sections are uploaded; then the settings are replaced, where there is a payload."""

    sections: tuple[str, ...]
    payload: Json | None


@dataclass(frozen=True)
class Plan:
    """What is to be done for one owner: settings before and after (in snake_case), and the write, None where nothing differs.

    I(sent) are the dotted paths of what is sent and cannot be compared: a secret, a file. I(created_id) is the ID of what was made.
    """

    before: Json
    after: Json
    write: Create | Update | Delete | Upload | None = None
    sent: tuple[str, ...] = ()
    created_id: str | None = None

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return self.write is not None

    @property
    def payload(self) -> Json | None:
        """What is sent, None where nothing is."""
        return None if self.write is None or isinstance(self.write, Delete) else self.write.payload

    @property
    def changes(self) -> list[Json]:
        """The fields that differ, each as C({field, before, after}). Of what cannot be compared it says that it is sent, no more."""
        sent = [{"field": path, "before": None, "after": None} for path in self.sent]
        return [*_changes(self.before, self.after), *sent]

    def sets(self, path: str, value: t.Any) -> bool:
        """Whether the setting at the dotted I(path) becomes I(value), and was another before."""
        return bool(get(self.after, path) == value != get(self.before, path))


def to_ansible(resource: SettingsResource, answer: Json) -> Json:
    """An answer of the API as a module returns it: in snake_case, with C('') for a text that was never set.

    What the answer does not hold (a boolean, a number, a choice, an object) is left out. Given back to the module it changes nothing.

    @raise WebexError: the answer holds none of the settings, or one of another type; nothing may be concluded from it.
    """
    validate_response(resource, answer)
    return _to_ansible(resource.fields, answer)


def validate_response(resource: SettingsResource, answer: Json) -> None:
    """Find out whether I(answer) can be understood.

    @raise WebexError: it holds none of the settings, or one of another type; nothing may be concluded from it.
    """
    returned = (name for name, (dummy, one) in resource.fields.by_api_name.items() if not one.write_only)
    if all(answer.get(name) is None for name in returned):
        raise _invalid_response(f"there is none of {resource.label} in it")
    _validate_types(resource.fields, answer, resource.label)


def plan_update(resource: SettingsResource, answer: Json, desired: Json) -> Plan:
    """Compare the API's I(answer) with the I(desired) settings. Only what is named is compared, only what differs changes.

    Whatever else the answer holds goes into the payload as it came, without what is read-only. A rule of the API is applied
    where a field changes that it speaks of: what was wrong before is no reason to refuse what is right now.

    @raise WebexError: the answer is not what the API's description says.
    @raise ValidationError: what changes breaks a rule of the API.
    """
    answer = {name: value for name, value in resource.prepare(answer).items() if name not in resource.not_sent}
    before = to_ansible(resource, answer)
    current = _without_secrets(resource.fields, answer)
    merged = _merge(resource.fields, current, desired)
    if merged == current:
        return Plan(before, before)
    after = _to_ansible(resource.fields, merged)
    _validate_rules(resource, before, dict_merge(after, _write_only(resource.fields, desired)))
    payload = {**to_api(resource.fields, resource.required), **_writable(resource.fields, merged)}
    return Plan(before, after, Update(payload), _secrets(resource, desired))


def plan_create(resource: SettingsResource, desired: Json, similar: str = "") -> Plan:
    """What is to be done where there is no such object yet. I(similar) is said where something is missing: perhaps another one is meant.

    @raise ValidationError: something that its creation needs is not I(desired), or a rule of the API is broken.
    """
    missing = [name for name in resource.needed_to_create if desired.get(name) is None]
    problems = [f"it does not exist, and creating it requires {', '.join(missing)}"] if missing else []
    payload = to_api(resource.fields, desired)
    after = _to_ansible(resource.fields, payload)
    values = dict_merge(after, _write_only(resource.fields, desired))
    problems += [sentence for sentence in (rule.violation(values) for rule in resource.rules) if sentence]
    if problems:
        raise ValidationError("; ".join(problems) + "." + (similar if missing else ""))
    return Plan({}, after, Create(payload), _secrets(resource, desired))


def plan_delete(resource: SettingsResource, answer: Json) -> Plan:
    """What is to be done to delete what the API I(answer)s with.

    @raise WebexError: the answer is not what the API's description says.
    """
    return Plan(to_ansible(resource, answer), {}, Delete())


def to_api(group: Field, settings: t.Mapping[str, t.Any]) -> Json:
    """Settings in snake_case by the API's names."""
    names = {name: (api_name, one) for api_name, (name, one) in group.by_api_name.items()}
    found: Json = {}
    for name, value in settings.items():
        api_name, one = names[name]
        found[api_name] = to_api(one, value) if one.fields else value
    return found


def _validate_rules(resource: SettingsResource, before: Json, values: Json) -> None:
    """Find out whether I(values), which may hold secrets, break a rule that speaks of a field that changes.

    @raise ValidationError: they do.
    """
    problems = [
        sentence
        for rule in resource.rules
        if any(get(before, path) != get(values, path) for path in rule.fields)
        for sentence in (rule.violation(values),)
        if sentence
    ]
    if problems:
        raise ValidationError("; ".join(problems) + ".")


def _write_only(group: Field, desired: Json) -> Json:
    found: Json = {}
    for name, value in desired.items():
        one = group.fields[name]
        if one.fields:
            found[name] = _write_only(one, value)
        elif one.write_only:
            found[name] = value
    return found


def _secrets(resource: SettingsResource, desired: Json) -> tuple[str, ...]:
    return tuple(path for path, one in resource.fields.leaves() if one.write_only and get(desired, path) is not None)


def _invalid_response(why: str) -> WebexError:
    return WebexError(f"the API's answer is not understood, so nothing was done with it: {why}.")


def _validate_types(group: Field, answer: Json, where: str) -> None:
    for api_name, (dummy, one) in group.by_api_name.items():
        value = answer.get(api_name)
        if value is None or one.write_only:
            continue
        if not is_of_type(one, value):
            expected = TYPES[one.type].__name__
            raise _invalid_response(f"{api_name} in {where}: expected {expected}, got {type(value).__name__}")
        if one.fields:
            _validate_types(one, value, api_name)


def _to_ansible(group: Field, answer: Json) -> Json:
    known: Json = {}
    for api_name, (name, one) in group.by_api_name.items():
        value = answer.get(api_name)
        if one.write_only:
            continue
        if value is None:
            if one.is_text:
                known[name] = ""
        elif one.fields:
            known[name] = _to_ansible(one, value)
        else:
            known[name] = _plain(one, value)
    return known


def _plain(one: Field, value: t.Any) -> t.Any:
    if one.type == "dict":
        return camel_dict_to_snake_dict(value)
    if one.may_be_number:
        return str(value)
    return int(value) if one.type == "int" else value


def _without_secrets(group: Field, answer: Json) -> Json:
    """An answer without what an API should not return: were it sent back, a mask would become the secret."""
    kept: Json = {}
    for api_name, value in answer.items():
        dummy, one = group.by_api_name.get(api_name, ("", None))
        if one is None or not one.write_only:
            kept[api_name] = _without_secrets(one, value) if one is not None and one.fields and value else value
    return kept


def _merge(group: Field, current: Json, desired: Json) -> Json:
    merged = dict(current)
    for api_name, (name, one) in group.by_api_name.items():
        if name not in desired:
            continue
        value, now = desired[name], current.get(api_name)
        if one.fields:
            inner = _merge(one, now or {}, value)
            if inner != (now or {}):
                merged[api_name] = inner
        elif not one.equal(now, value):
            merged[api_name] = value
    return merged


def _writable(group: Field, merged: Json) -> Json:
    """What a PUT takes: nothing read-only, and no null of a setting that is known here. The rest goes as it came."""
    payload: Json = {}
    for api_name, value in merged.items():
        dummy, one = group.by_api_name.get(api_name, ("", None))
        if one is None:
            payload[api_name] = value
        elif value is not None and not one.read_only:
            payload[api_name] = _writable(one, value) if one.fields else value
    return payload


def _changes(before: Json, after: Json, above: str = "") -> list[Json]:
    found: list[Json] = []
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if isinstance(old, dict) or isinstance(new, dict):
            found += _changes(old or {}, new or {}, f"{above}{name}.")
        elif old != new and {old, new} != {None, ""}:
            found.append({"field": above + name, "before": old, "after": new})
    return found
