#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan what brings the voicemail of an organization to what files say."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_voicemail_plan
short_description: Plan changes to the voicemail of an organization
version_added: 1.0.0
description:
  - Compares a folder of files, as written by M(webex.calling.webex_voicemail_export) and edited by people, with the live organization,
    and saves the differences as a plan. M(webex.calling.webex_voicemail_apply) applies exactly this plan.
  - Only objects that the folder names are read and compared, with one request each. Others are not changed. Nothing is
    deleted because a file lacks it; a voicemail group is deleted if its entry has C(state=absent).
  - A plan can also be made from a snapshot, to restore everything that the snapshot holds, or from the journal of an applied
    plan, to undo it.
  - All errors in the files are reported at once, with file and line, before any request. A value that is
    out of range or malformed, or breaks a rule of the API, may be the current one, so it is refused after reading, if it differs.
  - If the task fails, no plan is saved. An earlier plan in O(output) is kept, and the message names the time at which it was made.
  - A folder without an organization is refused. Other files beside those of the organization are ignored, but refused if their name is
    a misspelt one of these.
  - A breached limit of C(voicemail.yml) does not fail the task. The plan is made and shown, but cannot be applied unless the
    limit is raised for it. If an object cannot be read, the plan is incomplete and cannot be applied either.
  - Nothing is written to the API. The plan is written in check mode too.
  - What does not fit in the files, such as an entry for somebody who does not exist, is a warning. The task shows the first 20, and
    the plan all of them.
  - A task that mints its token mints another one when it expires. With O(access_token), the task fails if the token expires
    before the task ends; the API does not return when that is.
  - Requires Jinja2, and PyYAML if O(directory) is given. They are always available if the task runs in the controller.
  - The token needs the scopes C(spark-admin:people_read), C(spark-admin:telephony_config_read) and
    C(spark-admin:workspaces_read), if the files name such objects.
author:
  - The webex.calling contributors (@webex-calling)
options:
  directory:
    description:
      - The folder with the files of the organization.
      - Exactly one of O(directory), O(snapshot), and O(journal) is required.
    type: path
  snapshot:
    description:
      - A snapshot to restore. A voicemail group that was deleted since is created again, with a new ID and another passcode, and
        without its greeting and its messages.
    type: path
  journal:
    description:
      - The journal of a completely or partly applied plan, to undo it. What somebody else has changed since is not changed.
      - C(journal.jsonl) in the folder of a plan is the journal of the last plan that was applied from this folder. The journals of the plans
        before are kept beside it, and each undoes its plan.
    type: path
  output:
    description:
      - The folder for the plan. It is created if it does not exist. Its files have the mode 0600. They are C(plan.jsonl), which is
        applied, C(plan.md) and C(plan.html) for the person who approves it, and C(summary.json).
      - A folder that holds the files of an organization is refused.
    type: path
    required: true
  against:
    description:
      - A snapshot whose values are compared instead of reading each object from the API. Applying the plan checks the values anyway.
    type: path
  location:
    description:
      - Names or IDs of locations. If given, only objects at these locations are planned.
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
    details: It only changes the files of the plan, in check mode too.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: full
seealso:
  - module: webex.calling.webex_voicemail_export
"""

EXAMPLES = r"""
- name: Plan the changes from a folder
  webex.calling.webex_voicemail_plan:
    directory: voicemail
    output: plan
  register: plan

- name: Plan how to undo them
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
    - V(clean) if nothing would change, V(changes) if something would, V(refused) if a limit is breached, V(incomplete) if
      an object could not be read or planned.
  returned: success
  type: str
  sample: changes
digest:
  description: The digest of the plan, by which it is approved and applied.
  returned: success
  type: str
  sample: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
expires:
  description: The time after which the plan can no longer be applied.
  returned: success
  type: str
  sample: "2026-12-02T10:00:00Z"
summary:
  description:
    - What would change, in a sentence. Also how many entries match nobody, which limit is breached if the plan is refused, and the first
      reasons if it is incomplete.
  returned: success
  type: str
  sample: 812 people in 14 locations change, and 1 voicemail group is deleted.
counts:
  description: How many objects would be created, changed and deleted, by kind.
  returned: success
  type: dict
  sample: {people: {change: 812}, voicemail_groups: {delete: 1}}
breached:
  description: The breached limits, each with its name, the planned and the allowed number.
  returned: success
  type: list
  elements: dict
  sample: [{limit: voicemail_groups.deletes, planned: 1, allowed: 0}]
failed_objects:
  description: The first 20 objects that could not be read or planned, each with its kind, key, and the reason.
  returned: success
  type: list
  elements: dict
  sample: []
diff:
  description: What would change, as one text in C(prepared), in which equal changes are combined.
  returned: in diff mode
  type: dict
  sample: {prepared: "2 objects: bo.berg@example.com, carla@example.com\n  send_unanswered_calls.number_of_rings: 4 -> 6\n"}
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
