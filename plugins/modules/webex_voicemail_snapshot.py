#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage a snapshot of people's voicemail settings."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_voicemail_snapshot
short_description: Manage a snapshot of people's voicemail settings
version_added: 1.0.0
description:
  - Adds the current voicemail settings of people to a snapshot file before a change, reads them from the file, or restores them.
  - The format is that of the snapshots of M(webex.calling.webex_voicemail_export), so the file may also be one of these, and
    M(webex.calling.webex_voicemail_plan) can make a plan from it. This module only uses the people in it, and keeps everything else.
  - People who are already in the snapshot keep their settings in it, since theirs may have been changed after it was taken.
  - Any number of hosts, tasks and processes can add people to one file at the same time. A lock file beside it, with the suffix
    C(.lock), makes them take turns, also on a network file system that supports locks. The file is replaced as a whole,
    and is written to disk before the task ends. If a process is killed, the file has either its old or its new content.
  - The file has the mode 0600. It is neither read nor written if it is a link, belongs to another user, or is writable by other users,
    or if its folder belongs to a user other than this one or root, or is writable by other users and has no sticky bit. A group
    with this user as its only member does not count as other users.
  - A result only holds the settings of the people whom the task names.
  - The token needs the scope C(spark-admin:people_read), and with O(operation=restore) also C(spark-admin:people_write). It needs
    C(spark-admin:telephony_config_read) too if settings to restore require an organization that allows messages to be forwarded by e-mail.
author:
  - The webex.calling contributors (@webex-calling)
options:
  path:
    description:
      - The file. Its folder must exist.
      - It holds compressed JSON lines, with the organization, the time, the user who created it, and a digest. Other formats are refused.
    type: path
    required: true
  operation:
    description:
      - V(keep) adds people's current settings to the file, which is created if it does not exist.
      - V(read) returns people's settings from the file. The file is refused if it is from another organization than that of the token.
        Nothing is written, and no mailbox is read.
      - V(restore) restores people's settings from the file. It costs a GET for each person, and a PUT if something differs. The file
        is refused as with V(read). If the organization does not allow messages to be forwarded by e-mail, and settings to
        restore require it, nothing is written.
      - People are identified by their IDs, because an address may have been assigned to somebody else.
    type: str
    choices:
      - keep
      - read
      - restore
    default: keep
  person:
    description:
      - E-mail addresses or person IDs. If O(operation=read) or O(operation=restore), an address is the one that the person had when the
        settings were kept.
    type: list
    elements: str
  all:
    description:
      - Whether everyone in the snapshot is selected, instead of O(person). Only for O(operation=read) and O(operation=restore).
    type: bool
    default: false
  change:
    description:
      - The settings that the subsequent change sets for everyone. A person who has all of them counts as already changed.
      - If a person's current settings differ from those in the snapshot, and are not the result of this change, the task fails and
        writes nothing, because the current settings would be lost.
    type: dict
    default: {}
  concurrency:
    description:
      - How many requests may be sent at the same time, from 1 to 100.
    type: int
    default: 10
  return:
    description:
      - With O(operation=restore), which people the result holds, as
        O(webex.calling.webex_person_voicemail#module:return).
    type: str
    choices:
      - all
      - changed
      - failed
      - summary
extends_documentation_fragment:
  - webex.calling.connection
  - webex.calling.attributes
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying the target.
    support: full
    details: It checks the file and its folder, and reads the settings, but writes neither the file nor its lock.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: partial
    details: >-
      With O(operation=restore), as M(webex.calling.webex_person_voicemail). Otherwise there is none, since it would show what the file
      holds about other people.
seealso:
  - module: webex.calling.webex_person_voicemail
  - module: webex.calling.webex_person_voicemail_info
"""

EXAMPLES = r"""
- name: Keep Carla's current settings
  webex.calling.webex_voicemail_snapshot:
    path: leavers.snapshot
    person: carla.costa@example.com
    change:
      enabled: false

- name: Change them
  webex.calling.webex_person_voicemail:
    person: carla.costa@example.com
    enabled: false

- name: Read the kept settings
  webex.calling.webex_voicemail_snapshot:
    path: leavers.snapshot
    operation: read
    person: carla.costa@example.com
  register: before

- name: Restore them
  webex.calling.webex_voicemail_snapshot:
    path: leavers.snapshot
    operation: restore
    person: carla.costa@example.com

- name: Restore all people in a snapshot
  webex.calling.webex_voicemail_snapshot:
    path: leavers.snapshot
    operation: restore
    all: true
"""

RETURN = r"""
people:
  description:
    - With O(operation=keep), the people whom the task names, and their current settings, as
      RV(webex.calling.webex_person_voicemail_info#module:people).
    - With O(operation=read), the people whom the task names, and their settings in the snapshot, in the same form, each
      by the ID, because an address may have been assigned to somebody else.
    - With O(operation=restore), the people whom O(return) selects, as RV(webex.calling.webex_person_voicemail#module:people).
  returned: success, and failure of one or more people
  type: list
  elements: dict
  contains:
    person:
      description: The person as the task gave it, or the person's ID.
      type: str
      sample: carla.costa@example.com
    person_id:
      description: The person's ID, if the person was found.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDE
    email:
      description: The person's e-mail address, if it is known.
      type: str
      sample: carla.costa@example.com
    voicemail:
      description: The settings, as RV(webex.calling.webex_person_voicemail_info#module:voicemail).
      type: dict
      returned: on success
    changed:
      description: Whether anything differed for this person.
      type: bool
      returned: when O(operation=restore)
    changes:
      description: What differed, as RV(webex.calling.webex_person_voicemail#module:changes).
      type: list
      elements: dict
      returned: when O(operation=restore)
    failed:
      description: V(true) if it failed for this person, who is not kept.
      type: bool
      returned: on failure
    msg:
      description: Why it failed for this person, and what to do about it.
      type: str
      returned: on failure
added:
  description: The addresses, or IDs, of the people who were added to the snapshot.
  returned: when O(operation=keep), on success, and failure of one or more people
  type: list
  elements: str
  sample:
    - carla.costa@example.com
restored:
  description: The addresses, or IDs, of the people to restore.
  returned: when O(operation=restore), on success, and failure of one or more people
  type: list
  elements: str
  sample:
    - carla.costa@example.com
snapshot:
  description: The file, as it was given in O(path).
  returned: success, and failure of one or more people
  type: str
  sample: leavers.snapshot
summary:
  description: The number of people, by outcome.
  returned: when O(operation=keep) or O(operation=restore), on success, and failure of one or more people
  type: dict
  contains:
    total:
      description: People whom the task selected.
      type: int
      sample: 12
    changed:
      description: People whose settings were changed, or would be in check mode.
      returned: when O(operation=restore)
      type: int
      sample: 3
    unchanged:
      description: People whose settings are as in the snapshot.
      returned: when O(operation=restore)
      type: int
      sample: 9
    failed:
      description: People for whom it failed.
      type: int
      sample: 0
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

from ansible_collections.webex.calling.plugins.module_utils._files.people_snapshot import MODULE

main = MODULE.main

if __name__ == "__main__":
    main()
