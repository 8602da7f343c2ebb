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
  - Reads all voicemail settings of people, workspaces, virtual lines, voicemail groups, locations and their voice portals, and of
    the organization itself, and writes them into a folder to be kept in Git, or into a snapshot.
  - If the folder already has files, only what differs in meaning is changed. Comments, notes, order, blank lines and line
    ends are kept everywhere else, and a second export changes no byte.
  - The entry of a person who moved to another location moves to that location's file. A person with a new address keeps their
    entry, by ID. An entry is removed only if the API answers 404 for its ID.
  - An entry that follows a profile keeps it, and holds what deviates. Settings that the profile does not name are not exported.
  - An object that cannot be read keeps its entry, and the task fails after everything else is written. An object that is not listed
    also keeps its entry, unless the API answers 404 for the ID. The same holds for the folder of a location; when it is removed, files
    in it that hold an entry of somebody else are kept.
  - A snapshot holds everything that the API returned, so that it can be restored exactly. It does not hold passcodes and the sound
    of greetings, because the API does not return them.
  - While a snapshot is being made, a file of the same name with the suffix C(.partial) holds what was read. If an export of
    the same organization with the same options is started within 24 hours, it resumes from this file.
  - In check mode it reads everything, and writes nothing.
  - A task that mints its token mints another one when it expires. With O(access_token), the task fails if the token expires
    before the task ends; the API does not return when that is.
  - Requires PyYAML if O(directory) is given. It is always available if the task runs in the controller.
  - The token needs the scopes C(spark-admin:people_read), C(spark-admin:telephony_config_read) and
    C(spark-admin:workspaces_read).
author:
  - The webex.calling contributors (@webex-calling)
options:
  directory:
    description:
      - The folder for the files. It is created if it does not exist.
      - At least one of O(directory) and O(snapshot) is required.
    type: path
  snapshot:
    description:
      - The file for a snapshot, with the mode 0600. An existing file is replaced if it is a snapshot.
    type: path
  location:
    description:
      - Names or IDs of locations. If given, only objects at these locations are read and written, and not the organization's own settings.
    type: list
    elements: str
  concurrency:
    description:
      - How many requests may be sent at the same time, from 1 to 100.
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
    details: Use C(git diff) to see what changed.
seealso:
  - module: webex.calling.webex_voicemail_snapshot
"""

EXAMPLES = r"""
- name: Export the organization into a folder
  webex.calling.webex_voicemail_export:
    directory: voicemail
    concurrency: 20

- name: Save a snapshot of two locations
  webex.calling.webex_voicemail_export:
    snapshot: "before-{{ now(utc=true, fmt='%Y-%m-%d') }}.snapshot"
    location:
      - Stockholm
      - Oslo
"""

RETURN = r"""
directory:
  description: The folder, as it was given in O(directory).
  returned: when O(directory) is given
  type: str
  sample: voicemail
files:
  description: The number of files that differ, and the names of the first 20.
  returned: when O(directory) is given
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
  returned: when O(snapshot) is given
  type: str
  sample: before.snapshot
counts:
  description: How many objects were read, by kind.
  returned: success, and when some could not be read
  type: dict
  sample: {people: 9870, location: 14, voicemail_groups: 31}
left_out:
  description: The number of people, workspaces and virtual lines without voicemail, because they have no licence.
  returned: success, and when some could not be read
  type: int
  sample: 130
failed_objects:
  description: The first 20 objects that could not be read, each with its kind, key, and the reason.
  returned: success, and when some could not be read
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
