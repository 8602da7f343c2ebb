# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that select owners, documented once a kind of owner. Written by make generate."""

from __future__ import annotations


class ModuleDocFragment:
    """For each kind of owner those of the modules that change settings, and of those that read them; and what all have."""

    CONCURRENCY = r"""
options:
  concurrency:
    description:
      - How many requests may be sent at the same time, from 1 to 100.
    type: int
    default: 10
"""

    MANY = r"""
options:
  concurrency:
    description:
      - How many requests may be sent at the same time, from 1 to 100.
    type: int
    default: 10
  return:
    description:
      - Which owners are in the list of results. V(changed) includes those that failed. V(summary) is none of them.
      - The default is V(all) for up to 100, and V(failed) for more.
    type: str
    choices:
      - all
      - changed
      - failed
      - summary
"""

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
  people:
    description:
      - The people that the task is about, each a dictionary with C(person) (an e-mail address, a person ID, or V(me), the owner of
        the token) and any of the settings of this module, which take precedence over the task's own.
      - An item of RV(people), of this module or of its twin with the suffix C(_info), is accepted as it is. Its settings are applied,
        and what else it says is ignored. One that failed is refused.
    type: list
    elements: dict
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
"""

    WORKSPACE = r"""
options:
  workspace:
    description:
      - The workspaces that the task is about, each the display name of a workspace, or its ID. With an ID the workspace need not
        be looked up. White space around them is ignored, and an empty list means none.
      - Exactly one of O(workspace), O(workspaces), O(location), and O(all) is required.
    type: list
    elements: str
  location:
    description:
      - Names or IDs of locations, at which all workspaces are selected. Beside O(workspace) it selects none, and narrows the names
        to those at these locations.
    type: list
    elements: str
  all:
    description:
      - Whether all workspaces of the organization are selected.
      - With it, and with O(location), workspaces that have no voicemail are left out, and counted in RV(left_out).
    type: bool
  workspaces:
    description:
      - The workspaces that the task is about, each a dictionary with C(workspace) (the display name of a workspace, or its ID) and
        any of the settings of this module, which take precedence over the task's own.
      - An item of RV(workspaces), of this module or of its twin with the suffix C(_info), is accepted as it is. Its settings are
        applied, and what else it says is ignored. One that failed is refused.
    type: list
    elements: dict
"""

    WORKSPACE_INFO = r"""
options:
  workspace:
    description:
      - The workspaces that the task is about, each the display name of a workspace, or its ID. With an ID the workspace need not
        be looked up. White space around them is ignored, and an empty list means none.
      - Without any of O(workspace), O(location), and O(all), all workspaces are selected.
    type: list
    elements: str
  location:
    description:
      - Names or IDs of locations, at which all workspaces are selected. Beside O(workspace) it selects none, and narrows the names
        to those at these locations.
    type: list
    elements: str
  all:
    description:
      - Whether all workspaces of the organization are selected.
      - With it, and with O(location), workspaces that have no voicemail are left out, and counted in RV(left_out).
    type: bool
"""

    VIRTUAL_LINE = r"""
options:
  virtual_line:
    description:
      - The virtual lines that the task is about, each the first and last name of a virtual line (C(First Last)), its phone number,
        its extension, or its ID. With an ID the virtual line need not be looked up. White space around them is ignored, and an empty
        list means none.
      - Exactly one of O(virtual_line), O(virtual_lines), O(location), and O(all) is required.
    type: list
    elements: str
  location:
    description:
      - Names or IDs of locations, at which all virtual lines are selected. Beside O(virtual_line) it selects none, and narrows the
        names to those at these locations.
    type: list
    elements: str
  all:
    description:
      - Whether all virtual lines of the organization are selected.
      - With it, and with O(location), virtual lines that have no voicemail are left out, and counted in RV(left_out).
    type: bool
  virtual_lines:
    description:
      - The virtual lines that the task is about, each a dictionary with C(virtual_line) (the first and last name of a virtual line
        (C(First Last)), its phone number, its extension, or its ID) and any of the settings of this module, which take precedence
        over the task's own.
      - An item of RV(virtual_lines), of this module or of its twin with the suffix C(_info), is accepted as it is. Its settings are
        applied, and what else it says is ignored. One that failed is refused.
    type: list
    elements: dict
"""

    VIRTUAL_LINE_INFO = r"""
options:
  virtual_line:
    description:
      - The virtual lines that the task is about, each the first and last name of a virtual line (C(First Last)), its phone number,
        its extension, or its ID. With an ID the virtual line need not be looked up. White space around them is ignored, and an empty
        list means none.
      - Without any of O(virtual_line), O(location), and O(all), all virtual lines are selected.
    type: list
    elements: str
  location:
    description:
      - Names or IDs of locations, at which all virtual lines are selected. Beside O(virtual_line) it selects none, and narrows the
        names to those at these locations.
    type: list
    elements: str
  all:
    description:
      - Whether all virtual lines of the organization are selected.
      - With it, and with O(location), virtual lines that have no voicemail are left out, and counted in RV(left_out).
    type: bool
"""

    LOCATION = r"""
options:
  location:
    description:
      - The locations that the task is about, each the name of a location, or its ID. With an ID the location need not be looked up.
        White space around them is ignored, and an empty list means none.
      - Exactly one of O(location), O(locations), and O(all) is required.
    type: list
    elements: str
  all:
    description:
      - Whether all locations of the organization are selected.
      - V(false) is the same as not given.
    type: bool
  locations:
    description:
      - The locations that the task is about, each a dictionary with C(location) (the name of a location, or its ID) and any of the
        settings of this module, which take precedence over the task's own.
      - An item of RV(locations), of this module or of its twin with the suffix C(_info), is accepted as it is. Its settings are applied,
        and what else it says is ignored. One that failed is refused.
    type: list
    elements: dict
"""

    LOCATION_INFO = r"""
options:
  location:
    description:
      - The locations that the task is about, each the name of a location, or its ID. With an ID the location need not be looked up.
        White space around them is ignored, and an empty list means none.
      - Without any of O(location), and O(all), all locations are selected.
    type: list
    elements: str
  all:
    description:
      - Whether all locations of the organization are selected.
      - V(false) is the same as not given.
    type: bool
"""
