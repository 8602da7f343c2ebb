# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom a task is about, and what it names for each: parsed, all that is wrong told at once, and looked up."""

from __future__ import annotations

import typing as t
from collections import Counter

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.common.dict_transformations import dict_merge
from ansible.module_utils.errors import UnsupportedError

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import (
    has_placeholder,
    mistyped,
    problems_of,
    specified,
    unquoted,
    unsupported,
    validate_specified,
)
from ansible_collections.webex.calling.plugins.module_utils._errors import (
    ValidationError,
    WebexError,
    all_of_them,
    as_given,
    printable,
)
from ansible_collections.webex.calling.plugins.module_utils._http.client import Client
from ansible_collections.webex.calling.plugins.module_utils._owners.locations import LOCATION, find_locations
from ansible_collections.webex.calling.plugins.module_utils._owners.organization import ORGANIZATION
from ansible_collections.webex.calling.plugins.module_utils._owners.owner import LookupResult, Owner, OwnerKind

_NAMED_PROBLEMS = 10
# What an item of a result holds beside the settings.
_RESULT_KEYS = ("name", "email", "location", "location_id", "extension", "changed", "changes")


CONCURRENCY: Json = {"concurrency": {"type": "int", "default": 10}}
RETURN: Json = {"return": {"choices": ["all", "changed", "failed", "summary"]}}


class Target(t.NamedTuple):
    """An owner as the task calls them, the name or ID that this is, and the settings that the task names for them."""

    given: str
    name: str
    desired: Json


class Selection(t.NamedTuple):
    """Whom a task selects: I(targets), or where these are None all owners at the I(locations), or where these are None too, all
    owners that there are, with the settings I(common) for each. I(returns) says how many of them the result holds."""

    targets: list[Target] | None
    locations: list[str] | None
    common: Json
    concurrency: int = 1
    returns: str | None = None


class Resolution(t.NamedTuple):
    """The I(targets), and by their names the owners that they are. Where they were I(listed), and not named, I(unlicensed) is how
    many are left out because they have no licence."""

    targets: list[Target]
    found: LookupResult
    listed: bool = False
    unlicensed: int = 0


def read_spec(kind: OwnerKind) -> Json:
    """The options with which an info module selects owners of a I(kind)."""
    if kind is ORGANIZATION:
        return {}
    names: Json = {"type": "list", "elements": "str"}
    return {
        kind.name: names,
        "location": names,
        "all": {"type": "bool"},
        **CONCURRENCY,
    }


def change_spec(kind: OwnerKind) -> Json:
    """The options with which a module selects owners of a I(kind) whose settings it changes, and says how much it returns."""
    if kind is ORGANIZATION:
        return {}
    return {
        **read_spec(kind),
        kind.plural: {"type": "list", "elements": "dict"},
        **RETURN,
    }


def parse_targets(kind: OwnerKind, resource: SettingsResource, params: Json) -> Selection:
    """Whom the task is about.

    @raise ValidationError: options are of no use; nothing was sent.
    """
    common = specified(resource.fields, params)
    if kind is ORGANIZATION:
        validate_specified(resource, common)
        return Selection([Target("", "", common)], None, common)
    wrong = problems_of(resource, common)
    problems = [sentence + "." for sentence in wrong]
    selector = _selector(kind, params)
    names = validated(kind.validate, params[kind.name] if selector == kind.name else (), problems)
    at = params["location"] if kind is not LOCATION else None
    places = validated(LOCATION.validate, at or (), problems)
    chosen: list[Target] | None = None
    if selector == kind.name:
        # Where one is refused the two lists differ, and nothing comes of them.
        chosen = [Target(one, name, common) for one, name in zip(params[kind.name], names)]
    elif selector == kind.plural:
        chosen = list(_from_items(kind, resource, params[kind.plural], common, wrong, problems))
    refuse(problems)
    return Selection(chosen, None if at is None else places, common, params["concurrency"], params.get("return"))


def resolve_targets(kind: OwnerKind, selection: Selection, client: Client) -> Resolution:
    """Look up whom the task selects.

    @raise WebexError: they could not be listed, or there is no such location.
    """
    if kind is ORGANIZATION:
        return Resolution(t.cast("list[Target]", selection.targets), {"": Owner("")})
    if selection.targets is not None:
        targets = selection.targets
        with_email = any(has_placeholder(target.desired, "email") for target in targets)
        at = None if selection.locations is None else set(places_of(selection.locations, client))
        found = kind.resolve(client, [target.name for target in targets], selection.concurrency, with_email, at)
        return Resolution(targets, found)
    listed = {owner.id: owner for owner in _listed(kind, selection.locations, client)}
    licensed = sorted((one for one in listed.values() if one.licensed), key=_by_name)
    calls = [one.email or one.name or one.id for one in licensed]
    times = Counter(calls)
    targets = [
        Target(call if times[call] == 1 else one.id, one.id, selection.common) for one, call in zip(licensed, calls)
    ]
    return Resolution(targets, {owner.id: owner for owner in licensed}, True, len(listed) - len(licensed))


def _selector(kind: OwnerKind, params: Json) -> str:
    """The option that selects the owners. What is null, or C(all) that is false, is not given, though Ansible thinks so.

    @raise ValidationError: it is none, or more than one.
    """
    known = list(dict.fromkeys(name for name in (kind.name, kind.plural, "location", "all") if name in params))
    given = [name for name in known if (params[name] if name == "all" else params[name] is not None)]
    if kind.narrowed and given == [kind.name, "location"]:
        return kind.name
    if len(given) > 1:
        raise ValidationError(f"parameters are mutually exclusive: {'|'.join(given)}")
    if given:
        return given[0]
    if kind.plural in known:
        raise ValidationError(f"one of the following is required: {', '.join(known)}")
    return "all"


def _listed(kind: OwnerKind, places: t.Sequence[str] | None, client: Client) -> t.Iterator[Owner]:
    if places is None:
        yield from kind.everyone(client)
        return
    for place in places_of(places, client).values():
        for owner in kind.everyone(client, place.id):
            yield owner._replace(location=place.location or owner.location, location_id=place.id)


def places_of(given: t.Sequence[str], client: Client) -> dict[str, Owner]:
    """The locations that are I(given), by their IDs.

    @raise WebexError: one of them is not there.
    """
    found = find_locations(client, given)
    problems = [one.msg for one in found.values() if isinstance(one, WebexError)]
    if problems:
        raise ValidationError(" ".join(problems))
    return {one.id: one for one in found.values() if isinstance(one, Owner)}


def _by_name(owner: Owner) -> tuple[str, str]:
    return ((owner.name or owner.email or "").casefold(), owner.id)


def refuse(problems: t.Iterable[str]) -> None:
    """Refuse the task for all that is wrong with it, where something is.

    @raise ValidationError: it is.
    """
    words = all_of_them(filter(None, problems), _NAMED_PROBLEMS)
    if words:
        raise ValidationError(words)


def validated(validate: t.Callable[[str], str], given: t.Iterable[str], problems: list[str]) -> list[str]:
    """The names and IDs that are I(given); what is wrong with some of them is added to the I(problems)."""
    names = []
    for one in given:
        try:
            names.append(validate(one))
        except ValidationError as error:
            problems.append(error.msg)
    return names


def _from_items(
    kind: OwnerKind,
    resource: SettingsResource,
    items: t.Sequence[Json],
    common: Json,
    known: t.Container[str],
    problems: list[str],
) -> t.Iterator[Target]:
    """The targets of a list of dicts; what is wrong with some of them is added to the I(problems)."""
    returned = {resource.result_key: {"type": "dict", "options": resource.fields.argument_spec}}
    returned.update((name, {"type": "raw"}) for name in (kind.name + "_id", *_RESULT_KEYS))
    spec = {**returned, kind.name: {"required": True}, **resource.fields.argument_spec}
    validator = ArgumentSpecValidator(spec)
    for index, item in enumerate(items):
        where = f"{kind.plural}[{index}]" + (f" ({as_given(item[kind.name])})" if item.get(kind.name) else "")
        try:
            yield _target(kind, resource, validator, item, common, known)
        except ValidationError as error:
            problems.append(error.about(where).msg)


def _target(
    kind: OwnerKind,
    resource: SettingsResource,
    validator: ArgumentSpecValidator,
    item: Json,
    common: Json,
    known: t.Container[str],
) -> Target:
    """What an item asks for. What is I(known) to be wrong with the task's own settings is not said again.

    @raise ValidationError: it is of no use.
    """
    if item.get(kind.name, "") is None:  # ansible-core takes it for an empty text since 2.19 alone
        item = {**item, kind.name: ""}
    valid = validated_item(kind, resource, validator, item)
    problems: list[str] = []
    names = validated(kind.validate, [valid[kind.name]], problems)
    problems = [problem.rstrip(".") for problem in problems]
    returned = specified(resource.fields, valid.get(resource.result_key) or {})
    own = specified(resource.fields, valid)
    wrong = problems_of(resource, dict_merge(common, own), returned)
    problems += [sentence for sentence in wrong if sentence not in known]
    if problems:
        raise ValidationError("; ".join(problems) + ".")
    return Target(valid[kind.name], names[0], dict_merge(dict_merge(common, returned), own))


def validated_item(kind: OwnerKind, resource: SettingsResource, validator: ArgumentSpecValidator, item: Json) -> Json:
    """An item of a list of dicts, as the I(validator) makes it, with settings of the I(resource).

    @raise ValidationError: it is of no use.
    """
    if item.get("failed"):
        why = printable(item.get("msg") or "it does not say why").rstrip(".")
        raise ValidationError(
            f"it is the result of a task that failed for this {kind.label}, and holds no settings to apply ({why})."
        )
    refuse(unquoted(validator.argument_spec, item))
    try:
        checked = validator.validate(item)
    except (OverflowError, TypeError):
        raise ValidationError(f"{mistyped(validator.argument_spec, item)}.") from None
    if checked.error_messages:
        said = [error.msg for error in checked.errors.errors if not isinstance(error, UnsupportedError)]
        unknown = [(one,) if isinstance(one, str) else one for one in checked.unsupported_parameters]
        said += [unsupported(validator.argument_spec, resource.fields, one) for one in sorted(unknown)]
        words = printable("; ".join(said).rstrip("."), 2000)
        raise ValidationError(words if words.endswith("?") else words + ".")
    return t.cast(Json, checked.validated_parameters)
