# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The voicemail settings of an organization, U(https://developer.webex.com/docs/api/v1/calling-service-settings)."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import boolean, integer, object_
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource

ORG_VOICEMAIL = SettingsResource(
    module="webex_org_voicemail",
    owner="organization",
    result_key="voicemail",
    label="the organization's voicemail settings",
    path="/telephony/config/voicemail/settings",
    fields=object_(
        message_expiry_enabled=boolean(),
        number_of_days_for_message_expiry=integer(1, 180),
        strict_deletion_enabled=boolean(),
        voice_message_forwarding_enabled=boolean(),
        voice_portal_access_vm_deposit_enabled=replace(
            boolean(), api_name="voicePortalAccessVMDepositEnabled", may_be_refused=True
        ),
    ),
)
