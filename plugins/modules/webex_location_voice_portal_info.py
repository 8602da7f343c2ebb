#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the voice portals of locations."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_location_voice_portal_info
short_description: Read the voice portals of locations
version_added: 0.1.0
description:
  - Reads the voice portals of locations and the rules for their passcodes; without a selector, those of all locations.
  - What it returns as RV(locations) can be given to M(webex.calling.webex_location_voice_portal) as it is.
  - The token needs the scope C(spark-admin:telephony_config_read).
author:
  - The webex.calling contributors (@webex-calling)
extends_documentation_fragment:
  - webex.calling.owners.location_info
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.reads
seealso:
  - module: webex.calling.webex_location_voice_portal
  - name: Get VoicePortal
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/location-call-settings-voicemail/get-voiceportal
"""

EXAMPLES = r"""
- name: Read all voice portals
  webex.calling.webex_location_voice_portal_info:
  register: found

- name: Show their extensions
  ansible.builtin.debug:
    msg: "{{ found.locations | map(attribute='voice_portal.extension') }}"
"""
