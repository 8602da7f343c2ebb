#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the voicemail settings of people."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_person_voicemail_info
short_description: Read the voicemail settings of people
version_added: 1.0.0
description:
  - Reads the voicemail settings of some people, of everyone at a location, or of everyone with a Webex Calling licence.
  - What it returns as RV(people) can be given to O(webex.calling.webex_person_voicemail#module:people) as it is, for
    example to restore what was before.
  - When it fails for some people, RV(people) still holds the results for all others.
  - The token needs the scope C(spark-admin:people_read). For the settings of the token's owner, C(spark:people_read) is
    enough.
author:
  - The webex.calling contributors (@webex-calling)
extends_documentation_fragment:
  - webex.calling.connection
  - webex.calling.owners.person_info
  - webex.calling.owners.concurrency
  - webex.calling.attributes
  - webex.calling.attributes.reads
seealso:
  - module: webex.calling.webex_person_voicemail
  - name: Read Voicemail Settings for a Person
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/user-call-settings-1-2/read-voicemail-settings-for-a-person
"""

EXAMPLES = r"""
- name: Read the settings of one person
  webex.calling.webex_person_voicemail_info:
    person: anna.andersson@example.com
  register: anna

- name: Show after how many rings calls go to voicemail
  ansible.builtin.debug:
    msg: "{{ anna.voicemail.send_unanswered_calls.number_of_rings }} rings"

- name: Read the settings of everyone in Stockholm
  webex.calling.webex_person_voicemail_info:
    location: Stockholm

- name: Read the settings of everyone
  webex.calling.webex_person_voicemail_info:
  register: before

- name: Restore them later
  webex.calling.webex_person_voicemail:
    people: "{{ before.people }}"
"""

RETURN = r"""
person:
  description: The person as given in the task; where the task lists none, the e-mail address, or the ID.
  returned: for a single person
  type: str
  sample: anna.andersson@example.com
person_id:
  description: The ID of the person.
  returned: for a single person, when found
  type: str
  sample: Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDE
name:
  description: The display name, null where an ID was given and no look-up was needed.
  returned: for a single person, when found
  type: str
  sample: Anna Andersson
email:
  description: The primary e-mail address as Webex writes it, null where an ID was given and no look-up was needed.
  returned: for a single person, when found
  type: str
  sample: anna.andersson@example.com
location:
  description: The name of the location.
  returned: for a single person, when the look-up told it
  type: str
  sample: Stockholm
location_id:
  description: The ID of the location.
  returned: for a single person, when the look-up told it
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ
extension:
  description: The extension.
  returned: for a single person, when the look-up told it
  type: str
  sample: '7001'
voicemail:
  description: The settings of the person, as they are. A text that was never set is empty. What the API does not tell is left out.
  returned: for a single person, on success
  type: dict
  sample:
    enabled: true
    send_all_calls: {enabled: false}
    send_busy_calls: {enabled: true, greeting: DEFAULT, greeting_uploaded: false}
    send_unanswered_calls: {enabled: true, greeting: DEFAULT, greeting_uploaded: false, number_of_rings: 4, system_max_number_of_rings: 20}
    notifications: {enabled: false, destination: '', sms_destination: ''}
    transfer_to_number: {enabled: false, destination: ''}
    email_copy_of_message: {enabled: true, email_id: anna.andersson@example.com}
    message_storage: {mwi_enabled: true, storage_type: INTERNAL, external_email: ''}
    fax_message: {enabled: false, phone_number: '', extension: ''}
    voice_message_forwarding_enabled: true
people:
  description: The results for the people, in the order given, or sorted by name where the task lists none.
  returned: on success, and on failure for one or more people
  type: list
  elements: dict
  contains:
    failed: {description: V(true) where it failed for this person., returned: on failure, type: bool}
    msg: {description: 'Why it failed for this person, and what to do about it.', returned: on failure, type: str}
    person: {description: As RV(person)., type: str}
    person_id: {description: As RV(person_id)., type: str}
    name: {description: As RV(name)., type: str}
    email: {description: As RV(email)., type: str}
    location: {description: As RV(location)., type: str}
    location_id: {description: As RV(location_id)., type: str}
    extension: {description: As RV(extension)., type: str}
    voicemail: {description: As RV(voicemail)., type: dict}
    status: {description: As RV(status)., type: int}
    method: {description: As RV(method)., type: str}
    path: {description: As RV(path)., type: str}
    api_message: {description: As RV(api_message)., type: str}
    tracking_id: {description: As RV(tracking_id)., type: str}
summary:
  description: How many people there were, and how they fared. What is named more than once counts once.
  returned: on success, and on failure for one or more people
  type: dict
  contains:
    total: {description: The people that the task was about., type: int, sample: 12}
    changed: {description: 'The people with settings that were changed; in check mode, would be.', type: int, sample: 3}
    unchanged: {description: 'The people with settings that did not differ, or were only read.', type: int, sample: 8}
    failed: {description: The people for which it failed., type: int, sample: 1}
left_out:
  description: 'How many people that the API lists are left out because they cannot have these settings: they have no licence, or
    no voicemail.'
  returned: when the task does not list the people
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
  sample: /people/Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDE/features/voicemail
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

from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import info_module

MODULE = info_module(PERSON_VOICEMAIL)
main = MODULE.main

if __name__ == "__main__":
    main()
