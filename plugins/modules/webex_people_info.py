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
  - Lists the people of the organization, those at some locations, or those who are named, with what the list of people says about
    each.
  - It takes a request for every 100 people, or for every 50 at a location, and none for a person. Of those who are named, it takes
    one for every 85 IDs, and pages of 1,000 people for addresses, or one for an address where there are few.
  - The token needs the scope C(spark-admin:people_read).
author:
  - The webex.calling contributors (@webex-calling)
options:
  person:
    description:
      - E-mail addresses, person IDs, or C(me) for the owner of the token, who are looked up.
      - O(location) and O(licensed) cannot be given beside it.
    type: list
    elements: str
  location:
    description:
      - Names or IDs of locations, at which people are listed. An empty list means none.
      - Without it, and without O(person), all people of the organization are listed.
    type: list
    elements: str
  licensed:
    description:
      - With V(true), only people with a Webex Calling licence are listed, with V(false) only people without.
      - Somebody whose invitation is pending has none so far.
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
    description: The page of the API.
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

- name: Look up all addresses of somebody, and of whose token it is
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
    - Where somebody who is named was not found, the task fails, and this holds the others.
  returned: success, and failure to find one or more people
  type: list
  elements: dict
  contains:
    person:
      description: >-
        What an option O(webex.calling.webex_person_voicemail#module:person) takes, as given in O(person), or else the e-mail address,
        or where there is none the ID.
      type: str
      sample: anna.andersson@example.com
    person_id:
      description: The ID.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDE
    email:
      description: The primary e-mail address as Webex writes it, null where there is none.
      type: str
      sample: anna.andersson@example.com
    emails:
      description: All e-mail addresses, the primary one first.
      type: list
      elements: str
      sample:
        - anna.andersson@example.com
    name:
      description: The display name, null where there is none.
      type: str
      sample: Anna Andersson
    extension:
      description: The extension, null where there is none.
      returned: without O(person)
      type: str
      sample: "1001"
    location:
      description: The name of the location, null where there is none, or where the token may not see it.
      returned: without O(person)
      type: str
      sample: Stockholm
    location_id:
      description: The ID of the location, null where there is none.
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
