# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which settings a snapshot keeps: those from before, and never those that a run before made."""

from __future__ import annotations

DOCUMENTATION = r"""
name: voicemail_snapshot
short_description: Add people's settings to a snapshot without losing what it holds
version_added: 0.2.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Adds those who are not in the snapshot yet. Whoever is in it stays as they are in it, since their settings may have been
    changed after it was taken.
  - It refuses to go on where the snapshot holds other settings of somebody than they have now, and those of now were not
    made by the change that the snapshot was taken for. They would be in no snapshot.
options:
  _input:
    description:
      - What the snapshot holds now, in the form of RV(webex.calling.webex_person_voicemail_info#module:people).
    type: list
    elements: dict
    required: true
  current:
    description:
      - The settings that people have now, in the same form. Those for whom it C(failed) are left out.
    type: list
    elements: dict
    required: true
  change:
    description:
      - The settings that the change names for everyone. Whoever has them all was changed before.
    type: dict
    required: true
"""

EXAMPLES = r"""
- name: Read Anna's settings
  webex.calling.webex_person_voicemail_info:
    person: anna.andersson@example.com
  register: now

- name: Say whom a new snapshot would hold
  ansible.builtin.debug:
    msg: "{{ ([] | webex.calling.voicemail_snapshot(current=now.people, change={'enabled': false})).added }}"
"""

RETURN = r"""
_value:
  description: The snapshot.
  type: dict
  contains:
    people:
      description: All that it shall hold, in the form of RV(webex.calling.webex_person_voicemail_info#module:people).
      type: list
      elements: dict
    added:
      description: Those who were added.
      type: list
      elements: str
"""

import typing as t

from ansible.errors import AnsibleFilterError

Json = dict[str, t.Any]


def _has(settings: t.Any, wanted: t.Mapping[str, t.Any]) -> bool:
    """Whether I(settings) are as I(wanted), in all that it names."""
    for name, value in wanted.items():
        found = settings.get(name)
        if not (_has(found, value) if isinstance(value, t.Mapping) else found == value):
            return False
    return True


def voicemail_snapshot(kept: t.Any, current: t.Sequence[t.Mapping[str, t.Any]], change: t.Mapping[str, t.Any]) -> Json:
    """The snapshot, as the documentation above describes it."""
    if not isinstance(kept, (list, tuple)) or not all(
        isinstance(one, t.Mapping) and isinstance(one.get("voicemail"), t.Mapping) and one.get("person_id")
        for one in kept
    ):
        raise AnsibleFilterError("The snapshot is not a list of people with their person_id and voicemail.")
    known = {one["person_id"]: one["voicemail"] for one in kept}
    added, lost = [], []
    for one in current:
        if one.get("failed"):
            continue
        held = known.get(one["person_id"])
        if held is None:
            added.append({name: one[name] for name in ("person", "person_id", "email", "voicemail")})
        elif held != one["voicemail"] and not _has(one["voicemail"], change):
            lost.append(one["person"])
    if lost:
        raise AnsibleFilterError(
            "The snapshot holds other settings of {0} than now, and those of now would be lost. Nothing was written. "
            "Name another file for the snapshot, or remove them from this one.".format(", ".join(lost))
        )
    return {"people": [*kept, *added], "added": [one["person"] for one in added]}


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """By its name."""
        return {"voicemail_snapshot": voicemail_snapshot}
