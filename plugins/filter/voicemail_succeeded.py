# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Those for whom nothing failed so far."""

from __future__ import annotations

DOCUMENTATION = r"""
name: voicemail_succeeded
short_description: Select the people for whom nothing failed
version_added: 1.0.0
author:
  - The webex.calling contributors (@webex-calling)
description:
  - Returns the people whose settings and greetings did not fail, for a further step.
options:
  _input:
    description:
      - The input of the tasks, as P(webex.calling.assign_voicemail_profiles#filter) returns it.
    type: dict
    required: true
  applied:
    description:
      - The registered result of M(webex.calling.webex_person_voicemail).
    type: dict
    required: true
  greetings:
    description:
      - The registered result of M(webex.calling.webex_voicemail_greeting) in a loop over the C(greetings), if it was run.
    type: dict
"""

EXAMPLES = r"""
# assigned is the result of the filter assign_voicemail_profiles, and applied that of webex_person_voicemail.
- name: Reset the passcodes of those for whom nothing failed
  webex.calling.webex_voicemail_passcode:
    person: "{{ assigned | webex.calling.voicemail_succeeded(applied) }}"
    reset: true
"""

RETURN = r"""
_value:
  description: The people, as given.
  type: list
  elements: str
"""

import typing as t

from ansible_collections.webex.calling.plugins.plugin_utils.outcomes import FAILED, outcomes_of, steps_of


def voicemail_succeeded(
    assigned: t.Mapping[str, t.Any], applied: t.Mapping[str, t.Any], greetings: t.Mapping[str, t.Any] | None = None
) -> list[str]:
    """The people, as the documentation above describes it."""
    people = [one["person"] for one in assigned["people"]]
    outcomes = outcomes_of(steps_of(applied, people, greetings))
    return [person for person in people if FAILED not in outcomes[person]]


class FilterModule:
    """The filter."""

    def filters(self) -> dict[str, t.Callable[..., t.Any]]:
        """By its name."""
        return {"voicemail_succeeded": voicemail_succeeded}
