# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of people in the steps of a role: their settings, their greetings, their passcodes."""

from __future__ import annotations

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json

FAILED, CHANGED, UNCHANGED = "failed", "changed", "unchanged"
_NAMED = 5


class Step(t.NamedTuple):
    """A task for some people: what it is about, whom it was asked for, and what it returned, of those alone who changed or failed."""

    name: str
    people: t.Sequence[str]
    result: t.Mapping[str, t.Any]

    def of_each(self) -> dict[str, Json]:
        """The result for each person. Where the task failed as a whole, it failed for everyone, and nobody has a reason of their own."""
        if "people" not in self.result:
            return {person: {"failed": True} for person in self.people}
        return {person: {} for person in self.people} | {one["person"]: one for one in self.result["people"]}


def steps_of(
    applied: t.Mapping[str, t.Any], people: t.Sequence[str], greetings: t.Mapping[str, t.Any] | None
) -> list[Step]:
    """The task with the settings, and the loop with the greetings, as they were registered."""
    loop = (greetings or {}).get("results") or ()
    given = [Step(f"greeting_{one['item']['greeting']}", one["item"]["person"], one) for one in loop]
    return [Step("settings", people, applied), *given]


def outcomes_of(steps: t.Iterable[Step]) -> dict[str, set[str]]:
    """What became of each person in all of the I(steps) together: who was changed by one may have failed in another."""
    found: dict[str, set[str]] = {}
    for step in steps:
        for person, result in step.of_each().items():
            found.setdefault(person, set()).update(one for one in (CHANGED, FAILED) if result.get(one))
    return {person: outcomes or {UNCHANGED} for person, outcomes in found.items()}


def failures_of(steps: t.Iterable[Step]) -> dict[str, Json]:
    """Why it failed first, for each person for whom something did and has a reason of their own."""
    found: dict[str, Json] = {}
    for step in steps:
        for person, result in step.of_each().items():
            if result.get("failed") and "msg" in result:
                kept: Json = {key: result[key] for key in ("msg", "status", "tracking_id") if key in result}
                found.setdefault(person, {"step": step.name, **kept})
    return found


def reasons_of(steps: t.Sequence[Step]) -> str:
    """Why steps failed, for people for whom none failed before; of the first step the whole, of the others a few reasons."""
    reasons = [steps[0].result.get("msg") or ""]
    before = {person for person, outcome in outcomes_of(steps[:1]).items() if FAILED in outcome}
    later = []
    for step in steps[1:]:
        failed = {person: one for person, one in step.of_each().items() if one.get("failed") and person not in before}
        if failed:
            later += (
                [f"{step.name}: {step.result.get('msg')}"]
                if "people" not in step.result
                else [f"{step.name} of {person}: {one.get('msg')}" for person, one in failed.items()]
            )
            before |= set(failed)
    more = [f"And {len(later) - _NAMED:,} more failures."] if len(later) > _NAMED else []
    return " ".join(filter(None, [*reasons, *later[:_NAMED], *more]))
