# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of webex_person_voicemail, small enough to keep, and as a table to read."""

from __future__ import annotations

DOCUMENTATION = r"""
name: voicemail_summary
short_description: Summarize the result of webex_person_voicemail
version_added: 1.0.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Returns who was selected, how many people changed or failed, by profile, and the reason of each failure. It returns no settings.
options:
  _input:
    description:
      - The registered result of M(webex.calling.webex_person_voicemail), or a dictionary with C(people) like it. People who are not in
        it count as unchanged, so a result with O(webex.calling.webex_person_voicemail#module:return=changed) is sufficient.
    type: dict
    required: true
  assigned:
    description:
      - The input of the task, as P(webex.calling.assign_voicemail_profiles#filter) returns it.
      - Null if the result is that of M(webex.calling.webex_voicemail_snapshot) with
        O(webex.calling.webex_voicemail_snapshot#module:operation=restore), which itself lists who was restored.
    type: dict
  check_mode:
    description:
      - Whether the result is from check mode.
    type: bool
    default: false
  greetings:
    description:
      - The registered result of M(webex.calling.webex_voicemail_greeting) in a loop over the C(greetings) of O(assigned), if it was run.
    type: dict
  passcodes:
    description:
      - The registered result of M(webex.calling.webex_voicemail_passcode) for the people that
        P(webex.calling.voicemail_succeeded#filter) returns, if it was run.
    type: dict
"""

EXAMPLES = r"""
# assigned is the result of the filter assign_voicemail_profiles.
- name: Apply the profiles
  webex.calling.webex_person_voicemail:
    people: "{{ assigned.people }}"
    return: changed
  register: applied

- name: Show the summary
  ansible.builtin.debug:
    msg: "{{ (applied | webex.calling.voicemail_summary(assigned)).table }}"
"""

RETURN = r"""
_value:
  description: The summary.
  type: dict
  contains:
    check_mode:
      description: Whether the result is from check mode.
      type: bool
    changed:
      description: Whether anything differed.
      type: bool
    summary:
      description: >-
        The number of people, in C(total), C(changed), C(unchanged) and C(failed). Who was changed by one step and failed in a later one is
        counted as both.
      type: dict
    profiles:
      description: The same by profile.
      type: dict
    failed:
      description: >-
        The first 100 people for whom it failed, each with C(person), C(profile), C(line) if a CSV names them, C(step) (V(settings),
        V(greeting_busy), V(greeting_unanswered) or V(passcode)), C(msg), C(status) and C(tracking_id).
      type: list
      elements: dict
    greetings:
      description: The counts of RV(_value.summary) for the people with a greeting to upload, if there were any.
      type: dict
    passcodes:
      description: The counts of RV(_value.summary) for the people with a passcode to reset, if there were any.
      type: dict
    ignored_columns:
      description: The columns of a CSV that were ignored, if there were any.
      type: list
      elements: str
    msg:
      description: The reason of the failure. It is empty if nothing failed.
      type: str
    table:
      description: The summary as lines of text.
      type: list
      elements: str
"""

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._errors import some_of
from ansible_collections.webex.calling.plugins.plugin_utils.outcomes import (
    FAILED,
    Step,
    failures_of,
    outcomes_of,
    reasons_of,
    steps_of,
)

_MOST_KEPT = 100
_MOST_SHOWN = 20
_COUNTS = ("total", "changed", "unchanged", "failed")
_NOBODYS = "(no profile)"


def _table(rows: t.Sequence[tuple[str, Json]], check_mode: bool) -> list[str]:
    head = ("people", "would change" if check_mode else "changed", "unchanged", "failed")
    width = max(len(name) for name in ("profile", *(name for name, dummy in rows)))
    lines = ["  ".join(["profile".ljust(width), *head])]
    for name, counts in rows:
        cells = (str(counts[one]).rjust(len(title)) for one, title in zip(_COUNTS, head))
        lines.append("  ".join([name.ljust(width), *cells]))
    return lines


def _count(outcomes: t.Iterable[set[str]]) -> dict[str, int]:
    counts = dict.fromkeys(_COUNTS, 0)
    for outcome in outcomes:
        counts["total"] += 1
        for one in outcome:
            counts[one] += 1
    return counts


def _restored(names: t.Sequence[str]) -> Json:
    """Who was restored from a snapshot, each with settings of their own."""
    none = [""] * len(names)
    people = [{"person": name} for name in names]
    return {"people": people, "profiles": none, "names": names, "lines": none, "ignored_columns": []}


def _failed(assigned: t.Mapping[str, t.Any], reasons: t.Mapping[str, Json]) -> list[Json]:
    """Those for whom it failed, who they are and why."""
    keys = ("people", "profiles", "names", "lines")
    return [
        {"person": name, "profile": profile, **({"line": line} if line else {}), **reasons[one["person"]]}
        for one, profile, name, line in zip(*(assigned[key] for key in keys))
        if one["person"] in reasons
    ]


def _why(failure: Json) -> str:
    """Who failed in which step and why. The settings are what the run is about, and need no name."""
    where = [failure[name] for name in ("line", "step") if failure.get(name, "settings") != "settings"]
    return f"{failure['person']}{' (' + ', '.join(where) + ')' if where else ''}: {failure['msg']}"


def _in_steps(steps: t.Sequence[Step]) -> dict[str, dict[str, int]]:
    """How many people there were in the steps after the first, and what became of them."""
    of_steps = {
        "greetings": [step for step in steps if step.name.startswith("greeting_")],
        "passcodes": [step for step in steps if step.name == "passcode"],
    }
    counts = {name: _count(outcomes_of(some).values()) for name, some in of_steps.items()}
    return {name: one for name, one in counts.items() if one["total"]}


def voicemail_summary(
    result: t.Mapping[str, t.Any],
    assigned: t.Mapping[str, t.Any] | None,
    check_mode: bool = False,
    greetings: t.Mapping[str, t.Any] | None = None,
    passcodes: t.Mapping[str, t.Any] | None = None,
) -> Json:
    """The summary, as the documentation above describes it."""
    assigned = _restored(result["restored"]) if assigned is None else assigned
    people = [item["person"] for item in assigned["people"]]
    steps = steps_of(result, people, greetings)
    if passcodes and not passcodes.get("skipped"):
        succeeded = [person for person, outcome in outcomes_of(steps).items() if FAILED not in outcome]
        steps.append(Step("passcode", succeeded, passcodes))
    outcomes, reasons = outcomes_of(steps), failures_of(steps)
    by_profile: dict[str, list[set[str]]] = {}
    for person, profile in zip(people, assigned["profiles"]):
        by_profile.setdefault(profile or _NOBODYS, []).append(outcomes[person])
    profiles = {name: _count(some) for name, some in by_profile.items()}
    total = _count(outcomes[person] for person in people)
    failed = _failed(assigned, reasons)
    in_steps = _in_steps(steps)
    rows = [*sorted(profiles.items()), *([("all", total)] if len(profiles) > 1 else [])]
    table = [f"People: {some_of(assigned['names'])}"] if people else []
    table += _table([*rows, *((f"({name})", counts) for name, counts in in_steps.items())], check_mode)
    table += map(_why, failed[:_MOST_SHOWN])
    if len(failed) > _MOST_SHOWN:
        table.append(f"And {len(failed) - _MOST_SHOWN:,} more.")
    ignored = assigned["ignored_columns"]
    if ignored:
        table.append(f"Columns of the CSV that were left out: {', '.join(ignored)}")
    return {
        "check_mode": bool(check_mode),
        "changed": any(one.get("changed") for step in steps for one in step.of_each().values()),
        "summary": total,
        "profiles": profiles,
        **in_steps,
        **({"ignored_columns": ignored} if ignored else {}),
        "failed": failed[:_MOST_KEPT],
        "msg": reasons_of(steps),
        "table": table,
    }


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """By its name."""
        return {"voicemail_summary": voicemail_summary}
