#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the voicemail rules of a Webex Calling organization."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_org_voicemail_rules
short_description: Manage the voicemail rules of a Webex Calling organization
version_added: 1.0.0
description:
  - Reads the organization's rules for voicemail passcodes, and changes them only where they differ from what the task names.
  - Settings that the task does not name are not changed. A task without settings only reads, and warns.
  - The token needs the scopes C(spark-admin:telephony_config_read) and C(spark-admin:telephony_config_write), and must be a full
    administrator's to change the rules.
author:
  - The webex.calling contributors (@webex-calling)
options:
  default_voicemail_pin_enabled:
    description:
      - Whether new people get a default voicemail PIN.
      - The API does not return whether there is a default PIN, and refuses V(true) where there is none. So set
        O(default_voicemail_pin) in the same task. Check mode cannot find this out.
    type: bool
  default_voicemail_pin:
    description:
      - The default voicemail PIN. It cannot be read, so it is always sent, and the result is always changed, if it is given.
      - It is checked against the rules for PINs that the API returns. It is only used if O(default_voicemail_pin_enabled) is true,
        otherwise the task warns.
    type: str
  default_voicemail_pin_rules:
    description:
      - Read-only, accepted and ignored. The rules for PINs.
    type: dict
  expire_passcode:
    description:
      - Whether passcodes expire.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether passcodes expire.
        type: bool
      number_of_days:
        description:
          - The number of days after which a passcode expires, from 15 to 180.
        type: int
  change_passcode:
    description:
      - Whether a passcode must be kept for some days.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether a passcode must be kept for some days before it can be changed.
        type: bool
      number_of_days:
        description:
          - The number of days for which a passcode must be kept.
        type: int
  block_previous_passcodes:
    description:
      - Whether passcodes that were used before are refused.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether the last passcodes are refused.
        type: bool
      number_of_passcodes:
        description:
          - The number of last passcodes that are refused.
        type: int
extends_documentation_fragment:
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.changes
seealso:
  - module: webex.calling.webex_org_voicemail_rules_info
  - module: webex.calling.webex_org_voicemail
  - module: webex.calling.webex_voicemail_passcode
  - name: Update Voicemail Rules
    description: The reference of the Webex API.
    link: https://developer.webex.com/docs/api/v1/calling-service-settings/update-voicemail-rules
"""

EXAMPLES = r"""
- name: Expire passcodes after 90 days, and refuse the last five
  webex.calling.webex_org_voicemail_rules:
    expire_passcode:
      enabled: true
      number_of_days: 90
    block_previous_passcodes:
      enabled: true
      number_of_passcodes: 5
"""

RETURN = r"""
changes:
  description: The settings that differed, each with its dotted path (C(field)), and its value C(before) (null if it was unknown)
    and C(after). The value of a secret is null.
  returned: on success
  type: list
  elements: dict
  sample:
    - field: default_voicemail_pin_enabled
      before: false
      after: true
rules:
  description: The settings of the organization, as they are now; in check mode, as they would be. A text that was never set is empty.
    What the API does not return is left out.
  returned: on success
  type: dict
  sample:
    default_voicemail_pin_enabled: true
    default_voicemail_pin_rules: {}
    expire_passcode: {enabled: true, number_of_days: 15}
    change_passcode: {enabled: true, number_of_days: 1}
    block_previous_passcodes: {enabled: true, number_of_passcodes: 1}
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
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import settings_module

MODULE = settings_module(ORG_VOICEMAIL_RULES)
main = MODULE.main

if __name__ == "__main__":
    main()
