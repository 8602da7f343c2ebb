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
  - Adds people's voicemail settings, as they are now, to a snapshot in a file, before a change; tells what a snapshot holds of
    somebody; or restores it.
  - It is the snapshot of M(webex.calling.webex_voicemail_export), which may be the file as well, and of which
    M(webex.calling.webex_voicemail_plan) makes a plan. This module is about the people in it, and keeps all else that it holds.
  - Whoever is in the snapshot stays as they are in it, since their settings may have been changed after it was taken.
  - Any number of hosts, tasks and processes can keep people in one file at a time. A file lock beside it, with the suffix
    C(.lock), makes them take turns, also on a network file system that supports locks. The file is replaced as a whole,
    and is on the disk when the task is over. A process that is killed leaves the file as it was, or as it shall be.
  - The file has the mode 0600. It is not used, and neither read nor written, where it is a link, belongs to another user, or
    may be written by other users, or where its folder belongs to another user than this one or root, or may be written by
    other users and has no sticky bit. A group that is the user's own alone is not another user.
  - A result holds the settings of those whom the task names, and of nobody else.
  - The token needs the scope C(spark-admin:people_read); where O(operation=restore) also C(spark-admin:people_write), and where the
    settings of somebody need an organization that lets messages be forwarded by e-mail C(spark-admin:telephony_config_read).
author:
  - The webex.calling contributors (@webex-calling)
options:
  path:
    description:
      - The file. Its folder must exist.
      - It is a format of its own, packed JSON lines, with the organization, the time, the user who made it, and a digest.
        Nothing else is read.
    type: path
    required: true
  operation:
    description:
      - With V(keep), the settings that people have now are added to the file, which is made if it is not there.
      - With V(read), people's settings are taken from the file, which is refused where it is of another organization
        than the token. Nothing is written, and no mailbox is read.
      - With V(restore), people get the settings that the file holds of them, at the cost of a GET for each, and a PUT where
        something differs. The file is refused as with V(read). Where the organization does not let messages be forwarded by e-mail,
        and the settings of somebody need it, nothing is written.
      - People are told apart by their IDs, because an address may have passed to somebody else.
    type: str
    choices:
      - keep
      - read
      - restore
    default: keep
  person:
    description:
      - E-mail addresses or person IDs. Where O(operation=read) or O(operation=restore), an address is the one from when the settings
        were kept.
    type: list
    elements: str
  all:
    description:
      - Everyone who is in the snapshot. It can be V(true) where O(operation=read) or O(operation=restore), in place of O(person).
    type: bool
    default: false
  change:
    description:
      - The settings that the change which follows names for everyone. Whoever has them all was changed before.
      - Where the snapshot holds other settings of somebody than they have now, and those of now are not from this change,
        the task fails, because they would be lost. Nothing is written then.
    type: dict
    default: {}
  concurrency:
    description:
      - How many requests may be under way at a time, from 1 to 100.
    type: int
    default: 10
  return:
    description:
      - Where O(operation=restore), which people the result holds, as
        O(webex.calling.webex_person_voicemail#module:return) does.
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
    details: It looks at the file and its folder, and reads the settings, but writes neither the file nor its lock.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: partial
    details: >-
      Where O(operation=restore), as M(webex.calling.webex_person_voicemail) does. Else there is none, since it would show what the file
      holds of other people.
seealso:
  - module: webex.calling.webex_person_voicemail
  - module: webex.calling.webex_person_voicemail_info
"""

EXAMPLES = r"""
- name: Keep what Carla has now
  webex.calling.webex_voicemail_snapshot:
    path: leavers.snapshot
    person: carla.costa@example.com
    change:
      enabled: false

- name: Change it
  webex.calling.webex_person_voicemail:
    person: carla.costa@example.com
    enabled: false

- name: Look it up again
  webex.calling.webex_voicemail_snapshot:
    path: leavers.snapshot
    operation: read
    person: carla.costa@example.com
  register: before

- name: Restore it
  webex.calling.webex_voicemail_snapshot:
    path: leavers.snapshot
    operation: restore
    person: carla.costa@example.com

- name: Restore all people that a snapshot holds, one of the whole organization too
  webex.calling.webex_voicemail_snapshot:
    path: leavers.snapshot
    operation: restore
    all: true
"""

RETURN = r"""
people:
  description:
    - Where O(operation=keep), those who were named and the settings that they have now, as
      RV(webex.calling.webex_person_voicemail_info#module:people).
    - Where O(operation=read), those who were named and the settings that the snapshot holds, in the same form, each
      by the ID, because an address may have passed to somebody else.
    - Where O(operation=restore), those whom O(return) selects, as RV(webex.calling.webex_person_voicemail#module:people).
  returned: success, and failure of one or more people
  type: list
  elements: dict
  contains:
    person:
      description: The person as the task gave it, or the person's ID.
      type: str
      sample: carla.costa@example.com
    person_id:
      description: The person's ID, where the person was found.
      type: str
      sample: Y2lzY29zcGFyazovL3VzL1BFT1BMRS8wMDE
    email:
      description: The person's e-mail address, where it is known.
      type: str
      sample: carla.costa@example.com
    voicemail:
      description: The settings, as RV(webex.calling.webex_person_voicemail_info#module:voicemail).
      type: dict
      returned: where it succeeded
    changed:
      description: Whether anything differed for this person.
      type: bool
      returned: where O(operation=restore)
    changes:
      description: What differed, as RV(webex.calling.webex_person_voicemail#module:changes).
      type: list
      elements: dict
      returned: where O(operation=restore)
    failed:
      description: V(true) where it failed for this person, who is not kept.
      type: bool
      returned: where it failed
    msg:
      description: Why it failed for this person, and what to do about it.
      type: str
      returned: where it failed
added:
  description: The addresses, or IDs, of those who were added to the snapshot.
  returned: where O(operation=keep), on success, and failure of one or more people
  type: list
  elements: str
  sample:
    - carla.costa@example.com
restored:
  description: The addresses, or IDs, of those who were to be restored.
  returned: where O(operation=restore), on success, and failure of one or more people
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
  description: How many people the task was about, and how they fared.
  returned: where O(operation=keep) or O(operation=restore), on success, and failure of one or more people
  type: dict
  contains:
    total:
      description: People the task was about.
      type: int
      sample: 12
    changed:
      description: People whose settings were changed, or would be in check mode.
      returned: where O(operation=restore)
      type: int
      sample: 3
    unchanged:
      description: People whose settings are as in the snapshot.
      returned: where O(operation=restore)
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
