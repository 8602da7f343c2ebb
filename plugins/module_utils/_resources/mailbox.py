# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the mailboxes of people, workspaces, virtual lines and groups have in common."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ansible_collections.webex.calling.plugins.module_utils._engine.fields import (
    boolean,
    email,
    enum,
    extension,
    integer,
    object_,
    phone,
    read_only,
    string,
)
from ansible_collections.webex.calling.plugins.module_utils._engine.resource import SettingsResource
from ansible_collections.webex.calling.plugins.module_utils._engine.rules import MaximumFrom, RequiredIf, Rule

# Of groups too.
SHARED = {
    "message_storage": object_(storage_type=enum("INTERNAL", "EXTERNAL"), external_email=email()),
    "notifications": object_(enabled=boolean(), destination=email()),
    "transfer_to_number": object_(enabled=boolean(), destination=phone()),
    "email_copy_of_message": object_(enabled=boolean(), email_id=email()),
    "fax_message": object_(enabled=boolean(), phone_number=phone(), extension=extension()),
}
_SHARED_RULES: tuple[Rule, ...] = (
    RequiredIf("transfer_to_number.enabled", True, ("transfer_to_number.destination",)),
    RequiredIf("email_copy_of_message.enabled", True, ("email_copy_of_message.email_id",)),
    RequiredIf("fax_message.enabled", True, ("fax_message.phone_number",)),
    RequiredIf("message_storage.storage_type", "EXTERNAL", ("message_storage.external_email",)),
)
SHARED_RULES = (RequiredIf("notifications.enabled", True, ("notifications.destination",)), *_SHARED_RULES)
# What the API returns of a group beside its settings, and does not take.
NOT_SENT = ("greetingUploaded", "voiceMessageForwardingEnabled")

# Of what has a directory number of its own: voice portals and groups.
DIRECTORY = {
    "name": string(),
    "language_code": string(),
    "extension": replace(extension(), may_be_number=True),
    "phone_number": phone(),
    "direct_line_caller_id_name": object_(selection=enum("CUSTOM_NAME", "DISPLAY_NAME"), custom_name=string()),
    "dial_by_name": string(),
    "first_name": string(),
    "last_name": string(),
}
DIRECTORY_RULE = RequiredIf(
    "direct_line_caller_id_name.selection", "CUSTOM_NAME", ("direct_line_caller_id_name.custom_name",)
)
# The same number, or name, twice.
DIRECTORY_HINTS = {
    409: "Another owner at this location has it: give another extension or name, or change that owner first."
}

_NOT_UPLOADED = "no custom greeting was uploaded yet. Upload one first, or use DEFAULT"
_GREETING = {"greeting": enum("DEFAULT", "CUSTOM"), "greeting_uploaded": read_only(boolean())}

FIELDS = object_(
    enabled=boolean(),
    send_all_calls=object_(enabled=boolean()),
    send_busy_calls=object_(enabled=boolean(), **_GREETING),
    send_unanswered_calls=object_(
        enabled=boolean(),
        **_GREETING,
        number_of_rings=integer(2, 20),
        system_max_number_of_rings=read_only(integer(2, 20)),
    ),
    notifications=object_(**SHARED["notifications"].fields, sms_destination=replace(phone(), may_be_refused=True)),
    transfer_to_number=SHARED["transfer_to_number"],
    email_copy_of_message=SHARED["email_copy_of_message"],
    message_storage=object_(mwi_enabled=boolean(), **SHARED["message_storage"].fields),
    fax_message=SHARED["fax_message"],
    voice_message_forwarding_enabled=read_only(boolean()),
)
RULES: tuple[Rule, ...] = (
    MaximumFrom("send_unanswered_calls.number_of_rings", "send_unanswered_calls.system_max_number_of_rings"),
    RequiredIf("send_busy_calls.greeting", "CUSTOM", ("send_busy_calls.greeting_uploaded",), _NOT_UPLOADED),
    RequiredIf("send_unanswered_calls.greeting", "CUSTOM", ("send_unanswered_calls.greeting_uploaded",), _NOT_UPLOADED),
    RequiredIf("notifications.enabled", True, ("notifications.destination", "notifications.sms_destination")),
    *_SHARED_RULES,
)
REQUIRED = {"notifications": {"enabled": False}, "transfer_to_number": {"enabled": False}}

# What needs an organization that lets voice messages be forwarded by e-mail, and what is said where the API refuses it.
NEEDS_FORWARDING = (("email_copy_of_message.enabled", True), ("message_storage.storage_type", "EXTERNAL"))
_FORWARDING = (
    "The organization may not allow voice messages to be forwarded by e-mail: "
    "check voice_message_forwarding_enabled with webex_org_voicemail."
)
VALUE_HINTS = tuple((field, value, _FORWARDING) for field, value in NEEDS_FORWARDING)

# A declaration that begins with what mailboxes have in common; a field that it names anew wins.
mailbox_resource = partial(
    SettingsResource,
    result_key="voicemail",
    label="voicemail settings",
    fields=FIELDS,
    rules=RULES,
    required=REQUIRED,
    needs_forwarding=NEEDS_FORWARDING,
    value_hints=VALUE_HINTS,
)
