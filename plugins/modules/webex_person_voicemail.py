#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the voicemail settings of people."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_person_voicemail
short_description: Manage the voicemail settings of people
version_added: 1.0.0
description:
  - Reads the voicemail settings of people, and changes them only where they differ from what the task names.
  - Settings that the task does not name are not changed. A task without settings only reads, and warns.
  - E-mail addresses are compared without case, phone numbers without
    spaces, dashes, dots and parentheses. An empty string clears a value. A value that the API does not return differs from
    every value.
  - In any text, C({email}) stands for the person's own e-mail address, the primary one where the person has several.
  - All values for all people are checked before anything is sent. Changes that depend on a person's current settings are checked
    before they are written, in check mode too.
  - Tasks of one user on one machine that change the same person wait for each other, so that none undoes the changes of another.
  - If the task fails for some people, it processes all others first. RV(people) holds the result for each.
  - The token needs the scopes C(spark-admin:people_read) and C(spark-admin:people_write). For the settings of the token's
    owner, C(spark:people_read) and C(spark:people_write) are enough.
author:
  - The webex.calling contributors (@webex-calling)
options:
  wait_for_license:
    description:
      - How many seconds to wait for a new Webex Calling licence to take effect. Check mode does not wait.
    type: int
    default: 0
extends_documentation_fragment:
  - webex.calling.connection
  - webex.calling.owners.person
  - webex.calling.owners.many
  - webex.calling.mailbox
  - webex.calling.mailbox.shared
  - webex.calling.attributes
  - webex.calling.attributes.changes
seealso:
  - module: webex.calling.webex_person_voicemail_info
  - module: webex.calling.webex_org_voicemail
  - name: Configure Voicemail Settings for a Person
    description: The reference of the Webex API.
    link: https://developer.webex.com/docs/api/v1/user-call-settings-1-2/configure-voicemail-settings-for-a-person
"""

EXAMPLES = r"""
- name: Send unanswered calls to voicemail after four rings, with a copy by e-mail
  webex.calling.webex_person_voicemail:
    person: anna.andersson@example.com
    enabled: true
    send_unanswered_calls:
      enabled: true
      number_of_rings: 4
    email_copy_of_message:
      enabled: true
      email_id: anna.andersson@example.com

- name: Send a copy to each person's own address
  webex.calling.webex_person_voicemail:
    person:
      - anna.andersson@example.com
      - bo.berg@example.com
    email_copy_of_message:
      enabled: true
      email_id: "{email}"

- name: Set for each person where callers who press zero are transferred
  webex.calling.webex_person_voicemail:
    enabled: true
    people:
      - person: anna.andersson@example.com
        transfer_to_number:
          enabled: true
          destination: "6527"
      - person: bo.berg@example.com
        transfer_to_number:
          enabled: false
          destination: ""

- name: Set five rings for everyone in Stockholm, and return those who were changed
  webex.calling.webex_person_voicemail:
    location: Stockholm
    return: changed
    send_unanswered_calls:
      number_of_rings: 5
"""

RETURN = r"""
person:
  description: The person as given in the task; if the task lists none, the e-mail address, or the ID.
  returned: for a single person
  type: str
  sample: anna.andersson@example.com
person_id:
  description: The ID of the person.
  returned: for a single person, when found
  type: str
  sample: Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDE
name:
  description: The display name, or null if an ID was given and no look-up was needed.
  returned: for a single person, when found
  type: str
  sample: Anna Andersson
email:
  description: The primary e-mail address as Webex writes it, or null if an ID was given and no look-up was needed.
  returned: for a single person, when found
  type: str
  sample: anna.andersson@example.com
location:
  description: The name of the location.
  returned: for a single person, when the look-up returned it
  type: str
  sample: Stockholm
location_id:
  description: The ID of the location.
  returned: for a single person, when the look-up returned it
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ
extension:
  description: The extension.
  returned: for a single person, when the look-up returned it
  type: str
  sample: '7001'
changes:
  description: The settings that differed, each with its dotted path (C(field)), and its value C(before) (null if it was unknown)
    and C(after). The value of a secret is null.
  returned: for a single person, on success
  type: list
  elements: dict
  sample:
    - field: enabled
      before: false
      after: true
voicemail:
  description: The settings of the person, as they are now; in check mode, as they would be. A text that was never set is empty. What
    the API does not return is left out.
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
summary:
  description: The number of people, by outcome. Those that are named more than once are counted once.
  returned: on success, and on failure for one or more people
  type: dict
  contains:
    total: {description: The people that the task selected., type: int, sample: 12}
    changed: {description: 'The people with settings that were changed, or in check mode would be.', type: int, sample: 3}
    unchanged: {description: 'The people with settings that did not differ, or were only read.', type: int, sample: 8}
    failed: {description: The people for which it failed., type: int, sample: 1}
left_out:
  description: The number of listed people that are left out because they have no licence, or no voicemail.
  returned: when the task does not list the people
  type: int
  sample: 3
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
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import settings_module

MODULE = settings_module(PERSON_VOICEMAIL, wait_for_license={"type": "int", "default": 0})
main = MODULE.main

if __name__ == "__main__":
    main()
