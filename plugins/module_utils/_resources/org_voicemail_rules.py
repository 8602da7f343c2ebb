# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The organization's voicemail rules, U(https://developer.webex.com/docs/api/v1/calling-service-settings)."""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import (
    Json,
    boolean,
    integer,
    json_object,
    object_,
    read_only,
    string,
    write_only,
)
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource


def _lift(answer: Json) -> Json:
    """The default PIN's switch is written at the top level, and read among the rules of that PIN."""
    rules = answer.get("defaultVoicemailPinRules")
    switch = rules.get("defaultVoicemailPinEnabled") if isinstance(rules, dict) else None
    return answer if switch is None else {"defaultVoicemailPinEnabled": switch, **answer}


ORG_VOICEMAIL_RULES = SettingsResource(
    module="webex_org_voicemail_rules",
    owner="organization",
    result_key="rules",
    label="the organization's voicemail rules",
    path="/telephony/config/voicemail/rules",
    read_scope="spark-admin:telephony_config_read",
    write_scope="spark-admin:telephony_config_write",
    prepare=_lift,
    fields=object_(
        default_voicemail_pin_enabled=boolean(),
        default_voicemail_pin=write_only(string()),
        default_voicemail_pin_rules=read_only(json_object()),
        expire_passcode=object_(enabled=boolean(), number_of_days=integer(15, 180)),
        change_passcode=object_(enabled=boolean(), number_of_days=integer(1, 7)),
        block_previous_passcodes=object_(enabled=boolean(), number_of_passcodes=integer(1, 10)),
    ),
)
