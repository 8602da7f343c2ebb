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
      - Which owners are in the list of results. V(changed) includes those that failed. V(summary) returns none of them.
      - The default is V(all) for up to 100 owners, and V(failed) for more.
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
      - The people to manage, each an e-mail address, a person ID, or V(me), the owner of the token. An ID saves looking up the person.
        White space around each is ignored. An empty list selects none.
      - Exactly one of O(person), O(people), O(location), and O(all) is required.
    type: list
    elements: str
  location:
    description:
      - Names or IDs of locations. All people at these locations are selected.
    type: list
    elements: str
  all:
    description:
      - Whether all people of the organization are selected.
      - O(all) and O(location) leave out people without voicemail, and count them in RV(left_out).
    type: bool
  people:
    description:
      - The people to manage, each a dictionary with C(person) (an e-mail address, a person ID, or V(me), the owner of the token)
        and any of the settings of this module, which take precedence over the task's own.
      - An item of RV(people), of this module or of the C(_info) module, is accepted unchanged. Its settings are applied, and its
        other keys are ignored. A failed item is refused.
    type: list
    elements: dict
"""

    PERSON_INFO = r"""
options:
  person:
    description:
      - The people to read, each an e-mail address, a person ID, or V(me), the owner of the token. An ID saves looking up the person.
        White space around each is ignored. An empty list selects none.
      - Without any of O(person), O(location), and O(all), all people are selected.
    type: list
    elements: str
  location:
    description:
      - Names or IDs of locations. All people at these locations are selected.
    type: list
    elements: str
  all:
    description:
      - Whether all people of the organization are selected.
      - O(all) and O(location) leave out people without voicemail, and count them in RV(left_out).
    type: bool
"""

    WORKSPACE = r"""
options:
  workspace:
    description:
      - The workspaces to manage, each the display name of a workspace, or its ID. An ID saves looking up the workspace. White space
        around each is ignored. An empty list selects none.
      - Exactly one of O(workspace), O(workspaces), O(location), and O(all) is required.
    type: list
    elements: str
  location:
    description:
      - Names or IDs of locations. All workspaces at these locations are selected. Together with O(workspace), it limits the names
        to these locations.
    type: list
    elements: str
  all:
    description:
      - Whether all workspaces of the organization are selected.
      - O(all) and O(location) leave out workspaces without voicemail, and count them in RV(left_out).
    type: bool
  workspaces:
    description:
      - The workspaces to manage, each a dictionary with C(workspace) (the display name of a workspace, or its ID) and any of the
        settings of this module, which take precedence over the task's own.
      - An item of RV(workspaces), of this module or of the C(_info) module, is accepted unchanged. Its settings are applied, and
        its other keys are ignored. A failed item is refused.
    type: list
    elements: dict
"""

    WORKSPACE_INFO = r"""
options:
  workspace:
    description:
      - The workspaces to read, each the display name of a workspace, or its ID. An ID saves looking up the workspace. White space
        around each is ignored. An empty list selects none.
      - Without any of O(workspace), O(location), and O(all), all workspaces are selected.
    type: list
    elements: str
  location:
    description:
      - Names or IDs of locations. All workspaces at these locations are selected. Together with O(workspace), it limits the names
        to these locations.
    type: list
    elements: str
  all:
    description:
      - Whether all workspaces of the organization are selected.
      - O(all) and O(location) leave out workspaces without voicemail, and count them in RV(left_out).
    type: bool
"""

    VIRTUAL_LINE = r"""
options:
  virtual_line:
    description:
      - The virtual lines to manage, each the first and last name of a virtual line (C(First Last)), its phone number, its extension,
        or its ID. An ID saves looking up the virtual line. White space around each is ignored. An empty list selects none.
      - Exactly one of O(virtual_line), O(virtual_lines), O(location), and O(all) is required.
    type: list
    elements: str
  location:
    description:
      - Names or IDs of locations. All virtual lines at these locations are selected. Together with O(virtual_line), it limits the
        names to these locations.
    type: list
    elements: str
  all:
    description:
      - Whether all virtual lines of the organization are selected.
      - O(all) and O(location) leave out virtual lines without voicemail, and count them in RV(left_out).
    type: bool
  virtual_lines:
    description:
      - The virtual lines to manage, each a dictionary with C(virtual_line) (the first and last name of a virtual line (C(First Last)),
        its phone number, its extension, or its ID) and any of the settings of this module, which take precedence over the task's
        own.
      - An item of RV(virtual_lines), of this module or of the C(_info) module, is accepted unchanged. Its settings are applied, and
        its other keys are ignored. A failed item is refused.
    type: list
    elements: dict
"""

    VIRTUAL_LINE_INFO = r"""
options:
  virtual_line:
    description:
      - The virtual lines to read, each the first and last name of a virtual line (C(First Last)), its phone number, its extension,
        or its ID. An ID saves looking up the virtual line. White space around each is ignored. An empty list selects none.
      - Without any of O(virtual_line), O(location), and O(all), all virtual lines are selected.
    type: list
    elements: str
  location:
    description:
      - Names or IDs of locations. All virtual lines at these locations are selected. Together with O(virtual_line), it limits the
        names to these locations.
    type: list
    elements: str
  all:
    description:
      - Whether all virtual lines of the organization are selected.
      - O(all) and O(location) leave out virtual lines without voicemail, and count them in RV(left_out).
    type: bool
"""

    LOCATION = r"""
options:
  location:
    description:
      - The locations to manage, each the name of a location, or its ID. An ID saves looking up the location. White space around each
        is ignored. An empty list selects none.
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
      - The locations to manage, each a dictionary with C(location) (the name of a location, or its ID) and any of the settings of
        this module, which take precedence over the task's own.
      - An item of RV(locations), of this module or of the C(_info) module, is accepted unchanged. Its settings are applied, and its
        other keys are ignored. A failed item is refused.
    type: list
    elements: dict
"""

    LOCATION_INFO = r"""
options:
  location:
    description:
      - The locations to read, each the name of a location, or its ID. An ID saves looking up the location. White space around each
        is ignored. An empty list selects none.
      - Without any of O(location), and O(all), all locations are selected.
    type: list
    elements: str
  all:
    description:
      - Whether all locations of the organization are selected.
      - V(false) is the same as not given.
    type: bool
"""
