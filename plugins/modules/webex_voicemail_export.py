#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the voicemail of an organization as files."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_voicemail_export
short_description: Write the voicemail of an organization as files
version_added: 1.0.0
description:
  - Reads every voicemail setting of an organization, of people, workspaces, virtual lines, voicemail groups, locations and
    their voice portals, and of the organization itself, and writes them into a folder that is kept in Git, or into a snapshot.
  - Where the folder has files already, it touches only what differs in meaning. Comments, notes, order, blank lines and line
    ends stay everywhere else, and a second export changes no byte.
  - Whoever moved to another location moves to that location's file with what is written about them. Whoever has a new address
    keeps their entry, by ID. An entry goes only where the API answers 404 for its ID.
  - An entry that follows a profile keeps it, and says what deviates. Settings that the profile does not name are not exported.
  - Whoever cannot be read keeps the entry that is there, and the task fails after everything else is written. Whoever is not listed
    keeps it too, unless the API answers 404 for the ID. So does the folder of a location; where it goes, files in it that hold an
    entry of somebody else stay.
  - A snapshot holds everything that the API told, so that it can be restored exactly. Passcodes and the sound of greetings
    are not in it, because the API does not give them.
  - While a snapshot is being read, a file of its name with the suffix C(.partial) beside it keeps what was read. An export of
    the same organization and options that is started within 24 hours resumes from it.
  - In check mode it reads everything, and writes nothing.
  - A task that mints its token mints another one where that expires. An access token that is given may end before the task does,
    which then fails; the API does not say until when it lives.
  - Python needs PyYAML where O(directory) is given. It is there where the task runs in the controller.
  - The token needs the scopes C(spark-admin:people_read), C(spark-admin:telephony_config_read) and
    C(spark-admin:workspaces_read).
author:
  - The webex.calling contributors (@webex-calling)
options:
  directory:
    description:
      - The folder. It is made if it is not there. At least one of O(directory) and O(snapshot) is required.
    type: path
  snapshot:
    description:
      - A file that is written with the mode 0600. One that is there is replaced, where it is a snapshot.
    type: path
  location:
    description:
      - Names or IDs of locations. What is elsewhere, and the organization's own settings, is neither read nor written then.
    type: list
    elements: str
  concurrency:
    description:
      - How many requests are under way at a time, at the most.
    type: int
    default: 10
extends_documentation_fragment:
  - webex.calling.connection
  - webex.calling.attributes
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying the target.
    support: full
    details: It reads and compares as a run does, and writes nothing.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: none
    details: What changed is seen best with C(git diff).
seealso:
  - module: webex.calling.webex_voicemail_snapshot
"""

EXAMPLES = r"""
- name: Export the organization into a folder
  webex.calling.webex_voicemail_export:
    directory: voicemail
    concurrency: 20

- name: Keep a snapshot of two locations
  webex.calling.webex_voicemail_export:
    snapshot: "before-{{ now(utc=true, fmt='%Y-%m-%d') }}.snapshot"
    location:
      - Stockholm
      - Oslo
"""

RETURN = r"""
directory:
  description: The folder, as it was given in O(directory).
  returned: where O(directory) is given
  type: str
  sample: voicemail
files:
  description: How many files differ, and the names of the first 20.
  returned: where O(directory) is given
  type: dict
  contains:
    changed:
      description: How many files differ.
      type: int
      sample: 2
    names:
      description: The first 20 of them.
      type: list
      elements: str
      sample: [locations/Oslo/ids.json, locations/Oslo/people.yml]
snapshot:
  description: The file, as it was given in O(snapshot).
  returned: where O(snapshot) is given
  type: str
  sample: before.snapshot
counts:
  description: How many objects were read, by kind.
  returned: success, and where some could not be read
  type: dict
  sample: {people: 9870, location: 14, voicemail_groups: 31}
left_out:
  description: How many people, workspaces and lines have no voicemail, because they have no licence.
  returned: success, and where some could not be read
  type: int
  sample: 130
failed_objects:
  description: The first 20 of those that could not be read, each with its kind, its key and why.
  returned: success, and where some could not be read
  type: list
  elements: dict
  sample: []
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

from ansible_collections.webex.calling.plugins.module_utils._files.exporting import MODULE

main = MODULE.main

if __name__ == "__main__":
    main()
