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
      - The registered result of M(webex.calling.webex_person_voicemail), or a dictionary with C(people) as in it.
    type: dict
    required: true
  profiles:
    description:
      - For each of the people the name of the profile, in the same order.
    type: list
    elements: str
    required: true
  names:
    description:
      - For each of the people what to call them, in the same order, where the result has an ID alone.
    type: list
    elements: str
    default: []
  check_mode:
    description:
      - Whether it is the result of check mode.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: Four rings for Anna
  webex.calling.webex_person_voicemail:
    person: anna.andersson@example.com
    send_unanswered_calls:
      number_of_rings: 4
  register: four_rings

- name: Say what became of it
  ansible.builtin.debug:
    msg: "{{ (four_rings | webex.calling.voicemail_summary(profiles=['four rings'])).table }}"
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


def voicemail_summary(
    result: t.Mapping[str, t.Any], profiles: t.Sequence[str], check_mode: bool = False, names: t.Sequence[str] = ()
) -> Json:
    """The summary, as the documentation above describes it."""
    msg = result.get("msg") or ""
    # Where the task failed as a whole, it failed for everyone.
    people = result.get("people") or [{"failed": True}] * len(profiles)
    counts: dict[str, Json] = {}
    total = dict.fromkeys(_COUNTS, 0)
    failed = []
    for number, (person, profile) in enumerate(zip(people, profiles)):
        outcome = "failed" if person.get("failed") else "changed" if person.get("changed") else "unchanged"
        for row in (total, counts.setdefault(profile or _NOBODYS, dict.fromkeys(_COUNTS, 0))):
            row["total"] += 1
            row[outcome] += 1
        if outcome == "failed" and "person" in person:
            kept = {name: person[name] for name in ("person", "msg", "status", "tracking_id") if name in person}
            failed.append({"profile": profile, **kept, **({"person": names[number]} if names else {})})
    rows = sorted(counts.items())
    table = _table([*rows, *([("all", total)] if len(rows) > 1 else [])], check_mode)
    table += ["{person}: {msg}".format(**one) for one in failed[:_MOST_SHOWN]]
    if len(failed) > _MOST_SHOWN:
        table.append(f"And {len(failed) - _MOST_SHOWN:,} more.")
    return {
        "check_mode": bool(check_mode),
        "changed": total["changed"] > 0,
        "summary": total,
        "profiles": counts,
        "failed": failed[:_MOST_KEPT],
        "msg": msg,
        "table": table,
    }


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """By its name."""
        return {"voicemail_summary": voicemail_summary}
