#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the voicemail settings of virtual lines."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_virtual_line_voicemail_info
short_description: Read the voicemail settings of virtual lines
version_added: 0.1.0
description:
  - Reads the voicemail settings of virtual lines; without a selector, those of all virtual lines.
  - What it returns as RV(virtual_lines) can be given to M(webex.calling.webex_virtual_line_voicemail) as it is.
  - The token needs the scope C(spark-admin:telephony_config_read).
author:
  - The webex.calling contributors (@webex-calling)
extends_documentation_fragment:
  - webex.calling.owners.virtual_line_info
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.reads
seealso:
  - module: webex.calling.webex_virtual_line_voicemail
  - name: Read Voicemail Settings for a Virtual Line
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/virtual-line-call-settings/read-voicemail-settings-for-a-virtual-line
"""

EXAMPLES = r"""
- name: Read the voicemail settings of a virtual line by its extension
  webex.calling.webex_virtual_line_voicemail_info:
    virtual_line: "6103"
    location: Denver
"""
