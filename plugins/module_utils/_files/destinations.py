# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where messages and callers go: which settings belong to a switch, and to which domains addresses belong. Pure."""

from __future__ import annotations

import re
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, get, normalize_email
from ansible_collections.webex.calling.plugins.module_utils._engine.rules import RequiredIf
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, ObjectKind

_ENABLED = "enabled"
# An address of several, as some systems take them.
_BETWEEN = re.compile(r"[,;<>\s]+")
# By kind, the fields that say where messages go, as an e-mail address.
ADDRESSES: dict[str, tuple[str, ...]] = {
    kind.name: tuple(
        path for path, one in kind.resource.fields.leaves() if one.normalize is normalize_email and not one.write_only
    )
    for kind in KINDS.values()
}


def switches(kind: ObjectKind, path: str) -> t.Iterator[tuple[str, t.Any]]:
    """What a field belongs to: other fields, each with the value with which it counts."""
    section, dummy, name = path.rpartition(".")
    if section and name != _ENABLED:
        yield f"{section}.{_ENABLED}", True
    yield from _CHOICES[kind.name].get(path, ())


def _choices(kind: ObjectKind) -> dict[str, list[tuple[str, t.Any]]]:
    """Where a rule says that a field is for one value of another."""
    found: dict[str, list[tuple[str, t.Any]]] = {
        "number_of_days_for_message_expiry": [("message_expiry_enabled", True)]
    }
    for rule in kind.resource.rules:
        if isinstance(rule, RequiredIf) and not isinstance(rule.value, bool):
            for needed in rule.needed:
                found.setdefault(needed, []).append((rule.field, rule.value))
    return found


_CHOICES = {kind.name: _choices(kind) for kind in KINDS.values()}


def _by_switch(kind: ObjectKind) -> dict[str, list[tuple[t.Any, str]]]:
    """The texts that belong to a switch, by its path, each with the value with which it counts."""
    found: dict[str, list[tuple[t.Any, str]]] = {}
    for path in (path for path, one in kind.writable.items() if one.is_text):
        for switch, on in switches(kind, path):
            found.setdefault(switch, []).append((on, path))
    return found


_BY_SWITCH = {kind.name: _by_switch(kind) for kind in KINDS.values()}


def put_to_use(kind: ObjectKind, changes: t.Sequence[Json], after: Json) -> Json:
    """The destinations, by path, that belong to a switch which one of the I(changes) turns on, and do not change themselves. I(after) are
    all settings as they will be."""
    changed = {one["field"] for one in changes}
    return {
        path: value
        for one in changes
        for on, path in _BY_SWITCH[kind.name].get(one["field"], ())
        if one["after"] == on and path not in changed and (value := get(after, path))
    }


def domain(address: str) -> str:
    """The domain of an e-mail address, as it compares."""
    return normalize_email(address).rpartition("@")[2].rstrip(".")


def addresses(value: str) -> list[str]:
    """The addresses in a I(value), of which there should be one."""
    return [part for part in _BETWEEN.split(value) if part]


def is_within(value: str, domains: t.Container[str]) -> bool:
    """Whether each address in a I(value) has one of these I(domains)."""
    return all("@" in part and domain(part) in domains for part in addresses(value))
