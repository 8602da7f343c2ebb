# Copyright: (c) 2026, webex.calling contributors
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings: a declaration each, served by one generic GET and PUT (see api.py); mailboxes are in mailboxes.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import first
from .fields import (
    ADDRESS,
    CLEARABLE_TEXT,
    GREETING,
    NUMBER,
    OFF,
    PHONE_NUMBER,
    READ_ONLY_FLAG,
    READ_ONLY_NUMBER,
    READ_ONLY_TEXT,
    STORAGE,
    TEXT,
    Field,
    Schema,
    Settings,
)
from .ids import uuid_of
from .mailboxes import FAX, MAIL_RULES, MAILBOXES, PERSON_VOICEMAIL, TRANSFER
from .resource import CALLING_READ, CALLING_WRITE, NOBODY, Resource
from .rules import default_pin, dial_by_name, free_numbers, needs, same, uploaded

if TYPE_CHECKING:
    from .owners import Owner
    from .world import World

__all__ = ["MAILBOXES", "PERSON_VOICEMAIL", "RESOURCES"]

CALLER_ID: Schema = {
    "selection": Field(str, "DISPLAY_NAME", choices=("CUSTOM_NAME", "DISPLAY_NAME")),
    "customName": CLEARABLE_TEXT,
}
NAMED = needs("directLineCallerIdName.selection", "CUSTOM_NAME", "directLineCallerIdName.customName")
ORG_VOICEMAIL = Resource(
    name="org_voicemail",
    path="/telephony/config/voicemail/settings",
    read=CALLING_READ,
    write=CALLING_WRITE,
    # The description requires messageExpiryEnabled and numberOfDaysForMessageExpiry; the service keeps what is not sent.
    schema={
        "messageExpiryEnabled": Field(bool, False, kept=True),
        "numberOfDaysForMessageExpiry": Field(int, 14, low=1, high=180, kept=True),
        "strictDeletionEnabled": OFF,
        "voiceMessageForwardingEnabled": OFF,
        "voicePortalAccessVMDepositEnabled": Field(bool, newer=True),
    },
    first=first.first_org_voicemail,
)

PASSCODE_RULES: Schema = {
    "blockRepeatedPatternsEnabled": READ_ONLY_FLAG,
    "blockRepeatedDigits": {"enabled": READ_ONLY_FLAG, "max": READ_ONLY_NUMBER},
    "blockContiguousSequences": {
        "enabled": READ_ONLY_FLAG,
        "numberOfAscendingDigits": READ_ONLY_NUMBER,
        "numberOfDescendingDigits": READ_ONLY_NUMBER,
    },
    "length": {"min": READ_ONLY_NUMBER, "max": READ_ONLY_NUMBER},
}


def rules_answer(settings: Settings, world: World, owner: object) -> Settings:
    """defaultVoicemailPinEnabled is written at the top level and read among the rules."""
    told = {"defaultVoicemailPinEnabled": settings.get("defaultVoicemailPinEnabled")}
    return {"defaultVoicemailPinRules": {**settings.get("defaultVoicemailPinRules", {}), **told}}


ORG_VOICEMAIL_RULES = Resource(
    name="rules",
    path="/telephony/config/voicemail/rules",
    read=CALLING_READ,
    write=CALLING_WRITE,
    schema={
        "defaultVoicemailPinEnabled": Field(bool, False, write_only=True),
        "defaultVoicemailPin": Field(str, write_only=True),
        "defaultVoicemailPinRules": PASSCODE_RULES,
        # 15 to 180 days where it is read and in the help, 15 to 100 on the page of the PUT.
        "expirePasscode": {"enabled": OFF, "numberOfDays": Field(int, 180, low=15, high=180)},
        "changePasscode": {"enabled": OFF, "numberOfDays": Field(int, 1, low=1, high=7)},
        "blockPreviousPasscodes": {"enabled": OFF, "numberOfPasscodes": Field(int, 10, low=1, high=10)},
    },
    rules=(default_pin,),
    first=first.first_rules,
    computed=rules_answer,
    passcode="defaultVoicemailPin",
)

LOCATION_VOICEMAIL = Resource(
    name="location_voicemail",
    path="/telephony/config/locations/{location}/voicemail",
    read=CALLING_READ,
    write=CALLING_WRITE,
    schema={"voicemailTranscriptionEnabled": OFF},
    required=("voicemailTranscriptionEnabled",),
    first=first.first_location_voicemail,
)

VOICE_PORTAL = Resource(
    name="voice_portal",
    path="/telephony/config/locations/{location}/voicePortal",
    read=CALLING_READ,
    write=CALLING_WRITE,
    schema={
        "id": READ_ONLY_TEXT,
        "name": Field(str, kept=True),
        "language": READ_ONLY_TEXT,
        "languageCode": Field(str, kept=True),
        "extension": Field(str, kept=True, number=True),
        "phoneNumber": PHONE_NUMBER,
        "firstName": TEXT,
        "lastName": TEXT,
        "passcode": {
            "newPasscode": Field(str, write_only=True),
            "confirmPasscode": Field(str, write_only=True),
        },
        "directLineCallerIdName": CALLER_ID,
        "dialByName": CLEARABLE_TEXT,
    },
    rules=(same("passcode.newPasscode", "passcode.confirmPasscode"), NAMED, dial_by_name, free_numbers),
    first=first.first_portal,
    passcode="passcode.newPasscode",
)

PORTAL_PASSCODE_RULES = Resource(
    name="passcode_rules",
    path="/telephony/config/locations/{location}/voicePortal/passcodeRules",
    read=CALLING_READ,
    write=NOBODY,
    schema={
        **PASSCODE_RULES,
        "expirePasscode": {"enabled": READ_ONLY_FLAG, "numberOfDays": READ_ONLY_NUMBER},
        "failedAttempts": {"enabled": READ_ONLY_FLAG, "attempts": READ_ONLY_NUMBER},
        "blockPreviousPasscodes": {"enabled": READ_ONLY_FLAG, "numberOfPasscodes": READ_ONLY_NUMBER},
        "blockUserNumberEnabled": READ_ONLY_FLAG,
        "blockReversedUserNumberEnabled": READ_ONLY_FLAG,
        "blockReversedOldPasscodeEnabled": READ_ONLY_FLAG,
    },
    first=first.first_portal_rules,
)


def group_answer(settings: Settings, world: World, owner: Owner) -> Settings:
    """What the detail of a group has beside its settings; the ID is a bare UUID here."""
    prefix = world.routing_prefix(owner.location_id)
    return {
        "id": uuid_of(owner.id),
        "routingPrefix": prefix,
        "esn": prefix + settings.get("extension", ""),
        "tollFreeNumber": "false",
        "voiceMessageForwardingEnabled": world.forwarding,
    }


VOICEMAIL_GROUP = Resource(
    name="voicemail_group",
    path="/telephony/config/locations/{location}/voicemailGroups/{group}",
    read=CALLING_READ,
    write=CALLING_WRITE,
    schema={
        **dict.fromkeys(("id", "routingPrefix", "esn", "tollFreeNumber"), READ_ONLY_TEXT),
        "name": Field(str, kept=True),
        "extension": Field(str, kept=True, number=True),
        "phoneNumber": PHONE_NUMBER,
        "firstName": TEXT,
        "lastName": TEXT,
        "enabled": Field(bool, True),
        "passcode": Field(str, number=True, write_only=True),
        "languageCode": Field(str, kept=True),
        "greeting": GREETING,
        "greetingUploaded": READ_ONLY_FLAG,
        "greetingDescription": TEXT,
        "messageStorage": {"storageType": STORAGE, "externalEmail": ADDRESS},
        "notifications": {"enabled": OFF, "destination": ADDRESS},
        "faxMessage": {"enabled": OFF, "phoneNumber": PHONE_NUMBER, "extension": NUMBER},
        "transferToNumber": {"enabled": OFF, "destination": PHONE_NUMBER},
        "emailCopyOfMessage": {"enabled": OFF, "emailId": ADDRESS},
        "voiceMessageForwardingEnabled": READ_ONLY_FLAG,
        "directLineCallerIdName": CALLER_ID,
        "dialByName": CLEARABLE_TEXT,
        "timeZone": Field(str, kept=True, newer=True),
    },
    mandatory=(
        *("name", "extension", "passcode", "languageCode", "messageStorage", "notifications", "faxMessage"),
        *("transferToNumber", "emailCopyOfMessage"),
    ),
    rules=(
        uploaded("greeting", "greetingUploaded"),
        needs("greeting", "CUSTOM", "greetingDescription"),
        needs("notifications.enabled", True, "notifications.destination"),
        TRANSFER,
        FAX,
        *MAIL_RULES,
        NAMED,
        dial_by_name,
        free_numbers,
    ),
    first=first.first_group,
    fresh={"greetingUploaded": False, "timeZone": "Europe/Stockholm"},
    computed=group_answer,
    passcode="passcode",
)

RESOURCES = (
    *MAILBOXES.values(),
    ORG_VOICEMAIL,
    ORG_VOICEMAIL_RULES,
    LOCATION_VOICEMAIL,
    VOICE_PORTAL,
    PORTAL_PASSCODE_RULES,
    VOICEMAIL_GROUP,
)
