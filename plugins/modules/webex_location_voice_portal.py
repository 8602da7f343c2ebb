#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the voice portals of locations."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_location_voice_portal
short_description: Manage the voice portals of locations
version_added: 0.1.0
description:
  - Reads the voice portals of locations, and changes them only where they differ from what the task names.
  - A setting that the task does not name stays as it is. E-mail addresses compare without case, phone numbers without
    spaces, dashes, dots, and parentheses. An empty string clears a value.
  - A setting that is called like a key of a result, such as O(name), keeps its name, and the key of the result is left out.
  - When it fails for some locations, all others are done first. RV(locations) holds the result for each.
  - The token needs the scopes C(spark-admin:telephony_config_read) and C(spark-admin:telephony_config_write).
author:
  - The webex.calling contributors (@webex-calling)
options:
  name:
    description:
      - The name of the voice portal.
    type: str
  language_code:
    description:
      - The language of the announcements, such as V(en_us).
    type: str
  extension:
    description:
      - The extension of the voice portal.
    type: str
  phone_number:
    description:
      - The phone number of the voice portal.
    type: str
  direct_line_caller_id_name:
    description:
      - The name that is shown on calls.
    type: dict
    suboptions:
      selection:
        description:
          - V(CUSTOM_NAME) shows O(direct_line_caller_id_name.custom_name), V(DISPLAY_NAME) the name.
        type: str
        choices:
          - CUSTOM_NAME
          - DISPLAY_NAME
      custom_name:
        description:
          - The name to show.
        type: str
  dial_by_name:
    description:
      - The name for dialing by name.
    type: str
  first_name:
    description:
      - The first name of the caller ID. The API recommends O(direct_line_caller_id_name) and O(dial_by_name) instead.
    type: str
  last_name:
    description:
      - The last name of the caller ID. The API recommends O(direct_line_caller_id_name) and O(dial_by_name) instead.
    type: str
  passcode_rules:
    description:
      - Read-only, accepted and ignored. What the passcode of the voice portal must comply with.
    type: dict
extends_documentation_fragment:
  - webex.calling.owners.location
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.changes
seealso:
  - module: webex.calling.webex_location_voice_portal_info
  - module: webex.calling.webex_voicemail_passcode
  - name: Update VoicePortal
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/location-call-settings-voicemail/update-voiceportal
"""

EXAMPLES = r"""
- name: Set the extension and the language of the voice portal in Stockholm
  webex.calling.webex_location_voice_portal:
    location: Stockholm
    extension: "7999"
    language_code: sv_se
"""
