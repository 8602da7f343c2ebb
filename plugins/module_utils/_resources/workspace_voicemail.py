# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The voicemail settings of a workspace, U(https://developer.webex.com/docs/api/v1/workspace-call-settings-2-2)."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL

WORKSPACE_VOICEMAIL = replace(
    PERSON_VOICEMAIL,
    module="webex_workspace_voicemail",
    owner="workspace",
    path="/telephony/config/workspaces/{id}/voicemail",
    read_scope="spark-admin:workspaces_read",
    write_scope="spark-admin:workspaces_write",
    hints={
        404: "There is no such workspace.",
        405: "Voicemail requires a workspace with a professional licence of Webex Calling.",
        25409: "Voicemail requires a workspace with a professional licence of Webex Calling.",
    },
)
