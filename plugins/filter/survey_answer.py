# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A variable of a role as it was meant: what is empty is not given, and what arrives as text gets its type."""

from __future__ import annotations

DOCUMENTATION = r"""
name: survey_answer
short_description: Convert a role's variable to its intended type
version_added: 1.0.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - AWX sends the answer to an unanswered question of a survey as an empty text. From ansible-core 2.19 on, the answer arrives as
    null, and V(true) or V(30) as a boolean or a number. This filter converts all of these to the same value.
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
      - V(dict) and V(list) may be given as a text in JSON or YAML, whose values stay texts as they were typed. V(names) is a list of
        texts, or a text with one name on each line. V(words) is a list of texts, or a text with commas or white space between words.
      - V(secret) is a text that may be in quotes, so that ansible-core does not take digits for a number. It is in no message.
    type: str
    choices:
      - str
      - bool
      - int
      - dict
      - list
      - names
      - secret
      - words
    default: str
  default:
    description:
      - The value to return if the variable is null or empty.
    type: raw
  choices:
    description:
      - The allowed values, or with V(words) the allowed words. An empty list allows any value.
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
  description: The value, or the default. White space around a text is removed.
  type: raw
"""

import typing as t

from ansible_collections.webex.calling.plugins.plugin_utils.messages import Problem, Refused, did_you_mean, shown
from ansible_collections.webex.calling.plugins.plugin_utils.survey import answer


def survey_answer(
    value: t.Any, name: str, kind: str = "str", default: t.Any = None, choices: t.Sequence[str] = ()
) -> t.Any:
    """The value, as the documentation above describes it."""
    try:
        found = answer(name, value, kind, default)
    except Problem as problem:
        raise Refused(f"{problem}.") from None
    wrong = [one for one in (found if kind == "words" else [found]) if one not in choices] if choices else []
    if wrong:
        question = did_you_mean(str(wrong[0]), choices)
        raise Refused(f"{name} must be one of: {', '.join(choices)}, not {shown(wrong[0])}. {question}".strip())
    return found


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """By its name."""
        return {"survey_answer": survey_answer}
