#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""List people, with their locations and extensions."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_people_info
short_description: List people, with their locations and extensions
version_added: 1.0.0
description:
  - Lists all people of the organization, those at some locations, or the given ones, with what the API's list of people holds for each.
  - To list people costs one request for every 100 people, or for every 50 at a location. To look up given people costs one
    request for every 85 IDs, and pages of 1,000 people for addresses, or one request for each address if there are few.
  - The token needs the scope C(spark-admin:people_read).
author:
  - The webex.calling contributors (@webex-calling)
options:
  person:
    description:
      - The people to look up, each an e-mail address, a person ID, or V(me) for the owner of the token.
      - Mutually exclusive with O(location) and O(licensed).
    type: list
    elements: str
  location:
    description:
      - Names or IDs of locations. If given, only people at these locations are listed. An empty list selects none.
      - Without O(location) and O(person), all people of the organization are listed.
    type: list
    elements: str
  licensed:
    description:
      - With V(true), only people with a Webex Calling licence are listed, with V(false) only people without one.
      - A person whose invitation is pending has none yet.
    type: bool
extends_documentation_fragment:
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.reads
seealso:
  - module: webex.calling.webex_locations_info
  - plugin: webex.calling.webex
    plugin_type: inventory
  - module: webex.calling.webex_person_voicemail_info
  - name: List People
    description: The reference of the Webex API.
    link: https://developer.webex.com/docs/api/v1/people/list-people
"""

EXAMPLES = r"""
- name: List everyone with Webex Calling in Stockholm
  webex.calling.webex_people_info:
    location: [Stockholm]
    licensed: true
  register: stockholm

- name: Read the voicemail settings of those with a short extension
  webex.calling.webex_person_voicemail_info:
    person: "{{ stockholm.people | selectattr('extension', 'match', '^.{1,4}$') | map(attribute='person_id') }}"

- name: Look up all addresses of a person, and of the owner of the token
  webex.calling.webex_people_info:
    person:
      - bo.berg@example.com
      - me

- name: List everyone without a licence
  webex.calling.webex_people_info:
    licensed: false
  register: unlicensed
"""

RETURN = r"""
people:
  description:
    - The people, sorted by their names, or with O(person) in the order given.
    - If a given person is not found, the task fails, and this list holds the others.
  returned: success, and failure to find one or more people
  type: list
  elements: dict
  contains:
    person:
      description: >-
        A value for O(webex.calling.webex_person_voicemail#module:person), as given in O(person), or otherwise the e-mail address,
        or the ID if there is none.
      type: str
      sample: anna.andersson@example.com
    person_id:
      description: The ID.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDE
    email:
      description: The primary e-mail address as Webex writes it, or null if there is none.
      type: str
      sample: anna.andersson@example.com
    emails:
      description: All e-mail addresses, the primary one first.
      type: list
      elements: str
      sample:
        - anna.andersson@example.com
    name:
      description: The display name, or null if there is none.
      type: str
      sample: Anna Andersson
    extension:
      description: The extension, or null if there is none.
      returned: without O(person)
      type: str
      sample: "1001"
    location:
      description: The name of the location, or null if there is none, or if the token may not see it.
      returned: without O(person)
      type: str
      sample: Stockholm
    location_id:
      description: The ID of the location, or null if there is none.
      returned: without O(person)
      type: str
      sample: Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ
    licensed:
      description: Whether the person has a Webex Calling licence that is in effect.
      returned: without O(person)
      type: bool
      sample: true
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

from ansible_collections.webex.calling.plugins.module_utils._tasks.listings import PEOPLE_INFO

MODULE = PEOPLE_INFO
main = MODULE.main

if __name__ == "__main__":
    main()
