#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the voicemail rules of a Webex Calling organization."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_org_voicemail_rules_info
short_description: Read the voicemail rules of a Webex Calling organization
version_added: 1.0.0
description:
  - Reads the organization's rules for voicemail passcodes.
  - What it returns as RV(rules) can be given to M(webex.calling.webex_org_voicemail_rules) as it is.
  - The token needs the scope C(spark-admin:telephony_config_read).
author:
  - The webex.calling contributors (@webex-calling)
extends_documentation_fragment:
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.reads
seealso:
  - module: webex.calling.webex_org_voicemail_rules
  - name: Get Voicemail Rules
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/calling-service-settings/get-voicemail-rules
"""

EXAMPLES = r"""
- name: Read the organization's voicemail rules
  webex.calling.webex_org_voicemail_rules_info:
  register: found

- name: Show how long a PIN must be
  ansible.builtin.debug:
    msg: "{{ found.rules.default_voicemail_pin_rules.length.min }} digits"
"""

RETURN = r"""
rules:
  description: The settings of the organization, as they are. A text that was never set is empty. What the API does not tell is left
    out.
  returned: on success
  type: dict
  sample:
    default_voicemail_pin_enabled: true
    default_voicemail_pin_rules: {}
    expire_passcode: {enabled: true, number_of_days: 15}
    change_passcode: {enabled: true, number_of_days: 1}
    block_previous_passcodes: {enabled: true, number_of_passcodes: 1}
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
  sample: /telephony/config/voicemail/rules
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

from ansible_collections.webex.calling.plugins.module_utils._resources.org_voicemail_rules import ORG_VOICEMAIL_RULES
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import info_module

MODULE = info_module(ORG_VOICEMAIL_RULES)
main = MODULE.main

if __name__ == "__main__":
    main()
