# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The profiles of the role voicemail_onboarding, which are known here by name. A test compares them with the role's."""

from __future__ import annotations

import typing as t

_STANDARD: t.Mapping[str, t.Any] = {
    "enabled": True,
    "send_all_calls.enabled": False,
    "send_busy_calls.enabled": True,
    "send_unanswered_calls.enabled": True,
    "send_unanswered_calls.number_of_rings": 4,
    "notifications.enabled": False,
    "transfer_to_number.enabled": False,
    "email_copy_of_message.enabled": False,
    "message_storage.mwi_enabled": True,
    "message_storage.storage_type": "INTERNAL",
}

SHIPPED_PROFILES: t.Mapping[str, t.Mapping[str, t.Any]] = {
    "standard": _STANDARD,
    "hybrid_worker": {
        **_STANDARD,
        "notifications.enabled": True,
        "notifications.destination": "{email}",
        "email_copy_of_message.enabled": True,
        "email_copy_of_message.email_id": "{email}",
    },
    "executive": {**_STANDARD, "transfer_to_number.enabled": True},
    "front_desk": {**_STANDARD, "send_busy_calls.enabled": False, "send_unanswered_calls.number_of_rings": 8},
    "external_mailbox": {
        **_STANDARD,
        "message_storage.mwi_enabled": False,
        "message_storage.storage_type": "EXTERNAL",
        "message_storage.external_email": "{email}",
    },
    "voicemail_off": {
        **{path: value for path, value in _STANDARD.items() if path != "send_unanswered_calls.number_of_rings"},
        "enabled": False,
        "send_busy_calls.enabled": False,
        "send_unanswered_calls.enabled": False,
        "message_storage.mwi_enabled": False,
    },
}
