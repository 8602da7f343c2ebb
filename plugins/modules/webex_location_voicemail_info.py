#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the voicemail settings of locations."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_location_voicemail_info
short_description: Read the voicemail settings of locations
version_added: 0.1.0
description:
  - Reads the voicemail settings of locations; without a selector, those of all locations.
  - What it returns as RV(locations) can be given to M(webex.calling.webex_location_voicemail) as it is.
  - The token needs the scope C(spark-admin:telephony_config_read).
author:
  - The webex.calling contributors (@webex-calling)
extends_documentation_fragment:
  - webex.calling.owners.location_info
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.reads
seealso:
  - module: webex.calling.webex_location_voicemail
  - name: Get Location Voicemail
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/location-call-settings-voicemail/get-location-voicemail
"""

EXAMPLES = r"""
- name: Read the voicemail settings of all locations
  webex.calling.webex_location_voicemail_info:
  register: found

- name: Show where voice messages are not transcribed
  ansible.builtin.debug:
    msg: "{{ found.locations | rejectattr('voicemail.voicemail_transcription_enabled') | map(attribute='location') }}"
"""
