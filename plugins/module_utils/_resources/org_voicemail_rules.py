# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The organization's voicemail rules, U(https://developer.webex.com/docs/api/v1/calling-service-settings)."""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.module_utils._engine import fields
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._engine.rules import PasscodeFits


def _lift(now: fields.Json) -> fields.Json:
    """The default PIN's switch is written at the top level, and read among the rules of that PIN."""
    return {"defaultVoicemailPinEnabled": fields.get(now, "defaultVoicemailPinRules.defaultVoicemailPinEnabled"), **now}


ORG_VOICEMAIL_RULES = SettingsResource(
    module="webex_org_voicemail_rules",
    owner="organization",
    result_key="rules",
    label="the organization's voicemail rules",
    path="/telephony/config/voicemail/rules",
    prepare=_lift,
    # The API does not return whether there is a default PIN.
    hints={400: "Where there is no default PIN yet, give default_voicemail_pin to enable it."},
    rules=(PasscodeFits("default_voicemail_pin", "default_voicemail_pin_rules"),),
    fields=fields.object_(
        default_voicemail_pin_enabled=fields.boolean(),
        default_voicemail_pin=fields.write_only(fields.string()),
        default_voicemail_pin_rules=fields.read_only(fields.json_object()),
        expire_passcode=fields.object_(enabled=fields.boolean(), number_of_days=fields.integer(15, 180)),
        change_passcode=fields.object_(enabled=fields.boolean(), number_of_days=fields.integer(1, 7)),
        block_previous_passcodes=fields.object_(enabled=fields.boolean(), number_of_passcodes=fields.integer(1, 10)),
    ),
)
