#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage custom voicemail greetings."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_voicemail_greeting
short_description: Manage custom voicemail greetings
version_added: 1.0.0
description:
  - Uploads a greeting for people, workspaces, or virtual lines (the API has none for groups), and selects it, or selects the default.
  - A greeting cannot be read back, so it is uploaded only if none was uploaded before, or always with O(force=true). If an earlier
    recording is selected instead of O(src), the task warns.
  - The file is checked before anything is sent. It must be a WAV file with G.711 u-law, 8 kHz, mono, 8 bit, of 4.6 MB (9.5 minutes) at
    most. For any other file, the error message says what to do, such as the command that converts it.
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
      - The greetings to manage.
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
      - The file with the greeting, on the machine that runs the module. In the controller, it is also searched for in C(files/) of a
        role. Required if O(state=present).
    type: path
  state:
    description:
      - V(present) uploads the greeting if none was uploaded, and selects V(CUSTOM).
      - V(absent) resets to the default greeting, that is, it selects V(DEFAULT). Webex keeps the recording.
    type: str
    choices:
      - present
      - absent
    default: present
  force:
    description:
      - Whether to upload the greeting even if one was uploaded before. The result is then always changed.
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
    description: The reference of the Webex API.
    link: https://developer.webex.com/docs/api/v1/user-call-settings-1-2/configure-busy-voicemail-greeting-for-a-person
"""

EXAMPLES = r"""
- name: Give everyone at the help desk the same greeting
  webex.calling.webex_voicemail_greeting:
    person:
      - anna.andersson@example.com
      - bo.berg@example.com
    src: helpdesk.wav

- name: Reset the greeting for busy lines to the default greeting
  webex.calling.webex_voicemail_greeting:
    workspace: Reception
    greeting: busy
    state: absent
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
    - field: send_busy_calls.greeting
      before: DEFAULT
      after: CUSTOM
voicemail:
  description: All settings, as they are now; in check mode, as they would be. What the API does not return is left out.
  returned: for a single owner, on success
  type: dict
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
    voicemail: {description: As RV(voicemail)., type: dict}
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
    voicemail: {description: As RV(voicemail)., type: dict}
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
    voicemail: {description: As RV(voicemail)., type: dict}
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

from ansible_collections.webex.calling.plugins.module_utils._tasks import greetings

MODULE = greetings.MODULE
main = MODULE.main

if __name__ == "__main__":
    main()
