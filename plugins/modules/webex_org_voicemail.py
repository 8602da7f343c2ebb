#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the voicemail settings of an organization."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_org_voicemail
short_description: Manage the voicemail settings of an organization
version_added: 1.0.0
description:
  - Reads the voicemail settings of the organization and changes them only where they differ from what the task names.
    They determine what people can configure for their own voicemail, and when messages expire.
  - Settings that the task does not name are not changed. A task without settings only reads, and warns.
  - The token needs the scopes C(spark-admin:telephony_config_read) and C(spark-admin:telephony_config_write),
    and must be a full administrator's.
author:
  - The webex.calling contributors (@webex-calling)
options:
  message_expiry_enabled:
    description:
      - Whether messages are deleted after O(number_of_days_for_message_expiry).
    type: bool
  number_of_days_for_message_expiry:
    description:
      - The number of days after which messages expire, from 1 to 180.
    type: int
  strict_deletion_enabled:
    description:
      - Whether expired messages are deleted even if they were not read.
    type: bool
  voice_message_forwarding_enabled:
    description:
      - Whether people may have voice messages forwarded by e-mail. If V(false), e-mail copies and external mailboxes are not
        available to anyone.
    type: bool
  voice_portal_access_vm_deposit_enabled:
    description:
      - Whether callers of a voice portal can leave messages in mailboxes. Not every release of the API has this setting.
    type: bool
extends_documentation_fragment:
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.changes
seealso:
  - module: webex.calling.webex_org_voicemail_info
  - name: Update Voicemail Settings
    description: The reference of the Webex API.
    link: https://developer.webex.com/docs/api/v1/calling-service-settings/update-voicemail-settings
"""

EXAMPLES = r"""
- name: Delete read messages after 90 days
  webex.calling.webex_org_voicemail:
    message_expiry_enabled: true
    number_of_days_for_message_expiry: 90
    strict_deletion_enabled: false

- name: Do not allow voice messages to be forwarded by e-mail
  webex.calling.webex_org_voicemail:
    voice_message_forwarding_enabled: false
"""

RETURN = r"""
changes:
  description: The settings that differed, each with its dotted path (C(field)), and its value C(before) (null if it was unknown)
    and C(after). The value of a secret is null.
  returned: on success
  type: list
  elements: dict
  sample:
    - field: message_expiry_enabled
      before: false
      after: true
voicemail:
  description: The settings of the organization, as they are now; in check mode, as they would be. A text that was never set is empty.
    What the API does not return is left out.
  returned: on success
  type: dict
  sample:
    message_expiry_enabled: true
    number_of_days_for_message_expiry: 90
    strict_deletion_enabled: false
    voice_message_forwarding_enabled: true
    voice_portal_access_vm_deposit_enabled: true
diff:
  description: The differences, as C(before) and C(after).
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
  sample: /telephony/config/voicemail/settings
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

from ansible_collections.webex.calling.plugins.module_utils._resources.org_voicemail import ORG_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import settings_module

MODULE = settings_module(ORG_VOICEMAIL)
main = MODULE.main

if __name__ == "__main__":
    main()
