#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""List locations."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_locations_info
short_description: List locations
version_added: 1.0.0
description:
  - Lists the locations of the organization.
  - The token needs one of the scopes C(spark-admin:people_read), C(spark-admin:locations_read), and
    C(spark-admin:telephony_config_read).
author:
  - The webex.calling contributors (@webex-calling)
extends_documentation_fragment:
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.reads
seealso:
  - module: webex.calling.webex_people_info
  - name: List Locations
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/locations/list-locations
"""

EXAMPLES = r"""
- name: List all locations
  webex.calling.webex_locations_info:
  register: office

- name: Count the people at each
  webex.calling.webex_people_info:
    location:
      - "{{ item.location }}"
    licensed: true
  loop: "{{ office.locations }}"
  loop_control:
    label: "{{ item.location }}"
  register: people
"""

RETURN = r"""
locations:
  description: The locations, sorted by their names.
  returned: success
  type: list
  elements: dict
  contains:
    location:
      description: What an option C(location) takes, the name where no other location has it, else the ID.
      type: str
      sample: Stockholm
    location_id:
      description: The ID.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ
    name:
      description: The name.
      type: str
      sample: Stockholm
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
    requests: {description: Requests sent., type: int, sample: 2}
    retries: {description: How many of them were repetitions., type: int, sample: 0}
    waited:
      description: Seconds in which requests were held back by the rate limit, or by a pause that the API asked for (C(Retry-After)).
      type: float
      sample: 0.0
"""

from ansible_collections.webex.calling.plugins.module_utils._tasks.listings import LOCATIONS_INFO

MODULE = LOCATIONS_INFO
main = MODULE.main

if __name__ == "__main__":
    main()
