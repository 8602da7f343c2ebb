# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The voice portal of a location, U(https://developer.webex.com/docs/api/v1/location-call-settings-voicemail)."""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import (
    json_object,
    object_,
    phone,
    read_only,
    string,
)
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._resources.mailbox import (
    CALLER_ID_NAME,
    CALLER_ID_NAME_RULE,
)

LOCATION_VOICE_PORTAL = SettingsResource(
    module="webex_location_voice_portal",
    owner="location",
    result_key="voice_portal",
    label="a location's voice portal",
    path="/telephony/config/locations/{id}/voicePortal",
    read_scope="spark-admin:telephony_config_read",
    write_scope="spark-admin:telephony_config_write",
    fields=object_(
        name=string(),
        language_code=string(),
        extension=string(),
        phone_number=phone(),
        **CALLER_ID_NAME,
        passcode_rules=read_only(json_object()),
    ),
    rules=(CALLER_ID_NAME_RULE,),
    not_sent=frozenset(("id", "language")),
    info_path="/passcodeRules",
    info_key="passcodeRules",
    hints={404: "There is no such location, or it has no Webex Calling."},
)
