#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the voicemail settings of locations."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_location_voicemail
short_description: Manage the voicemail settings of locations
version_added: 0.1.0
description:
  - Reads the voicemail settings of locations, and changes them only where they differ from what the task names.
  - When it fails for some locations, all others are done first. RV(locations) holds the result for each.
  - The token needs the scopes C(spark-admin:telephony_config_read) and C(spark-admin:telephony_config_write).
author:
  - The webex.calling contributors (@webex-calling)
options:
  voicemail_transcription_enabled:
    description:
      - Whether voice messages are transcribed.
    type: bool
extends_documentation_fragment:
  - webex.calling.owners.location
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.changes
seealso:
  - module: webex.calling.webex_location_voicemail_info
  - module: webex.calling.webex_location_voice_portal
  - name: Update Location Voicemail
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/location-call-settings-voicemail/update-location-voicemail
"""

EXAMPLES = r"""
- name: Transcribe voice messages in Stockholm and Oslo
  webex.calling.webex_location_voicemail:
    location:
      - Stockholm
      - Oslo
    voicemail_transcription_enabled: true
"""
