#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Audit the voicemail of an organization against policies and files."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_voicemail_audit
short_description: Audit the voicemail of an organization against policies and files
version_added: 1.0.0
description:
  - Reads all voicemail settings of an organization, or takes them from a snapshot, and reports what deviates from policies, and from
    files as written by M(webex.calling.webex_voicemail_export) and edited by people (drift).
  - The report is C(report.html) for people, C(findings.csv) and C(findings.json) for programs, and C(history.json) with the
    numbers of previous audits.
  - Without policies of your own, the shipped ones are checked. The collection's page about audits lists them and describes the format
    of policies.
  - An object that cannot be read is a finding, and so is an exception from a policy after its last day. Owners without voicemail are
    left out and counted; a person without voicemail is a finding if the API lists the person with Webex Calling, or the files name
    the person.
  - All errors in the files are reported at once, with file and line, before any request.
  - It costs one request for each object, and those for the lists. Nothing is written to the API. The report is written in check mode too.
  - Requires PyYAML and Jinja2. They are always available if the task runs in the controller.
  - The token needs the scopes C(spark-admin:people_read), C(spark-admin:telephony_config_read) and
    C(spark-admin:workspaces_read). With O(snapshot) no token is used, and nothing is requested.
author:
  - The webex.calling contributors (@webex-calling)
options:
  directory:
    description:
      - The folder with the files of the organization. Every difference from them is drift. The C(domains) in its C(voicemail.yml) are
        those to which messages may go; without them, it is the domain of each person's own address.
    type: path
  policies:
    description:
      - A file of policies. The default is C(policies.yml) in O(directory), or the shipped policies if there is none.
    type: path
  snapshot:
    description:
      - A snapshot of M(webex.calling.webex_voicemail_export) to audit instead of the live organization.
    type: path
  since:
    description:
      - An earlier snapshot. Changes since then are also reported, as findings of C(changed), which count neither as deviations nor for
        O(fail_on).
    type: path
  output:
    description:
      - The folder for the report. It is created if it does not exist. Its files have the mode 0600. Use the same folder for each audit,
        since the history, and since when a finding is known, are read from it.
      - A folder that holds the files of an organization is refused.
    type: path
    required: true
  location:
    description:
      - Names or IDs of locations. If given, only objects at these locations are audited. Such an audit needs its own O(output).
    type: list
    elements: str
  fail_on:
    description:
      - Fail the task if there are findings of these severities, after everything is written. V(drift) is any difference from the
        files. Each severity includes only itself.
    type: list
    elements: str
    choices: [drift, high, medium, low]
    default: []
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
    details: It only changes the files of the report, in check mode too.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in C(check_mode)), when in diff mode.
    support: none
    details: The report holds the deviations.
seealso:
  - module: webex.calling.webex_voicemail_export
  - module: webex.calling.webex_voicemail_plan
"""

EXAMPLES = r"""
- name: Audit the organization against the shipped policies
  webex.calling.webex_voicemail_audit:
    output: audit

- name: Fail if anything differs from the files, or a finding is of high severity
  webex.calling.webex_voicemail_audit:
    directory: voicemail
    output: audit
    fail_on: [drift, high]

- name: Save today's settings
  webex.calling.webex_voicemail_export:
    snapshot: today.snapshot

- name: Report what changed since then
  webex.calling.webex_voicemail_audit:
    since: today.snapshot
    output: changes
"""

RETURN = r"""
output:
  description: The folder of the report, as it was given in O(output).
  returned: when the report was written
  type: str
  sample: audit
summary:
  description: What was found, in a sentence.
  returned: when the report was written
  type: str
  sample: 1,204 objects were audited, and 31 of them deviate; 40 findings (3 high, 30 medium, 7 low).
findings:
  description:
    - How many findings there are. RV(findings.total) is all of them but for RV(findings.changed), which are changes since O(since).
      RV(findings.drift) is null without O(directory), and RV(findings.changed) without O(since).
  returned: when the report was written
  type: dict
  contains:
    total: {description: All., type: int, sample: 40}
    high: {description: Those of severity high., type: int, sample: 3}
    medium: {description: Those of severity medium., type: int, sample: 30}
    low: {description: Those of severity low., type: int, sample: 7}
    drift: {description: Differences from the files., type: int, sample: 12}
    changed: {description: Changes since an earlier snapshot., type: int, sample: 5}
    unreadable: {description: Those that could not be read., type: int, sample: 1}
counts:
  description: How many objects were audited, by kind.
  returned: when the report was written
  type: dict
  sample: {people: 1180, workspaces: 12}
left_out:
  description: The number of owners without voicemail.
  returned: when the report was written
  type: int
  sample: 17
worst:
  description: The first 20 findings, the worst first.
  returned: when the report was written
  type: list
  elements: dict
  sample:
    - {policy: messages-outside, severity: high, kind: person, key: bo.berg@example.com, location: Oslo, field: email_copy_of_message.email_id}
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

from ansible_collections.webex.calling.plugins.module_utils._files.auditing import MODULE

main = MODULE.main

if __name__ == "__main__":
    main()
