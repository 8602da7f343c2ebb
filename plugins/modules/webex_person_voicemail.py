#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keep the voicemail settings of people."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_person_voicemail
short_description: Keep the voicemail settings of people
version_added: 0.1.0
description:
  - Reads the voicemail settings of one person or many, and changes them only where they differ from what the task names.
  - A setting that the task does not name stays as it is. E-mail addresses compare without case, phone numbers without
    spaces, dashes, dots and parentheses. An empty string clears a value. What the API does not tell is different from
    anything wanted.
  - In any text, C({email}) stands for the person's own e-mail address, the primary one where the person has several.
  - All values of all people are checked before anything is sent. What only the current settings tell is checked before anything
    is written, where the task changes it, in check mode too.
  - Tasks of one user on one machine that change the same person wait for each other, so that neither undoes what the other wrote.
  - When it fails for some people, everyone else is done first; RV(people) tells the outcome for each.
  - The token needs the scopes C(spark-admin:people_read) and C(spark-admin:people_write); C(spark:people_read) and
    C(spark:people_write) are enough for its owner's own settings.
author:
  - The webex.calling contributors (@webex-calling)
options:
  person:
    description:
      - E-mail addresses or person IDs of those who get the settings below. An ID saves looking the person up.
        White space around them is ignored.
      - Exactly one of O(person) and O(people) is given.
    type: list
    elements: str
  people:
    description:
      - People with settings of their own. Each is a dictionary with C(person) (an e-mail address or a person ID), and any
        of the settings below, which win over the task's.
      - An item of RV(people) or of RV(webex.calling.webex_person_voicemail_info#module:people) is accepted as it is, with its
        settings in C(voicemail); C(person_id), C(email) and C(changed) in it are ignored. One that failed is refused.
    type: list
    elements: dict
  concurrency:
    description:
      - How many requests may be under way at a time, from 1 to 100.
    type: int
    default: 10
  enabled:
    description:
      - Whether the person has voicemail.
    type: bool
  send_all_calls:
    description:
      - Sending all calls to voicemail.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether all calls go to voicemail.
        type: bool
  send_busy_calls:
    description:
      - Sending calls to voicemail while the line is busy.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether calls go to voicemail while the line is busy.
        type: bool
      greeting:
        description:
          - The greeting that callers hear. V(CUSTOM) plays the person's own, which must have been uploaded before.
        type: str
        choices:
          - DEFAULT
          - CUSTOM
      greeting_uploaded:
        description:
          - Read-only, accepted and ignored. Whether a custom greeting was uploaded.
        type: bool
  send_unanswered_calls:
    description:
      - Sending calls to voicemail that nobody answers.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether unanswered calls go to voicemail.
        type: bool
      greeting:
        description:
          - The greeting that callers hear. V(CUSTOM) plays the person's own, which must have been uploaded before.
        type: str
        choices:
          - DEFAULT
          - CUSTOM
      greeting_uploaded:
        description:
          - Read-only, accepted and ignored. Whether a custom greeting was uploaded.
        type: bool
      number_of_rings:
        description:
          - Rings before an unanswered call goes to voicemail, from 2 to 20, and never more than
            O(send_unanswered_calls.system_max_number_of_rings).
        type: int
      system_max_number_of_rings:
        description:
          - Read-only, accepted and ignored. The most rings that the system allows for this person.
        type: int
  notifications:
    description:
      - Telling the person of new messages by e-mail or text message. The message itself does not go along.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether the person is notified. It needs O(notifications.destination) or O(notifications.sms_destination), in the
            task or set before.
        type: bool
      destination:
        description:
          - The e-mail address to notify.
        type: str
      sms_destination:
        description:
          - The mobile phone number that gets a text message (in the US and Canada).
        type: str
  transfer_to_number:
    description:
      - Letting callers leave the voicemail by pressing zero (0).
    type: dict
    suboptions:
      enabled:
        description:
          - Whether callers can do so. It needs O(transfer_to_number.destination), in the task or set before.
        type: bool
      destination:
        description:
          - The number that they reach.
        type: str
  email_copy_of_message:
    description:
      - Sending a copy of each new message, with its audio, by e-mail.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether a copy is sent. It needs O(email_copy_of_message.email_id), in the task or set before, and an
            organization that allows it (O(webex.calling.webex_org_voicemail#module:voice_message_forwarding_enabled)).
        type: bool
      email_id:
        description:
          - The e-mail address that gets the copies.
        type: str
  message_storage:
    description:
      - Where messages are kept.
    type: dict
    suboptions:
      mwi_enabled:
        description:
          - Whether the desk phone indicates new messages.
        type: bool
      storage_type:
        description:
          - V(INTERNAL) keeps messages with Webex (10 minutes a message and 100 minutes a mailbox at the most).
          - V(EXTERNAL) sends all messages to O(message_storage.external_email), and they cannot be heard on a phone or in
            an app. It needs an organization that allows it
            (O(webex.calling.webex_org_voicemail#module:voice_message_forwarding_enabled)).
        type: str
        choices:
          - INTERNAL
          - EXTERNAL
      external_email:
        description:
          - The e-mail address that all messages go to, with V(EXTERNAL).
        type: str
  fax_message:
    description:
      - Receiving faxes in the voicemail.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether faxes are received. It needs O(fax_message.phone_number), in the task or set before.
        type: bool
      phone_number:
        description:
          - The number for faxes.
        type: str
      extension:
        description:
          - An extension for faxes.
        type: str
  voice_message_forwarding_enabled:
    description:
      - Read-only, accepted and ignored. What the API tells under this name; it does not say what it means for a person.
    type: bool
extends_documentation_fragment:
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.changes
seealso:
  - module: webex.calling.webex_person_voicemail_info
  - module: webex.calling.webex_org_voicemail
  - name: Configure Voicemail Settings for a Person
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/user-call-settings-1-2/configure-voicemail-settings-for-a-person
"""

EXAMPLES = r"""
- name: Unanswered calls go to voicemail after four rings, with a copy by e-mail
  webex.calling.webex_person_voicemail:
    person: anna.andersson@example.com
    enabled: true
    send_unanswered_calls:
      enabled: true
      number_of_rings: 4
    email_copy_of_message:
      enabled: true
      email_id: anna.andersson@example.com

- name: The same for many, each with a copy to their own address
  webex.calling.webex_person_voicemail:
    person:
      - anna.andersson@example.com
      - bo.berg@example.com
    email_copy_of_message:
      enabled: true
      email_id: "{email}"

- name: Everyone has voicemail, and zero leads each caller elsewhere
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
  description: The person's voicemail settings as they now are; in check mode, as they would be. A text that was never set is empty;
    what the API does not tell is left out.
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
      description: The person as the task gave it.
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
    changed:
      description: Whether anything differed for this person.
      type: bool
      sample: true
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
    changed:
      description: People whose settings were changed; in check mode, would be.
      type: int
      sample: 3
    unchanged:
      description: People whose settings were as wanted.
      type: int
      sample: 9
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
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import settings_module

MODULE = settings_module(PERSON_VOICEMAIL)
main = MODULE.main

if __name__ == "__main__":
    main()
