#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the voicemail settings of locations."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_location_voicemail_info
short_description: Read the voicemail settings of locations
version_added: 1.0.0
description:
  - Reads the voicemail settings of locations; without a selector, those of all locations.
  - What it returns as RV(locations) can be given to M(webex.calling.webex_location_voicemail) as it is.
  - The token needs the scope C(spark-admin:telephony_config_read).
author:
  - The webex.calling contributors (@webex-calling)
extends_documentation_fragment:
  - webex.calling.owners.location_info
  - webex.calling.owners.concurrency
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

RETURN = r"""
location:
  description: The location as given in the task; where the task lists none, the name, or the ID where several have that name.
  returned: for a single location
  type: str
  sample: Stockholm
location_id:
  description: The ID of the location.
  returned: for a single location, when found
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ
name:
  description: The display name, null where an ID was given and no look-up was needed.
  returned: for a single location, when found
  type: str
  sample: Stockholm
voicemail:
  description: The settings of the location, as they are. A text that was never set is empty. What the API does not tell is left out.
  returned: for a single location, on success
  type: dict
  sample:
    voicemail_transcription_enabled: true
locations:
  description: The results for the locations, in the order given, or sorted by name where the task lists none.
  returned: on success, and on failure for one or more locations
  type: list
  elements: dict
  contains:
    failed: {description: V(true) where it failed for this location., returned: on failure, type: bool}
    msg: {description: 'Why it failed for this location, and what to do about it.', returned: on failure, type: str}
    location: {description: As RV(location)., type: str}
    location_id: {description: As RV(location_id)., type: str}
    name: {description: As RV(name)., type: str}
    voicemail: {description: As RV(voicemail)., type: dict}
    status: {description: As RV(status)., type: int}
    method: {description: As RV(method)., type: str}
    path: {description: As RV(path)., type: str}
    api_message: {description: As RV(api_message)., type: str}
    tracking_id: {description: As RV(tracking_id)., type: str}
summary:
  description: How many locations there were, and how they fared. What is named more than once counts once.
  returned: on success, and on failure for one or more locations
  type: dict
  contains:
    total: {description: The locations that the task was about., type: int, sample: 12}
    changed: {description: 'The locations with settings that were changed; in check mode, would be.', type: int, sample: 3}
    unchanged: {description: 'The locations with settings that did not differ, or were only read.', type: int, sample: 8}
    failed: {description: The locations for which it failed., type: int, sample: 1}
left_out:
  description: 'How many locations that the API lists are left out because they cannot have these settings: they have no licence,
    or no voicemail.'
  returned: when the task does not list the locations
  type: int
  sample: 3
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
  sample: /telephony/config/locations/Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ/voicemail
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

from ansible_collections.webex.calling.plugins.module_utils._resources.location_voicemail import LOCATION_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import info_module

MODULE = info_module(LOCATION_VOICEMAIL)
main = MODULE.main

if __name__ == "__main__":
    main()
