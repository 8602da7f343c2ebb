#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage voicemail groups."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_voicemail_group
short_description: Manage voicemail groups
version_added: 1.0.0
description:
  - Creates, changes, renames, and deletes voicemail groups, each identified by its location and name.
  - Settings that the task does not name are not changed. A task without settings only reads.
  - E-mail addresses are compared without case, phone numbers without
    spaces, dashes, dots, and parentheses. An empty string clears a value.
  - To create a group, O(extension), O(passcode), O(language_code), O(message_storage), O(notifications), O(fax_message),
    O(transfer_to_number), and O(email_copy_of_message) are required. Missing ones are reported before anything is written.
  - If the task fails for some groups, it processes all others first. RV(voicemail_groups) holds the result for each.
  - The token needs the scopes C(spark-admin:telephony_config_read) and C(spark-admin:telephony_config_write).
author:
  - The webex.calling contributors (@webex-calling)
options:
  location:
    description:
      - The name or the ID of the location of one group, together with O(name).
    type: str
  name:
    description:
      - The name of one group at its location, together with O(location).
    type: str
  voicemail_groups:
    description:
      - Groups, each a dictionary with C(location), C(name), and any of O(state), O(new_name), O(update_passcode), and the settings,
        which take precedence over the task's own. Either this, or O(location) and O(name), is required.
      - An item of RV(voicemail_groups) is accepted unchanged. A failed item is refused.
    type: list
    elements: dict
  state:
    description:
      - V(present) creates the group if it does not exist, and changes it if it differs. V(absent) deletes it with its messages.
      - A group counts as absent if it is in neither of two complete listings. The second is read after three seconds, in check mode too.
    type: str
    choices: [present, absent]
    default: present
  new_name:
    description:
      - The new name of the group. If there is a group of this name, and none called O(name), the group counts as already renamed.
    type: str
  update_passcode:
    description:
      - Whether O(passcode) is also sent to an existing group. It cannot be read, so with V(always) the result is always changed.
    type: str
    choices: [on_create, always]
    default: on_create
  extension:
    description:
      - The extension of the group.
    type: str
  phone_number:
    description:
      - The phone number of the group.
    type: str
  enabled:
    description:
      - Whether the group takes messages.
    type: bool
  language_code:
    description:
      - The language of the announcements, such as V(en_us).
      - The API lists the codes at the path C(/telephony/config/announcementLanguages). A code is not checked before it is sent.
    type: str
  greeting:
    description:
      - The greeting that callers hear. The API cannot upload one for a group, so record it in Control Hub or by phone.
    type: str
    choices: [DEFAULT, CUSTOM]
  greeting_description:
    description:
      - The description of the group's own greeting. The API requires it if O(greeting=CUSTOM).
    type: str
  passcode:
    description:
      - The passcode for the messages. It is checked against the organization's rules, and is in no output. Put it in quotes.
    type: str
  message_storage:
    description:
      - Where messages are stored.
    type: dict
    suboptions:
      storage_type:
        description:
          - V(INTERNAL) stores messages with Webex, V(EXTERNAL) sends all messages to O(message_storage.external_email).
        type: str
        choices:
          - INTERNAL
          - EXTERNAL
      external_email:
        description:
          - The e-mail address that all messages are sent to, with V(EXTERNAL).
        type: str
  notifications:
    description:
      - Sends a notification of each new message by e-mail.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether notifications are sent. Requires O(notifications.destination).
        type: bool
      destination:
        description:
          - The e-mail address to notify.
        type: str
extends_documentation_fragment:
  - webex.calling.owners.many
  - webex.calling.mailbox.shared
  - webex.calling.mailbox.caller_id_name
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.changes
seealso:
  - module: webex.calling.webex_voicemail_group_info
  - module: webex.calling.webex_org_voicemail_rules
  - name: Create a new Voicemail Group for a Location
    description: The reference of the Webex API.
    link: https://developer.webex.com/docs/api/v1/location-call-settings-voicemail/create-a-new-voicemail-group-for-a-location
"""

EXAMPLES = r"""
- name: Create a shared mailbox for sales
  webex.calling.webex_voicemail_group:
    location: Stockholm
    name: Sales
    extension: "7100"
    passcode: "{{ sales_passcode }}"
    language_code: en_us
    message_storage:
      storage_type: INTERNAL
    notifications:
      enabled: true
      destination: sales@example.com
    fax_message:
      enabled: false
    transfer_to_number:
      enabled: false
    email_copy_of_message:
      enabled: true
      email_id: sales@example.com

- name: Rename it
  webex.calling.webex_voicemail_group:
    location: Stockholm
    name: Sales
    new_name: Sales Nordics

- name: Delete two groups
  webex.calling.webex_voicemail_group:
    state: absent
    voicemail_groups:
      - location: Stockholm
        name: Trade Fair
      - location: Oslo
        name: Trade Fair
"""

RETURN = r"""
name:
  description: The voicemail group as given in the task; if the task lists none, the name, or the ID if the name is not unique.
  returned: for a single voicemail group
  type: str
  sample: Front desk
voicemail_group_id:
  description: The ID of the voicemail group.
  returned: for a single voicemail group, when found
  type: str
  sample: Y2lzY29zcGFyazovL3VzL1ZPSUNFTUFJTF9HUk9VUC8wMDE
location:
  description: The name of the location.
  returned: for a single voicemail group, when the look-up returned it
  type: str
  sample: Stockholm
location_id:
  description: The ID of the location.
  returned: for a single voicemail group, when the look-up returned it
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ
changes:
  description: The settings that differed, each with its dotted path (C(field)), and its value C(before) (null if it was unknown)
    and C(after). The value of a secret is null.
  returned: for a single voicemail group, on success
  type: list
  elements: dict
  sample:
    - field: enabled
      before: false
      after: true
voicemail_group:
  description: The settings of the voicemail group, as they are now; in check mode, as they would be. A text that was never set is
    empty. What the API does not return is left out.
  returned: for a single voicemail group, on success
  type: dict
  sample:
    name: Front desk
    language_code: en_us
    extension: '7999'
    phone_number: ''
    direct_line_caller_id_name: {selection: DISPLAY_NAME, custom_name: ''}
    dial_by_name: ''
    first_name: ''
    last_name: ''
    enabled: true
    greeting: DEFAULT
    greeting_description: ''
    message_storage: {storage_type: INTERNAL, external_email: ''}
    notifications: {enabled: false, destination: ''}
    transfer_to_number: {enabled: false, destination: ''}
    email_copy_of_message: {enabled: true, email_id: anna.andersson@example.com}
    fax_message: {enabled: false, phone_number: '', extension: ''}
voicemail_groups:
  description: The results for the voicemail groups, in the order given, or sorted by name if the task lists none. O(return) selects
    for which of them.
  returned: on success, and on failure for one or more voicemail groups
  type: list
  elements: dict
  contains:
    changed: {description: Whether anything differed for this voicemail group., type: bool}
    failed: {description: V(true) if it failed for this voicemail group., returned: on failure, type: bool}
    msg: {description: 'Why it failed for this voicemail group, and what to do about it.', returned: on failure, type: str}
    name: {description: As RV(name)., type: str}
    voicemail_group_id: {description: As RV(voicemail_group_id)., type: str}
    location: {description: As RV(location)., type: str}
    location_id: {description: As RV(location_id)., type: str}
    changes: {description: As RV(changes)., type: list, elements: dict}
    voicemail_group: {description: As RV(voicemail_group)., type: dict}
    status: {description: As RV(status)., type: int}
    method: {description: As RV(method)., type: str}
    path: {description: As RV(path)., type: str}
    api_message: {description: As RV(api_message)., type: str}
    tracking_id: {description: As RV(tracking_id)., type: str}
summary:
  description: The number of voicemail groups, by outcome. Those that are named more than once are counted once.
  returned: on success, and on failure for one or more voicemail groups
  type: dict
  contains:
    total: {description: The voicemail groups that the task selected., type: int, sample: 12}
    changed: {description: 'The voicemail groups with settings that were changed, or in check mode would be.', type: int, sample: 3}
    unchanged: {description: 'The voicemail groups with settings that did not differ, or were only read.', type: int, sample: 8}
    failed: {description: The voicemail groups for which it failed., type: int, sample: 1}
diff:
  description: The differences, as C(before) and C(after). For more than one voicemail group, one text in C(prepared), in which equal
    changes are combined.
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
  sample: /telephony/config/locations/Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ/voicemailGroups/Y2lzY29zcGFyazovL3VzL1ZPSUNFTUFJTF9HUk9VUC8wMDE
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

from ansible_collections.webex.calling.plugins.module_utils._tasks import group_jobs

MODULE = group_jobs.MODULE
main = MODULE.main

if __name__ == "__main__":
    main()
