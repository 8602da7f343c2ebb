# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All resources that are declared. What must hold for each of them is tested over this list."""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._resources.location_voice_portal import (
    LOCATION_VOICE_PORTAL,
)
from ansible_collections.webex.calling.plugins.module_utils._resources.location_voicemail import LOCATION_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._resources.org_voicemail import ORG_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._resources.org_voicemail_rules import ORG_VOICEMAIL_RULES
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL
from ansible_collections.webex.calling.plugins.module_utils._resources.virtual_line_voicemail import (
    VIRTUAL_LINE_VOICEMAIL,
)
from ansible_collections.webex.calling.plugins.module_utils._resources.voicemail_group import VOICEMAIL_GROUP
from ansible_collections.webex.calling.plugins.module_utils._resources.workspace_voicemail import WORKSPACE_VOICEMAIL

RESOURCES: dict[str, SettingsResource] = {
    one.module: one
    for one in (
        ORG_VOICEMAIL,
        ORG_VOICEMAIL_RULES,
        LOCATION_VOICEMAIL,
        LOCATION_VOICE_PORTAL,
        PERSON_VOICEMAIL,
        WORKSPACE_VOICEMAIL,
        VIRTUAL_LINE_VOICEMAIL,
        VOICEMAIL_GROUP,
    )
}
# By their owners, those that hold greetings and passcodes of their own.
MAILBOXES: dict[str, SettingsResource] = {
    one.owner: one for one in (PERSON_VOICEMAIL, WORKSPACE_VOICEMAIL, VIRTUAL_LINE_VOICEMAIL)
}
