# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The voicemail settings of people, workspaces and virtual lines."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from . import first
from .fields import (
    ADDRESS,
    GREETING,
    OFF,
    ON,
    PHONE_NUMBER,
    READ_ONLY_FLAG,
    READ_ONLY_NUMBER,
    STORAGE,
    TEXT,
    Field,
    Schema,
    Settings,
)
from .resource import (
    CALLING_READ,
    CALLING_WRITE,
    PEOPLE_READ,
    PEOPLE_WRITE,
    WORKSPACES_READ,
    WORKSPACES_WRITE,
    Resource,
    Scopes,
)
from .rules import external_mwi, forwarding, needs, rings, uploaded

MAIL_RULES = (
    needs("messageStorage.storageType", "EXTERNAL", "messageStorage.externalEmail"),
    needs("emailCopyOfMessage.enabled", True, "emailCopyOfMessage.emailId"),
    forwarding("emailCopyOfMessage.enabled", True),
    forwarding("messageStorage.storageType", "EXTERNAL"),
)
FAX = needs("faxMessage.enabled", True, "faxMessage.phoneNumber")
TRANSFER = needs("transferToNumber.enabled", True, "transferToNumber.destination")

MAILBOX: Schema = {
    "enabled": OFF,
    "sendAllCalls": {"enabled": OFF},
    "sendBusyCalls": {"enabled": OFF, "greeting": GREETING, "greetingUploaded": READ_ONLY_FLAG},
    "sendUnansweredCalls": {
        "enabled": OFF,
        "greeting": GREETING,
        "greetingUploaded": READ_ONLY_FLAG,
        "numberOfRings": Field(int, 3, low=2, high=20),
        "systemMaxNumberOfRings": READ_ONLY_NUMBER,
    },
    "notifications": {
        "enabled": OFF,
        "destination": ADDRESS,
        "smsDestination": Field(str, phone=True, newer=True),
    },
    "transferToNumber": {"enabled": OFF, "destination": PHONE_NUMBER},
    "emailCopyOfMessage": {"enabled": OFF, "emailId": ADDRESS},
    "messageStorage": {"mwiEnabled": ON, "storageType": STORAGE, "externalEmail": ADDRESS},
    "faxMessage": {"enabled": OFF, "phoneNumber": PHONE_NUMBER, "extension": TEXT},
    "voiceMessageForwardingEnabled": READ_ONLY_FLAG,
}


def mailbox(
    path: str, read: Scopes, write: Scopes, first: Callable[[random.Random, Any], Settings], **more: Field
) -> Resource:
    """The voicemail settings of a kind of owner."""
    return Resource(
        name="voicemail",
        path=path,
        read=read,
        write=write,
        required=("notifications", "transferToNumber"),
        schema={**MAILBOX, **more},
        rules=(
            rings,
            uploaded("sendBusyCalls.greeting", "sendBusyCalls.greetingUploaded"),
            uploaded("sendUnansweredCalls.greeting", "sendUnansweredCalls.greetingUploaded"),
            needs("notifications.enabled", True, "notifications.destination", "notifications.smsDestination"),
            TRANSFER,
            FAX,
            *MAIL_RULES,
            external_mwi,
        ),
        first=first,
        fresh={
            "sendBusyCalls": {"greetingUploaded": False},
            "sendUnansweredCalls": {"greetingUploaded": False, "systemMaxNumberOfRings": 20},
        },
        computed=lambda settings, world, owner: {"voiceMessageForwardingEnabled": world.forwarding},
    )


PERSON_VOICEMAIL = mailbox("/people/{person}/features/voicemail", PEOPLE_READ, PEOPLE_WRITE, first.first_voicemail)
WORKSPACE_VOICEMAIL = mailbox(
    "/telephony/config/workspaces/{workspace}/voicemail", WORKSPACES_READ, WORKSPACES_WRITE, first.first_voicemail
)
VIRTUAL_LINE_VOICEMAIL = mailbox(
    "/telephony/config/virtualLines/{virtual_line}/voicemail",
    CALLING_READ,
    CALLING_WRITE,
    first.first_line_voicemail,
    announcementLanguageCode=Field(str, "en_us"),
)
MAILBOXES = {one.kind: one for one in (PERSON_VOICEMAIL, WORKSPACE_VOICEMAIL, VIRTUAL_LINE_VOICEMAIL)}
