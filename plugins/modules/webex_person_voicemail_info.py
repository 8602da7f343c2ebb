#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the voicemail settings of people."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_person_voicemail_info
short_description: Read the voicemail settings of people
version_added: 0.1.0
description:
  - Reads the voicemail settings of one person, of many, or of everyone with a Webex Calling licence.
  - What it returns as RV(people) can be given to O(webex.calling.webex_person_voicemail#module:people) as it is, for
    example to restore what was before.
  - When it fails for some people, it still answers for all the others in RV(people), and then fails.
  - The token needs the scope C(spark-admin:people_read); C(spark:people_read) is enough for its owner's own settings.
author:
  - The webex.calling contributors (@webex-calling)
options:
  person:
    description:
      - E-mail addresses or person IDs. An ID saves looking the person up. White space around them is ignored.
      - Without it, the module answers for everyone with a Webex Calling licence.
    type: list
    elements: str
  location_id:
    description:
      - Only people at the location with this ID. It narrows the answer where O(person) is not given.
    type: str
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
  - module: webex.calling.webex_person_voicemail
  - name: Read Voicemail Settings for a Person
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/user-call-settings-1-2/read-voicemail-settings-for-a-person
"""

EXAMPLES = r"""
- name: Read one person's voicemail settings
  webex.calling.webex_person_voicemail_info:
    person: anna.andersson@example.com
  register: anna

- name: Say after how many rings calls go to voicemail
  ansible.builtin.debug:
    msg: "{{ anna.voicemail.send_unanswered_calls.number_of_rings }} rings"

- name: Read everyone's
  webex.calling.webex_person_voicemail_info:
  register: before

- name: Restore them later
  webex.calling.webex_person_voicemail:
    people: "{{ before.people }}"
"""

RETURN = r"""
person_id:
  description: The person's ID.
  returned: where the task is about one person, who was found
  type: str
  sample: Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDE
email:
  description: The person's primary e-mail address as Webex writes it; null for a person given by ID where it was not needed.
  returned: where the task is about one person, who was found
  type: str
  sample: anna.andersson@example.com
voicemail:
  description: The person's voicemail settings. A text that was never set is empty; what the API does not tell is left out.
  returned: where the task is about one person, and it succeeded
  type: dict
  sample:
    enabled: true
    send_all_calls:
      enabled: false
    send_busy_calls:
      enabled: true
      greeting: DEFAULT
      greeting_uploaded: false
    send_unanswered_calls:
      enabled: true
      greeting: DEFAULT
      greeting_uploaded: false
      number_of_rings: 4
      system_max_number_of_rings: 20
    notifications:
      enabled: false
      destination: ""
      sms_destination: ""
    transfer_to_number:
      enabled: false
      destination: ""
    email_copy_of_message:
      enabled: true
      email_id: anna.andersson@example.com
    message_storage:
      mwi_enabled: true
      storage_type: INTERNAL
      external_email: ""
    fax_message:
      enabled: false
      phone_number: ""
      extension: ""
    voice_message_forwarding_enabled: true
people:
  description: The answer for each person, in the order given.
  returned: success, and failure of one or more people
  type: list
  elements: dict
  contains:
    person:
      description: The person as the task gave it; where it gave nobody, the person's ID.
      type: str
      sample: anna.andersson@example.com
    person_id:
      description: The person's ID, where the person was found.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDE
    email:
      description: The person's e-mail address, as RV(email).
      type: str
      sample: anna.andersson@example.com
    voicemail:
      description: The person's settings, as RV(voicemail).
      type: dict
      returned: where it succeeded
    failed:
      description: V(true) where it failed for this person.
      type: bool
      returned: where it failed
    msg:
      description: Why it failed for this person, and what to do about it.
      type: str
      returned: where it failed
    status:
      description: The HTTP status of the API's answer for this person.
      type: int
      returned: where it failed and the API answered
    method:
      description: The HTTP method of the request that failed.
      type: str
      returned: where it failed and a request was sent
    path:
      description: The path of the request that failed.
      type: str
      returned: where it failed and a request was sent
    api_message:
      description: The API's own words.
      type: str
      returned: where it failed and the API said something
    tracking_id:
      description: The tracking ID of the answer.
      type: str
      returned: where it failed and the API told one
summary:
  description: How many people the task was about, and how they fared. Somebody whom it names more than once counts once.
  returned: success, and failure of one or more people
  type: dict
  contains:
    total:
      description: People the task was about.
      type: int
      sample: 12
    failed:
      description: People for whom it failed.
      type: int
      sample: 0
status:
  description: The HTTP status of the API's answer, where a request failed.
  returned: failure, where the API answered
  type: int
  sample: 404
method:
  description: The HTTP method of the request that failed.
  returned: failure, where a request was sent
  type: str
  sample: PUT
path:
  description: The path of the request that failed, below O(api_url).
  returned: failure, where a request was sent
  type: str
  sample: /people/Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDE/features/voicemail
api_message:
  description: The API's own words.
  returned: failure, where the API said something
  type: str
  sample: Invalid value
tracking_id:
  description: The tracking ID of the answer, which Cisco's support asks for.
  returned: failure, where the API told one
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
      description: Seconds spent waiting at the API's word (C(Retry-After)).
      type: float
      sample: 0.0
"""

from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import info_module

MODULE = info_module(PERSON_VOICEMAIL)
main = MODULE.main

if __name__ == "__main__":
    main()
