#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Set or reset voicemail passcodes."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_voicemail_passcode
short_description: Set or reset voicemail passcodes
version_added: 0.1.0
description:
  - Sets the voicemail passcodes of people, workspaces, virtual lines, or voice portals, or resets them to the organization's default PIN.
  - A passcode cannot be read, so it is always sent, and the result is always changed. In check mode nothing is sent.
  - Passcodes are checked against the organization's rules, or those of the voice portal, before any is sent. They are in no output.
  - Ansible masks what equals a passcode wherever it stands in a result.
  - The token needs the scope C(spark-admin:telephony_config_write), C(spark-admin:telephony_config_read) for the rules, and
    C(spark-admin:people_write) to reset people.
author:
  - The webex.calling contributors (@webex-calling)
options:
  person:
    description:
      - People, by e-mail address, ID, or V(me).
      - Exactly one of O(person), O(workspace), O(virtual_line) and O(voice_portal) is required.
    type: list
    elements: str
  workspace:
    description:
      - Workspaces, by name or ID.
      - Exactly one of O(person), O(workspace), O(virtual_line) and O(voice_portal) is required.
    type: list
    elements: str
  virtual_line:
    description:
      - Virtual lines, by name, phone number, extension, or ID.
      - Exactly one of O(person), O(workspace), O(virtual_line) and O(voice_portal) is required.
    type: list
    elements: str
  voice_portal:
    description:
      - Locations, by name or ID, whose voice portals get the passcode.
      - Exactly one of O(person), O(workspace), O(virtual_line) and O(voice_portal) is required.
    type: list
    elements: str
  passcode:
    description:
      - The passcode for all of them. Exactly one of O(passcode), O(passcodes), and O(reset) is required.
    type: str
  passcodes:
    description:
      - Passcodes by the name or ID as given beside it. Each must be in quotes, or YAML takes it for a number.
    type: dict
  reset:
    description:
      - Whether the passcodes are reset to the organization's default PIN. For people and virtual lines.
    type: bool
    default: false
extends_documentation_fragment:
  - webex.calling.owners.many
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.sends
seealso:
  - module: webex.calling.webex_org_voicemail_rules
  - name: Modify a person's voicemail passcode
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/user-call-settings-2-2/modify-a-persons-voicemail-passcode
"""

EXAMPLES = r"""
- name: Set new passcodes for a list of people
  webex.calling.webex_voicemail_passcode:
    person: "{{ new_passcodes.keys() | list }}"
    passcodes: "{{ new_passcodes }}"

- name: Reset two people to the organization's default PIN
  webex.calling.webex_voicemail_passcode:
    person:
      - anna.andersson@example.com
      - bo.berg@example.com
    reset: true
"""

RETURN = r"""
people:
  description: The people in the order given, each with C(person), C(person_id), C(name), C(changed), and C(changes), and where it
    failed C(failed) and C(msg). For other owners it is RV(workspaces), RV(virtual_lines), or RV(locations).
  returned: success, and failure of one or more people
  type: list
  elements: dict
workspaces:
  description: The same for workspaces.
  returned: success, and failure of one or more workspaces
  type: list
  elements: dict
virtual_lines:
  description: The same for virtual lines.
  returned: success, and failure of one or more virtual lines
  type: list
  elements: dict
locations:
  description: The same for the locations of voice portals.
  returned: success, and failure of one or more voice portals
  type: list
  elements: dict
summary:
  description: How many owners there are in C(total), and how many of them C(changed), C(unchanged), and C(failed).
  returned: success, and failure of one or more owners
  type: dict
  sample:
    total: 2
    changed: 2
    unchanged: 0
    failed: 0
# What is below is written by make generate.
status:
  description: The HTTP status of the API's answer.
  returned: on failure, when the API answered
  type: int
  sample: 403
method:
  description: The HTTP method of the request that failed.
  returned: on failure, when a request was sent
  type: str
  sample: GET
path:
  description: The path of the request that failed, below O(api_url).
  returned: on failure, when a request was sent
  type: str
  sample: /people/me
api_message:
  description: What the API said.
  returned: on failure, when the API answered
  type: str
  sample: Invalid value
tracking_id:
  description: The tracking ID of the answer, which Cisco's support asks for.
  returned: on failure, when the API answered
  type: str
  sample: ROUTER_65A1B2C3-01BB-00AF
api:
  description: What the task cost.
  returned: always, once the options were accepted
  type: dict
  contains:
    requests:
      description: Requests sent.
      type: int
      sample: 2
    retries:
      description: How many of them were repetitions.
      type: int
      sample: 0
    waited:
      description: Seconds in which requests were held back by the rate limit, or by a pause that the API asked for (C(Retry-After)).
      type: float
      sample: 0.0
"""

from ansible_collections.webex.calling.plugins.module_utils._tasks import passcodes

MODULE = passcodes.MODULE
main = MODULE.main

if __name__ == "__main__":
    main()
