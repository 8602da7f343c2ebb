# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a list of groups as a team writes it to what webex_voicemail_group takes."""

from __future__ import annotations

DOCUMENTATION = r"""
name: voicemail_groups_at
short_description: Add a location to a list of voicemail groups
version_added: 1.0.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Adds a location to the groups of a list that have none.
  - It fails with all errors if the list is empty, an item is not a dictionary, a group has no location, or a value is a number
    instead of a text. The message holds no value.
options:
  _input:
    description:
      - Groups, each a dictionary as O(webex.calling.webex_voicemail_group#module:voicemail_groups) takes it.
    type: list
    elements: dict
    required: true
  location:
    description:
      - The location of groups that have none. It may be empty if all groups have one.
    type: str
    required: true
"""

EXAMPLES = r"""
- name: Show what the module would get
  ansible.builtin.debug:
    msg: "{{ [{'name': 'Sales', 'enabled': true}] | webex.calling.voicemail_groups_at('Stockholm') }}"
"""

RETURN = r"""
_value:
  description: The groups.
  type: list
  elements: dict
"""

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import Json
from ansible_collections.webex.calling.plugins.module_utils._engine.validate import no_texts
from ansible_collections.webex.calling.plugins.module_utils._resources.voicemail_group import VOICEMAIL_GROUP
from ansible_collections.webex.calling.plugins.plugin_utils.messages import (
    NUMBER_ADVICE,
    Refused,
    lines_of,
    shown,
    type_name,
)

# What may be given of a group that the module takes for a text.
_SPEC: Json = {**VOICEMAIL_GROUP.fields.argument_spec, "location": {}, "new_name": {}}


def voicemail_groups_at(groups: t.Sequence[t.Any], location: str) -> list[Json]:
    """The groups, as the documentation above describes it."""
    found: list[Json] = []
    problems = [] if groups else ["No group is given. Set voicemail_groups_groups to a list of groups"]
    for number, one in enumerate(groups, start=1):
        if not isinstance(one, t.Mapping):
            problems.append(f"Group {number} must be a dictionary with name and location, not {type_name(one)}")
            continue
        given = {name: value for name, value in one.items() if value is not None}
        who = f"Group {number} ({shown(given['name'])})" if given.get("name") else f"Group {number}"
        wrong = sorted(path for path, dummy in no_texts(_SPEC, given))
        if wrong:
            problems.append(f"{who}: {', '.join(wrong)} must be a text: write it in quotes{NUMBER_ADVICE}")
        place = given.get("location") or location
        if not place:
            problems.append(f"{who} has no location. Give it location, or set voicemail_groups_location")
        found.append({**given, **({"location": place} if place else {})})
    if problems:
        raise Refused("\n".join(lines_of(problems)))
    return found


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """By its name."""
        return {"voicemail_groups_at": voicemail_groups_at}
