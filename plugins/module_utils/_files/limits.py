# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits: how much one plan may change before somebody raises them for it."""

from __future__ import annotations

import json
import typing as t
from dataclasses import dataclass, field

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import as_given
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import ended, unknown_key
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_text import Mapping, Problem, Scalar

MINIMUM = "minimum"
SETTINGS = "settings"
DELETES = "voicemail_groups.deletes"
_COUNTED = ("people", "workspaces", "virtual_lines")
_GROUPS = "voicemail_groups"
_KNOWN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_COUNTED, ("changes", "percent")),
    _GROUPS: ("changes", "deletes"),
}
FIELDS = sorted({path for kind in KINDS.values() for path in kind.writable})

# Of a first export, and of a file that does not say.
DEFAULTS: dict[str, int] = {
    "people.changes": 500,
    "people.percent": 20,
    "workspaces.changes": 500,
    "workspaces.percent": 20,
    "virtual_lines.changes": 500,
    "virtual_lines.percent": 20,
    "settings.enabled": 20,
    "settings.message_storage.storage_type": 20,
    "voicemail_groups.changes": 20,
    DELETES: 0,
    MINIMUM: 10,
}


@dataclass
class Counts:
    """What a plan changes: objects by the kind's plural and action, owners by field, and how many objects the folder manages."""

    actions: dict[str, dict[str, int]] = field(default_factory=dict)
    fields: dict[str, int] = field(default_factory=dict)
    managed: dict[str, int] = field(default_factory=dict)

    def add(self, plural: str, action: str, fields: t.Iterable[str]) -> None:
        """Count one object that changes."""
        actions = self.actions.setdefault(plural, {})
        actions[action] = actions.get(action, 0) + 1
        for path in fields if action == "change" else ():
            self.fields[path] = self.fields.get(path, 0) + 1


def read_limits(node: t.Any, problems: list[Problem]) -> dict[str, int]:
    """The limits of voicemail.yml, over the defaults."""
    limits = dict(DEFAULTS)
    if node is None or (isinstance(node, Scalar) and node.text is None):
        return limits
    if not isinstance(node, Mapping):
        problems.append(Problem(node.line, "limits must hold limits"))
        return limits
    for key, value in node.items:
        name = key.text or ""
        if name == MINIMUM:
            _number(limits, MINIMUM, value, problems)
        elif name == SETTINGS:
            for one in value.items if isinstance(value, Mapping) else ():
                path = one.key.text or ""
                if path not in FIELDS:
                    problems.append(Problem(one.key.line, unknown_key(path, FIELDS)))
                _number(limits, f"{SETTINGS}.{path}", one.value, problems)
        elif name in _KNOWN and isinstance(value, Mapping):
            for one in value.items:
                if one.key.text in _KNOWN[name]:
                    _number(limits, f"{name}.{one.key.text}", one.value, problems)
                else:
                    problems.append(Problem(one.key.line, unknown_key(one.key.text or "", _KNOWN[name], f"{name}.")))
        else:
            problems.append(Problem(key.line, unknown_key(name, [MINIMUM, SETTINGS, *_KNOWN])))
    return limits


def _number(limits: dict[str, int], name: str, node: t.Any, problems: list[Problem]) -> None:
    text = node.text if isinstance(node, Scalar) else None
    if text and text.isascii() and text.isdigit() and len(text) < 10:
        limits[name] = int(text)
    else:
        problems.append(Problem(node.line, f"{name} must be a whole number"))


def counted(records: t.Iterable[Json], managed: t.Mapping[str, int]) -> Counts:
    """What the I(records) of a plan change, of the objects that are I(managed)."""
    counts = Counts(managed=dict(managed))
    for one in records:
        counts.add(KINDS[one["kind"]].plural, one["action"], [some["field"] for some in one["set"]])
    return counts


def planned(counts: Counts) -> dict[str, int]:
    """How much a plan changes, by the names of limits."""
    groups = counts.actions.get(_GROUPS, {})
    return {
        **{name: sum(counts.actions.get(name, {}).values()) for name in _COUNTED},
        _GROUPS: sum(number for action, number in groups.items() if action != "delete"),
        DELETES: groups.get("delete", 0),
        **{f"{SETTINGS}.{path}": number for path, number in counts.fields.items()},
    }


def breached(limits: t.Mapping[str, int], counts: Counts, deletes_alone: bool = False) -> list[Json]:
    """The limits that a plan is above, each with what is planned and what is allowed. Its name is what C(allow) calls it."""
    numbers = planned(counts)
    found: list[Json] = []
    if numbers[DELETES] > limits.get(DELETES, 0):
        found.append({"limit": DELETES, "planned": numbers[DELETES], "allowed": limits.get(DELETES, 0)})
    if deletes_alone:
        return found
    for name in (*_COUNTED, _GROUPS):
        number, allowed = numbers[name], limits.get(f"{name}.changes")
        percent, managed = limits.get(f"{name}.percent"), counts.managed.get(name, 0)
        if percent is not None and number >= limits.get(MINIMUM, 0):
            share = managed * percent // 100
            allowed = share if allowed is None else min(allowed, share)
        if allowed is not None and number > allowed:
            found.append({"limit": name, "planned": number, "allowed": allowed})
    for name, allowed in limits.items():
        if name.startswith(SETTINGS + ".") and numbers.get(name, 0) > allowed:
            found.append({"limit": name, "planned": numbers[name], "allowed": allowed})
    return found


def not_allowed(head: t.Mapping[str, t.Any], allow: t.Mapping[str, t.Any]) -> list[str]:
    """In words, the breached limits of the plan with this I(head) that I(allow) does not raise to exactly what is planned."""
    sentences = []
    for one in head["breached"]:
        given = allow.get(one["limit"])
        if given is None:
            setting = _setting(head["limits"], one)
            where = " in voicemail.yml" if head["source"] == "directory" else ""
            why = f" (limits.{setting}: {head['limits'][setting]}{where})" if setting in head["limits"] else ""
            sentences.append(f"{one['limit']}: {one['planned']:,} planned, {one['allowed']:,} allowed{why}")
        elif str(given) != str(one["planned"]):
            sentences.append(f"{one['limit']}: {one['planned']:,} planned, and allow says {given}")
    return sentences


def refused(head: t.Mapping[str, t.Any], records: t.Iterable[Json], allow: t.Mapping[str, t.Any]) -> list[str]:
    """Why the plan with this I(head) and these I(records) may not be applied; also what I(allow) names and is no limit, and each number in
    it that is not the plan's: it was given for another one."""
    numbers, over = planned(counted(records, {})), {one["limit"]: one["planned"] for one in head["breached"]}
    known = [*_COUNTED, _GROUPS, DELETES, *(f"{SETTINGS}.{path}" for path in FIELDS)]
    problems = []
    for name, given in allow.items():
        number = numbers.get(name, 0)
        if name not in known:
            problems.append(f"allow: {ended(unknown_key(name, over or known))}")
        elif name not in over and str(given) != str(number):
            problems.append(
                f"allow: {name}: {number:,} planned, and allow says {as_given(given)}. Remove it, since this plan does not breach the limit."
            )
    sentences = not_allowed(head, allow)
    if sentences:
        exactly = f"To apply this plan all the same, set allow to {json.dumps(over)}."
        problems.append(f"A limit is breached: {'; '.join(sentences)}. {exactly}")
    return problems


def _setting(limits: t.Mapping[str, int], one: Json) -> str:
    """The setting that a breached limit comes from."""
    name = one["limit"]
    if name in limits:
        return str(name)
    return f"{name}.changes" if limits.get(f"{name}.changes") == one["allowed"] else f"{name}.percent"
