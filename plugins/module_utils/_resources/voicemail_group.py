# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A voicemail group of a location, U(https://developer.webex.com/docs/api/v1/location-call-settings-voicemail)."""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import (
    boolean,
    enum,
    object_,
    phone,
    string,
    write_only,
)
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._engine.rules import RequiredIf
from ansible_collections.webex.calling.plugins.module_utils._resources import mailbox

VOICEMAIL_GROUP = SettingsResource(
    module="webex_voicemail_group",
    owner="voicemail_group",
    result_key="voicemail_group",
    label="voicemail groups",
    path="/telephony/config/locations/{location_id}/voicemailGroups/{id}",
    read_scope="spark-admin:telephony_config_read",
    write_scope="spark-admin:telephony_config_write",
    fields=object_(
        **{name: string() for name in ("name", "extension", "language_code")},
        phone_number=phone(),
        enabled=boolean(),
        greeting=enum("DEFAULT", "CUSTOM"),
        greeting_description=string(),
        message_storage=object_(**mailbox.MESSAGE_STORAGE),
        notifications=object_(**mailbox.NOTIFICATIONS),
        **mailbox.SHARED,
        **mailbox.CALLER_ID_NAME,
        passcode=write_only(string()),
    ),
    rules=(
        RequiredIf("notifications.enabled", True, ("notifications.destination",)),
        *mailbox.SHARED_RULES,
        mailbox.CALLER_ID_NAME_RULE,
    ),
    needs_forwarding=mailbox.NEEDS_FORWARDING,
    forwarding_hint=mailbox.FORWARDING_HINT,
    needed_to_create=(
        "name",
        "extension",
        "passcode",
        "language_code",
        "message_storage",
        "notifications",
        *mailbox.SHARED,
    ),
    not_sent=frozenset(
        [
            "id",
            "routingPrefix",
            "esn",
            "tollFreeNumber",
            "timeZone",
            "greetingUploaded",
            "voiceMessageForwardingEnabled",
        ]
    ),
)
