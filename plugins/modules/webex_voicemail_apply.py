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
  - Applies exactly the plan that M(webex.calling.webex_voicemail_plan) saved and somebody approved, identified by its digest.
  - The plan's format, digest, organization, expiry (7 days), and limits are checked before any change is sent.
  - A plan changes single fields. Other changes made in the meantime are kept, even of the same object.
  - What the organization permits is written first, then locations, voicemail groups, and their owners. Then groups are deleted, and
    finally what the organization forbids is written.
  - It can be run again after a failure or a kill, and continues where it stopped.
  - The journal records the old values before each write, and the outcome after it. M(webex.calling.webex_voicemail_plan) can make a
    plan from it that undoes the changes. A deleted voicemail group can be created again, with a new ID and another passcode, and
    without its greeting and its messages.
  - A changed object costs three requests with O(on_drift=refuse), and two with O(on_drift=skip).
  - The token needs the scopes C(spark-admin:people_read) and C(spark-admin:people_write), C(spark-admin:telephony_config_read) and
    C(spark-admin:telephony_config_write), C(spark-admin:workspaces_read) and C(spark-admin:workspaces_write), if the plan holds such
    objects.
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
      - What to do if somebody else has changed a field of the plan since it was made, or the address or number that is put to use
        when the plan turns a setting on.
      - With V(refuse), every object is read first, and nothing is written if one has drifted. An object that drifts later is not
        changed, and the task fails.
      - With V(skip), drifted objects are not changed, and everything else is applied.
    type: str
    choices:
      - refuse
      - skip
    default: refuse
  allow:
    description:
      - Limits to raise for this plan, each to exactly the planned number. The keys are the breached limits that the plan lists,
        such as C(people), C(settings.enabled), and C(voicemail_groups.deletes). A number that is not the plan's is refused, also for a
        limit that is not breached.
    type: dict
    default: {}
  passcodes:
    description:
      - The passcodes of voicemail groups to create, by the names in C(passcode_variable) of their entries. Put each in quotes.
    type: dict
    default: {}
  max_failures:
    description:
      - Stop after this number of failed objects. By default, all objects are tried.
    type: int
  journal:
    description:
      - The file for the journal, with the mode 0600. The default is C(journal.jsonl) in the folder of the plan.
      - If the file is the journal of this plan, it is continued. The journal of another plan is renamed to C(journal-<time>.jsonl), where
        C(<time>) is when that plan was applied, and a new journal begins.
      - Another existing file that is not empty, or the journal of another organization, is refused before anything is sent.
    type: path
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
    details: It does everything except the writes, and writes no journal.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: full
seealso:
  - module: webex.calling.webex_voicemail_plan
"""

EXAMPLES = r"""
- name: Apply the approved plan
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
  returned: when the plan was accepted
  type: str
  sample: plan
journal:
  description: The journal, or null if there was nothing to write.
  returned: when the plan was accepted
  type: str
  sample: plan/journal.jsonl
results:
  description: The number of objects, by outcome.
  returned: when the plan was accepted
  type: dict
  contains:
    applied:
      description: Objects that were written, or would be in check mode.
      type: int
      sample: 811
    already:
      description: Objects that already had the planned values.
      type: int
      sample: 0
    drifted:
      description: Objects that somebody else has changed, and that were not written.
      type: int
      sample: 1
    failed:
      description: Objects that could not be read or written.
      type: int
      sample: 0
    untried:
      description: Objects that were not tried, because too many had failed.
      type: int
      sample: 0
objects:
  description: The first 20 objects that were not applied, each with its kind, key, status, and the reason.
  returned: when the plan was accepted
  type: list
  elements: dict
  sample:
    - kind: person
      key: bo.berg@example.com
      status: drifted
      msg: transfer_to_number.destination is +15552000, and was +15551000
diff:
  description: What changed, or would change in check mode, as one text in C(prepared), in which equal changes are combined.
  returned: in diff mode, when the plan was accepted
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

from ansible_collections.webex.calling.plugins.module_utils._files.applying import MODULE

main = MODULE.main

if __name__ == "__main__":
    main()
