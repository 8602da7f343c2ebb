#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the voicemail settings of virtual lines."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_virtual_line_voicemail
short_description: Manage the voicemail settings of virtual lines
version_added: 1.0.0
description:
  - Reads the voicemail settings of virtual lines, and changes them only where they differ from what the task names.
  - Settings that the task does not name are not changed. A task without settings only reads, and warns.
  - E-mail addresses are compared without case, phone numbers without
    spaces, dashes, dots, and parentheses. An empty string clears a value.
  - If the task fails for some virtual lines, it processes all others first. RV(virtual_lines) holds the result for each.
  - The token needs the scopes C(spark-admin:telephony_config_read) and C(spark-admin:telephony_config_write).
author:
  - The webex.calling contributors (@webex-calling)
options:
  announcement_language_code:
    description:
      - The language of the announcements, such as V(en_us).
      - The API lists the codes at the path C(/telephony/config/announcementLanguages). A code is not checked before it is sent.
    type: str
extends_documentation_fragment:
  - webex.calling.owners.virtual_line
  - webex.calling.owners.many
  - webex.calling.mailbox
  - webex.calling.mailbox.shared
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.changes
seealso:
  - module: webex.calling.webex_virtual_line_voicemail_info
  - module: webex.calling.webex_voicemail_passcode
  - name: Configure Voicemail Settings for a Virtual Line
    description: The reference of the Webex API.
    link: https://developer.webex.com/docs/api/v1/virtual-line-call-settings/configure-voicemail-settings-for-a-virtual-line
"""

EXAMPLES = r"""
- name: Send all calls of the sales line to voicemail, with a copy by e-mail
  webex.calling.webex_virtual_line_voicemail:
    virtual_line: Sales Line
    enabled: true
    send_all_calls:
      enabled: true
    email_copy_of_message:
      enabled: true
      email_id: sales@example.com
"""

RETURN = r"""
virtual_line:
  description: The virtual line as given in the task; if the task lists none, the name, or the ID if the name is not unique.
  returned: for a single virtual line
  type: str
  sample: Front Desk
virtual_line_id:
  description: The ID of the virtual line.
  returned: for a single virtual line, when found
  type: str
  sample: Y2lzY29zcGFyazovL3VzL1ZJUlRVQUxfTElORS8wMDE
name:
  description: The display name, or null if an ID was given and no look-up was needed.
  returned: for a single virtual line, when found
  type: str
  sample: Front Desk
location:
  description: The name of the location.
  returned: for a single virtual line, when the look-up returned it
  type: str
  sample: Stockholm
location_id:
  description: The ID of the location.
  returned: for a single virtual line, when the look-up returned it
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ
extension:
  description: The extension.
  returned: for a single virtual line, when the look-up returned it
  type: str
  sample: '7001'
changes:
  description: The settings that differed, each with its dotted path (C(field)), and its value C(before) (null if it was unknown)
    and C(after). The value of a secret is null.
  returned: for a single virtual line, on success
  type: list
  elements: dict
  sample:
    - field: enabled
      before: false
      after: true
voicemail:
  description: The settings of the virtual line, as they are now; in check mode, as they would be. A text that was never set is empty.
    What the API does not return is left out.
  returned: for a single virtual line, on success
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
    announcement_language_code: en_us
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
  description: The number of virtual lines, by outcome. Those that are named more than once are counted once.
  returned: on success, and on failure for one or more virtual lines
  type: dict
  contains:
    total: {description: The virtual lines that the task selected., type: int, sample: 12}
    changed: {description: 'The virtual lines with settings that were changed, or in check mode would be.', type: int, sample: 3}
    unchanged: {description: 'The virtual lines with settings that did not differ, or were only read.', type: int, sample: 8}
    failed: {description: The virtual lines for which it failed., type: int, sample: 1}
left_out:
  description: The number of listed virtual lines that are left out because they have no licence, or no voicemail.
  returned: when the task does not list the virtual lines
  type: int
  sample: 3
diff:
  description: The differences, as C(before) and C(after). For more than one virtual line, one text in C(prepared), in which equal
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
  sample: /telephony/config/virtualLines/Y2lzY29zcGFyazovL3VzL1ZJUlRVQUxfTElORS8wMDE/voicemail
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

from ansible_collections.webex.calling.plugins.module_utils._resources.virtual_line_voicemail import (
    VIRTUAL_LINE_VOICEMAIL,
)
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import settings_module

MODULE = settings_module(VIRTUAL_LINE_VOICEMAIL)
main = MODULE.main

if __name__ == "__main__":
    main()
