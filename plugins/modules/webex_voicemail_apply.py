#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Apply a plan for the voicemail of an organization."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_voicemail_apply
short_description: Apply a plan for the voicemail of an organization
version_added: 1.0.0
description:
  - Applies exactly the plan that M(webex.calling.webex_voicemail_plan) saved and somebody approved, by its digest.
  - Nothing is sent before the plan's format, digest, organization, expiry (7 days) and limits are checked.
  - A plan is about fields. What else is changed meanwhile, of the same object too, survives.
  - What the organization permits is written first, then locations, voicemail groups and their owners, then groups are deleted, and at
    last is written what the organization forbids.
  - It can be run again, after a failure or a kill too, and goes on where it was.
  - Before each write, and after it, the journal says what was and what is. M(webex.calling.webex_voicemail_plan) makes of it the
    plan that undoes it. A voicemail group that was deleted can be made again, with a new ID and another passcode, without its
    greeting and its messages.
  - With O(on_drift=refuse) an object that changes costs three requests, with O(on_drift=skip) two.
  - The token needs the scopes C(spark-admin:people_read) and C(spark-admin:people_write), C(spark-admin:telephony_config_read) and
    C(spark-admin:telephony_config_write), C(spark-admin:workspaces_read) and C(spark-admin:workspaces_write), as far as the plan
    has such objects.
author:
  - The webex.calling contributors (@webex-calling)
options:
  plan:
    description:
      - The folder of the plan.
    type: path
    required: true
  digest:
    description:
      - The digest of the plan that was approved.
    type: str
    required: true
  on_drift:
    description:
      - What is done where somebody else changed a field of the plan since it was made.
      - With V(refuse), every object is read first. Where one has drifted, nothing is written. What drifts after that is left alone,
        and fails the task.
      - With V(skip), what has drifted is left alone, and everything else is applied.
    type: str
    choices:
      - refuse
      - skip
    default: refuse
  allow:
    description:
      - Limits that are raised for this plan, each to exactly the number that is planned. The keys are those that the plan calls
        breached, such as C(people), C(settings.enabled) and C(voicemail_groups.deletes).
    type: dict
    default: {}
  passcodes:
    description:
      - The passcodes of voicemail groups that are created, by the names that their entries call C(passcode_variable).
    type: dict
    default: {}
  max_failures:
    description:
      - When so many objects have failed, nothing more is tried. By default everything is tried.
    type: int
  journal:
    description:
      - The file that says what was and what is, with the mode 0600. By default it is C(journal.jsonl) in the folder of the plan.
        One that is there is continued.
    type: path
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
    details: It does everything but the writes, and keeps no journal.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: none
    details: What changes is in the plan.
seealso:
  - module: webex.calling.webex_voicemail_plan
"""

EXAMPLES = r"""
- name: Apply the plan that was approved
  webex.calling.webex_voicemail_apply:
    plan: plan
    digest: "{{ approved_digest }}"
    concurrency: 20

- name: Apply a plan that deletes two voicemail groups and creates one
  webex.calling.webex_voicemail_apply:
    plan: plan
    digest: "{{ approved_digest }}"
    allow:
      voicemail_groups.deletes: 2
    passcodes:
      support: "{{ vault_support_passcode }}"
"""

RETURN = r"""
plan:
  description: The folder of the plan, as it was given in O(plan).
  returned: where the plan was accepted
  type: str
  sample: plan
journal:
  description: The journal; null where nothing was to be written.
  returned: where the plan was accepted
  type: str
  sample: plan/journal.jsonl
results:
  description: How many objects ended how.
  returned: where the plan was accepted
  type: dict
  contains:
    applied:
      description: They were written, or would be in check mode.
      type: int
      sample: 811
    already:
      description: They were as the plan wants them.
      type: int
      sample: 0
    drifted:
      description: Somebody else changed them, and they were left alone.
      type: int
      sample: 1
    failed:
      description: They could not be written, or read.
      type: int
      sample: 0
    untried:
      description: They were not tried, because too many had failed.
      type: int
      sample: 0
objects:
  description: The first 20 of those that were not applied, each with its kind, its key, its status and why.
  returned: where the plan was accepted
  type: list
  elements: dict
  sample:
    - kind: person
      key: bo.berg@example.com
      status: drifted
      msg: transfer_to_number.destination is +15552000, and was +15551000
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

from ansible_collections.webex.calling.plugins.module_utils._files.applying import MODULE

main = MODULE.main

if __name__ == "__main__":
    main()
