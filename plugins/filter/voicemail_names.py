# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The people that a list names, and nothing else of them."""

from __future__ import annotations

DOCUMENTATION = r"""
name: voicemail_names
short_description: Convert a list of people to names
version_added: 1.0.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Accepts the same list of people as P(webex.calling.assign_voicemail_profiles#filter), but only with names, without settings and
    profiles.
options:
  _input:
    description:
      - E-mail addresses and person IDs, in a list or a text, as in P(webex.calling.assign_voicemail_profiles#filter).
    type: raw
    required: true
"""

EXAMPLES = r"""
- name: Show who is named
  ansible.builtin.debug:
    msg: "{{ 'anna.andersson@example.com, bo.berg@example.com' | webex.calling.voicemail_names }}"
"""

RETURN = r"""
_value:
  description: The e-mail addresses and person IDs.
  type: list
  elements: str
"""

import typing as t

from ansible_collections.webex.calling.plugins.module_utils._errors import ValidationError
from ansible_collections.webex.calling.plugins.module_utils._owners.people import PERSON
from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, Refused
from ansible_collections.webex.calling.plugins.plugin_utils.people_list import rows_of_a_list


def voicemail_names(people: t.Any) -> list[str]:
    """The names, as the documentation above describes it."""
    names: list[str] = []
    problems = []
    try:
        for row in rows_of_a_list(people):
            person = row.item.get("person")
            if not isinstance(person, str) or not person.strip():
                problems.append(f"{row.where} has no person, which must be an e-mail address or a person ID")
            elif set(row.item) != {"person"}:
                problems.append(f"{row.where} brings more than a name, which has no use here")
            else:
                names.append(person.strip())
                try:
                    PERSON.validate(names[-1])
                except ValidationError as error:
                    problems.append(f"{row.where}: {error.msg.rstrip('.')}")
    except Problem as problem:
        problems.append(str(problem))
    if problems:
        raise Refused(f"{'. '.join(problems[:10])}.")
    return list(dict.fromkeys(names))


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """By its name."""
        return {"voicemail_names": voicemail_names}
