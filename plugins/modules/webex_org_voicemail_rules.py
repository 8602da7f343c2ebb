#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the voicemail rules of a Webex Calling organization."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_org_voicemail_rules
short_description: Manage the voicemail rules of a Webex Calling organization
version_added: 0.1.0
description:
  - Reads the organization's rules for voicemail passcodes, and changes them only where they differ from what the task names.
  - A setting that the task does not name stays as it is.
  - The token needs the scopes C(spark-admin:telephony_config_read) and C(spark-admin:telephony_config_write), and a full administrator's role to change them.
author:
  - The webex.calling contributors (@webex-calling)
options:
  default_voicemail_pin_enabled:
    description:
      - Whether new people get a default voicemail PIN.
    type: bool
  default_voicemail_pin:
    description:
      - The default voicemail PIN. It cannot be read, so it is sent, and the result is changed, whenever it is given.
      - It is checked against the rules for PINs that the API returns.
    type: str
  default_voicemail_pin_rules:
    description:
      - Read-only, accepted and ignored. What a PIN must comply with.
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
          - After how many days a passcode expires, from 15 to 180.
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
          - For how many days.
        type: int
  block_previous_passcodes:
    description:
      - Whether passcodes that were used before are refused.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether they are refused.
        type: bool
      number_of_passcodes:
        description:
          - How many of the last passcodes are refused.
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
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/calling-service-settings/update-voicemail-rules
"""

EXAMPLES = r"""
- name: Let passcodes expire after 90 days, and refuse the last five
  webex.calling.webex_org_voicemail_rules:
    expire_passcode:
      enabled: true
      number_of_days: 90
    block_previous_passcodes:
      enabled: true
      number_of_passcodes: 5
"""
