# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The voicemail settings of a location, U(https://developer.webex.com/docs/api/v1/location-call-settings-voicemail)."""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import boolean, object_
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource

LOCATION_VOICEMAIL = SettingsResource(
    module="webex_location_voicemail",
    owner="location",
    result_key="voicemail",
    label="a location's voicemail settings",
    path="/telephony/config/locations/{id}/voicemail",
    fields=object_(voicemail_transcription_enabled=boolean()),
    hints={404: "There is no such location, or it has no Webex Calling."},
)
