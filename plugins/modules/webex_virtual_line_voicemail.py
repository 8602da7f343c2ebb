#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the voicemail settings of virtual lines."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_virtual_line_voicemail
short_description: Manage the voicemail settings of virtual lines
version_added: 0.1.0
description:
  - Reads the voicemail settings of virtual lines, and changes them only where they differ from what the task names.
  - A setting that the task does not name stays as it is. E-mail addresses compare without case, phone numbers without
    spaces, dashes, dots, and parentheses. An empty string clears a value.
  - When it fails for some virtual lines, all others are done first. RV(virtual_lines) holds the result for each.
  - The token needs the scopes C(spark-admin:telephony_config_read) and C(spark-admin:telephony_config_write).
author:
  - The webex.calling contributors (@webex-calling)
options:
  announcement_language_code:
    description:
      - The language of the announcements, such as V(en_us).
    type: str
extends_documentation_fragment:
  - webex.calling.owners.virtual_line
  - webex.calling.mailbox
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.changes
seealso:
  - module: webex.calling.webex_virtual_line_voicemail_info
  - module: webex.calling.webex_voicemail_passcode
  - name: Configure Voicemail Settings for a Virtual Line
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/virtual-line-call-settings/configure-voicemail-settings-for-a-virtual-line
"""

EXAMPLES = r"""
- name: Keep a shared mailbox for the support line, with a copy by e-mail
  webex.calling.webex_virtual_line_voicemail:
    virtual_line: Support Line
    enabled: true
    send_all_calls:
      enabled: true
    email_copy_of_message:
      enabled: true
      email_id: support@example.com
"""
