# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The result of webex_person_voicemail, small enough to keep, and as a table to read."""

from __future__ import annotations

DOCUMENTATION = r"""
name: voicemail_summary
short_description: Summarize the result of webex_person_voicemail
version_added: 0.2.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Counts, by profile, what became of the people, names those for whom it failed, and leaves all settings out.
options:
  _input:
    description:
      - The registered result of M(webex.calling.webex_person_voicemail), or a dictionary with C(people) as in it. Who is not in
        it was not changed, so that with O(webex.calling.webex_person_voicemail#module:return=changed) it is enough.
    type: dict
    required: true
  assigned:
    description:
      - What the task was given, as P(webex.calling.assign_voicemail_profiles#filter) returns it.
    type: dict
    required: true
  check_mode:
    description:
      - Whether it is the result of check mode.
    type: bool
    default: false
"""

EXAMPLES = r"""
# The variable assigned is what the filter assign_voicemail_profiles made of people and profiles.
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
      description: Whether it says what would be done.
      type: bool
    changed:
      description: Whether anything differed.
      type: bool
    summary:
      description: How many people it was about in C(total), and how many of them C(changed), C(unchanged) and C(failed).
      type: dict
    profiles:
      description: The same by profile.
      type: dict
    failed:
      description: Those for whom it failed, the first 100, each with C(person), C(profile), C(msg), C(status) and C(tracking_id).
      type: list
      elements: dict
    msg:
      description: Why it failed; empty where it did not.
      type: str
    table:
      description: All of it as lines to read.
      type: list
      elements: str
"""

import typing as t

Json = dict[str, t.Any]

_MOST_KEPT = 100
_MOST_SHOWN = 20
_COUNTS = ("total", "changed", "unchanged", "failed")
_NOBODYS = "(own settings)"


def _table(rows: t.Sequence[tuple[str, Json]], check_mode: bool) -> list[str]:
    head = ("people", "would change" if check_mode else "changed", "as wanted", "failed")
    width = max(len("profile"), *(len(name) for name, dummy in rows))
    lines = ["  ".join(["profile".ljust(width), *head])]
    for name, counts in rows:
        cells = (str(counts[one]).rjust(len(title)) for one, title in zip(_COUNTS, head))
        lines.append("  ".join([name.ljust(width), *cells]))
    return lines


def voicemail_summary(result: t.Mapping[str, t.Any], assigned: t.Mapping[str, t.Any], check_mode: bool = False) -> Json:
    """The summary, as the documentation above describes it."""
    # Where the task failed as a whole, it failed for everyone.
    missing: Json = {} if "people" in result else {"failed": True}
    found = {one["person"]: one for one in result.get("people", ())}
    counts: dict[str, Json] = {}
    total = dict.fromkeys(_COUNTS, 0)
    failed = []
    for item, profile, name in zip(assigned["people"], assigned["profiles"], assigned["names"]):
        person = found.get(item["person"], missing)
        outcome = "failed" if person.get("failed") else "changed" if person.get("changed") else "unchanged"
        for row in (total, counts.setdefault(profile or _NOBODYS, dict.fromkeys(_COUNTS, 0))):
            row["total"] += 1
            row[outcome] += 1
        if outcome == "failed" and "person" in person:
            kept = {key: person[key] for key in ("msg", "status", "tracking_id") if key in person}
            failed.append({"person": name, "profile": profile, **kept})
    rows = sorted(counts.items())
    table = _table([*rows, *([("all", total)] if len(rows) > 1 else [])], check_mode)
    table += [f"{one['person']}: {one['msg']}" for one in failed[:_MOST_SHOWN]]
    if len(failed) > _MOST_SHOWN:
        table.append(f"And {len(failed) - _MOST_SHOWN:,} more.")
    return {
        "check_mode": bool(check_mode),
        "changed": total["changed"] > 0,
        "summary": total,
        "profiles": counts,
        "failed": failed[:_MOST_KEPT],
        "msg": result.get("msg") or "",
        "table": table,
    }


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """By its name."""
        return {"voicemail_summary": voicemail_summary}
