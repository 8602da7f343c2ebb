#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the voicemail settings of workspaces."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_workspace_voicemail
short_description: Manage the voicemail settings of workspaces
version_added: 1.0.0
description:
  - Reads the voicemail settings of workspaces, and changes them only where they differ from what the task names.
  - Settings that the task does not name are not changed. A task without settings only reads, and warns.
  - E-mail addresses are compared without case, phone numbers without
    spaces, dashes, dots, and parentheses. An empty string clears a value.
  - A workspace has voicemail only with a professional licence of Webex Calling. O(all) and O(location) leave out all other workspaces.
  - If the task fails for some workspaces, it processes all others first. RV(workspaces) holds the result for each.
  - The token needs the scopes C(spark-admin:workspaces_read) and C(spark-admin:workspaces_write).
author:
  - The webex.calling contributors (@webex-calling)
extends_documentation_fragment:
  - webex.calling.owners.workspace
  - webex.calling.owners.many
  - webex.calling.mailbox
  - webex.calling.mailbox.shared
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.changes
seealso:
  - module: webex.calling.webex_workspace_voicemail_info
  - module: webex.calling.webex_voicemail_greeting
  - name: Configure Voicemail Settings for a Workspace
    description: The reference of the Webex API.
    link: https://developer.webex.com/docs/api/v1/workspace-call-settings-2-2/configure-voicemail-settings-for-a-workspace
"""

EXAMPLES = r"""
- name: Send unanswered calls of two meeting rooms to voicemail
  webex.calling.webex_workspace_voicemail:
    workspace:
      - Reception
      - Boardroom
    enabled: true
    send_unanswered_calls:
      enabled: true
      number_of_rings: 6

- name: Notify the reception of messages for every workspace in Stockholm
  webex.calling.webex_workspace_voicemail:
    location: Stockholm
    notifications:
      enabled: true
      destination: reception@example.com
"""

RETURN = r"""
workspace:
  description: The workspace as given in the task; if the task lists none, the name, or the ID if the name is not unique.
  returned: for a single workspace
  type: str
  sample: Lobby
workspace_id:
  description: The ID of the workspace.
  returned: for a single workspace, when found
  type: str
  sample: Y2lzY29zcGFyazovL3VzL1BMQUNFLzAwMQ
name:
  description: The display name, or null if an ID was given and no look-up was needed.
  returned: for a single workspace, when found
  type: str
  sample: Lobby
location:
  description: The name of the location.
  returned: for a single workspace, when the look-up returned it
  type: str
  sample: Stockholm
location_id:
  description: The ID of the location.
  returned: for a single workspace, when the look-up returned it
  type: str
  sample: Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OLzAwMQ
extension:
  description: The extension.
  returned: for a single workspace, when the look-up returned it
  type: str
  sample: '7001'
changes:
  description: The settings that differed, each with its dotted path (C(field)), and its value C(before) (null if it was unknown)
    and C(after). The value of a secret is null.
  returned: for a single workspace, on success
  type: list
  elements: dict
  sample:
    - field: enabled
      before: false
      after: true
voicemail:
  description: The settings of the workspace, as they are now; in check mode, as they would be. A text that was never set is empty.
    What the API does not return is left out.
  returned: for a single workspace, on success
  type: dict
  sample:
    enabled: true
    send_all_calls: {enabled: false}
    send_busy_calls: {enabled: true, greeting: DEFAULT, greeting_uploaded: false}
    send_unanswered_calls: {enabled: true, greeting: DEFAULT, greeting_uploaded: false, number_of_rings: 4, system_max_number_of_rings: 20}
    notifications: {enabled: false, destination: '', sms_destination: ''}
    transfer_to_number: {enabled: false, destination: ''}
    email_copy_of_message: {enabled: true, email_id: anna.andersson@example.com}
    message_storage: {mwi_enabled: true, storage_type: INTERNAL, external_email: ''}
    fax_message: {enabled: false, phone_number: '', extension: ''}
    voice_message_forwarding_enabled: true
workspaces:
  description: The results for the workspaces, in the order given, or sorted by name if the task lists none. O(return) selects for
    which of them.
  returned: on success, and on failure for one or more workspaces
  type: list
  elements: dict
  contains:
    changed: {description: Whether anything differed for this workspace., type: bool}
    failed: {description: V(true) if it failed for this workspace., returned: on failure, type: bool}
    msg: {description: 'Why it failed for this workspace, and what to do about it.', returned: on failure, type: str}
    workspace: {description: As RV(workspace)., type: str}
    workspace_id: {description: As RV(workspace_id)., type: str}
    name: {description: As RV(name)., type: str}
    location: {description: As RV(location)., type: str}
    location_id: {description: As RV(location_id)., type: str}
    extension: {description: As RV(extension)., type: str}
    changes: {description: As RV(changes)., type: list, elements: dict}
    voicemail: {description: As RV(voicemail)., type: dict}
    status: {description: As RV(status)., type: int}
    method: {description: As RV(method)., type: str}
    path: {description: As RV(path)., type: str}
    api_message: {description: As RV(api_message)., type: str}
    tracking_id: {description: As RV(tracking_id)., type: str}
summary:
  description: The number of workspaces, by outcome. Those that are named more than once are counted once.
  returned: on success, and on failure for one or more workspaces
  type: dict
  contains:
    total: {description: The workspaces that the task selected., type: int, sample: 12}
    changed: {description: 'The workspaces with settings that were changed, or in check mode would be.', type: int, sample: 3}
    unchanged: {description: 'The workspaces with settings that did not differ, or were only read.', type: int, sample: 8}
    failed: {description: The workspaces for which it failed., type: int, sample: 1}
left_out:
  description: The number of listed workspaces that are left out because they have no licence, or no voicemail.
  returned: when the task does not list the workspaces
  type: int
  sample: 3
diff:
  description: The differences, as C(before) and C(after). For more than one workspace, one text in C(prepared), in which equal changes
    are combined.
  returned: in diff mode
  type: dict
status:
  description: The HTTP status of the API's answer.
  returned: on failure, when the API answered
  type: int
  sample: 403
method:
  description: The HTTP method of the request that failed.
  returned: on failure, when a request was sent
  type: str
  sample: PUT
path:
  description: The path of the request that failed, below O(api_url).
  returned: on failure, when a request was sent
  type: str
  sample: /telephony/config/workspaces/Y2lzY29zcGFyazovL3VzL1BMQUNFLzAwMQ/voicemail
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

from ansible_collections.webex.calling.plugins.module_utils._resources.workspace_voicemail import WORKSPACE_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._tasks.module import settings_module

MODULE = settings_module(WORKSPACE_VOICEMAIL)
main = MODULE.main

if __name__ == "__main__":
    main()
