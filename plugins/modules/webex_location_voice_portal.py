#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the voice portals of locations."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_location_voice_portal
short_description: Manage the voice portals of locations
version_added: 1.0.0
description:
  - Reads the voice portals of locations, and changes them only where they differ from what the task names.
  - Settings that the task does not name are not changed. A task without settings only reads, and warns.
  - E-mail addresses are compared without case, phone numbers without
    spaces, dashes, dots, and parentheses. An empty string clears a value.
  - If a setting has the same name as a key of a result, such as O(name), the result holds the setting and not the other key.
  - If the task fails for some locations, it processes all others first. RV(locations) holds the result for each.
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
      - The API lists the codes at the path C(/telephony/config/announcementLanguages). A code is not checked before it is sent.
    type: str
  extension:
    description:
      - The extension of the voice portal.
    type: str
  phone_number:
    description:
      - The phone number of the voice portal.
    type: str
  passcode_rules:
    description:
      - Read-only, accepted and ignored. The rules for the passcode of the voice portal.
    type: dict
extends_documentation_fragment:
  - webex.calling.owners.location
  - webex.calling.owners.many
  - webex.calling.mailbox.caller_id_name
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.changes
seealso:
  - module: webex.calling.webex_location_voice_portal_info
  - module: webex.calling.webex_voicemail_passcode
  - name: Update VoicePortal
    description: The reference of the Webex API.
    link: https://developer.webex.com/docs/api/v1/location-call-settings-voicemail/update-voiceportal
"""

EXAMPLES = r"""
- name: Set the extension and the language of the voice portal in Stockholm
  webex.calling.webex_location_voice_portal:
    location: Stockholm
    extension: "7999"
    language_code: sv_se
"""

RETURN = r"""
location:
  description: The location as given in the task; if the task lists none, the name, or the ID if the name is not unique.
  returned: for a single location
  type: str
  sample: Stockholm
location_id:
  description: The ID of the location.
  returned: for a single location, when found
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ
changes:
  description: The settings that differed, each with its dotted path (C(field)), and its value C(before) (null if it was unknown)
    and C(after). The value of a secret is null.
  returned: for a single location, on success
  type: list
  elements: dict
  sample:
    - field: name
      before: null
      after: Front desk
voice_portal:
  description: The settings of the location, as they are now; in check mode, as they would be. A text that was never set is empty.
    What the API does not return is left out.
  returned: for a single location, on success
  type: dict
  sample:
    name: Front desk
    language_code: en_us
    extension: '7999'
    phone_number: ''
    direct_line_caller_id_name: {selection: DISPLAY_NAME, custom_name: ''}
    dial_by_name: ''
    first_name: ''
    last_name: ''
locations:
  description: The results for the locations, in the order given, or sorted by name if the task lists none. O(return) selects for
    which of them.
  returned: on success, and on failure for one or more locations
  type: list
  elements: dict
  contains:
    changed: {description: Whether anything differed for this location., type: bool}
    failed: {description: V(true) if it failed for this location., returned: on failure, type: bool}
    msg: {description: 'Why it failed for this location, and what to do about it.', returned: on failure, type: str}
    location: {description: As RV(location)., type: str}
    location_id: {description: As RV(location_id)., type: str}
    changes: {description: As RV(changes)., type: list, elements: dict}
    voice_portal: {description: As RV(voice_portal)., type: dict}
    status: {description: As RV(status)., type: int}
    method: {description: As RV(method)., type: str}
    path: {description: As RV(path)., type: str}
    api_message: {description: As RV(api_message)., type: str}
    tracking_id: {description: As RV(tracking_id)., type: str}
summary:
  description: The number of locations, by outcome. Those that are named more than once are counted once.
  returned: on success, and on failure for one or more locations
  type: dict
  contains:
    total: {description: The locations that the task selected., type: int, sample: 12}
    changed: {description: 'The locations with settings that were changed, or in check mode would be.', type: int, sample: 3}
    unchanged: {description: 'The locations with settings that did not differ, or were only read.', type: int, sample: 8}
    failed: {description: The locations for which it failed., type: int, sample: 1}
left_out:
  description: The number of listed locations that are left out because they have no licence, or no voicemail.
  returned: when the task does not list the locations
  type: int
  sample: 3
diff:
  description: The differences, as C(before) and C(after). For more than one location, one text in C(prepared), in which equal changes
    are combined.
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
  sample: /telephony/config/locations/Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ/voicePortal
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

from ansible_collections.webex.calling.plugins.module_utils._resources.location_voice_portal import (
    LOCATION_VOICE_PORTAL,
)
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import settings_module

MODULE = settings_module(LOCATION_VOICE_PORTAL)
main = MODULE.main

if __name__ == "__main__":
    main()
