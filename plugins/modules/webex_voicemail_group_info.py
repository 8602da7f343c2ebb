#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read voicemail groups."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_voicemail_group_info
short_description: Read voicemail groups
version_added: 0.1.0
description:
  - Reads the settings of voicemail groups; without O(location) and O(name), those of all groups.
  - What it returns as RV(voicemail_groups) can be given to M(webex.calling.webex_voicemail_group) as it is.
  - The token needs the scope C(spark-admin:telephony_config_read).
author:
  - The webex.calling contributors (@webex-calling)
options:
  location:
    description:
      - Names or IDs of locations, whose groups are read.
    type: list
    elements: str
  name:
    description:
      - Names of groups to read.
    type: list
    elements: str
  concurrency:
    description:
      - How many requests may be under way at a time, from 1 to 100.
    type: int
    default: 10
extends_documentation_fragment:
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.reads
seealso:
  - module: webex.calling.webex_voicemail_group
  - name: List VoicemailGroup
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/location-call-settings-voicemail/list-voicemailgroup
"""

EXAMPLES = r"""
- name: Read all voicemail groups in Stockholm
  webex.calling.webex_voicemail_group_info:
    location: Stockholm
  register: found

- name: Show which of them send messages elsewhere
  ansible.builtin.debug:
    msg: "{{ found.voicemail_groups | selectattr('voicemail_group.email_copy_of_message.enabled') | map(attribute='name') }}"
"""

RETURN = r"""
voicemail_groups:
  description: The groups, sorted by location and name.
  returned: success, and failure of one or more groups
  type: list
  elements: dict
  contains:
    voicemail_group_id:
      description: The ID of the group.
      type: str
    location:
      description: The name of the location.
      type: str
      sample: Stockholm
    location_id:
      description: The ID of the location.
      type: str
    name:
      description: The name of the group.
      type: str
      sample: Sales
    voicemail_group:
      description: The settings of the group. What the API does not tell is left out.
      type: dict
summary:
  description: How many groups there are in C(total), and for how many it C(failed).
  returned: success, and failure of one or more groups
  type: dict
# What is below is written by make generate.
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
  sample: /people/me
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
    requests:
      description: Requests sent.
      type: int
      sample: 2
    retries:
      description: How many of them were repetitions.
      type: int
      sample: 0
    waited:
      description: Seconds in which requests were held back by the rate limit, or by a pause that the API asked for (C(Retry-After)).
      type: float
      sample: 0.0
"""

from ansible_collections.webex.calling.plugins.module_utils._tasks import group_jobs

MODULE = group_jobs.INFO_MODULE
main = MODULE.main

if __name__ == "__main__":
    main()
