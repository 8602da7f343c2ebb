# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The voicemail settings of a person, U(https://developer.webex.com/docs/api/v1/user-call-settings-1-2)."""

from __future__ import annotations

from ansible_collections.webex.calling.plugins.module_utils.settings import (
    AtMost,
    Needs,
    Settings,
    choice,
    email,
    flag,
    number,
    phone,
    section,
    text,
    told,
)

_NO_LICENCE = (
    "The person has no active Webex Calling licence (none, or the invitation is still pending): assign one first."
)
_NO_PERSON = "There is no such person, or the person has no active Webex Calling licence."
_NOT_UPLOADED = "no custom greeting was uploaded yet. Upload one first, or use DEFAULT"
_NO_FORWARDING = (
    "the organization does not allow voice messages to be forwarded by e-mail. "
    "Set voice_message_forwarding_enabled with webex_org_voicemail first"
)

VOICEMAIL = Settings(
    key="voicemail",
    what="voicemail settings",
    path="/people/{id}/features/voicemail",
    read_scope="spark-admin:people_read",
    write_scope="spark-admin:people_write",
    options=section(
        enabled=flag(),
        send_all_calls=section(enabled=flag()),
        send_busy_calls=section(
            enabled=flag(),
            greeting=choice("DEFAULT", "CUSTOM"),
            greeting_uploaded=told(flag()),
        ),
        send_unanswered_calls=section(
            enabled=flag(),
            greeting=choice("DEFAULT", "CUSTOM"),
            greeting_uploaded=told(flag()),
            number_of_rings=number(2, 20),
            system_max_number_of_rings=told(number(2, 20)),
        ),
        notifications=section(enabled=flag(), destination=email(), sms_destination=phone()),
        transfer_to_number=section(enabled=flag(), destination=phone()),
        email_copy_of_message=section(enabled=flag(), email_id=email()),
        message_storage=section(
            mwi_enabled=flag(),
            storage_type=choice("INTERNAL", "EXTERNAL"),
            external_email=email(),
        ),
        fax_message=section(enabled=flag(), phone_number=phone(), extension=text()),
        voice_message_forwarding_enabled=told(flag()),
    ),
    rules=(
        AtMost("send_unanswered_calls.number_of_rings", "send_unanswered_calls.system_max_number_of_rings"),
        Needs("send_busy_calls.greeting", "CUSTOM", "send_busy_calls.greeting_uploaded", _NOT_UPLOADED),
        Needs("send_unanswered_calls.greeting", "CUSTOM", "send_unanswered_calls.greeting_uploaded", _NOT_UPLOADED),
        Needs("notifications.enabled", True, "notifications.destination", "it needs notifications.destination"),
        Needs(
            "transfer_to_number.enabled",
            True,
            "transfer_to_number.destination",
            "it needs transfer_to_number.destination",
        ),
        Needs(
            "email_copy_of_message.enabled",
            True,
            "email_copy_of_message.email_id",
            "it needs email_copy_of_message.email_id",
        ),
        Needs("fax_message.enabled", True, "fax_message.phone_number", "it needs fax_message.phone_number"),
        Needs(
            "message_storage.storage_type",
            "EXTERNAL",
            "message_storage.external_email",
            "it needs message_storage.external_email",
        ),
        Needs("email_copy_of_message.enabled", True, "voice_message_forwarding_enabled", _NO_FORWARDING),
        Needs("message_storage.storage_type", "EXTERNAL", "voice_message_forwarding_enabled", _NO_FORWARDING),
    ),
    hints={
        404: _NO_PERSON,
        405: _NO_LICENCE,
        4003: _NO_PERSON,
        4008: _NO_LICENCE,
    },
)
