#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manage the voicemail settings of workspaces."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_workspace_voicemail
short_description: Manage the voicemail settings of workspaces
version_added: 0.1.0
description:
  - Reads the voicemail settings of workspaces, and changes them only where they differ from what the task names.
  - A setting that the task does not name stays as it is. E-mail addresses compare without case, phone numbers without
    spaces, dashes, dots, and parentheses. An empty string clears a value.
  - A workspace has voicemail only with a professional licence of Webex Calling. With O(all) and O(location), the others are left out.
  - When it fails for some workspaces, all others are done first. RV(workspaces) holds the result for each.
  - The token needs the scopes C(spark-admin:workspaces_read) and C(spark-admin:workspaces_write).
author:
  - The webex.calling contributors (@webex-calling)
extends_documentation_fragment:
  - webex.calling.owners.workspace
  - webex.calling.mailbox
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.changes
seealso:
  - module: webex.calling.webex_workspace_voicemail_info
  - module: webex.calling.webex_voicemail_greeting
  - name: Configure Voicemail Settings for a Workspace
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/workspace-call-settings-2-2/configure-voicemail-settings-for-a-workspace
"""

EXAMPLES = r"""
- name: Send unanswered calls of two meeting rooms to voicemail
  webex.calling.webex_workspace_voicemail:
    workspace:
      - Lobby
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
