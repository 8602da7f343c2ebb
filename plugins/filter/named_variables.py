# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module's message names options, and who runs a playbook knows its variables."""

from __future__ import annotations

DOCUMENTATION = r"""
name: named_variables
short_description: Say which variables of a playbook are the options that a message names
version_added: 1.0.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Messages of modules name options. This filter returns a sentence that names the playbook's variables for these options.
  - A variable is called like the option, with a prefix.
options:
  _input:
    description:
      - The message.
    type: str
    required: true
  prefix:
    description:
      - The prefix of the variables.
    type: str
    required: true
  variables:
    description:
      - The names of all variables of the playbook.
    type: list
    elements: str
    required: true
  called:
    description:
      - For a variable that is not called like its option, the option.
    type: dict
    default: {}
"""

EXAMPLES = r"""
- name: Say which variables the options in the message are
  ansible.builtin.debug:
    msg: "{{ 'Plan again, or use on_drift: skip.' | webex.calling.named_variables('apply_', ['apply_on_drift', 'apply_plan']) }}"
"""

RETURN = r"""
_value:
  description: The sentence. It is empty if the message names no option.
  type: str
"""

import re
import typing as t


def named_variables(
    message: str, prefix: str, variables: t.Sequence[str], called: t.Mapping[str, str] | None = None
) -> str:
    """The sentence, as the documentation above describes it."""
    options = {**{one: one[len(prefix) :] for one in variables}, **(called or {})}
    named = [
        f"the option {option} is the variable {variable}"
        for variable, option in options.items()
        if re.search(_named(option), message)
    ]
    return f"In this playbook, {', '.join(named)}." if named else ""


def _named(option: str) -> str:
    """Where a message names this I(option). Most are words of every language too, and name one only where a sentence begins with it, or
    after such words."""
    if "_" in option:
        return rf"(?<![\w./-]){option}(?![\w./-])"
    return rf"(^|[.:;?] ){option}(:|(\.\S+)? (must|cannot) )|(?<![\w./-])(set |value of |add |requires |required: |'){option}\b"


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """By its name."""
        return {"named_variables": named_variables}
