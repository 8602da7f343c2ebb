# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that select owners, documented once a kind of owner. Written by make generate."""

from __future__ import annotations


class ModuleDocFragment:
    """A fragment a kind of owner: for the modules that change settings, and for those that read them."""

    PERSON = r"""
options:
  person:
    description:
      - The people that the task is about, each an e-mail address, a person ID, or V(me), the owner of the token. With an ID the person
        need not be looked up. White space around them is ignored, and an empty list means none.
      - Exactly one of O(person), O(people), O(location), and O(all) is required.
    type: list
    elements: str
  location:
    description:
      - Names or IDs of locations, at which all people are selected.
    type: list
    elements: str
  all:
    description:
      - Whether all people of the organization are selected.
      - With it, and with O(location), people that have no voicemail are left out, and counted in RV(left_out).
    type: bool
  concurrency:
    description:
      - How many requests may be sent at the same time, from 1 to 100.
    type: int
    default: 10
  people:
    description:
      - The people that the task is about, each a dictionary with C(person) (an e-mail address, a person ID, or V(me), the owner of
        the token) and any of the settings of this module, which take precedence over the task's own.
      - An item of RV(people), of this module or of its twin with the suffix C(_info), is accepted as it is. Its settings are applied,
        and what else it says is ignored. One that failed is refused.
    type: list
    elements: dict
  return:
    description:
      - Which people the result holds in RV(people). V(changed) includes those that failed. V(summary) is none of them.
      - The default is V(all) for up to 100, and V(failed) for more.
    type: str
    choices:
      - all
      - changed
      - failed
      - summary
"""

    PERSON_INFO = r"""
options:
  person:
    description:
      - The people that the task is about, each an e-mail address, a person ID, or V(me), the owner of the token. With an ID the person
        need not be looked up. White space around them is ignored, and an empty list means none.
      - Without any of O(person), O(location), and O(all), all people are selected.
    type: list
    elements: str
  location:
    description:
      - Names or IDs of locations, at which all people are selected.
    type: list
    elements: str
  all:
    description:
      - Whether all people of the organization are selected.
      - With it, and with O(location), people that have no voicemail are left out, and counted in RV(left_out).
    type: bool
  concurrency:
    description:
      - How many requests may be sent at the same time, from 1 to 100.
    type: int
    default: 10
"""
