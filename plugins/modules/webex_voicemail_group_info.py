#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read voicemail groups."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_voicemail_group_info
short_description: Read voicemail groups
version_added: 1.0.0
description:
  - Reads the settings of voicemail groups; without O(location) and O(name), those of all groups.
  - What it returns as RV(voicemail_groups) can be given to M(webex.calling.webex_voicemail_group) as it is.
  - The token needs the scope C(spark-admin:telephony_config_read).
author:
  - The webex.calling contributors (@webex-calling)
options:
  location:
    description:
      - Names or IDs of locations, whose groups are read.
    type: list
    elements: str
  name:
    description:
      - Names of groups to read.
    type: list
    elements: str
  concurrency:
    description:
      - How many requests may be under way at a time, from 1 to 100.
    type: int
    default: 10
extends_documentation_fragment:
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.reads
seealso:
  - module: webex.calling.webex_voicemail_group
  - name: List VoicemailGroup
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/location-call-settings-voicemail/list-voicemailgroup
"""

EXAMPLES = r"""
- name: Read all voicemail groups in Stockholm
  webex.calling.webex_voicemail_group_info:
    location: Stockholm
  register: found

- name: Show which of them send messages elsewhere
  ansible.builtin.debug:
    msg: "{{ found.voicemail_groups | selectattr('voicemail_group.email_copy_of_message.enabled') | map(attribute='name') }}"
"""

RETURN = r"""
name:
  description: The voicemail group as given in the task; where the task lists none, the name, or the ID where several have that name.
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
  returned: for a single voicemail group, when the look-up told it
  type: str
  sample: Stockholm
location_id:
  description: The ID of the location.
  returned: for a single voicemail group, when the look-up told it
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ
voicemail_group:
  description: The settings of the voicemail group, as they are. A text that was never set is empty. What the API does not tell is
    left out.
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
  description: The results for the voicemail groups, in the order given, or sorted by name where the task lists none.
  returned: on success, and on failure for one or more voicemail groups
  type: list
  elements: dict
  contains:
    failed: {description: V(true) where it failed for this voicemail group., returned: on failure, type: bool}
    msg: {description: 'Why it failed for this voicemail group, and what to do about it.', returned: on failure, type: str}
    name: {description: As RV(name)., type: str}
    voicemail_group_id: {description: As RV(voicemail_group_id)., type: str}
    location: {description: As RV(location)., type: str}
    location_id: {description: As RV(location_id)., type: str}
    voicemail_group: {description: As RV(voicemail_group)., type: dict}
    status: {description: As RV(status)., type: int}
    method: {description: As RV(method)., type: str}
    path: {description: As RV(path)., type: str}
    api_message: {description: As RV(api_message)., type: str}
    tracking_id: {description: As RV(tracking_id)., type: str}
summary:
  description: How many voicemail groups there were, and how they fared. What is named more than once counts once.
  returned: on success, and on failure for one or more voicemail groups
  type: dict
  contains:
    total: {description: The voicemail groups that the task was about., type: int, sample: 12}
    changed: {description: 'The voicemail groups with settings that were changed; in check mode, would be.', type: int, sample: 3}
    unchanged: {description: 'The voicemail groups with settings that did not differ, or were only read.', type: int, sample: 8}
    failed: {description: The voicemail groups for which it failed., type: int, sample: 1}
left_out:
  description: 'How many voicemail groups that the API lists are left out because they cannot have these settings: they have no licence,
    or no voicemail.'
  returned: when the task does not list the voicemail groups
  type: int
  sample: 3
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

MODULE = group_jobs.INFO_MODULE
main = MODULE.main

if __name__ == "__main__":
    main()
