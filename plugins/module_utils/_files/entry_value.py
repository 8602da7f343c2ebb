# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the export writes of one object: as little as says how it is, and of an entry that is there what differs in meaning."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._files.folder import PROFILE, Entry
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import ObjectKind, nest
from ansible_collections.webex.calling.plugins.module_utils._files.profiles import Profiles
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import Leaves, expand, templated
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_edit import as_wanted
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_render import Value
from ansible_collections.webex.calling.plugins.module_utils._files.yaml_text import Mapping, Node, Scalar


def new_value(kind: ObjectKind, live: Leaves, email: str | None, profiles: Profiles) -> Value:
    """An entry for somebody who has none."""
    best = profiles.best(kind, live, email) if kind.has_profiles else None
    if best is None:
        left_out = profiles.personal if kind.has_profiles else ()
        return nest({path: templated(value, email) for path, value in live.items() if path not in left_out})
    name, own = best
    return {PROFILE: name, **nest(own)} if own else name


def changes_of(entry: Entry, live: Leaves, email: str | None, profiles: Profiles) -> dict[str, t.Any]:
    """What an entry must say else of the settings that it manages: the value by path, None where the profile says it."""
    if entry.unmanaged:
        return {}
    fields = entry.kind.writable
    followed = profiles.settings(entry.profile, entry.kind) if entry.profile else {}
    changes: dict[str, t.Any] = {}
    for path, value in {**followed, **entry.own}.items():
        now = live.get(path)
        if now is None or path not in fields or fields[path].equal(now, expand(value, email)):
            continue
        as_profile = path in entry.own and path in followed and fields[path].equal(now, expand(followed[path], email))
        changes[path] = None if as_profile else templated(now, email)
    return changes


def changed_value(node: Node, changes: t.Mapping[str, t.Any], text: str) -> Value:
    """An entry's value, which is the I(node) of the I(text), with I(changes)."""
    tree: dict[str, Value] = as_wanted(node) if isinstance(node, Mapping) else {PROFILE: node}
    if isinstance(node, Mapping) and node.flow:
        tree = {one.key.text or "": one.value for one in node.items}
    for path, value in changes.items():
        _set(tree, path.split("."), value)
    profile = tree.get(PROFILE)
    if set(tree) == {PROFILE} and isinstance(profile, Scalar) and "#" not in text[node.start : node.end]:
        return profile.text
    return tree


def _set(tree: dict[str, Value], path: list[str], value: t.Any) -> None:
    name, *below = path
    if not below:
        if value is None:
            tree.pop(name, None)
        else:
            tree[name] = value
        return
    inner = tree.get(name)
    if isinstance(inner, Mapping):
        inner = tree[name] = {one.key.text or "": one.value for one in inner.items}
    elif not isinstance(inner, dict):
        inner = tree[name] = {}
    _set(inner, below, value)
    if not inner:
        del tree[name]
