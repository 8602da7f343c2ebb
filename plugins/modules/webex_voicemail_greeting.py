#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage custom voicemail greetings."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_voicemail_greeting
short_description: Manage custom voicemail greetings
version_added: 0.1.0
description:
  - Uploads a greeting for people, workspaces, or virtual lines, and selects it; or selects the default greeting.
  - A greeting cannot be read back, so it is uploaded where none was uploaded before, or always with O(force=true).
  - The file is checked before anything is sent. It must be a WAV file with G.711 u-law, 8 kHz, mono, 8 bit, of 4.6 MB at most.
    The message says how to convert another one.
  - The token needs the scopes C(spark-admin:people_read) and C(spark-admin:people_write) for people,
    C(spark-admin:workspaces_read) and C(spark-admin:workspaces_write) for workspaces, and C(spark-admin:telephony_config_read)
    and C(spark-admin:telephony_config_write) for virtual lines.
author:
  - The webex.calling contributors (@webex-calling)
options:
  person:
    description:
      - People, by e-mail address, ID, or V(me).
      - Exactly one of O(person), O(workspace) and O(virtual_line) is required.
    type: list
    elements: str
  workspace:
    description:
      - Workspaces, by name or ID.
      - Exactly one of O(person), O(workspace) and O(virtual_line) is required.
    type: list
    elements: str
  virtual_line:
    description:
      - Virtual lines, by name, phone number, extension, or ID.
      - Exactly one of O(person), O(workspace) and O(virtual_line) is required.
    type: list
    elements: str
  greeting:
    description:
      - Which greetings.
    type: list
    elements: str
    choices:
      - busy
      - unanswered
    default:
      - busy
      - unanswered
  src:
    description:
      - The file with the greeting, on the machine that runs the module. Inside the controller it is looked for in C(files/) of a role,
        too. Required with O(state=present).
    type: path
  state:
    description:
      - V(present) uploads the greeting where none was uploaded, and selects V(CUSTOM). V(absent) selects V(DEFAULT).
    type: str
    choices:
      - present
      - absent
    default: present
  force:
    description:
      - Whether the greeting is uploaded even where one was uploaded before. The result is always changed.
    type: bool
    default: false
extends_documentation_fragment:
  - webex.calling.owners.many
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.changes
seealso:
  - module: webex.calling.webex_person_voicemail
  - module: webex.calling.webex_workspace_voicemail
  - module: webex.calling.webex_virtual_line_voicemail
  - name: Configure Busy Voicemail Greeting for a Person
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/user-call-settings-1-2/configure-busy-voicemail-greeting-for-a-person
"""

EXAMPLES = r"""
- name: Give everyone at the help desk the same greeting
  webex.calling.webex_voicemail_greeting:
    person:
      - anna.andersson@example.com
      - bo.berg@example.com
    src: helpdesk.wav

- name: Go back to the default greeting for busy lines
  webex.calling.webex_voicemail_greeting:
    workspace: Lobby
    greeting: busy
    state: absent
"""

RETURN = r"""
people:
  description: The people in the order given, each with C(person), C(person_id), C(name), C(changed), and C(changes), and where it
    failed C(failed) and C(msg). For other owners it is RV(workspaces), RV(virtual_lines).
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

from ansible_collections.webex.calling.plugins.module_utils._tasks import greetings

MODULE = greetings.MODULE
main = MODULE.main

if __name__ == "__main__":
    main()
