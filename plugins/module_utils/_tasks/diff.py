# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The changes of many owners as one text that a person can review: a line a field, equal changes as one with their number, bounded."""

from __future__ import annotations

import json
import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import printable

_NAMED_OWNERS = 5
_MOST_GROUPS = 40


# What is said first of an object that is made or deleted.
CREATED: Json = {"field": "state", "before": "absent", "after": "present"}
DELETED: Json = {"field": "state", "before": "present", "after": "absent"}
# What is said of what is sent without a comparison: a secret, a file.
SENT = "is sent, and cannot be compared"
_NEW_OR_GONE = (CREATED, DELETED)


def review(changed: t.Iterable[tuple[str, str | None, t.Sequence[Json]]], labels: str) -> str:
    """The text for owners, each with their name, their address and their changes. An owner's own address is C({email}) in it, so
    that what is the same for all is one group. It is empty where nothing changes."""
    groups: dict[str, list[str]] = {}
    for name, email, changes in changed:
        missing = "(none)" if any(one in changes for one in _NEW_OR_GONE) else "(unknown)"
        lines = [f"  {one['field']}: {_change(one, email, missing)}" for one in changes]
        groups.setdefault("\n".join(lines), []).append(name)
    largest = sorted(groups.items(), key=lambda group: -len(group[1]))
    parts = [f"{_heading(names, labels)}\n{text}\n" for text, names in largest[:_MOST_GROUPS]]
    rest = sum(len(names) for dummy, names in largest[_MOST_GROUPS:])
    if rest:
        parts.append(f"and {rest:,} {labels} more, in {len(largest) - _MOST_GROUPS:,} more ways\n")
    return "".join(parts)


def _heading(names: t.Sequence[str], labels: str) -> str:
    shown = ", ".join(printable(name) for name in names[:_NAMED_OWNERS])
    if len(names) == 1:
        return shown
    more = f" and {len(names) - _NAMED_OWNERS:,} more" if len(names) > _NAMED_OWNERS else ""
    return f"{len(names):,} {labels}: {shown}{more}"


def _change(one: Json, email: str | None, missing: str) -> str:
    if one["before"] is None and one["after"] is None:
        return SENT
    return f"{_shown(one['before'], email, missing)} -> {_shown(one['after'], email, missing)}"


def _shown(value: t.Any, email: str | None, missing: str) -> str:
    if value is None:
        return missing
    if isinstance(value, str):
        return "{email}" if email and value == email else printable(value) or "''"
    return json.dumps(value)
