#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the voicemail settings of an organization."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_org_voicemail_info
short_description: Read the voicemail settings of an organization
version_added: 1.0.0
description:
  - Reads the voicemail settings of the organization. They determine what people can configure for their own voicemail,
    and when messages expire.
  - What it returns as RV(voicemail) can be given to M(webex.calling.webex_org_voicemail) as it is.
  - The token needs the scope C(spark-admin:telephony_config_read).
author:
  - The webex.calling contributors (@webex-calling)
extends_documentation_fragment:
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.reads
seealso:
  - module: webex.calling.webex_org_voicemail
  - name: Get Voicemail Settings
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/calling-service-settings/get-voicemail-settings
"""

EXAMPLES = r"""
- name: Read the organization's voicemail settings
  webex.calling.webex_org_voicemail_info:
  register: org

- name: Show when messages expire
  ansible.builtin.debug:
    msg: "{{ org.voicemail.number_of_days_for_message_expiry }} days"
"""

RETURN = r"""
voicemail:
  description: The settings of the organization, as they are. A text that was never set is empty. What the API does not tell is left
    out.
  returned: on success
  type: dict
  sample:
    message_expiry_enabled: true
    number_of_days_for_message_expiry: 90
    strict_deletion_enabled: false
    voice_message_forwarding_enabled: true
    voice_portal_access_vm_deposit_enabled: true
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
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import info_module

MODULE = info_module(ORG_VOICEMAIL)
main = MODULE.main

if __name__ == "__main__":
    main()
