# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits: how much one plan may change before somebody raises them for it."""

from __future__ import annotations

import json
import typing as t
from dataclasses import dataclass, field

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
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


def breached(limits: t.Mapping[str, int], counts: Counts, deletes_alone: bool = False) -> list[Json]:
    """The limits that a plan is above, each with what is planned and what is allowed. Its name is what C(allow) calls it."""
    planned: dict[str, int] = {_GROUPS: 0}
    for name in _COUNTED:
        planned[name] = sum(counts.actions.get(name, {}).values())
    groups = counts.actions.get(_GROUPS, {})
    planned[_GROUPS] = sum(number for action, number in groups.items() if action != "delete")
    found: list[Json] = []
    if groups.get("delete", 0) > limits.get(DELETES, 0):
        found.append({"limit": DELETES, "planned": groups["delete"], "allowed": limits.get(DELETES, 0)})
    if deletes_alone:
        return found
    for name, number in planned.items():
        allowed = limits.get(f"{name}.changes")
        percent, managed = limits.get(f"{name}.percent"), counts.managed.get(name, 0)
        if percent is not None and number >= limits.get(MINIMUM, 0):
            share = managed * percent // 100
            allowed = share if allowed is None else min(allowed, share)
        if allowed is not None and number > allowed:
            found.append({"limit": name, "planned": number, "allowed": allowed})
    for name, allowed in limits.items():
        path = name[len(SETTINGS) + 1 :]
        if name.startswith(SETTINGS + ".") and counts.fields.get(path, 0) > allowed:
            found.append({"limit": name, "planned": counts.fields[path], "allowed": allowed})
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


def refused(head: t.Mapping[str, t.Any], allow: t.Mapping[str, t.Any]) -> list[str]:
    """Why the plan with this I(head) may not be applied; also what I(allow) names and is no limit."""
    planned = {one["limit"]: one["planned"] for one in head["breached"]}
    known = [*_COUNTED, _GROUPS, DELETES, *(f"{SETTINGS}.{path}" for path in FIELDS)]
    problems = [f"allow: {ended(unknown_key(name, planned or known))}" for name in allow if name not in known]
    over = not_allowed(head, allow)
    if over:
        idle = [name for name in allow if name in known and name not in planned]
        problems += [f"allow: this plan does not breach the limit {name}." for name in idle]
        exactly = f"To apply this plan all the same, set allow to {json.dumps(planned)}."
        problems.append(f"A limit is breached: {'; '.join(over)}. {exactly}")
    return problems


def _setting(limits: t.Mapping[str, int], one: Json) -> str:
    """The setting that a breached limit comes from."""
    name = one["limit"]
    if name in limits:
        return str(name)
    return f"{name}.changes" if limits.get(f"{name}.changes") == one["allowed"] else f"{name}.percent"
