# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The voicemail settings of a virtual line, U(https://developer.webex.com/docs/api/v1/virtual-line-call-settings)."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import object_, string
from ansible_collections.webex.calling.plugins.module_utils._resources.person_voicemail import PERSON_VOICEMAIL

VIRTUAL_LINE_VOICEMAIL = replace(
    PERSON_VOICEMAIL,
    module="webex_virtual_line_voicemail",
    owner="virtual_line",
    path="/telephony/config/virtualLines/{id}/voicemail",
    read_scope="spark-admin:telephony_config_read",
    write_scope="spark-admin:telephony_config_write",
    fields=object_(**PERSON_VOICEMAIL.fields.fields, announcement_language_code=string()),
    hints={404: "There is no such virtual line."},
)
