# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A voicemail group of a location, U(https://developer.webex.com/docs/api/v1/location-call-settings-voicemail)."""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.module_utils._engine import fields
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._resources import mailbox

_GREETING = (
    "The API cannot upload a greeting of a group: record it in Control Hub or by phone first, and give greeting_description, "
    "or use DEFAULT."
)

VOICEMAIL_GROUP = SettingsResource(
    module="webex_voicemail_group",
    owner="voicemail_group",
    result_key="voicemail_group",
    label="voicemail groups",
    path="/telephony/config/locations/{location_id}/voicemailGroups/{id}",
    fields=fields.object_(
        **mailbox.DIRECTORY,
        enabled=fields.boolean(),
        greeting=fields.enum("DEFAULT", "CUSTOM"),
        greeting_description=fields.string(),
        **mailbox.SHARED,
        passcode=fields.write_only(fields.string()),
    ),
    rules=(*mailbox.SHARED_RULES, mailbox.DIRECTORY_RULE),
    needs_forwarding=mailbox.NEEDS_FORWARDING,
    value_hints=(*mailbox.VALUE_HINTS, ("greeting", "CUSTOM", _GREETING)),
    needed_to_create=("extension", "passcode", "language_code", *mailbox.SHARED),
    hints=mailbox.DIRECTORY_HINTS,
    not_sent=("id", "routingPrefix", "esn", "tollFreeNumber", "timeZone", *mailbox.NOT_SENT),
)
