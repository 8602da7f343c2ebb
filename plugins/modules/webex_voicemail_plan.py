#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan what brings the voicemail of an organization to what files say."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_voicemail_plan
short_description: Plan what brings the voicemail of an organization to what files say
version_added: 1.0.0
description:
  - Compares a folder that M(webex.calling.webex_voicemail_export) writes, and people edit, with the live organization, and saves
    what would change as a plan. M(webex.calling.webex_voicemail_apply) applies exactly that plan, and nothing else.
  - Only what the folder names is read and compared, with one request each. What it does not name is left alone. Nothing is
    deleted because a file lacks it; a voicemail group is, where its entry says C(state=absent).
  - A plan can be made from a snapshot too, which restores everything that the snapshot holds, and from the journal of a plan that
    was applied, which undoes it.
  - All that is wrong with the files is told at once, with file and line, before any request.
  - A breached limit of C(voicemail.yml) does not fail the task. The plan is made and shown, and cannot be applied unless the
    limit is raised for it. Whoever cannot be read makes the plan incomplete, and such a plan cannot be applied either.
  - Nothing is written to the API. The plan is written in check mode, too.
  - A task that mints its token mints another one where that expires. An access token that is given may end before the task does,
    which then fails; the API does not say until when it lives.
  - Python needs Jinja2, and PyYAML where O(directory) is given. They are there where the task runs in the controller.
  - The token needs the scopes C(spark-admin:people_read), C(spark-admin:telephony_config_read) and
    C(spark-admin:workspaces_read), as far as the files name such objects.
author:
  - The webex.calling contributors (@webex-calling)
options:
  directory:
    description:
      - The folder. Exactly one of O(directory), O(snapshot) and O(journal) is required.
    type: path
  snapshot:
    description:
      - A snapshot, to which the organization shall go back. A voicemail group that was deleted since is made again, with a new
        ID and another passcode, without its greeting and its messages.
    type: path
  journal:
    description:
      - The journal of a plan that was applied, in whole or in part, to undo it. What somebody else changed since is left alone.
    type: path
  output:
    description:
      - The folder for the plan, which is made if it is not there. Its files have the mode 0600. They are C(plan.jsonl), which is
        applied, C(plan.md) and C(plan.html) for whoever approves it, and C(summary.json).
    type: path
    required: true
  against:
    description:
      - A snapshot, whose values are compared in place of asking the API for each object. Applying the plan checks them anyway.
    type: path
  location:
    description:
      - Names or IDs of locations. What is elsewhere is not planned then.
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
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying the target.
    support: full
    details: It changes nothing in any mode, but for the files of the plan, which it writes in check mode, too.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: none
    details: What would change is in the plan.
seealso:
  - module: webex.calling.webex_voicemail_export
"""

EXAMPLES = r"""
- name: Plan what the folder says
  webex.calling.webex_voicemail_plan:
    directory: voicemail
    output: plan
  register: plan

- name: Plan what undoes it
  webex.calling.webex_voicemail_plan:
    journal: plan/journal.jsonl
    output: undo
"""

RETURN = r"""
plan:
  description: The folder of the plan, as it was given in O(output).
  returned: success
  type: str
  sample: plan
plan_status:
  description:
    - V(clean) where nothing would change, V(changes) where something would, V(refused) where a limit is breached, V(incomplete) where
      somebody could not be read.
  returned: success
  type: str
  sample: changes
digest:
  description: The digest of the plan, by which it is approved and applied.
  returned: success
  type: str
  sample: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
expires:
  description: The time after which it cannot be applied any more.
  returned: success
  type: str
  sample: "2026-12-02T10:00:00Z"
summary:
  description: What would change, in a sentence.
  returned: success
  type: str
  sample: 812 people in 14 locations change, 1 voicemail group is deleted.
counts:
  description: How many objects would be created, changed and deleted, by kind.
  returned: success
  type: dict
  sample: {people: {change: 812}, voicemail_groups: {delete: 1}}
breached:
  description: The limits that are breached, each with its name, what is planned, and what is allowed.
  returned: success
  type: list
  elements: dict
  sample: [{limit: voicemail_groups.deletes, planned: 1, allowed: 0}]
odd:
  description: The first 20 things that are odd in the files, such as an entry for somebody who is not there.
  returned: success
  type: list
  elements: str
  sample: ["locations/Oslo/people.yml:3: bo.berg@example.com is at Bergen."]
failed_objects:
  description: The first 20 of those that could not be read or planned, each with its kind, its key and why.
  returned: success
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

from ansible_collections.webex.calling.plugins.module_utils._files.planning import MODULE

main = MODULE.main

if __name__ == "__main__":
    main()
