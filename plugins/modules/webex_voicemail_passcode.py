#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Set or reset voicemail passcodes."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_voicemail_passcode
short_description: Set or reset voicemail passcodes
version_added: 1.0.0
description:
  - Sets the voicemail passcodes of people, workspaces, virtual lines, or voice portals, or resets them to the organization's default PIN.
  - A passcode cannot be read, so it is always sent, and the result is always changed. In check mode nothing is sent.
  - Passcodes are checked against the organization's rules, or those of the voice portal, before any is sent. They are in no output.
  - Ansible masks every value in a result that equals a passcode.
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
      - Put it in quotes. What YAML takes for a number is refused, since leading zeros are lost.
    type: str
  passcodes:
    description:
      - Passcodes, by the names or IDs given in O(person), O(workspace), O(virtual_line), or O(voice_portal), one of which is also
        required. Put each in quotes, as O(passcode).
    type: dict
  reset:
    description:
      - Whether to reset the passcodes to the organization's default PIN. For people and virtual lines only.
      - If the default PIN is switched off, the task warns, provided that the token may read the organization's rules.
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
    description: The reference of the Webex API.
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
person:
  description: The person as given in the task; if the task lists none, the e-mail address, or the ID.
  returned: for a single owner
  type: str
  sample: anna.andersson@example.com
person_id:
  description: The ID of the person.
  returned: for a single owner, when found
  type: str
  sample: Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDE
name:
  description: The display name, or null if an ID was given and no look-up was needed.
  returned: for a single owner, when found
  type: str
  sample: Anna Andersson
email:
  description: The primary e-mail address as Webex writes it, or null if an ID was given and no look-up was needed.
  returned: for a single owner, when found
  type: str
  sample: anna.andersson@example.com
location:
  description: The name of the location.
  returned: for a single owner, when the look-up returned it
  type: str
  sample: Stockholm
location_id:
  description: The ID of the location.
  returned: for a single owner, when the look-up returned it
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ
extension:
  description: The extension.
  returned: for a single owner, when the look-up returned it
  type: str
  sample: '7001'
workspace:
  description: The workspace as given in the task; if the task lists none, the name, or the ID if the name is not unique.
  returned: for a single owner
  type: str
  sample: Lobby
workspace_id:
  description: The ID of the workspace.
  returned: for a single owner, when found
  type: str
  sample: Y2lzY29zcGFyazovL3VzL1BMQUNFLzAwMQ
virtual_line:
  description: The virtual line as given in the task; if the task lists none, the name, or the ID if the name is not unique.
  returned: for a single owner
  type: str
  sample: Front Desk
virtual_line_id:
  description: The ID of the virtual line.
  returned: for a single owner, when found
  type: str
  sample: Y2lzY29zcGFyazovL3VzL1ZJUlRVQUxfTElORS8wMDE
changes:
  description: The settings that differed, each with its dotted path (C(field)), and its value C(before) (null if it was unknown)
    and C(after). The value of a secret is null.
  returned: for a single owner, on success
  type: list
  elements: dict
  sample:
    - field: passcode
      before: null
      after: null
people:
  description: The results for the people, in the order given, or sorted by name if the task lists none. O(return) selects for which
    of them.
  returned: on success, and on failure for one or more people
  type: list
  elements: dict
  contains:
    changed: {description: Whether anything differed for this person., type: bool}
    failed: {description: V(true) if it failed for this person., returned: on failure, type: bool}
    msg: {description: 'Why it failed for this person, and what to do about it.', returned: on failure, type: str}
    person: {description: As RV(person)., type: str}
    person_id: {description: As RV(person_id)., type: str}
    name: {description: As RV(name)., type: str}
    email: {description: As RV(email)., type: str}
    location: {description: As RV(location)., type: str}
    location_id: {description: As RV(location_id)., type: str}
    extension: {description: As RV(extension)., type: str}
    changes: {description: As RV(changes)., type: list, elements: dict}
    status: {description: As RV(status)., type: int}
    method: {description: As RV(method)., type: str}
    path: {description: As RV(path)., type: str}
    api_message: {description: As RV(api_message)., type: str}
    tracking_id: {description: As RV(tracking_id)., type: str}
workspaces:
  description: The results for the workspaces, in the order given, or sorted by name if the task lists none. O(return) selects for
    which of them.
  returned: on success, and on failure for one or more workspaces
  type: list
  elements: dict
  contains:
    changed: {description: Whether anything differed for this workspace., type: bool}
    failed: {description: V(true) if it failed for this workspace., returned: on failure, type: bool}
    msg: {description: 'Why it failed for this workspace, and what to do about it.', returned: on failure, type: str}
    workspace: {description: As RV(workspace)., type: str}
    workspace_id: {description: As RV(workspace_id)., type: str}
    name: {description: As RV(name)., type: str}
    location: {description: As RV(location)., type: str}
    location_id: {description: As RV(location_id)., type: str}
    extension: {description: As RV(extension)., type: str}
    changes: {description: As RV(changes)., type: list, elements: dict}
    status: {description: As RV(status)., type: int}
    method: {description: As RV(method)., type: str}
    path: {description: As RV(path)., type: str}
    api_message: {description: As RV(api_message)., type: str}
    tracking_id: {description: As RV(tracking_id)., type: str}
virtual_lines:
  description: The results for the virtual lines, in the order given, or sorted by name if the task lists none. O(return) selects
    for which of them.
  returned: on success, and on failure for one or more virtual lines
  type: list
  elements: dict
  contains:
    changed: {description: Whether anything differed for this virtual line., type: bool}
    failed: {description: V(true) if it failed for this virtual line., returned: on failure, type: bool}
    msg: {description: 'Why it failed for this virtual line, and what to do about it.', returned: on failure, type: str}
    virtual_line: {description: As RV(virtual_line)., type: str}
    virtual_line_id: {description: As RV(virtual_line_id)., type: str}
    name: {description: As RV(name)., type: str}
    location: {description: As RV(location)., type: str}
    location_id: {description: As RV(location_id)., type: str}
    extension: {description: As RV(extension)., type: str}
    changes: {description: As RV(changes)., type: list, elements: dict}
    status: {description: As RV(status)., type: int}
    method: {description: As RV(method)., type: str}
    path: {description: As RV(path)., type: str}
    api_message: {description: As RV(api_message)., type: str}
    tracking_id: {description: As RV(tracking_id)., type: str}
locations:
  description: The results for the locations, in the order given, or sorted by name if the task lists none. O(return) selects for
    which of them.
  returned: on success, and on failure for one or more locations
  type: list
  elements: dict
  contains:
    changed: {description: Whether anything differed for this location., type: bool}
    failed: {description: V(true) if it failed for this location., returned: on failure, type: bool}
    msg: {description: 'Why it failed for this location, and what to do about it.', returned: on failure, type: str}
    location: {description: As RV(location)., type: str}
    location_id: {description: As RV(location_id)., type: str}
    name: {description: As RV(name)., type: str}
    changes: {description: As RV(changes)., type: list, elements: dict}
    status: {description: As RV(status)., type: int}
    method: {description: As RV(method)., type: str}
    path: {description: As RV(path)., type: str}
    api_message: {description: As RV(api_message)., type: str}
    tracking_id: {description: As RV(tracking_id)., type: str}
summary:
  description: The number of owners, by outcome. Those that are named more than once are counted once.
  returned: on success, and on failure for one or more owners
  type: dict
  contains:
    total: {description: The owners that the task selected., type: int, sample: 12}
    changed: {description: 'The owners with settings that were changed, or in check mode would be.', type: int, sample: 3}
    unchanged: {description: 'The owners with settings that did not differ, or were only read.', type: int, sample: 8}
    failed: {description: The owners for which it failed., type: int, sample: 1}
diff:
  description: The differences, as C(before) and C(after). For more than one person, one text in C(prepared), in which equal changes
    are combined.
  returned: in diff mode
  type: dict
status:
  description: The HTTP status of the API's answer.
  returned: on failure, when the API answered
  type: int
  sample: 403
method:
  description: The HTTP method of the request that failed.
  returned: on failure, when a request was sent
  type: str
  sample: PUT
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
    requests: {description: Requests sent., type: int, sample: 2}
    retries: {description: How many of them were repetitions., type: int, sample: 0}
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
