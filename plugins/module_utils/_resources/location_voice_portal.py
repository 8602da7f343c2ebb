# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The voice portal of a location, U(https://developer.webex.com/docs/api/v1/location-call-settings-voicemail)."""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.module_utils._engine import fields
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._resources import mailbox

LOCATION_VOICE_PORTAL = SettingsResource(
    module="webex_location_voice_portal",
    owner="location",
    result_key="voice_portal",
    label="a location's voice portal",
    path="/telephony/config/locations/{id}/voicePortal",
    fields=fields.object_(**mailbox.DIRECTORY, passcode_rules=fields.read_only(fields.json_object())),
    rules=(mailbox.DIRECTORY_RULE,),
    not_sent=("id", "language"),
    info_path="/passcodeRules",
    info_key="passcodeRules",
    hints={404: "There is no such location, or it has no Webex Calling.", **mailbox.DIRECTORY_HINTS},
)
