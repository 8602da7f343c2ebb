# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A variable of a role as it was meant: what is empty is not given, and what arrives as text gets its type."""

from __future__ import annotations

DOCUMENTATION = r"""
name: survey_answer
short_description: Take a role's variable as it was meant
version_added: 1.0.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - AWX sends each question of a survey that nobody answered as an empty text, and from ansible-core 2.19 on it arrives as
    null, and V(true) or V(30) as a boolean or a number. This filter makes one value of all of these.
options:
  _input:
    description:
      - The variable.
    type: raw
    required: true
  name:
    description:
      - The name of the variable, for messages.
    type: str
    required: true
  kind:
    description:
      - What it must be.
      - V(dict) and V(list) may be in a text, in JSON or YAML, whose values stay texts as they were typed. V(names) is a list of texts,
        or a text with one a line.
      - V(secret) is a text that may be in quotes, which keep ansible-core from taking digits for a number. It is in no message.
    type: str
    choices:
      - str
      - bool
      - int
      - dict
      - list
      - names
      - secret
    default: str
  default:
    description:
      - What to return where the variable is null or empty.
    type: raw
  choices:
    description:
      - The values that it may have. An empty list means any.
    type: list
    elements: str
    default: []
"""

EXAMPLES = r"""
- name: Show after how many days messages expire
  ansible.builtin.debug:
    msg: "{{ '30' | webex.calling.survey_answer('days', kind='int', default=90) }} days"
"""

RETURN = r"""
_value:
  description: The value, or the default. A text comes without white space around it.
  type: raw
"""

import typing as t

from ansible.errors import AnsibleFilterError

from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, redact, shown
from ansible_collections.webex.calling.plugins.plugin_utils.survey import answer


def survey_answer(
    value: t.Any, name: str, kind: str = "str", default: t.Any = None, choices: t.Sequence[str] = ()
) -> t.Any:
    """The value, as the documentation above describes it."""
    try:
        found = answer(name, value, kind, default)
    except Problem as problem:
        raise AnsibleFilterError(redact(f"{problem}.")) from None
    if choices and found not in choices:
        raise AnsibleFilterError(redact(f"{name} must be one of: {', '.join(choices)}, not {shown(found)}."))
    return found


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """By its name."""
        return {"survey_answer": survey_answer}
