#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the voicemail rules of a Webex Calling organization."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_org_voicemail_rules_info
short_description: Read the voicemail rules of a Webex Calling organization
version_added: 0.1.0
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
