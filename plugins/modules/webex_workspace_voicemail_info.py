#!/usr/bin/python
# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the voicemail settings of workspaces."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_workspace_voicemail_info
short_description: Read the voicemail settings of workspaces
version_added: 0.1.0
description:
  - Reads the voicemail settings of workspaces; without a selector, those of all workspaces that have voicemail.
  - What it returns as RV(workspaces) can be given to M(webex.calling.webex_workspace_voicemail) as it is.
  - The token needs the scope C(spark-admin:workspaces_read).
author:
  - The webex.calling contributors (@webex-calling)
extends_documentation_fragment:
  - webex.calling.owners.workspace_info
  - webex.calling.connection
  - webex.calling.attributes
  - webex.calling.attributes.reads
seealso:
  - module: webex.calling.webex_workspace_voicemail
  - name: Read Voicemail Settings for a Workspace
    description: The page of the API.
    link: https://developer.webex.com/docs/api/v1/workspace-call-settings-2-2/read-voicemail-settings-for-a-workspace
"""

EXAMPLES = r"""
- name: Read the voicemail settings of all workspaces in Stockholm
  webex.calling.webex_workspace_voicemail_info:
    location: Stockholm
  register: found

- name: Show who has voicemail turned off
  ansible.builtin.debug:
    msg: "{{ found.workspaces | rejectattr('voicemail.enabled') | map(attribute='workspace') }}"
"""
