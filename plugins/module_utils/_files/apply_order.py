# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""In which order a plan is applied, and what of it no longer fits what is there. Pure."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json, get
from ansible_collections.webex.calling.plugins.module_utils._errors import printable
from ansible_collections.webex.calling.plugins.module_utils._files.kinds import KINDS, flatten, nest
from ansible_collections.webex.calling.plugins.module_utils._files.settings_text import Leaves
from ansible_collections.webex.calling.plugins.module_utils._owners.organization import ORGANIZATION
from ansible_collections.webex.calling.plugins.module_utils._owners.voicemail_groups import VOICEMAIL_GROUP_KIND

_MOST_TOLD = 5


class Step(t.NamedTuple):
    """A record of the plan, or the part of one that is applied at a time: what is to be I(set), and its I(number) in the plan."""

    number: int
    record: Json
    set: list[Json]

    @property
    def leaves(self) -> Leaves:
        """The values that are to be, by path."""
        return {one["field"]: one["now"] for one in self.set if one.get("now") is not None}


def phases(records: t.Sequence[Json]) -> list[list[Step]]:
    """What is applied together, one after the other: what the organization permits, then owners, then what it forbids; a group before
    what points at it, and away after it. What undoes a plan goes the other way by that."""
    found: list[list[Step]] = [[] for dummy in range(6)]
    for number, record in enumerate(records):
        kind, action = KINDS[record["kind"]], record["action"]
        if kind.owner is ORGANIZATION and not kind.resource.module.endswith("_rules"):
            forbids = [one for one in record["set"] if one.get("now") is False]
            permits = [one for one in record["set"] if one.get("now") is not False]
            for phase, some in ((0, permits), (5, forbids)):
                if some:
                    found[phase].append(Step(number, record, some))
            continue
        if kind.section:
            phase = 1
        elif kind.owner is VOICEMAIL_GROUP_KIND:
            phase = 4 if action == "delete" else 2
        else:
            phase = 3
        found[phase].append(Step(number, record, record["set"]))
    return [phase for phase in found if phase]


def drift(step: Step, current: Json) -> str | None:
    """In words, the fields that are neither as they were nor as they shall be, and the destinations that are put to use and are no longer
    those that were approved; None where there is none. I(current) are the settings as a module returns them."""
    kind = KINDS[step.record["kind"]]
    fields = dict(kind.resource.fields.leaves())
    kept = {**step.record.get("before", {}), **used(step.record)}
    expected = {**kept, **{one["field"]: one.get("was") for one in step.set}}
    odd = [path for path, was in kept.items() if path in fields and not fields[path].equal(get(current, path), was)]
    odd += [
        one["field"]
        for one in step.set
        if one["field"] in fields
        and not fields[one["field"]].write_only
        and not fields[one["field"]].equal(get(current, one["field"]), one.get("was"))
        and not fields[one["field"]].equal(get(current, one["field"]), one.get("now"))
    ]
    if not odd:
        return None
    told = [f"{path} is {_shown(get(current, path))}, and was {_shown(expected[path])}" for path in odd[:_MOST_TOLD]]
    more = f" and {len(odd) - _MOST_TOLD} more" if len(odd) > _MOST_TOLD else ""
    return "; ".join(told) + more


def used(record: Json) -> Leaves:
    """The destinations, by path, that a I(record) puts to use without changing them."""
    return {one["field"]: one["value"] for one in record.get("uses", ())}


def _shown(value: t.Any) -> str:
    return (
        "unknown" if value is None else str(value).lower() if isinstance(value, bool) else printable(value) or "empty"
    )


def desired(step: Step) -> Json:
    """The settings that are to be."""
    return nest(step.leaves)


def to_write(step: Step, current: Json) -> list[Json]:
    """What is to be set and differs from the I(current) settings, each with its value now."""
    told = flatten(current)
    fields = dict(KINDS[step.record["kind"]].resource.fields.leaves())
    return [
        {"field": path, "was": told.get(path), "now": now}
        for path, now in step.leaves.items()
        if not fields[path].write_only and not fields[path].equal(told.get(path), now)
    ]
